//! A text inside another one: a file in a `ConfigMap`, a quoted value in a script. It knows where each of its bytes stands outside.

use std::ops::Range;

use crate::yaml::tree::ScalarStyle;

use crate::pieces::{find, leading};
use crate::place::Lines;
use crate::reading::Reading;
use crate::yaml::tree::{Node, Value};

/// A text and where its pieces stand in the text around it.
#[derive(Clone, Debug)]
pub(crate) struct Embedded {
    /// The text as its reader gets it: without indentation, quotes and escapes.
    pub(crate) text: String,
    /// Where unbroken pieces begin, inside and outside; empty if only `start` is known.
    pieces: Vec<(usize, usize)>,
    /// Where the whole begins outside.
    start: usize,
}

impl Embedded {
    /// A text that begins at a byte of the text around it, to be filled piece by piece.
    pub(crate) fn at(start: usize) -> Embedded {
        Embedded { text: String::new(), pieces: Vec::new(), start }
    }

    /// How many bytes at the beginning stand outside as they are.
    pub(crate) fn plain(&self) -> usize {
        match self.pieces.as_slice() {
            [(0, outside), rest @ ..] if *outside == self.start => rest.first().map_or(self.text.len(), |(inside, _)| *inside),
            _ => 0,
        }
    }

    /// A text of which nothing but its beginning is known outside.
    fn opaque(text: &str, start: usize) -> Embedded {
        Embedded { text: text.to_owned(), pieces: Vec::new(), start }
    }

    /// Adds what stands at a byte outside.
    pub(crate) fn push(&mut self, piece: &str, at: usize) {
        let continues = self.pieces.last().is_some_and(|&(inside, outside)| outside + (self.text.len() - inside) == at);
        if !continues {
            self.pieces.push((self.text.len(), at));
        }
        self.text.push_str(piece);
    }

    /// The text of a scalar; `None` for lists and maps. `source` is what the tree was read from, and begins at the byte `base` outside.
    pub(crate) fn of_scalar(node: &Node, source: &str, base: usize) -> Option<Embedded> {
        let Value::Scalar { text, style, .. } = &node.value else { return None };
        let start = node.at.start;
        let found = match style {
            ScalarStyle::Literal => of_literal(text, source, start, base),
            ScalarStyle::Folded => None,
            ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                let first = start + usize::from(*style != ScalarStyle::Plain);
                let is_verbatim = source.get(first..).is_some_and(|written| written.starts_with(text.as_str()));
                is_verbatim.then(|| Embedded { text: text.clone(), pieces: vec![(0, base + first)], start: base + start })
            }
        };
        Some(found.unwrap_or_else(|| Embedded::opaque(text, base + start)))
    }

    /// The text without so many bytes at its beginning.
    pub(crate) fn skip(&self, bytes: usize) -> Embedded {
        let start = self.outside(bytes);
        let mut rest = Embedded { text: self.text.get(bytes..).unwrap_or_default().to_owned(), pieces: Vec::new(), start };
        if !self.pieces.is_empty() {
            rest.pieces.push((0, start));
            let later = self.pieces.iter().filter(|&&(inside, _)| inside > bytes);
            rest.pieces.extend(later.map(|&(inside, outside)| (inside - bytes, outside)));
        }
        rest
    }

    /// Where a byte of the text stands outside.
    pub(crate) fn outside(&self, byte: usize) -> usize {
        let index = self.pieces.partition_point(|&(inside, _)| inside <= byte);
        let piece = index.checked_sub(1).and_then(|index| self.pieces.get(index));
        piece.map_or(self.start, |&(inside, outside)| outside + (byte - inside))
    }

    /// Where bytes of the text stand outside, if they stand there unbroken.
    pub(crate) fn range_outside(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let last = range.end.checked_sub(1)?;
        let (start, end) = (self.outside(range.start), self.outside(last) + 1);
        (!self.pieces.is_empty() && range.start <= last && end - start == range.len()).then_some(start..end)
    }

    /// Takes over the entries and findings of a reading of this text, with their places outside.
    pub(crate) fn take_over(&self, inner: Reading, outside: &Lines<'_>, into: &mut Reading) {
        let inside = Lines::of(&self.text);
        let place = |place| outside.place(self.outside(inside.byte(place)));
        for mut entry in inner.entries {
            entry.place = place(entry.place);
            entry.value_at = entry.value_at.and_then(|range| self.range_outside(&range));
            into.entries.push(entry);
        }
        for mut finding in inner.findings {
            finding.place = Some(finding.place.map_or_else(|| outside.place(self.start), place));
            into.findings.push(finding);
        }
    }
}

/// A block scalar (`|`) line by line, each behind its indentation; `None` where the lines are not found outside.
fn of_literal(text: &str, source: &str, start: usize, base: usize) -> Option<Embedded> {
    let mut line_start = first_content_line(source, start)?;
    let mut found = Embedded::at(base + start);
    let mut indentation = None;
    for line in text.split_inclusive('\n') {
        let outer = source.get(line_start..)?;
        let outer_length = outer.find('\n').map_or(outer.len(), |end| end + 1);
        if line.trim_end_matches('\n').is_empty() {
            found.push(line, (base + line_start + outer_length).saturating_sub(1));
        } else {
            let blanks = |line: &str| leading(line, |byte| byte == b' ');
            let indentation = *indentation.get_or_insert(blanks(outer).saturating_sub(blanks(line)));
            if !outer.get(indentation..)?.starts_with(line.trim_end_matches('\n')) {
                return None;
            }
            found.push(line, base + line_start + indentation);
        }
        line_start += outer_length;
    }
    Some(found)
}

/// Where the first line below the header of a block scalar begins.
fn first_content_line(source: &str, start: usize) -> Option<usize> {
    Some(start + find(source.get(start..)?, "\n")? + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::look::{get, text};
    use crate::yaml::tree;

    /// What stands outside for the first `v` of each value inside.
    #[track_caller]
    fn stands(source: &str, expected: Option<&str>) {
        let root = tree::read(source).ok().and_then(|documents| documents.into_iter().next()?.root).expect("the text is YAML");
        let node = get(&root, "k").expect("it has the key");
        let embedded = Embedded::of_scalar(node, source, 0).expect("it is a scalar");
        let start = text(node).and_then(|text| text.find("value")).expect("it holds the value");
        let at = embedded.range_outside(&(start..embedded.text.len().min(start + 7)));
        assert_eq!(at.and_then(|at| source.get(at)), expected, "{source}");
    }

    #[test]
    fn what_stands_unbroken_outside_is_found() {
        stands("k: value 1", Some("value 1"));
        stands("k: 'value 1' # c", Some("value 1"));
        stands("k: \"a value 1\"", Some("value 1"));
        stands("k: |\n\n  a\n\n   b: value 1\n", Some("value 1"));
        stands("é: 1\nk: |+\r\n    value 1\r\n", Some("value 1"));
        stands("k: \"a\\nvalue 1\"", None);
        stands("k: >-\n  a\n  value 1\n", None);
        stands("k: value\n   1", None);
    }

    #[test]
    fn a_skipped_beginning_moves_nothing() {
        let mut embedded = Embedded::at(5);
        embedded.push("NAME=", 5);
        embedded.push("a: 1\n", 20);
        embedded.push("b: 2", 40);
        let rest = embedded.skip(5);
        assert_eq!((rest.text.as_str(), rest.outside(0), rest.outside(8)), ("a: 1\nb: 2", 20, 43));
        assert_eq!(rest.range_outside(&(3..6)), None);
        assert_eq!(rest.range_outside(&(8..9)), Some(43..44));
    }
}
