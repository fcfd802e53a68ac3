//! What a derivation gives: the sizes of a process's pools, and what Flink's scripts make of them for the JVM and the log.

mod jobmanager;
mod jvm;
mod local;
mod taskmanager;

use crate::pool::{Pool, PoolNode};
use crate::size::MemorySize;

pub use jobmanager::{HeapOnly, JobManagerMemory};
pub use local::{LocalMemory, LocalTotal};
pub use taskmanager::{Slot, TaskManagerMemory};

/// The memory of one process.
#[derive(Clone, Debug, PartialEq)]
pub enum Memory {
    /// A TaskManager.
    TaskManager(TaskManagerMemory),
    /// A JobManager, from 1.11 on.
    JobManager(JobManagerMemory),
    /// A JobManager of 1.10.
    HeapOnly(HeapOnly),
    /// Tasks inside another JVM.
    Local(LocalMemory),
}

impl Memory {
    /// How its pools nest.
    pub fn tree(&self) -> &'static PoolNode {
        match self {
            Memory::TaskManager(_) => &crate::pool::TASK_MANAGER,
            Memory::JobManager(_) => &crate::pool::JOB_MANAGER,
            Memory::HeapOnly(HeapOnly { container: Some(_), .. }) => &crate::pool::JOB_MANAGER_1_10_CONTAINER,
            Memory::HeapOnly(HeapOnly { container: None, .. }) => &crate::pool::JOB_MANAGER_1_10_STANDALONE,
            Memory::Local(_) => &crate::pool::LOCAL,
        }
    }

    /// The size of a pool or of a sum of pools; `None` where the process has no such pool.
    pub fn size(&self, pool: Pool) -> Option<MemorySize> {
        match self {
            Memory::TaskManager(memory) => memory.size(pool),
            Memory::JobManager(memory) => memory.size(pool),
            Memory::HeapOnly(memory) => memory.size(pool),
            Memory::Local(memory) => memory.size(pool),
        }
    }

    /// The arguments that the start scripts give to `java`; `None` for local execution, which starts no JVM.
    pub fn jvm_parameters(&self) -> Option<String> {
        match self {
            Memory::TaskManager(memory) => Some(memory.jvm_parameters()),
            Memory::JobManager(memory) => Some(memory.jvm_parameters()),
            Memory::HeapOnly(memory) => Some(memory.jvm_parameters()),
            Memory::Local(_) => None,
        }
    }

    /// The `-D` arguments that the start scripts give to Flink; `None` where the release gives none.
    pub fn dynamic_configuration(&self) -> Option<String> {
        match self {
            Memory::TaskManager(memory) => Some(memory.dynamic_configuration()),
            Memory::JobManager(memory) => memory.dynamic_configuration(),
            Memory::HeapOnly(_) | Memory::Local(_) => None,
        }
    }

    /// The lines of the "Final … Memory configuration" block; `None` where the release prints none.
    pub fn summary(&self) -> Option<Vec<String>> {
        match self {
            Memory::TaskManager(memory) => memory.summary(),
            Memory::JobManager(memory) => memory.summary(),
            Memory::HeapOnly(_) | Memory::Local(_) => None,
        }
    }
}
