//! `flink-conf.yaml` as a `config.yaml` that Flink reads the same way: order, blank lines and comments stay.

use flink_memory::{Names, Release};

use super::emit::{comment_text, push};
use super::yaml_scalar::{holds_key, scalar};
use super::{Written, file_is_read};
use crate::finding::{Finding, Matter};
use crate::flink_conf::{Line, lines_of};
use crate::pieces::holds;
use crate::place::Place;

/// What there is to say of a line, with its facts.
type Told<'a> = (fn(String, String) -> Matter, &'a str, &'a str);

/// Turns a `flink-conf.yaml` into a `config.yaml` with the same keys, all values texts as they were.
///
/// YAML would type or cut some of the texts, so they are quoted. It allows a key once, so all but the last become comments, and so do the
/// lines that Flink took no notice of.
pub fn convert_flink_conf(text: &str, release: Release) -> Written {
    let mut findings = Vec::new();
    if let Some(matter) = file_is_read("config.yaml", release) {
        findings.push(Finding::of_text(matter));
    }
    let mut last = Names::new();
    for (_, range, line) in lines_of(text) {
        if let Line::Pair { key, .. } = line {
            last.insert(key, range.start);
        }
    }
    let end = if holds(text, "\r\n") { "\r\n" } else { "\n" };
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (number, range, line) in lines_of(text) {
        let start = range.start;
        let raw = text.get(range).unwrap_or_default();
        let comment = raw.split_once('#').map(|(_, comment)| comment.trim_end());
        let mut is_kept = false;
        let told: Option<Told<'_>> = match line {
            Line::Blank => {
                is_kept = true;
                None
            }
            Line::Pair { key, value, .. } if last.get(key) != Some(start) => {
                Some((|key, value| Matter::ConvertedDuplicate { key, value }, key, value))
            }
            Line::Pair { key, value, .. } if !holds_key(key) => Some((|key, value| Matter::EntryLeftOut { key, value }, key, value)),
            Line::Pair { key, value, .. } => {
                is_kept = true;
                scalar(&mut out, key);
                out.push_str(": ");
                scalar(&mut out, value);
                out.push_str(if comment.is_some() { " " } else { "" });
                key.strip_prefix('\u{feff}').map(|key| -> Told<'_> { (|key, _| Matter::ConvertedByteOrderMark { key }, key, "") })
            }
            Line::NoPair { text } | Line::EmptyPart { text } => Some((|text, _| Matter::ConvertedIgnoredLine { text }, text, "")),
        };
        let mut column = 1;
        if !is_kept {
            out.push_str("# ");
            comment_text(&mut out, raw.trim());
            let blanks = raw.chars().take_while(|character| *character <= ' ').count();
            column += u32::try_from(blanks).unwrap_or(0);
        } else if let Some(comment) = comment {
            out.push('#');
            comment_text(&mut out, comment);
        }
        if let Some((matter, fact, value)) = told {
            findings.push(Finding::at(Place { line: number, column }, matter(fact.to_owned(), value.to_owned())));
        }
        push(&mut out, &[end]);
    }
    if !text.ends_with(['\n', '\r']) {
        out.truncate(out.len() - end.len().min(out.len()));
    }
    Written { text: out, findings }
}
