//! `flink-conf.yaml` as a `config.yaml` that Flink reads the same way: order, blank lines and comments stay.

use flink_memory::{Names, Release};

use super::emit::{comment_text, push};
use super::yaml_scalar::{holds_key, scalar};
use super::{Written, file_is_read};
use crate::finding::{Finding, Matter};
use crate::flink_conf::{Line, lines_of};
use crate::place::Place;

/// Turns a `flink-conf.yaml` into a `config.yaml` with the same keys, all values texts as they were.
///
/// YAML would type or cut some of the texts, so they are quoted. It allows a key once, so all but the last become comments, and so do the
/// lines that Flink took no notice of.
pub fn convert_flink_conf(text: &str, release: Release) -> Written {
    let mut findings: Vec<Finding> = file_is_read("config.yaml", release).into_iter().map(Finding::of_text).collect();
    let mut last = Names::new();
    for (_, range, line) in lines_of(text) {
        if let Line::Pair { key, .. } = line {
            last.insert(key, range.start);
        }
    }
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (number, range, line) in lines_of(text) {
        let start = range.start;
        let raw = text.get(range).unwrap_or_default();
        let mut column = 1;
        let matter = match line {
            Line::Blank => {
                if let Some((_, comment)) = raw.split_once('#') {
                    out.push('#');
                    comment_text(&mut out, comment.trim_end());
                }
                None
            }
            Line::Pair { key, value, .. } if last.get(key) != Some(start) => {
                Some(Matter::ConvertedDuplicate { key: key.to_owned(), value: value.to_owned() })
            }
            Line::Pair { key, value, .. } if !holds_key(key) => Some(Matter::EntryLeftOut { key: key.to_owned(), value: value.to_owned() }),
            Line::Pair { key, value, .. } => {
                scalar(&mut out, key);
                out.push_str(": ");
                scalar(&mut out, value);
                if let Some((_, comment)) = raw.split_once('#') {
                    out.push_str(" #");
                    comment_text(&mut out, comment.trim_end());
                }
                if let Some(key) = key.strip_prefix('\u{feff}') {
                    let matter = Matter::ConvertedByteOrderMark { key: key.to_owned() };
                    findings.push(Finding::at(Place { line: number, column }, matter));
                }
                None
            }
            Line::NoPair { text } | Line::EmptyPart { text } => Some(Matter::ConvertedIgnoredLine { text: text.to_owned() }),
        };
        if let Some(matter) = matter {
            out.push_str("# ");
            comment_text(&mut out, raw.trim());
            let blanks = raw.chars().take_while(|character| *character <= ' ').count();
            column += u32::try_from(blanks).unwrap_or(0);
            findings.push(Finding::at(Place { line: number, column }, matter));
        }
        push(&mut out, &[end]);
    }
    if !text.ends_with(['\n', '\r']) {
        out.truncate(out.len() - end.len().min(out.len()));
    }
    Written { text: out, findings }
}
