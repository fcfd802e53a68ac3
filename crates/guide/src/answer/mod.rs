//! The marks by name, and what they share: a question, its answer, a pool. Each kind of answer has a module.

mod block;
mod command;
mod embed;
mod figure;
mod option;
mod series;
mod single;
mod step;
mod topic;

use flink_memory::{Derivation, Memory, Pool, Request, derive};
use flink_memory_formats::write::wording::Phrase;

use crate::language::Language;
use crate::question::given;
use crate::replace::Place;
use crate::words::Words;

/// What gives the answer to a mark.
type Answer = fn(&mut Words, &mut Place) -> Result<String, String>;

const MARKS: &[(&str, Answer)] = &[
    ("given", name),
    ("size", single::size),
    ("default", single::default),
    ("release", single::release),
    ("least", single::least),
    ("most", single::most),
    ("count", single::count),
    ("said", single::said),
    ("table", block::table),
    ("error", block::error),
    ("log", block::log),
    ("config", block::config),
    ("flags", block::flags),
    ("summary", block::summary),
    ("step", step::step),
    ("across", series::across),
    ("along", series::along),
    ("figure", figure::figure),
    ("figures", figure::figures),
    ("message", figure::message),
    ("command", command::command),
    ("options", option::options),
    ("changed", option::changed),
    ("svg", embed::svg),
    ("calculator", embed::calculator),
    ("address", embed::address),
];

/// The answer to a mark. Words that mean nothing to it are left.
pub(crate) fn answer(name: &str, words: &mut Words, place: &mut Place) -> Result<String, String> {
    let known = || MARKS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let mark = MARKS.iter().find(|(known, _)| *known == name);
    let (_, answer) = mark.ok_or_else(|| format!("there is no mark `{name}`; there are {}", known()))?;
    answer(words, place)
}

/// `{{#given NAME QUESTION}}`: gives a question a name, for `of=NAME` in the marks that follow in the chapter.
fn name(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let name = words.first().ok_or("the name is missing")?;
    let request = question(words, place)?;
    match place.named.insert(name.clone(), request) {
        None => Ok(String::new()),
        Some(_) => Err(format!("`{name}` is named twice in this chapter")),
    }
}

/// The question of a mark: `of=NAME` and changes to it, or a question of its own.
fn question(words: &mut Words, place: &Place) -> Result<Request, String> {
    let before = match words.take("of")? {
        None => None,
        Some(name) => Some(place.named.get(&name).ok_or_else(|| format!("nothing is named `{name}` here"))?),
    };
    given(words, before)
}

/// A question whose outcome is the one that the mark names: refused where it says `refused`, taken otherwise.
fn asked(words: &mut Words, place: &Place) -> Result<Request, String> {
    let is_refused = words.single("refused");
    let request = question(words, place)?;
    match (derive(&request).memory, is_refused) {
        (Ok(_), false) | (Err(_), true) => Ok(request),
        (Ok(_), true) => Err("Flink takes this".to_owned()),
        (Err(error), false) => Err(format!("Flink refuses this: {error}")),
    }
}

/// A question that Flink takes, and its answer.
fn taken(words: &mut Words, place: &Place) -> Result<(Request, Derivation, Memory), String> {
    let request = question(words, place)?;
    let (derivation, memory) = taken_request(&request)?;
    Ok((request, derivation, memory))
}

/// The answer to a request that Flink takes.
fn taken_request(request: &Request) -> Result<(Derivation, Memory), String> {
    let derivation = derive(request);
    match derivation.memory.clone() {
        Ok(memory) => Ok((derivation, memory)),
        Err(error) => Err(format!("Flink refuses this: {error}")),
    }
}

/// The pool of this name.
fn pool(id: &str) -> Result<Pool, String> {
    let known = || Pool::ALL.map(Pool::id).join(", ");
    Pool::ALL.into_iter().find(|pool| pool.id() == id).ok_or_else(|| format!("there is no pool `{id}`; there are {}", known()))
}

/// The name of a pool as Flink's documentation gives it.
fn pool_name(pool: Pool, language: &Language) -> &'static str {
    language.phrase(Phrase::Pool(pool))
}

/// A block of code in Markdown, with blank lines around it.
fn fenced(language: &str, text: &str) -> String {
    format!("\n```{language}\n{}\n```\n", text.trim_end_matches('\n'))
}

/// Text and attributes of HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(character),
        }
    }
    out
}

/// A table of Markdown; columns of numbers are those that `are_numbers` says.
fn table(heads: &[String], rows: &[Vec<String>], are_numbers: &[bool]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut out = line(heads);
    let rule = |column| if are_numbers.get(column).copied().unwrap_or_default() { "--:|" } else { ":--|" };
    out.push('|');
    out.extend((0..heads.len()).map(rule));
    out.push('\n');
    for row in rows {
        out.push_str(&line(row));
    }
    format!("\n{out}")
}
