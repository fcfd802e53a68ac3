//! A file inside of a YAML block scalar changed: its change with the block's indentation. Taking the file out is the readers' part.

use crate::embedded::Embedded;
use crate::yaml::tree::Node;

use super::splice::{Splice, line_break, line_start, next_line};

/// How far a line is indented.
pub(super) fn depth(line: &str) -> usize {
    line.bytes().take_while(|&byte| byte == b' ').count()
}

/// A change of the file in a `|` block as a change of the text around it.
pub(super) fn outside(text: &str, block: &Node, file: &Embedded, change: &Splice) -> Splice {
    let bytes = file.text.as_bytes();
    let column = |text: &str, byte: usize| byte - line_start(text, byte);
    let indent = match bytes.iter().position(|byte| !b" \n".contains(byte)) {
        Some(first) => column(text, file.outside(first)).saturating_sub(column(&file.text, first)),
        None => depth(text.get(line_start(text, block.at.start)..).unwrap_or_default()) + 2,
    };
    let starts_line = |byte: usize| byte == 0 || bytes.get(byte - 1) == Some(&b'\n');
    let outer = |byte: usize| match byte.checked_sub(1) {
        None => next_line(text, block.at.start),
        Some(end) if starts_line(byte) => next_line(text, file.outside(end)),
        Some(_) => file.outside(byte),
    };
    let mut splice = Splice::new(outer(change.at.start)..outer(change.at.end), "");
    let mut is_start = starts_line(change.at.start);
    for line in change.text.split_inclusive('\n') {
        let bare = line.strip_suffix('\n');
        if is_start && bare != Some("") {
            splice.text += &" ".repeat(indent);
        }
        splice.text += bare.unwrap_or(line);
        splice.text += bare.map_or("", |_| line_break(text, block.at.start));
        is_start = true;
    }
    splice
}
