//! Cores and memory together: what a node has, what a pod asks for, and sums of such.

use flink_memory::MemorySize;

use crate::bytes::{rest, times};

/// Cores and memory: of a node, of what a pod requests, or of many of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capacity {
    /// Thousandths of a core, Kubernetes' `m`.
    pub cores_millis: u64,
    /// Memory, in bytes.
    pub memory: MemorySize,
}

impl Capacity {
    /// Nothing.
    pub const ZERO: Capacity = Capacity { cores_millis: 0, memory: MemorySize::ZERO };

    /// The sum; `None` where either is more than its type holds.
    pub fn plus(self, other: Capacity) -> Option<Capacity> {
        let cores_millis = self.cores_millis.checked_add(other.cores_millis)?;
        Some(Capacity { cores_millis, memory: self.memory.plus(other.memory)? })
    }

    /// The difference; `None` where either would be below nothing.
    pub fn minus(self, other: Capacity) -> Option<Capacity> {
        let cores_millis = self.cores_millis.checked_sub(other.cores_millis)?;
        Some(Capacity { cores_millis, memory: self.memory.minus(other.memory)? })
    }

    /// So many of it; `None` where either is more than its type holds.
    pub fn times(self, count: u64) -> Option<Capacity> {
        Some(Capacity { cores_millis: self.cores_millis.checked_mul(count)?, memory: times(self.memory, count)? })
    }

    /// The difference, with nothing in the place of what would be below it.
    pub(super) fn rest(self, part: Capacity) -> Capacity {
        Capacity { cores_millis: self.cores_millis.saturating_sub(part.cores_millis), memory: rest(self.memory, part.memory) }
    }

    /// How many parts of this size its cores and its memory hold; `None` where a part takes nothing of it.
    pub(super) fn counts(self, part: Capacity) -> [Option<u64>; 2] {
        [self.cores_millis.checked_div(part.cores_millis), self.memory.bytes().checked_div(part.memory.bytes())]
    }

    /// How many parts of this size it holds in both; `None` for parts of no size.
    pub(super) fn holds(self, part: Capacity) -> Option<u64> {
        self.counts(part).into_iter().flatten().min()
    }
}
