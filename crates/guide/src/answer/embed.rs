//! The picture and the calculator inside the text. Both have the picture as SVG in them, for readers without scripts and for paper.

use flink_memory::{Entry, Process, Request, derive, shipped};
use flink_memory_formats::link;
use flink_memory_formats::write::{Scope, Target, write};

use super::{asked, escaped};
use crate::language::{Language, Word};
use crate::replace::Place;
use crate::words::Words;

/// `{{#svg [refused] QUESTION}}`: the picture.
pub(super) fn svg(words: &mut Words, place: &mut Place) -> Result<String, String> {
    Ok(format!("\n{}\n", picture(&asked(words, place)?, place.language)))
}

/// `{{#calculator [view=calculator|picture] [controls=all|sliders|none] [refused] QUESTION}}`: a live calculator.
pub(super) fn calculator(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let view = one_of(words, "view", &["calculator", "picture"])?;
    let controls = one_of(words, "controls", &["sliders", "all", "none"])?;
    let request = asked(words, place)?;
    let language = place.language;
    let attributes = [
        ("class", "flink-memory-calculator".to_owned()),
        ("title", language.word(Word::Calculator).to_owned()),
        ("data-lang", language.id.to_owned()),
        ("data-src", format!("{}embed.html", language.site())),
        ("data-link", fragment(&request)),
        ("data-view", view),
        ("data-controls", controls),
    ];
    let attributes = attributes.map(|(name, value)| format!("{name}=\"{}\"", escaped(&value))).join(" ");
    Ok(format!(
        "\n<div {attributes}>\n{}</div>\n<p class=\"open-in-calculator\"><a href=\"{}\">{}</a></p>\n",
        picture(&request, language),
        escaped(&page(&fragment(&request), language)),
        language.word(Word::OpenInCalculator)
    ))
}

fn one_of(words: &mut Words, name: &str, known: &[&str]) -> Result<String, String> {
    let given = words.take(name)?.unwrap_or_else(|| known[0].to_owned());
    if known.contains(&given.as_str()) { Ok(given) } else { Err(format!("there is no {name} `{given}`; there are {}", known.join(", "))) }
}

/// `{{#address}}`: where the whole calculator is, in the language of the chapter.
#[expect(clippy::unnecessary_wraps, reason = "every mark is answered by a function of one kind")]
pub(super) fn address(_: &mut Words, place: &mut Place) -> Result<String, String> {
    Ok(page("", place.language))
}

/// The address of the whole calculator with a link. It asks for the language, because the reader has chosen it with the guide's.
fn page(fragment: &str, language: &Language) -> String {
    let and = if fragment.is_empty() { "" } else { "&" };
    format!("{}index.html#{fragment}{and}lang={}", language.site(), language.id)
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
fn picture(request: &Request, language: &Language) -> String {
    let written = write(Target::Svg, Scope::Set, request, &derive(request), &language.wording());
    format!("<figure class=\"memory-picture\">\n{}</figure>\n", written.text)
}
