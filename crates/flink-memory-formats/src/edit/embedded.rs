//! A file inside of a YAML block scalar: taken out, and its changes put back with the block's indentation.

use crate::place::lines;
use crate::yaml::tree::{Node, ScalarStyle, Value};

use super::splice::{Splice, line_start, next_line};

/// The lines of a `|` block without their indentation; of any other scalar only its text.
#[derive(Default)]
pub(super) struct Embedded {
    /// The file as it would stand on its own, with the line ends of the text around it.
    pub(super) text: String,
    /// For every line its first byte in the file, in the text around it, and the indentation there.
    lines: Vec<(usize, usize, usize)>,
    /// How far the block is indented.
    indent: usize,
}

/// How far a line is indented.
fn depth(line: &str) -> usize {
    line.bytes().take_while(|&byte| byte == b' ').count()
}

/// The indentation of the first line that is not blank.
fn first_depth(text: &str) -> Option<usize> {
    lines(text).map(|(_, line)| line).find(|line| !line.trim().is_empty()).map(depth)
}

impl Embedded {
    /// The file in a scalar of `text`.
    pub(super) fn of(text: &str, block: &Node) -> Embedded {
        let content = block.text().unwrap_or_default();
        if !matches!(block.value, Value::Scalar { style: ScalarStyle::Literal, .. }) {
            return Embedded { text: content.to_owned(), ..Embedded::default() };
        }
        let end = next_line(text, block.at.end);
        let mut start = next_line(text, block.at.start).min(end);
        let indent = match (first_depth(content), first_depth(text.get(start..end).unwrap_or_default())) {
            (Some(inside), Some(outside)) => outside.saturating_sub(inside),
            _ => depth(text.get(line_start(text, block.at.start)..).unwrap_or_default()) + 2,
        };
        let mut embedded = Embedded { text: String::new(), lines: Vec::new(), indent };
        while start < end {
            let next = next_line(text, start);
            let line = text.get(start..next).unwrap_or_default();
            let stripped = depth(line).min(indent);
            embedded.lines.push((embedded.text.len(), start, stripped));
            embedded.text += line.get(stripped..).unwrap_or_default();
            start = next;
        }
        if embedded.text.is_empty() || embedded.text.ends_with(['\n', '\r']) {
            embedded.lines.push((embedded.text.len(), end, 0));
        }
        embedded
    }

    /// A change of the file as a change of the text around it.
    pub(super) fn put_back(&self, splice: &Splice) -> Splice {
        let ((start, mut is_line_start), (end, _)) = (self.outer(splice.at.start), self.outer(splice.at.end));
        let pad = " ".repeat(self.indent);
        let mut written = String::new();
        let mut rest = splice.text.as_str();
        while !rest.is_empty() {
            let (line, after) = rest.split_at(next_line(rest, 0));
            if is_line_start && !line.starts_with(['\n', '\r']) {
                written += &pad;
            }
            written += line;
            is_line_start = true;
            rest = after;
        }
        Splice { at: start..end, text: written }
    }

    /// Where a byte of the file stands in the text around it, and whether a line begins there. The first of a line takes the indentation along.
    fn outer(&self, byte: usize) -> (usize, bool) {
        let index = self.lines.partition_point(|&(start, ..)| start <= byte).saturating_sub(1);
        let (inner, outer, stripped) = self.lines.get(index).copied().unwrap_or_default();
        match byte.saturating_sub(inner) {
            0 => (outer, true),
            inside => (outer + stripped + inside, false),
        }
    }
}
