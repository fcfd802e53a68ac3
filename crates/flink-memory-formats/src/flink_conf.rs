//! `flink-conf.yaml` by Flink's own line rules (1.10 to 1.20). It is not YAML: nothing nests, and quotes are part of the value.

use std::ops::Range;

use flink_memory::Release;

use crate::entries;
use crate::finding::Matter;
use crate::format::Format;
use crate::load::{self, LoadWarning};
use crate::pieces::{first, is_blank, leading, split_at_word, trim_end, trim_start, unquoted};
use crate::place::{Lines, lines};
use crate::reading::{Base, ReadEntry, Reading};

/// One line of a `flink-conf.yaml`, as Flink takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Line<'a> {
    /// A key and a value, and the bytes that each takes in the whole text.
    Pair {
        /// The key, trimmed.
        key: &'a str,
        /// The value, trimmed.
        value: &'a str,
        /// Where the key stands.
        key_at: Range<usize>,
        /// Where the value stands.
        value_at: Range<usize>,
    },
    /// Nothing, or a comment.
    Blank,
    /// Something without a colon and a blank; Flink warns and goes on.
    NoPair {
        /// What is left of the line after the comment is cut and the ends are trimmed.
        text: &'a str,
    },
    /// A colon and a blank with nothing on one side; Flink warns and goes on.
    EmptyPart {
        /// What is left of the line after the comment is cut and the ends are trimmed.
        text: &'a str,
    },
}

/// The lines of a `flink-conf.yaml`, each with its number from 1 and the bytes that it takes.
///
/// A line is cut at its first `#`, wherever that is, trimmed, and split at the first colon followed by a blank.
///
/// Source: `GlobalConfiguration.loadYAMLResource`, 1.10 to 1.20.
pub(crate) fn lines_of(text: &str) -> impl Iterator<Item = (u32, Range<usize>, Line<'_>)> {
    lines(text).zip(1..).map(|((range, line), number)| (number, range.clone(), line_of(line, range.start)))
}

/// Reads a `flink-conf.yaml` as the line rules have it, whichever release is chosen; whether the release has them is a finding.
pub(crate) fn read(text: &str, release: Release) -> Reading {
    let mut reading = Reading::new(Format::FlinkConf, Base::Nothing);
    load::about_file(load::LINES_FILE, release, &mut reading);
    let places = Lines::of(text);
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for (number, range, line) in lines_of(text) {
        let whole = text.get(range.clone()).unwrap_or_default();
        let indent = leading(whole, is_blank);
        if matches!(line, Line::Pair { .. } | Line::NoPair { .. }) {
            blocks.retain(|block| block.indent < indent);
        }
        let ignored = match line {
            Line::Blank => continue,
            Line::Pair { key, value, key_at, value_at } => {
                let place = places.place(key_at.start);
                if !blocks.is_empty() && key_at.start == range.start + indent {
                    let mut meant = String::new();
                    for block in &blocks {
                        meant.push_str(block.name);
                        meant.push('.');
                    }
                    meant.push_str(key);
                    reading.note(place, Matter::NestingIgnored { key: key.to_owned(), meant });
                }
                if let Some(matter) = about_value(key, value, text.get(value_at.end..range.end)) {
                    reading.note(place, matter);
                }
                let entry = ReadEntry { key: key.to_owned(), value: value.into(), place, value_at: Some(value_at) };
                entries::add(entry, release, &mut reading);
                continue;
            }
            Line::NoPair { text } => {
                if let Some(name) = text.strip_suffix(':') {
                    blocks.push(Block { indent, name });
                }
                LoadWarning::NoPair { number, line: whole.to_owned() }
            }
            Line::EmptyPart { .. } => LoadWarning::EmptyPart { number, line: whole.to_owned() },
        };
        let matter = Matter::LineIgnored { line: whole.to_owned(), flink: ignored.in_release(release).to_string() };
        reading.note(places.place(range.start + indent), matter);
    }
    entries::note_lost(&mut reading);
    reading
}

/// A line that would open a map, were it YAML.
struct Block<'a> {
    indent: usize,
    name: &'a str,
}

/// What a value is not that it seems to be. `behind` is the rest of its line.
fn about_value(key: &str, value: &str, behind: Option<&str>) -> Option<Matter> {
    if let Some(inner) = unquoted(value) {
        return Some(Matter::QuotesKept { key: key.to_owned(), value: value.to_owned(), meant: inner.to_owned() });
    }
    let cut = behind.filter(|cut| first(cut) == b'#' || (matches!(first(value), b'\'' | b'"') && cut.contains('#')))?;
    Some(Matter::CommentCuts { key: key.to_owned(), value: value.to_owned(), cut: cut.trim_end().to_owned() })
}

fn line_of(line: &str, start: usize) -> Line<'_> {
    let uncommented = line.split('#').next().unwrap_or_default();
    let text = trim(uncommented);
    if text.is_empty() {
        return Line::Blank;
    }
    let offset = start + leading(uncommented, is_trimmed);
    let Some((key, value)) = split_at_word(text, ": ") else { return Line::NoPair { text } };
    let value_offset = offset + key.len() + 2 + leading(value, is_trimmed);
    let (key, value) = (trim(key), trim(value));
    if key.is_empty() || value.is_empty() {
        return Line::EmptyPart { text };
    }
    Line::Pair { key, value, key_at: offset..offset + key.len(), value_at: value_offset..value_offset + value.len() }
}

fn is_trimmed(byte: u8) -> bool {
    byte <= b' '
}

/// Java's `String.trim`.
fn trim(text: &str) -> &str {
    trim_end(trim_start(text, is_trimmed), is_trimmed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(text: &str) -> Option<(&str, &str)> {
        lines_of(text).find_map(|(_, _, line)| match line {
            Line::Pair { key, value, key_at, value_at } => {
                assert_eq!((&text[key_at], &text[value_at]), (key, value));
                Some((key, value))
            }
            _ => None,
        })
    }

    #[test]
    fn pairs_are_split_at_the_first_colon_and_blank() {
        assert_eq!(pair("k: v"), Some(("k", "v")));
        assert_eq!(pair("\tk :   a: b  "), Some(("k", "a: b")));
        assert_eq!(pair("k: 'v'#c"), Some(("k", "'v'")));
        assert_eq!(pair("\u{feff}k: v"), Some(("\u{feff}k", "v")));
        for text in ["k:v", "k:", "---", "# k: v", "", "k: # c"] {
            assert_eq!(pair(text), None, "{text}");
        }
    }

    #[test]
    fn each_trap_is_told_where_it_stands() {
        let text = "\
taskmanager:
  memory.process.size: 4g
taskmanager.memory.process.size: '4g'
taskmanager.memory.process.size: 2048
env.java.opts.all: -Da=b#c
web.title: 'a # b'
taskmanager.network.memory.min: 1g # small
taskmanager.heap.size: 1g
no pair
";
        let reading = read(text, Release::V1_18);
        let shown: Vec<_> =
            reading.findings.iter().map(|finding| (finding.place.map_or(0, |place| place.line), finding.matter.code())).collect();
        let expected = [
            (1, "line-ignored"),
            (2, "nesting-ignored"),
            (3, "quotes-kept"),
            (3, "value-replaced"),
            (4, "without-unit"),
            (5, "comment-cuts"),
            (6, "comment-cuts"),
            (7, "older-key"),
            (8, "deprecated-option"),
            (9, "line-ignored"),
        ];
        assert_eq!(shown, expected);
        let nested = &reading.findings[1].matter;
        assert_eq!(nested.facts(), [("key", "memory.process.size"), ("meant", "taskmanager.memory.process.size")]);
        for entry in &reading.entries {
            assert_eq!(entry.value_at.clone().and_then(|at| text.get(at)), Some(entry.value.to_string().as_str()));
        }
        assert_eq!(read(text, Release::V2_0).findings[0].matter.code(), "file-not-read");
    }
}
