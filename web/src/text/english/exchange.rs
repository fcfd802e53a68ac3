//! English: what is said of a text that was brought, of one that is taken away, and of a process's own word held against the model.

use flink_memory_formats::{Detected, NotEditable};

use super::{confidence_words, format_name, process_name, target_name};
use crate::state::Writing;
use crate::state::document::{Checked, Document};
use crate::text::quantity;

/// A number with its noun.
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// What was brought and what was found in it.
pub fn document_summary(document: &Document) -> String {
    let reading = &document.reading;
    let name = document.name.as_deref().unwrap_or("Your text");
    if document.is_unreadable {
        return format!("{name} cannot be read. It may be a folder.");
    }
    if !document.is_recognised() {
        return format!("{name}: nothing was taken from it.");
    }
    let mut found = vec![count(reading.entries.len(), "setting", "settings")];
    if let Some(release) = reading.release {
        found.push(format!("Flink {release}"));
    }
    if !reading.reported.is_empty() {
        found.push(format!("the memory of {}", count(reading.reported.len(), "process", "processes")));
    }
    format!("{name}: read as {}; found {}.", format_name(reading.format), found.join(", "))
}

/// The choice that leaves the format to the evidence.
pub fn by_evidence(best: Option<&Detected>) -> String {
    best.map_or_else(|| "Not recognised".to_owned(), |best| format!("{} ({})", format_name(best.format), confidence_words(best.confidence)))
}

/// A line of a text, from 1.
pub fn line(line: u32) -> String {
    format!("line {line}")
}

/// The heading over findings that are folded.
pub fn more_findings(number: usize) -> String {
    format!("{number} more")
}

/// What is said of findings that are not listed.
pub fn unlisted_findings(number: usize) -> String {
    format!("… and {number} more of the same kinds.")
}

/// What is said of settings that are not listed.
pub fn unlisted_entries(number: usize) -> String {
    format!("… and {number} more.")
}

/// Whether a process's own word is what the model derives.
pub fn checked(checked: &Checked) -> String {
    let process = format!("{} of line {}", process_name(checked.process), checked.line);
    let Ok(pools) = &checked.outcome else { return format!("{process}: Flink refuses what this text configures") };
    match pools.iter().filter(|pool| !pool.agrees).count() {
        0 => format!("{process}: {} as derived here", count(pools.len(), "pool is", "pools are all")),
        different => format!("{process}: {different} of {} not as derived here", count(pools.len(), "pool", "pools")),
    }
}

/// A size that a process says in whole mebibytes.
pub fn mebibytes(size: u64) -> String {
    format!("{} MiB", quantity::grouped(size))
}

/// What a process says less what was derived, in bytes.
pub fn difference(bytes: i128) -> String {
    let size = u64::try_from(bytes.unsigned_abs()).map_or_else(|_| bytes.unsigned_abs().to_string(), quantity::grouped);
    format!("it says {size} {}", if bytes < 0 { "less" } else { "more" })
}

/// The name of what is written.
pub fn writing_name(writing: Writing, document: Option<&Document>) -> String {
    match writing {
        Writing::Brought => format!("Your {}, edited", document.map_or("text", Document::file_name)),
        Writing::Converted => "Your file as config.yaml".to_owned(),
        Writing::New(target) => target_name(target).to_owned(),
        Writing::Png => "PNG picture".to_owned(),
    }
}

/// How much of the text that was brought has changed.
pub fn brought_hint(is_same: bool, new_lines: usize) -> String {
    match new_lines {
        _ if is_same => "Byte for byte what you brought. Change a setting, and only its value changes here.".to_owned(),
        0 => "Some lines were taken out; everything else is what you brought.".to_owned(),
        lines => format!("{} changed; everything else is what you brought.", count(lines, "line has", "lines have")),
    }
}

/// Why a long text is not shown.
pub fn long_text(bytes: usize) -> String {
    format!("With {} bytes this text is too long to be shown. Copy or download it.", quantity::grouped(bytes as u64))
}

/// Why a text cannot be given back changed.
pub fn not_editable(why: &NotEditable) -> String {
    match why {
        NotEditable::Format(format) => format!("{} is read and not edited.", format_name(*format)),
        NotEditable::NotYaml { place, message } => {
            format!("Your text is not YAML from line {} on, so nothing can be changed in it: {message}", place.line)
        }
        NotEditable::NoMapping { place } => {
            format!("Flink reads one document of keys and values; in line {} begins something else, so nothing can be changed.", place.line)
        }
        NotEditable::NoConfiguration => "Nothing in this manifest holds a configuration of Flink's that could be changed.".to_owned(),
    }
}
