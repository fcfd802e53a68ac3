//! What local execution gives tasks inside another JVM; how the sizes came about stands in `derive::local`.

use crate::pool::Pool;
use crate::size::MemorySize;

/// The resources of local execution. Unit: bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalMemory {
    /// CPU cores.
    pub cpu_cores: f64,
    /// Task heap, for accounting: the embedding JVM has the heap it was started with.
    pub task_heap: MemorySize,
    /// Task off-heap, for accounting.
    pub task_off_heap: MemorySize,
    /// Network buffers, which are allocated.
    pub network: MemorySize,
    /// Managed memory, which is allocated as needed.
    pub managed: MemorySize,
    /// The total Flink memory that the web UI shows (1.12 and later).
    pub total_flink: Option<LocalTotal>,
    /// The total process memory that the web UI shows (1.12 and later).
    pub total_process: Option<LocalTotal>,
}

/// A total of the web UI, or the exception without a text that its computation ends with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LocalTotal {
    /// The total.
    Size(MemorySize),
    /// The simple name of the Java exception class.
    Failed {
        /// The class.
        exception: &'static str,
        /// The message, where there is one.
        message: Option<String>,
    },
}

impl LocalMemory {
    /// Task heap, task off-heap, network and managed memory; the four are for accounting, so their sum may be above 2^63 − 1 and is then cut.
    pub fn total(&self) -> MemorySize {
        [self.task_heap, self.task_off_heap, self.network, self.managed]
            .into_iter()
            .try_fold(MemorySize::ZERO, MemorySize::plus)
            .unwrap_or(MemorySize::MAX)
    }

    pub(crate) fn size(&self, pool: Pool) -> Option<MemorySize> {
        match pool {
            Pool::TotalFlink => Some(self.total()),
            Pool::TaskHeap => Some(self.task_heap),
            Pool::TaskOffHeap => Some(self.task_off_heap),
            Pool::Network => Some(self.network),
            Pool::Managed => Some(self.managed),
            _ => None,
        }
    }
}
