//! Where something stands in a text: line and column for people, byte ranges for edits.

use std::cell::Cell;
use std::fmt;
use std::ops::Range;

use crate::pieces::leading;

/// A place in a text, as an editor shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The beginnings of a text's lines, to find the place of a byte without counting from the start each time.
#[derive(Clone, Debug)]
pub(crate) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// The last byte that was asked for, and its column from zero: the next one is often further on in the same long line.
    last: Cell<(usize, usize)>,
}

impl<'a> Lines<'a> {
    pub(crate) fn of(text: &'a str) -> Lines<'a> {
        let mut starts = vec![0];
        for (index, byte) in text.bytes().enumerate() {
            if byte == b'\n' {
                starts.push(index + 1);
            }
        }
        Lines { text, starts, last: Cell::new((0, 0)) }
    }

    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The place of a byte; a byte past the end is at the end.
    pub(crate) fn place(&self, byte: usize) -> Place {
        let index = self.starts.partition_point(|&start| start <= byte).saturating_sub(1);
        let start = self.starts.get(index).copied().unwrap_or(0);
        let end = byte.min(self.text.len());
        let (from, before) = Some(self.last.get()).filter(|(last, _)| (start..=end).contains(last)).unwrap_or((start, 0));
        let column = before + self.text.get(from..end).map_or(0, |between| between.chars().count());
        self.last.set((end, column));
        Place { line: number(index + 1), column: number(column + 1) }
    }

    /// The byte at a place; a column past the end of its line, or a line past the end of the text, is at the end of what there is.
    pub(crate) fn byte(&self, place: Place) -> usize {
        let index = |number: u32| usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
        let Some(&start) = self.starts.get(index(place.line)) else { return self.text.len() };
        let end = self.starts.get(index(place.line).saturating_add(1)).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..end).unwrap_or_default();
        line.char_indices().nth(index(place.column)).map_or(end, |(offset, _)| start + offset)
    }
}

/// A text's lines without their ends, each with the bytes that it takes. A line ends with `\n`, `\r\n` or `\r`, as for Java's `BufferedReader`.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let rest = text.get(start..)?;
        let length = leading(rest, |byte| !matches!(byte, b'\n' | b'\r'));
        let range = start..start + length;
        let line = rest.get(..length)?;
        let end = rest.get(length..)?;
        start += length + if end.starts_with("\r\n") { 2 } else { usize::from(!end.is_empty()) };
        Some((range, line))
    })
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_from_one() {
        let lines = Lines::of("a\n进程: 1\n");
        assert_eq!(lines.place(0), Place { line: 1, column: 1 });
        assert_eq!(lines.place(8), Place { line: 2, column: 3 });
        assert_eq!(lines.place(5), Place { line: 2, column: 2 });
        assert_eq!(lines.place(9), Place { line: 2, column: 4 });
        assert_eq!(lines.place(99), Place { line: 3, column: 1 });
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        let found: Vec<_> = lines("a\r\nb\rc\n\nd").map(|(_, line)| line).collect();
        assert_eq!(found, ["a", "b", "c", "", "d"]);
    }
}
