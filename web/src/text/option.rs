//! Which text names an option, and which texts are said beside it. Keys and values stand as Flink writes them.

use flink_memory::{DefaultValue, MemorySize, Release};

use super::list::{Word, said};
use super::words::Words;
use crate::state::slider_scale::SliderValue;
use crate::state::{Complaint, Reading, Row, Standing};

/// The options' labels, without the process, which the page names.
static LABELS: &[(&str, Word)] = &[
    ("taskmanager.memory.process.size", Word::OptionTotalProcess),
    ("taskmanager.memory.flink.size", Word::OptionTotalFlink),
    ("taskmanager.memory.framework.heap.size", Word::OptionFrameworkHeap),
    ("taskmanager.memory.task.heap.size", Word::OptionTaskHeap),
    ("taskmanager.memory.managed.size", Word::OptionManaged),
    ("taskmanager.memory.managed.fraction", Word::OptionManagedFraction),
    ("taskmanager.memory.managed.consumer-weights", Word::OptionManagedWeights),
    ("taskmanager.memory.framework.off-heap.size", Word::OptionFrameworkOffHeap),
    ("taskmanager.memory.framework.off-heap.batch-shuffle.size", Word::OptionBatchShuffle),
    ("taskmanager.memory.task.off-heap.size", Word::OptionTaskOffHeap),
    ("taskmanager.memory.network.min", Word::OptionNetworkMin),
    ("taskmanager.memory.network.max", Word::OptionNetworkMax),
    ("taskmanager.memory.network.fraction", Word::OptionNetworkFraction),
    ("taskmanager.memory.jvm-metaspace.size", Word::OptionJvmMetaspace),
    ("taskmanager.memory.jvm-overhead.min", Word::OptionOverheadMin),
    ("taskmanager.memory.jvm-overhead.max", Word::OptionOverheadMax),
    ("taskmanager.memory.jvm-overhead.fraction", Word::OptionOverheadFraction),
    ("taskmanager.numberOfTaskSlots", Word::OptionSlots),
    ("taskmanager.cpu.cores", Word::OptionCores),
    ("taskmanager.memory.segment-size", Word::OptionSegment),
    ("taskmanager.memory.min-segment-size", Word::OptionSegmentMin),
    ("taskmanager.memory.starting-segment-size", Word::OptionSegmentFirst),
    ("taskmanager.heap.size", Word::OptionTaskManagerHeapOlder),
    ("taskmanager.heap.mb", Word::OptionHeapInMebibytes),
    ("taskmanager.network.memory.buffer-debloat.enabled", Word::OptionDebloat),
    ("taskmanager.network.memory.buffer-debloat.period", Word::OptionDebloatPeriod),
    ("taskmanager.network.memory.buffer-debloat.samples", Word::OptionDebloatSamples),
    ("taskmanager.network.memory.buffer-debloat.target", Word::OptionDebloatTarget),
    ("taskmanager.network.memory.buffer-debloat.threshold-percentages", Word::OptionDebloatThreshold),
    ("taskmanager.network.memory.buffers-per-channel", Word::OptionBuffersPerChannel),
    ("taskmanager.network.memory.exclusive-buffers-request-timeout-ms", Word::OptionExclusiveTimeout),
    ("taskmanager.network.memory.floating-buffers-per-gate", Word::OptionFloatingBuffers),
    ("taskmanager.network.memory.fraction", Word::OptionNetworkFractionOlder),
    ("taskmanager.network.memory.max", Word::OptionNetworkMaxOlder),
    ("taskmanager.network.memory.min", Word::OptionNetworkMinOlder),
    ("taskmanager.network.numberOfBuffers", Word::OptionBuffers),
    ("taskmanager.network.memory.max-buffers-per-channel", Word::OptionBuffersPerChannelMax),
    ("taskmanager.network.memory.max-overdraft-buffers-per-gate", Word::OptionOverdraftBuffers),
    ("taskmanager.network.memory.read-buffer.required-per-gate.max", Word::OptionRequiredBuffers),
    ("taskmanager.network.memory.buffers-request-timeout", Word::OptionBuffersTimeout),
    ("jobmanager.memory.process.size", Word::OptionTotalProcess),
    ("jobmanager.memory.flink.size", Word::OptionTotalFlink),
    ("jobmanager.memory.heap.size", Word::OptionJvmHeap),
    ("jobmanager.memory.off-heap.size", Word::OptionOffHeap),
    ("jobmanager.memory.enable-jvm-direct-memory-limit", Word::OptionDirectLimit),
    ("jobmanager.memory.jvm-metaspace.size", Word::OptionJvmMetaspace),
    ("jobmanager.memory.jvm-overhead.min", Word::OptionOverheadMin),
    ("jobmanager.memory.jvm-overhead.max", Word::OptionOverheadMax),
    ("jobmanager.memory.jvm-overhead.fraction", Word::OptionOverheadFraction),
    ("jobmanager.heap.size", Word::OptionJobManagerHeapOlder),
    ("jobmanager.heap.mb", Word::OptionHeapInMebibytes),
    ("containerized.heap-cutoff-min", Word::OptionCutoffMin),
    ("containerized.heap-cutoff-ratio", Word::OptionCutoffRatio),
    ("FLINK_TM_HEAP", Word::OptionEnvironment),
    ("FLINK_JM_HEAP", Word::OptionEnvironment),
];

impl Words {
    /// The label of an option; an option that nobody named here is called by its key.
    pub fn option_label(self, key: &'static str) -> &'static str {
        LABELS.iter().find(|(known, _)| *known == key).map_or(key, |(_, label)| self.text(*label))
    }

    /// The label of an option where it comes first. The heap of 1.10 is not old there; in local execution one network option sets both
    /// bounds.
    pub fn control_label(self, key: &'static str, release: Release, is_local: bool) -> &'static str {
        match key {
            "jobmanager.heap.size" if release == Release::V1_10 => self.text(Word::OptionJobManagerHeap),
            "taskmanager.memory.network.min" if is_local => self.text(Word::OptionNetwork),
            _ => self.option_label(key),
        }
    }

    /// A default as it stands in an empty box.
    pub fn default_value(self, default: DefaultValue) -> String {
        match default {
            DefaultValue::None => String::new(),
            DefaultValue::Size(size) if size == MemorySize::MAX => self.text(Word::NoLimit).to_owned(),
            DefaultValue::Size(size) => size.to_string(),
            DefaultValue::Milliseconds(milliseconds) => format!("{milliseconds} ms"),
            // With blanks, which Flink takes no notice of, a line is broken between weights and not inside of a number.
            DefaultValue::Weights(weights) => {
                weights.iter().map(|(name, weight)| format!("{name}:{weight}")).collect::<Vec<_>>().join(", ")
            }
            other => other.to_string(),
        }
    }

    /// The value that holds while a box is empty.
    pub fn placeholder(self, row: &Row) -> String {
        match (row.standing, row.value) {
            (Standing::Derived(size) | Standing::Local(Some(size)), _)
            | (Standing::OlderKey(_) | Standing::Legacy(_), Some(SliderValue::Size(size))) => size.shortest_text(),
            (Standing::Local(None), _) => self.text(Word::NoLimit).to_owned(),
            (Standing::Default(_), _) => self.default_value(row.default),
            _ => String::new(),
        }
    }

    /// What a slider says to people who listen: `4 GiB (4294967296 bytes)`, `0.4, which gives 512 MiB`, or that it stands where nothing
    /// was set or read.
    pub fn slider(self, row: &Row) -> String {
        let value = row.value.map(|value| match value {
            SliderValue::Size(size) => {
                // Not grouped, because that would be read as several numbers.
                let bytes = self.say(said::Bytes { count: &size.bytes().to_string() });
                self.say(said::ExactSize { size: &self.size(size), bytes: &bytes })
            }
            SliderValue::Fraction(fraction) => {
                let fraction = fraction.shortest_text();
                row.gives.map_or(fraction.clone(), |size| self.say(said::FractionGives { fraction: &fraction, size: &self.size(size) }))
            }
        });
        match (value, row.text.is_some()) {
            (Some(value), true) => value,
            (Some(value), false) => self.say(said::NotSetTaken { value: &value }),
            (None, true) => self.text(Word::Unreadable).to_owned(),
            (None, false) => self.text(Word::NotSet).to_owned(),
        }
    }

    /// Who decides the value.
    pub fn row_note(self, row: &Row) -> String {
        match row.standing {
            Standing::You if row.default == DefaultValue::None => self.text(Word::SetByYou).to_owned(),
            Standing::You => self.say(said::SetByYouOver { default: &self.default_value(row.default) }),
            Standing::Shipped(release) => self.shipped_by(release),
            Standing::Local(Some(size)) => self.say(said::SetLocally { size: &size.to_string() }),
            Standing::Local(None) => self.text(Word::UnlimitedLocally).to_owned(),
            Standing::OlderKey(key) => self.say(said::SetThrough { key }),
            Standing::Legacy(key) | Standing::Environment(key) => self.say(said::TakenFrom { key }),
            Standing::Default(releases) => {
                self.say(said::DefaultOf { default: &self.default_value(row.default), releases: &releases.to_string() })
            }
            Standing::Derived(size) => self.say(said::DerivedSize { size: &self.size(size) }),
            Standing::Unset => self.text(Word::NotSet).to_owned(),
        }
    }

    /// What Flink objects to.
    pub fn complaint(self, complaint: &Complaint) -> String {
        match complaint {
            Complaint::Flink(words) => words.clone(),
            Complaint::Together => self.text(Word::RefusedTogether).to_owned(),
        }
    }

    /// Who decides the value of an entry that is as a release ships it.
    pub(super) fn shipped_by(self, release: Release) -> String {
        self.say(said::ShippedBy { release: &release.to_string() })
    }

    /// What is said about a key that a release does not simply read.
    pub fn reading_note(self, reading: Reading, is_set: bool, release: Release) -> Option<String> {
        let release = &release.to_string();
        match reading {
            Reading::Unknown if is_set => Some(self.say(said::OptionNotKnown { release })),
            Reading::As(key) if is_set => Some(self.say(said::OptionReadAs { release, key })),
            Reading::IgnoredLocally => Some(self.text(Word::OptionIgnoredLocally).to_owned()),
            Reading::Known | Reading::Unknown | Reading::As(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use flink_memory::option::{containerized, jobmanager, network, taskmanager};

    #[test]
    fn every_option_on_the_page_has_a_label() {
        let words = Words::built_in(Language::English);
        for option in [taskmanager::TABLE, jobmanager::TABLE, network::TABLE, containerized::TABLE].into_iter().flatten() {
            assert_ne!(words.option_label(option.key), option.key);
        }
    }
}
