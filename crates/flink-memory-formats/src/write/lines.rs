//! Formats of one line or one word per entry: `flink-conf.yaml`, `FLINK_PROPERTIES` and the `-D` list; and what each of them can hold.

use flink_memory::Environment;

use super::emit::{Item, push, shell_quoted, shell_word, variables};

/// Whether a line of `flink-conf.yaml` holds an entry: Flink cuts it at `#`, trims both sides and splits at the first colon and blank.
pub(crate) fn line_holds(key: &str, value: &str) -> bool {
    stays(key) && stays(value) && !key.as_bytes().windows(2).any(|pair| pair == b": ")
}

/// Whether nothing of a text is cut or trimmed.
fn stays(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_blank = |byte: Option<&u8>| byte.is_none_or(|byte| *byte <= b' ');
    !is_blank(bytes.first()) && !is_blank(bytes.last()) && !bytes.iter().any(|byte| b"#\n\r".contains(byte))
}

/// Whether a line of `FLINK_PROPERTIES` holds an entry, also for the newer images, which split at the first colon and drop blanks.
///
/// Source: `process_flink_properties` of `docker-entrypoint.sh`, 1.19 to 2.2; before, the text is appended to `flink-conf.yaml`.
pub(super) fn property_holds(key: &str, value: &str) -> bool {
    line_holds(key, value) && !key.bytes().any(|byte| b": \t".contains(&byte))
}

/// Whether the newer images make another value of it: they delete blanks and put variables in.
pub(super) fn image_changes(value: &str) -> bool {
    value.contains(|character: char| character.is_whitespace() || character == '$')
}

/// Whether `-Dkey=value` holds an entry.
pub(super) fn argument_holds(key: &str, _: &str) -> bool {
    !key.is_empty() && !key.contains('=')
}

/// One `key: value` per line.
pub(super) fn flink_conf(out: &mut String, items: &[Item<'_>]) {
    for item in items {
        push(out, &[item.key, ": ", &item.text, "\n"]);
    }
}

/// Assignments of a shell. No comment stands between the quotes, because the newer images would take it for a key.
pub(super) fn flink_properties(out: &mut String, items: &[Item<'_>], environment: &Environment) {
    variables(environment, &mut |name, value| {
        push(out, &[name, "="]);
        shell_word(out, value);
        out.push('\n');
    });
    let mut lines = String::new();
    flink_conf(&mut lines, items);
    out.push_str("FLINK_PROPERTIES=");
    shell_quoted(out, lines.trim_end_matches('\n'));
    out.push('\n');
}

/// One line of `-Dkey=value`, quoted for a shell where it has to be.
pub(super) fn dynamic_properties(out: &mut String, items: &[Item<'_>]) {
    let mut separator = "";
    for item in items {
        out.push_str(separator);
        separator = " ";
        shell_word(out, &["-D", item.key, "=", &item.text].concat());
    }
    out.push('\n');
}
