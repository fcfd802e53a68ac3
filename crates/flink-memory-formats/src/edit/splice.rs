//! Pieces of a text replaced by other pieces, and where its lines begin and end. Nothing here knows a format.

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
}

/// The text with its pieces replaced. They are in order and do not overlap.
pub(super) fn apply(text: &str, splices: &[Splice]) -> String {
    let mut result = String::with_capacity(text.len() + splices.iter().map(|splice| splice.text.len()).sum::<usize>());
    let mut kept = 0;
    for splice in splices {
        result += text.get(kept..splice.at.start).unwrap_or_default();
        result += &splice.text;
        kept = splice.at.end;
    }
    result + text.get(kept..).unwrap_or_default()
}

fn is_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// The first byte of the line in which a byte stands.
pub(super) fn line_start(text: &str, byte: usize) -> usize {
    text.as_bytes().get(..byte).and_then(|before| before.iter().rposition(|&byte| is_end(byte))).map_or(0, |end| end + 1)
}

/// The byte behind a line's last, its end not included.
pub(super) fn line_end(text: &str, byte: usize) -> usize {
    byte + text.as_bytes().get(byte..).map_or(0, |rest| rest.iter().position(|&byte| is_end(byte)).unwrap_or(rest.len()))
}

/// The end of the line in which a byte stands as it is written; empty for a last line without end.
pub(super) fn line_break(text: &str, byte: usize) -> &'static str {
    match text.as_bytes().get(line_end(text, byte)..) {
        Some([b'\r', b'\n', ..]) => "\r\n",
        Some([b'\n', ..]) => "\n",
        Some([b'\r', ..]) => "\r",
        _ => "",
    }
}

/// The first byte of the next line.
pub(super) fn next_line(text: &str, byte: usize) -> usize {
    line_end(text, byte) + line_break(text, byte).len()
}

/// How the line before the one in which a byte stands is ended; empty for the first line.
fn break_before(text: &str, byte: usize) -> &'static str {
    match text.as_bytes().get(..line_start(text, byte)) {
        Some([.., b'\r', b'\n']) => "\r\n",
        Some([.., b'\n']) => "\n",
        Some([.., b'\r']) => "\r",
        _ => "",
    }
}

/// Lines put behind the line in which a byte stands, written with `\n` between. They end as it does; behind a last line without end they
/// leave none either.
pub(super) fn after_line(text: &str, byte: usize, lines: &str) -> Splice {
    let (own, at) = (line_break(text, byte), next_line(text, byte));
    let between = [own, break_before(text, byte), "\n"].into_iter().find(|end| !end.is_empty()).unwrap_or_default();
    let lines = lines.replace('\n', between);
    let is_unended = own.is_empty() && line_start(text, byte) < text.len();
    Splice { at: at..at, text: if is_unended { [between, &lines].concat() } else { lines + between } }
}

/// The whole lines from one byte to another taken away. Where the last line has no end, the new last line has none either.
pub(super) fn without_lines(text: &str, from: usize, to: usize) -> Splice {
    let before = if line_break(text, to).is_empty() { break_before(text, from).len() } else { 0 };
    Splice::new(line_start(text, from) - before..next_line(text, to), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(text: &str, splice: Splice) -> String {
        apply(text, &[splice])
    }

    #[test]
    fn a_missing_last_line_end_stays_missing() {
        for (text, added) in [("", "b\nc\n"), ("a", "a\nb\nc"), ("a\n", "a\nb\nc\n"), ("x\r\na", "x\r\na\r\nb\r\nc"), ("a\r", "a\rb\rc\r")]
        {
            let byte = text.find('a').unwrap_or(0);
            assert_eq!(applied(text, after_line(text, byte, "b\nc")), added, "{text:?}");
        }
        for (text, left) in [("a", ""), ("x\na", "x"), ("x\r\na", "x"), ("x\ra", "x"), ("x\na\n", "x\n"), ("a\r\nx", "x")] {
            let byte = text.find('a').unwrap_or(0);
            assert_eq!(applied(text, without_lines(text, byte, byte)), left, "{text:?}");
        }
    }
}
