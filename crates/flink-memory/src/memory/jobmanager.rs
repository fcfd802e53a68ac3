//! A JobManager's pools and what its start script prints; how the sizes came about stands in `derive::jobmanager`.

use super::jvm::{block, size_argument};
use crate::option::jobmanager as options;
use crate::pool::Pool;
use crate::release::Release;
use crate::rules;
use crate::size::MemorySize;

/// The pools of a JobManager, from 1.11 on. Unit: bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct JobManagerMemory {
    pub(crate) release: Release,
    /// The heap: `-Xmx`.
    pub jvm_heap: MemorySize,
    /// Direct and native memory; a limit for the JVM only where [`JobManagerMemory::direct_limit`] says so.
    pub off_heap: MemorySize,
    /// Class metadata.
    pub jvm_metaspace: MemorySize,
    /// What the JVM needs besides.
    pub jvm_overhead: MemorySize,
    /// Whether `-XX:MaxDirectMemorySize` is given.
    pub direct_limit: bool,
    pub(crate) total_flink: MemorySize,
    pub(crate) total_process: MemorySize,
}

impl JobManagerMemory {
    /// What Flink itself uses: heap and off-heap.
    pub fn total_flink(&self) -> MemorySize {
        self.total_flink
    }

    /// The whole process.
    pub fn total_process(&self) -> MemorySize {
        self.total_process
    }

    pub(crate) fn size(&self, pool: Pool) -> Option<MemorySize> {
        match pool {
            Pool::TotalProcess => Some(self.total_process),
            Pool::TotalFlink => Some(self.total_flink),
            Pool::JvmHeap => Some(self.jvm_heap),
            Pool::OffHeap => Some(self.off_heap),
            Pool::JvmMetaspace => Some(self.jvm_metaspace),
            Pool::JvmOverhead => Some(self.jvm_overhead),
            _ => None,
        }
    }

    pub(super) fn jvm_parameters(&self) -> String {
        let heap = self.jvm_heap.bytes();
        let direct = if self.direct_limit { format!(" -XX:MaxDirectMemorySize={}", self.off_heap.bytes()) } else { String::new() };
        format!("-Xmx{heap} -Xms{heap}{direct} -XX:MaxMetaspaceSize={}", self.jvm_metaspace.bytes())
    }

    pub(super) fn dynamic_configuration(&self) -> Option<String> {
        rules::JOB_MANAGER_DYNAMIC_CONFIGURATION.contains(self.release).then(|| {
            let mut list = String::new();
            size_argument(&mut list, &options::OFF_HEAP_MEMORY, self.off_heap);
            size_argument(&mut list, &options::JVM_OVERHEAD_MIN, self.jvm_overhead);
            size_argument(&mut list, &options::JVM_METASPACE, self.jvm_metaspace);
            size_argument(&mut list, &options::JVM_HEAP_MEMORY, self.jvm_heap);
            size_argument(&mut list, &options::JVM_OVERHEAD_MAX, self.jvm_overhead);
            list
        })
    }

    pub(super) fn summary(&self) -> Option<Vec<String>> {
        rules::SUMMARY.contains(self.release).then(|| {
            block(
                "Final Master Memory configuration:",
                23,
                &[
                    (1, "Total Process Memory", self.total_process),
                    (2, "Total Flink Memory", self.total_flink),
                    (3, "JVM Heap", self.jvm_heap),
                    (3, "Off-heap", self.off_heap),
                    (2, "JVM Metaspace", self.jvm_metaspace),
                    (2, "JVM Overhead", self.jvm_overhead),
                ],
            )
        })
    }
}

/// The JobManager of Flink 1.10: a heap, and in a container what stays out of it. Unit: bytes, whole mebibytes.
#[derive(Clone, Debug, PartialEq)]
pub struct HeapOnly {
    /// The heap; `None` where the script gives the JVM no limit, so that the JVM chooses one by itself.
    pub jvm_heap: Option<MemorySize>,
    /// The container, where there is one.
    pub container: Option<MemorySize>,
    /// The heap in mebibytes, as the script writes it: leading zeros of a configured number stay.
    pub(crate) mebibytes: String,
}

impl HeapOnly {
    pub(super) fn size(&self, pool: Pool) -> Option<MemorySize> {
        match pool {
            Pool::TotalProcess => self.container,
            Pool::JvmHeap => self.jvm_heap,
            Pool::HeapCutoff => self.container?.minus(self.jvm_heap?),
            _ => None,
        }
    }

    pub(super) fn jvm_parameters(&self) -> String {
        match self.jvm_heap {
            None => String::new(),
            Some(_) => format!("-Xms{0}m -Xmx{0}m", self.mebibytes),
        }
    }
}
