//! Names of errors that never change, for links, translations and programs; the messages stand in `text`.

use super::FlinkError;

impl FlinkError {
    /// A stable name of the kind of error, such as `overhead-out-of-range`. Messages differ between releases, codes never do.
    ///
    /// A wrapper has the code of what it wraps last, because that is what a person has to mend.
    pub fn code(&self) -> &'static str {
        match self {
            FlinkError::UnreadableSize { cause, .. }
            | FlinkError::NetworkRest { cause }
            | FlinkError::LocalExecution { cause }
            | FlinkError::Prefixed { cause, .. } => cause.code(),
            FlinkError::Size(_) => "size",
            FlinkError::Number(_) => "number",
            FlinkError::Duration(_) => "duration",
            FlinkError::Map(_) => "map",
            FlinkError::NotABoolean { .. } => "not-a-boolean",
            FlinkError::NotAName { .. } => "not-a-name",
            FlinkError::OutOfType { .. } => "out-of-type",
            FlinkError::Unreadable { .. } | FlinkError::UnreadableAmount { .. } => "unreadable",
            FlinkError::UnreadableEnvironment { .. } => "unreadable-environment",
            FlinkError::NegativeHeap { .. } => "negative-heap",
            FlinkError::LongOverflow => "long-overflow",
            FlinkError::NegativeBytes => "negative-bytes",
            FlinkError::Division(_) => "division",
            FlinkError::DowncastOverflow { .. } => "downcast-overflow",
            FlinkError::InvalidSegmentSize { .. } => "invalid-segment-size",
            FlinkError::InconsistentRange { .. } => "inconsistent-range",
            FlinkError::RangeRule(_) => "range-rule",
            FlinkError::NothingConfigured { .. } => "nothing-configured",
            FlinkError::PartsExceedFlink { .. } => "parts-exceed-flink",
            FlinkError::NetworkOutOfRange { .. } => "network-out-of-range",
            FlinkError::NetworkMismatch { .. } => "network-mismatch",
            FlinkError::ProcessBelowFlink { .. } => "process-below-flink",
            FlinkError::OverheadOutOfRange { .. } => "overhead-out-of-range",
            FlinkError::JvmExceedsProcess { .. } => "jvm-exceeds-process",
            FlinkError::NoCpuCores { .. } => "no-cpu-cores",
            FlinkError::NegativeResource => "negative-resource",
            FlinkError::InvalidSlots { .. } => "invalid-slots",
            FlinkError::TooManyBuffers { .. } => "too-many-buffers",
            FlinkError::HeapAndOffHeapMismatch { .. } => "heap-and-off-heap-mismatch",
            FlinkError::HeapExceedsFlink { .. } => "heap-exceeds-flink",
            FlinkError::FlinkBelowOffHeap { .. } => "flink-below-off-heap",
            FlinkError::InvalidCutoffRatio { .. } => "invalid-cutoff-ratio",
            FlinkError::CutoffExceedsContainer { .. } => "cutoff-exceeds-container",
            FlinkError::InvalidJobManagerHeap => "invalid-job-manager-heap",
            FlinkError::LocalNetworkMismatch { .. } => "local-network-mismatch",
            FlinkError::UnknownOption { .. } => "unknown-option",
        }
    }
}
