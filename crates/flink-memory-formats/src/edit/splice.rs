//! A piece of a text replaced by another one, and where lines begin and end. Nothing here knows a format.

use std::ops::Range;

/// Bytes of a text and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Splice {
    pub(super) at: Range<usize>,
    pub(super) text: String,
}

impl Splice {
    pub(super) fn new(at: Range<usize>, text: impl Into<String>) -> Splice {
        Splice { at, text: text.into() }
    }

    /// The text with the piece replaced.
    pub(super) fn apply(&self, text: &str) -> String {
        let (before, behind) = (text.get(..self.at.start), text.get(self.at.end..));
        [before.unwrap_or_default(), &self.text, behind.unwrap_or_default()].concat()
    }

    /// This and one further on as one.
    pub(super) fn join(mut self, text: &str, other: &Splice) -> Splice {
        self.text += text.get(self.at.end..other.at.start).unwrap_or_default();
        self.text += &other.text;
        self.at.end = other.at.end;
        self
    }
}

fn is_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// The first byte of the line in which a byte stands.
pub(super) fn line_start(text: &str, byte: usize) -> usize {
    text.as_bytes().get(..byte).and_then(|before| before.iter().rposition(|&byte| is_end(byte))).map_or(0, |end| end + 1)
}

/// The byte behind a line's last, its end not included.
fn line_end(text: &str, byte: usize) -> usize {
    byte + text.as_bytes().get(byte..).map_or(0, |rest| rest.iter().position(|&byte| is_end(byte)).unwrap_or(rest.len()))
}

/// The first byte of the next line.
pub(super) fn next_line(text: &str, byte: usize) -> usize {
    let end = line_end(text, byte);
    match text.as_bytes().get(end..) {
        Some([b'\r', b'\n', ..]) => end + 2,
        Some([_, ..]) => end + 1,
        _ => end,
    }
}

/// The end of the line in which a byte stands as it is written; empty for a last line without end.
pub(super) fn line_break(text: &str, byte: usize) -> &str {
    text.get(line_end(text, byte)..next_line(text, byte)).unwrap_or_default()
}

/// How the line before the one in which a byte stands is ended; empty for the first line.
fn break_before(text: &str, byte: usize) -> &str {
    let before = text.get(..line_start(text, byte)).unwrap_or_default();
    let line = before.strip_suffix('\n').unwrap_or(before);
    let line = line.strip_suffix('\r').unwrap_or(line);
    before.get(line.len()..).unwrap_or_default()
}

/// Lines put behind the line in which a byte stands, written with `\n` between. They end as it does; behind a last line without end they
/// leave none either.
pub(super) fn after_line(text: &str, byte: usize, lines: &str) -> Splice {
    let (own, at) = (line_break(text, byte), next_line(text, byte));
    let between = [own, break_before(text, byte), "\n"].into_iter().find(|end| !end.is_empty()).unwrap_or_default();
    let lines = lines.replace('\n', between);
    let is_unended = own.is_empty() && line_start(text, byte) < text.len();
    let (before, behind) = if is_unended { (between, "") } else { ("", between) };
    Splice::new(at..at, [before, &lines, behind].concat())
}

/// Lines taken away, all from that of one byte to that of another, several times in order. Where the last line has no end, the new last
/// line has none either.
pub(super) fn without_lines(text: &str, ranges: &[Range<usize>]) -> Splice {
    let (first, last) = (ranges.first().map_or(0, |range| range.start), ranges.last().map_or(0, |range| range.end));
    let (mut start, mut end) = (line_start(text, first), usize::MAX);
    let mut between = String::new();
    for range in ranges {
        between += text.get(end..line_start(text, range.start)).unwrap_or_default();
        end = next_line(text, range.end);
    }
    if line_break(text, last).is_empty() {
        if between.is_empty() {
            start -= break_before(text, first).len();
        } else {
            between.truncate(between.len() - break_before(&between, between.len()).len());
        }
    }
    Splice { at: start..end, text: between }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_last_line_end_stays_missing() {
        for (text, added) in [("", "b\nc\n"), ("a", "a\nb\nc"), ("a\n", "a\nb\nc\n"), ("x\r\na", "x\r\na\r\nb\r\nc"), ("a\r", "a\rb\rc\r")]
        {
            let byte = text.find('a').unwrap_or(0);
            assert_eq!(after_line(text, byte, "b\nc").apply(text), added, "{text:?}");
        }
        for (text, left) in [("a", ""), ("x\na", "x"), ("x\r\na", "x"), ("x\ra", "x"), ("x\na\n", "x\n"), ("a\r\nx", "x")] {
            let byte = text.find('a').unwrap_or(0);
            let line = byte..byte;
            assert_eq!(without_lines(text, &[line]).apply(text), left, "{text:?}");
        }
    }
}
