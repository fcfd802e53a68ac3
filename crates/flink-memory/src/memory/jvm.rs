//! The texts that all processes share: `-D` lists and the indented block of the log.

use std::fmt::{Display, Write as _};

use crate::option::OptionSpec;
use crate::size::MemorySize;

/// One `-D key=value`; a size prints as bytes with the unit `b`.
pub(super) fn argument(list: &mut String, key: &str, value: impl Display) {
    let blank = if list.is_empty() { "" } else { " " };
    // Writing to a String cannot fail.
    let _ = write!(list, "{blank}-D {key}={value}");
}

pub(super) fn size_argument(list: &mut String, option: &OptionSpec, size: MemorySize) {
    argument(list, option.key, format_args!("{}b", size.bytes()));
}

/// The lines of a block: title, then each row indented by its depth with the sizes in one column.
pub(super) fn block(title: &str, width: usize, rows: &[(usize, &str, MemorySize)]) -> Vec<String> {
    let line = |&(depth, name, size): &(usize, &str, MemorySize)| {
        let label = format!("{:indent$}{name}:", "", indent = depth * 2);
        format!("{label:width$} {}", size.human())
    };
    std::iter::once(title.to_owned()).chain(rows.iter().map(line)).collect()
}
