//! English: the options, and what is said beside them. Keys and values stand as Flink writes them.

use flink_memory::{DefaultValue, MemorySize, Release};

use crate::state::slider_scale::SliderValue;
use crate::state::{Complaint, Reading, Row, Standing};
use crate::text::quantity;

/// The options' labels, without the process, which the page names.
const LABELS: &[(&str, &str)] = &[
    ("taskmanager.memory.process.size", "Total process memory"),
    ("taskmanager.memory.flink.size", "Total Flink memory"),
    ("taskmanager.memory.framework.heap.size", "Framework heap"),
    ("taskmanager.memory.task.heap.size", "Task heap"),
    ("taskmanager.memory.managed.size", "Managed memory"),
    ("taskmanager.memory.managed.fraction", "Managed fraction"),
    ("taskmanager.memory.managed.consumer-weights", "Weights of managed memory"),
    ("taskmanager.memory.framework.off-heap.size", "Framework off-heap"),
    ("taskmanager.memory.framework.off-heap.batch-shuffle.size", "Batch shuffle reads"),
    ("taskmanager.memory.task.off-heap.size", "Task off-heap"),
    ("taskmanager.memory.network.min", "Network, at least"),
    ("taskmanager.memory.network.max", "Network, at most"),
    ("taskmanager.memory.network.fraction", "Network fraction"),
    ("taskmanager.memory.jvm-metaspace.size", "JVM metaspace"),
    ("taskmanager.memory.jvm-overhead.min", "Overhead, at least"),
    ("taskmanager.memory.jvm-overhead.max", "Overhead, at most"),
    ("taskmanager.memory.jvm-overhead.fraction", "Overhead fraction"),
    ("taskmanager.numberOfTaskSlots", "Task slots"),
    ("taskmanager.cpu.cores", "CPU cores"),
    ("taskmanager.memory.segment-size", "Size of a page"),
    ("taskmanager.memory.min-segment-size", "Smallest debloated buffer"),
    ("taskmanager.memory.starting-segment-size", "First size of a debloated buffer"),
    ("taskmanager.heap.size", "Heap, before 1.10"),
    ("taskmanager.heap.mb", "Heap in MiB, before 1.5"),
    ("taskmanager.network.memory.buffer-debloat.enabled", "Buffer debloating"),
    ("taskmanager.network.memory.buffer-debloat.period", "Debloating: every"),
    ("taskmanager.network.memory.buffer-debloat.samples", "Debloating: samples"),
    ("taskmanager.network.memory.buffer-debloat.target", "Debloating: data in flight"),
    ("taskmanager.network.memory.buffer-debloat.threshold-percentages", "Debloating: least change in percent"),
    ("taskmanager.network.memory.buffers-per-channel", "Buffers per channel"),
    ("taskmanager.network.memory.exclusive-buffers-request-timeout-ms", "Wait for exclusive buffers in ms"),
    ("taskmanager.network.memory.floating-buffers-per-gate", "Floating buffers per gate"),
    ("taskmanager.network.memory.fraction", "Network fraction, before 1.10"),
    ("taskmanager.network.memory.max", "Network at most, before 1.10"),
    ("taskmanager.network.memory.min", "Network at least, before 1.10"),
    ("taskmanager.network.numberOfBuffers", "Number of network buffers"),
    ("taskmanager.network.memory.max-buffers-per-channel", "Most buffers per channel"),
    ("taskmanager.network.memory.max-overdraft-buffers-per-gate", "Overdraft buffers per gate"),
    ("taskmanager.network.memory.read-buffer.required-per-gate.max", "Most required buffers per gate"),
    ("taskmanager.network.memory.buffers-request-timeout", "Wait for buffers"),
    ("jobmanager.memory.process.size", "Total process memory"),
    ("jobmanager.memory.flink.size", "Total Flink memory"),
    ("jobmanager.memory.heap.size", "JVM heap"),
    ("jobmanager.memory.off-heap.size", "Off-heap memory"),
    ("jobmanager.memory.enable-jvm-direct-memory-limit", "Limit direct memory to off-heap"),
    ("jobmanager.memory.jvm-metaspace.size", "JVM metaspace"),
    ("jobmanager.memory.jvm-overhead.min", "Overhead, at least"),
    ("jobmanager.memory.jvm-overhead.max", "Overhead, at most"),
    ("jobmanager.memory.jvm-overhead.fraction", "Overhead fraction"),
    ("jobmanager.heap.size", "Heap, before 1.11"),
    ("jobmanager.heap.mb", "Heap in MiB, before 1.5"),
    ("containerized.heap-cutoff-min", "Heap cut-off in MiB, at least"),
    ("containerized.heap-cutoff-ratio", "Heap cut-off ratio"),
    ("FLINK_TM_HEAP", "Environment variable"),
    ("FLINK_JM_HEAP", "Environment variable"),
];

/// The label of an option; an option that nobody named here is called by its key.
pub fn option_label(key: &'static str) -> &'static str {
    LABELS.iter().find(|(known, _)| *known == key).map_or(key, |(_, label)| label)
}

/// The label of an option where it comes first. The heap of 1.10 is not old there; in local execution one network option sets both bounds.
pub fn control_label(key: &'static str, release: Release, is_local: bool) -> &'static str {
    match key {
        "jobmanager.heap.size" if release == Release::V1_10 => "JobManager heap",
        "taskmanager.memory.network.min" if is_local => "Network memory",
        _ => option_label(key),
    }
}

/// A default as it stands in an empty box.
pub fn default_value(default: DefaultValue) -> String {
    match default {
        DefaultValue::None => String::new(),
        DefaultValue::Size(size) if size == MemorySize::MAX => "no limit".to_owned(),
        DefaultValue::Size(size) => size.to_string(),
        DefaultValue::Milliseconds(milliseconds) => format!("{milliseconds} ms"),
        // With blanks, which Flink takes no notice of, a line is broken between weights and not inside of a number.
        DefaultValue::Weights(weights) => weights.iter().map(|(name, weight)| format!("{name}:{weight}")).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// The value that holds while a box is empty.
pub fn placeholder(row: &Row) -> String {
    match (row.standing, row.value) {
        (Standing::Derived(size) | Standing::Local(Some(size)), _)
        | (Standing::OlderKey(_) | Standing::Legacy(_), Some(SliderValue::Size(size))) => size.shortest_text(),
        (Standing::Local(None), _) => "no limit".to_owned(),
        (Standing::Default(_), _) => default_value(row.default),
        _ => String::new(),
    }
}

/// What a slider says to people who listen: `4 GiB (4294967296 bytes)`, or that it stands where nothing was set or read.
pub fn slider_words(row: &Row) -> String {
    let value = row.value.map(|value| match value {
        SliderValue::Size(size) => format!("{} ({} bytes)", quantity::size(size), size.bytes()),
        SliderValue::Fraction(fraction) => fraction.shortest_text(),
    });
    match (value, row.text.is_some()) {
        (Some(value), true) => value,
        (Some(value), false) => format!("not set; Flink takes {value}"),
        (None, true) => "cannot be read".to_owned(),
        (None, false) => "not set".to_owned(),
    }
}

/// Who decides the value.
pub fn row_note(row: &Row) -> String {
    standing(row.standing, row.default)
}

/// What Flink objects to.
pub fn complaint(complaint: &Complaint) -> String {
    match complaint {
        Complaint::Flink(words) => words.clone(),
        Complaint::Together => "Refused together with other options: see what Flink says.".to_owned(),
    }
}

/// What the button says to people who listen.
pub fn reset_label(key: &str) -> String {
    format!("Reset {key}")
}

/// Who decides the value of an entry that is as a release ships it.
pub(super) fn shipped_by(release: Release) -> String {
    format!("shipped by Flink {release}")
}

fn standing(standing: Standing, default: DefaultValue) -> String {
    match standing {
        Standing::You if default == DefaultValue::None => "set by you".to_owned(),
        Standing::You => format!("set by you, default {}", default_value(default)),
        Standing::Shipped(release) => shipped_by(release),
        Standing::Local(Some(size)) => format!("local execution sets {size}"),
        Standing::Local(None) => "local execution sets no limit".to_owned(),
        Standing::OlderKey(key) => format!("set by you through {key}"),
        Standing::Legacy(key) => format!("taken from {key}"),
        Standing::Environment(variable) => format!("taken from {variable}"),
        Standing::Default(releases) => format!("default {} ({releases})", default_value(default)),
        Standing::Derived(size) => format!("derived: {}", quantity::size(size)),
        Standing::Unset => "not set".to_owned(),
    }
}

/// What is said about a key that a release does not simply read.
pub fn reading_note(reading: Reading, is_set: bool, release: Release) -> Option<String> {
    match reading {
        Reading::Unknown if is_set => Some(format!("Flink {release} does not know this option and ignores it.")),
        Reading::As(key) if is_set => Some(format!("Flink {release} reads it as {key}.")),
        Reading::IgnoredLocally => Some("Local execution ignores it and says so.".to_owned()),
        Reading::Known | Reading::Unknown | Reading::As(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flink_memory::Process;
    use flink_memory::option::{containerized, jobmanager, network, taskmanager};

    #[test]
    fn every_option_on_the_page_has_a_label() {
        for option in [taskmanager::TABLE, jobmanager::TABLE, network::TABLE, containerized::TABLE].into_iter().flatten() {
            assert_ne!(option_label(option.key), option.key);
        }
        assert!(Process::ALL.into_iter().all(|process| process.id() != ""));
    }
}
