//! A size that is not known but lies between two others.

use flink_memory::MemorySize;

use crate::bytes::sum;

/// A size that lies, as far as anybody can say beforehand, between two others. `low` is never above `high`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Estimate {
    /// At least this much, in bytes.
    pub low: MemorySize,
    /// Seldom more than this, in bytes.
    pub high: MemorySize,
}

impl Estimate {
    /// Between two sizes; in whatever order they are given.
    pub fn between(one: MemorySize, other: MemorySize) -> Estimate {
        Estimate { low: one.min(other), high: one.max(other) }
    }

    /// Both ends of both; 2^63 − 1 bytes instead of more.
    #[must_use]
    pub fn plus(self, other: Estimate) -> Estimate {
        Estimate { low: sum(self.low, other.low), high: sum(self.high, other.high) }
    }
}
