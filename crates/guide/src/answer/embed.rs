//! The picture and the calculator inside the text. Both have the picture as SVG in them, for readers without scripts and for paper.

use flink_memory::{Entry, Process, Request, derive, shipped};
use flink_memory_formats::link;
use flink_memory_formats::write::wording::ENGLISH;
use flink_memory_formats::write::{Scope, Target, write};

use super::{asked, escaped};
use crate::replace::Place;
use crate::words::Words;

/// The calculator's pages, as seen from the guide's folder.
const SITE: &str = "../";

/// `{{#svg [refused] QUESTION}}`: the picture.
pub(super) fn svg(words: &mut Words, place: &mut Place) -> Result<String, String> {
    Ok(format!("\n{}\n", picture(&asked(words, place)?)))
}

/// `{{#calculator [view=calculator|picture] [controls=all|sliders|none] [refused] QUESTION}}`: a live calculator.
pub(super) fn calculator(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let view = one_of(words, "view", &["calculator", "picture"])?;
    let controls = one_of(words, "controls", &["sliders", "all", "none"])?;
    let request = asked(words, place)?;
    let attributes = [
        ("class", "flink-memory-calculator".to_owned()),
        ("data-src", format!("{SITE}embed.html")),
        ("data-link", fragment(&request)),
        ("data-view", view),
        ("data-controls", controls),
    ];
    let attributes = attributes.map(|(name, value)| format!("{name}=\"{}\"", escaped(&value))).join(" ");
    Ok(format!(
        "\n<div {attributes}>\n{}</div>\n<p class=\"open-in-calculator\"><a href=\"{}\">Open this in the calculator</a></p>\n",
        picture(&request),
        escaped(&address(&request))
    ))
}

fn one_of(words: &mut Words, name: &str, known: &[&str]) -> Result<String, String> {
    let given = words.take(name)?.unwrap_or_else(|| known[0].to_owned());
    if known.contains(&given.as_str()) { Ok(given) } else { Err(format!("there is no {name} `{given}`; there are {}", known.join(", "))) }
}

/// The address of the whole calculator with a request.
fn address(request: &Request) -> String {
    let fragment = fragment(request);
    if fragment.is_empty() { format!("{SITE}index.html") } else { format!("{SITE}index.html#{fragment}") }
}

/// The link to a request. What the release ships for the other process stays, so that the link need not take it away.
fn fragment(request: &Request) -> String {
    let other = if request.process == Process::JobManager { "taskmanager." } else { "jobmanager." };
    let mut request = request.clone();
    for Entry { key, value } in shipped(request.release).entries().iter().filter(|entry| entry.key.starts_with(other)) {
        if request.configuration.get(key).is_none() {
            request.configuration.set(key.clone(), value.clone());
        }
    }
    link::write(&request)
}

/// The picture as the writer draws it. It holds no blank line, at which Markdown would end it.
fn picture(request: &Request) -> String {
    let written = write(Target::Svg, Scope::Set, request, &derive(request), ENGLISH);
    format!("<figure class=\"memory-picture\">\n{}</figure>\n", written.text)
}
