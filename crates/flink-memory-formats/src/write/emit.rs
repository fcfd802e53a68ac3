//! The pieces that every writer needs: filling in, quoting, escaping, comments. Nothing here knows a format's layout.

use std::fmt::{Arguments, Write};

use flink_memory::{Entry, Environment, Value};

/// An entry of a configuration with its value as text.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub(super) key: &'a str,
    pub(super) value: &'a Value,
    pub(super) text: String,
}

impl<'a> Item<'a> {
    pub(super) fn new(entry: &'a Entry) -> Item<'a> {
        Item { key: &entry.key, value: &entry.value, text: entry.value.to_string() }
    }

    /// Whether the value is text, and no number or boolean.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.value, Value::Text(_))
    }
}

/// Takes the environment variables that are set, and their values.
pub(super) fn variables(environment: &Environment, take: &mut dyn FnMut(&'static str, &str)) {
    for (name, value) in [("FLINK_TM_HEAP", &environment.task_manager_heap), ("FLINK_JM_HEAP", &environment.job_manager_heap)] {
        if let Some(value) = value {
            take(name, value);
        }
    }
}

/// Adds pieces to a text.
pub(crate) fn push(out: &mut String, pieces: &[&str]) {
    for piece in pieces {
        out.push_str(piece);
    }
}

/// Adds what `format_args!` fills in.
pub(super) fn print(out: &mut String, text: Arguments<'_>) {
    // Writing to a text cannot fail.
    let _ = out.write_fmt(text);
}

/// Whether YAML allows the character in a text as it is. Separators that other readers take for line ends count as not.
pub(crate) fn is_printable(character: char) -> bool {
    !matches!(character, '\0'..='\x1f' | '\x7f'..='\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}')
}

/// A string of JSON, which is a double-quoted scalar of YAML, too.
pub(crate) fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            out.push('\\');
            out.push(character);
        } else {
            push_printable(out, character);
        }
    }
    out.push('"');
}

/// A text between single quotes, with a stand-in for those that it holds.
pub(crate) fn single_quoted(out: &mut String, text: &str, quote: &str) {
    out.push('\'');
    for character in text.chars() {
        if character == '\'' {
            out.push_str(quote);
        } else {
            out.push(character);
        }
    }
    out.push('\'');
}

/// Comment lines; a text of several lines becomes several, and what no comment can hold is escaped.
pub(super) fn comment(out: &mut String, text: &str) {
    for line in text.split(['\n', '\r']).filter(|line| !line.is_empty()) {
        out.push_str("# ");
        comment_text(out, line);
        out.push('\n');
    }
}

/// A line of text as a comment can hold it.
pub(super) fn comment_text(out: &mut String, line: &str) {
    line.chars().for_each(|character| push_printable(out, character));
}

fn push_printable(out: &mut String, character: char) {
    match character {
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        _ if is_printable(character) => out.push(character),
        // Everything that is not printable lies in the basic plane.
        _ => print(out, format_args!("\\u{:04x}", u32::from(character))),
    }
}

/// A word of a shell: as it is where no shell minds, else between single quotes.
pub(super) fn shell_word(out: &mut String, text: &str) {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:=,+@%".contains(&byte);
    if !text.is_empty() && text.bytes().all(is_plain) {
        out.push_str(text);
    } else {
        shell_quoted(out, text);
    }
}

/// A text between a shell's single quotes.
pub(super) fn shell_quoted(out: &mut String, text: &str) {
    single_quoted(out, text, "'\\''");
}
