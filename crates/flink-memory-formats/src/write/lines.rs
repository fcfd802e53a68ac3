//! Formats of one line or one word per entry: `flink-conf.yaml`, `FLINK_PROPERTIES` and the `-D` list; and what each of them can hold.

use flink_memory::{Entry, Environment};

use super::emit::{push, shell_quoted, shell_word};

/// Whether a line of `flink-conf.yaml` holds an entry: Flink cuts it at `#`, trims both sides and splits at the first colon and blank.
pub(super) fn line_holds(key: &str, value: &str) -> bool {
    let stays = |text: &str| !text.is_empty() && !text.contains(['#', '\n', '\r']) && text.trim_matches(|c| c <= ' ') == text;
    stays(key) && stays(value) && !key.contains(": ")
}

/// Whether a line of `FLINK_PROPERTIES` holds an entry, also for the newer images, which split at the first colon and drop blanks.
///
/// Source: `process_flink_properties` of `docker-entrypoint.sh`, 1.19 to 2.2; before, the text is appended to `flink-conf.yaml`.
pub(super) fn property_holds(key: &str, value: &str) -> bool {
    line_holds(key, value) && !key.contains([':', ' ', '\t'])
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
pub(super) fn flink_conf(out: &mut String, entries: &[&Entry]) {
    for entry in entries {
        push(out, &[&entry.key, ": ", &entry.value.to_string(), "\n"]);
    }
}

/// Assignments of a shell. No comment stands between the quotes, because the newer images would take it for a key.
pub(super) fn flink_properties(out: &mut String, entries: &[&Entry], environment: &Environment) {
    for (name, value) in variables(environment) {
        push(out, &[name, "="]);
        shell_word(out, value);
        out.push('\n');
    }
    let mut lines = String::new();
    flink_conf(&mut lines, entries);
    out.push_str("FLINK_PROPERTIES=");
    shell_quoted(out, lines.trim_end_matches('\n'));
    out.push('\n');
}

/// The variables that are set.
pub(super) fn variables(environment: &Environment) -> impl Iterator<Item = (&'static str, &str)> {
    let all = [("FLINK_TM_HEAP", &environment.task_manager_heap), ("FLINK_JM_HEAP", &environment.job_manager_heap)];
    all.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)))
}

/// One line of `-Dkey=value`, quoted for a shell where it has to be.
pub(super) fn dynamic_properties(out: &mut String, entries: &[&Entry]) {
    for (index, entry) in entries.iter().enumerate() {
        out.push_str(if index == 0 { "" } else { " " });
        shell_word(out, &["-D", &entry.key, "=", &entry.value.to_string()].concat());
    }
    out.push('\n');
}
