//! A file inside of a YAML block scalar: taken out, and its changes put back with the block's indentation.

use crate::yaml::tree::Node;

use super::splice::{Splice, line_break, line_end, line_start, next_line};

/// The lines of a `|` block without their indentation.
pub(super) struct Embedded {
    /// The file as it would stand on its own, with the line ends of the text around it.
    pub(super) text: String,
    /// For every line its first byte in the file, in the text around it, and the indentation there.
    lines: Vec<(usize, usize, usize)>,
    /// How far the block is indented.
    indent: usize,
}

impl Embedded {
    /// The file in a block of `text`.
    pub(super) fn of(text: &str, block: &Node) -> Embedded {
        let content = block.text().unwrap_or_default();
        let end = next_line(text, block.at.end);
        let mut start = next_line(text, block.at.start).min(end);
        let depth = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let is_filled = |line: &&str| !line.trim().is_empty();
        let inside = content.lines().find(is_filled).map(depth);
        let outside = text.get(start..end).unwrap_or_default().split(['\n', '\r']).find(is_filled).map(depth);
        let indent = match (inside, outside) {
            (Some(inside), Some(outside)) => outside.saturating_sub(inside),
            _ => depth(text.get(line_start(text, block.at.start)..).unwrap_or_default()) + 2,
        };
        let mut embedded = Embedded { text: String::new(), lines: Vec::new(), indent };
        while start < end {
            let line = text.get(start..line_end(text, start)).unwrap_or_default();
            let stripped = depth(line).min(indent);
            embedded.lines.push((embedded.text.len(), start, stripped));
            embedded.text += line.get(stripped..).unwrap_or_default();
            embedded.text += line_break(text, start);
            start = next_line(text, start);
        }
        if embedded.text.is_empty() || embedded.text.ends_with(['\n', '\r']) {
            embedded.lines.push((embedded.text.len(), end, 0));
        }
        embedded
    }

    /// A change of the file as a change of the text around it.
    pub(super) fn put_back(&self, splice: &Splice) -> Splice {
        let pad = " ".repeat(self.indent);
        let mut written = String::new();
        let is_first_whole = self.outer(splice.at.start).1;
        let mut rest = splice.text.as_str();
        let mut is_line_start = is_first_whole;
        while !rest.is_empty() {
            let next = next_line(rest, 0);
            let (line, after) = rest.split_at(next);
            if is_line_start && !line.starts_with(['\n', '\r']) {
                written += &pad;
            }
            written += line;
            is_line_start = true;
            rest = after;
        }
        Splice::new(self.outer(splice.at.start).0..self.outer(splice.at.end).0, written)
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
