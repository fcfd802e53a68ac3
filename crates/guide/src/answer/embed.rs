//! The picture and the calculator inside the text. Both have the picture as SVG in them, for readers without scripts and for paper.

use flink_memory::{Deployment, Environment, Request, Value, derive};
use flink_memory_formats::write::wording::ENGLISH;
use flink_memory_formats::write::{Scope, Target, write};

use super::{asked, escaped};
use crate::link::calculator_at;
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
    if request.deployment != Deployment::Standalone || request.environment != Environment::default() {
        return Err("an embedded calculator is told neither deployment nor environment".to_owned());
    }
    let mut config = Vec::new();
    for entry in request.configuration.entries() {
        match &entry.value {
            Value::Text(text) if !text.contains([';', '\n', '#']) => config.push(format!("{}: {text}", entry.key)),
            _ => return Err(format!("the value of `{}` cannot be told to an embedded calculator", entry.key)),
        }
    }
    let attributes = [
        ("class", "flink-memory-calculator".to_owned()),
        ("data-src", format!("{SITE}embed.html")),
        ("data-release", request.release.to_string()),
        ("data-process", request.process.id().to_owned()),
        ("data-config", config.join("; ")),
        ("data-view", view),
        ("data-controls", controls),
    ];
    let attributes = attributes.map(|(name, value)| format!("{name}=\"{}\"", escaped(&value))).join(" ");
    let link = calculator_at(SITE, &request);
    Ok(format!(
        "\n<div {attributes}>\n{}</div>\n<p class=\"open-in-calculator\"><a href=\"{}\">Open this in the calculator</a></p>\n",
        picture(&request),
        escaped(&link)
    ))
}

fn one_of(words: &mut Words, name: &str, known: &[&str]) -> Result<String, String> {
    let given = words.take(name)?.unwrap_or_else(|| known[0].to_owned());
    if known.contains(&given.as_str()) { Ok(given) } else { Err(format!("there is no {name} `{given}`; there are {}", known.join(", "))) }
}

/// The picture as the writer draws it. It holds no blank line, at which Markdown would end it.
fn picture(request: &Request) -> String {
    let written = write(Target::Svg, Scope::Set, request, &derive(request), ENGLISH);
    format!("<figure class=\"memory-picture\">\n{}</figure>\n", written.text)
}
