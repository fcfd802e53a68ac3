//! Finds marks in chapters and puts the answers in their place; collects everything that is wrong instead of ending with the first.

use std::collections::BTreeMap;
use std::fmt;

use flink_memory::Request;

use crate::answer::answer;
use crate::language::Language;
use crate::stray;
use crate::words::Words;

const OPEN: &str = "{{#";
const CLOSE: &str = "}}";

/// Marks of mdBook's own, which are left to it.
const OF_MDBOOK: &[&str] = &["include", "rustdoc_include", "playground", "title"];

/// A chapter of the book.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// The file, as problems name it.
    pub file: String,
    /// Its Markdown.
    pub text: String,
}

/// Something in a chapter that cannot stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, as a sentence without a full stop.
    pub told: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.told)
    }
}

/// What the marks of one chapter share.
#[derive(Debug)]
pub(crate) struct Place {
    /// The language of the chapter.
    pub(crate) language: &'static Language,
    /// The questions that got a name by `{{#given NAME ...}}`.
    pub(crate) named: BTreeMap<String, Request>,
}

impl Place {
    pub(crate) fn new(language: &'static Language) -> Place {
        Place { language, named: BTreeMap::new() }
    }
}

/// Puts answers, in a language, in the place of all marks of a chapter; nothing else of the text changes.
///
/// # Errors
/// Every mark that is unknown, asks for what the model does not know or gets another answer than it names; and every number of bytes and
/// every message of Flink's that is typed by hand.
pub fn replace(chapter: &Chapter, language: &'static Language) -> Result<String, Vec<Problem>> {
    let (mut out, mut problems, mut place) = (String::with_capacity(chapter.text.len()), Vec::new(), Place::new(language));
    let problem = |at: usize, told: String| {
        let line = 1 + chapter.text[..at].matches('\n').count();
        Problem { file: chapter.file.clone(), line, told }
    };
    let mut done = 0;
    while let Some(start) = chapter.text[done..].find(OPEN).map(|found| done + found) {
        problems.extend(stray::in_text(&chapter.text[done..start]).map(|(at, told)| problem(done + at, told)));
        out.push_str(&chapter.text[done..start]);
        let inside = start + OPEN.len();
        let Some(end) = chapter.text[inside..].find(CLOSE).map(|found| inside + found) else {
            problems.push(problem(start, "the mark is not closed".to_owned()));
            done = chapter.text.len();
            break;
        };
        let mark = &chapter.text[inside..end];
        done = end + CLOSE.len();
        match replaced(mark, &mut place) {
            Ok(Some(answer)) => out.push_str(&answer),
            Ok(None) => out.push_str(&chapter.text[start..done]),
            Err(told) => problems.push(problem(start, format!("{OPEN}{}{CLOSE}: {told}", mark.trim()))),
        }
    }
    problems.extend(stray::in_text(&chapter.text[done..]).map(|(at, told)| problem(done + at, told)));
    out.push_str(&chapter.text[done..]);
    if problems.is_empty() { Ok(out) } else { Err(problems) }
}

/// The answer to a mark; `None` for a mark of mdBook's.
fn replaced(mark: &str, place: &mut Place) -> Result<Option<String>, String> {
    let (name, rest) = mark.split_once(char::is_whitespace).unwrap_or((mark, ""));
    if OF_MDBOOK.contains(&name) {
        return Ok(None);
    }
    let mut words = Words::read(rest)?;
    let answer = answer(name, &mut words, place)?;
    words.nothing_else()?;
    Ok(Some(answer))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(text: &str) -> Result<String, String> {
        let chapter = Chapter { file: "a.md".to_owned(), text: text.to_owned() };
        replace(&chapter, &crate::LANGUAGES[0]).map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn marks_are_replaced_and_nothing_else() {
        let text = "Before\n{{#given two taskmanager.memory.process.size=2g}}{{#size of=two release=1.15 pool=managed form=bytes}} after {{title}}";
        assert_eq!(replaced(text).map(|text| text.replace('\u{a0}', " ")).as_deref(), Ok("Before\n665 719 939 bytes after {{title}}"));
        assert_eq!(replaced("{{#include other.md}}").as_deref(), Ok("{{#include other.md}}"));
    }

    #[test]
    fn whatever_is_wrong_is_told_with_its_line() {
        for (text, told) in [
            ("a\n{{#sizes}}", "a.md:2: {{#sizes}}: there is no mark `sizes`; there are"),
            (
                "{{#size pool=heap taskmanager.memory.process.size=2g}}",
                "a.md:1: {{#size pool=heap taskmanager.memory.process.size=2g}}: there is no pool `heap`; there are totalProcess,",
            ),
            (
                "{{#size pool=managed}}",
                "a.md:1: {{#size pool=managed}}: Flink refuses this: TaskManager memory configuration failed: Either required",
            ),
            ("{{#size pool=managed taskmanager.memory.process.size=2g big}}", "`big` means nothing here"),
            ("{{#error code=nothing-configured taskmanager.memory.process.size=2g}}", "Flink takes this, so there is no message"),
            ("{{#error code=size}}", "the code of this message is nothing-configured, not size"),
            ("{{#size of=none pool=managed}}", "nothing is named `none` here"),
            ("\n\n{{#size", "a.md:3: the mark is not closed"),
            ("has 134217728 bytes", "a.md:1: `134217728 bytes` is typed by hand"),
        ] {
            assert!(replaced(text).is_err_and(|said| said.contains(told)), "{text}: {:?}", replaced(text));
        }
    }
}
