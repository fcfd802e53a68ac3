//! A TaskManager's pools, its default slot, and what its start script prints; how the sizes came about stands in `derive::taskmanager`.

use std::sync::Arc;

use super::jvm::{argument, block};
use crate::error::FlinkError;
use crate::external;
use crate::java::{self, JavaDouble};
use crate::option::OptionSpec;
use crate::option::cluster::EXTERNAL_RESOURCE_LIST;
use crate::option::taskmanager as options;
use crate::pool::Pool;
use crate::release::Release;
use crate::rules;
use crate::size::MemorySize;

/// The pools of a TaskManager and its default slot.
///
/// Unit: bytes. Every sum of pools fits into 2^63 − 1 bytes; the derivation fails where it does not.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskManagerMemory {
    pub(crate) release: Release,
    /// Heap that Flink keeps for itself.
    pub framework_heap: MemorySize,
    /// Heap for user code and operators.
    pub task_heap: MemorySize,
    /// Managed memory.
    pub managed: MemorySize,
    /// Direct and native memory that Flink keeps for itself.
    pub framework_off_heap: MemorySize,
    /// Direct and native memory for user code.
    pub task_off_heap: MemorySize,
    /// Network buffers.
    pub network: MemorySize,
    /// Class metadata.
    pub jvm_metaspace: MemorySize,
    /// What the JVM needs besides.
    pub jvm_overhead: MemorySize,
    /// CPU cores.
    pub cpu_cores: f64,
    /// The slots as the start script counts them; `None` before 1.13 where the number of cores is set.
    pub slots: Option<i32>,
    /// How much there is of each external resource, such as `gpu`, in the order in which Flink keeps them; nothing before 1.13.
    pub external: Vec<(String, i64)>,
    /// What the running TaskManager makes of one slot.
    pub slot: Slot,
}

/// The default slot, as the running TaskManager computes it after it was started with the derived sizes.
///
/// Each resource is the TaskManager's divided by the slots, rounded down; the remainder is lost.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slot {
    /// The number of slots.
    pub slots: Option<i32>,
    /// CPU cores of a slot.
    pub cpu_cores: Option<f64>,
    /// Task heap of a slot.
    pub task_heap: Option<MemorySize>,
    /// Task off-heap of a slot.
    pub task_off_heap: Option<MemorySize>,
    /// Managed memory of a slot.
    pub managed: Option<MemorySize>,
    /// Network memory of a slot; buffers are not bound to slots, so this is for accounting.
    pub network: Option<MemorySize>,
    /// The size of a network buffer, in bytes.
    pub page_size: Option<u32>,
    /// The number of network buffers of the whole TaskManager.
    pub network_buffers: Option<u32>,
    /// Why the TaskManager fails after the start script succeeded; what was computed before stands above. Shared, so that a copy of the
    /// memory copies sizes only.
    pub error: Option<Arc<FlinkError>>,
}

impl TaskManagerMemory {
    /// Nothing in any pool.
    pub(crate) fn empty(release: Release) -> TaskManagerMemory {
        TaskManagerMemory {
            release,
            framework_heap: MemorySize::ZERO,
            task_heap: MemorySize::ZERO,
            managed: MemorySize::ZERO,
            framework_off_heap: MemorySize::ZERO,
            task_off_heap: MemorySize::ZERO,
            network: MemorySize::ZERO,
            jvm_metaspace: MemorySize::ZERO,
            jvm_overhead: MemorySize::ZERO,
            cpu_cores: 0.0,
            slots: None,
            external: Vec::new(),
            slot: Slot::default(),
        }
    }

    /// Framework heap and task heap: `-Xmx`.
    pub fn jvm_heap(&self) -> MemorySize {
        sum(&[self.framework_heap, self.task_heap])
    }

    /// Framework off-heap, task off-heap and network: `-XX:MaxDirectMemorySize`.
    pub fn jvm_direct(&self) -> MemorySize {
        sum(&[self.framework_off_heap, self.task_off_heap, self.network])
    }

    /// Managed and direct memory.
    pub fn off_heap(&self) -> MemorySize {
        sum(&[self.managed, self.jvm_direct()])
    }

    /// What Flink itself uses.
    pub fn total_flink(&self) -> MemorySize {
        sum(&[self.jvm_heap(), self.off_heap()])
    }

    /// The whole process.
    pub fn total_process(&self) -> MemorySize {
        sum(&[self.total_flink(), self.jvm_metaspace, self.jvm_overhead])
    }

    /// The whole process; `None` above 2^63 − 1, where Flink fails with `long overflow`.
    pub(crate) fn checked_total(&self) -> Option<MemorySize> {
        [
            self.framework_heap,
            self.task_heap,
            self.managed,
            self.framework_off_heap,
            self.task_off_heap,
            self.network,
            self.jvm_metaspace,
            self.jvm_overhead,
        ]
        .into_iter()
        .try_fold(MemorySize::ZERO, MemorySize::plus)
    }

    pub(crate) fn size(&self, pool: Pool) -> Option<MemorySize> {
        Some(match pool {
            Pool::TotalProcess => self.total_process(),
            Pool::TotalFlink => self.total_flink(),
            Pool::JvmHeap => self.jvm_heap(),
            Pool::FrameworkHeap => self.framework_heap,
            Pool::TaskHeap => self.task_heap,
            Pool::OffHeap => self.off_heap(),
            Pool::Managed => self.managed,
            Pool::JvmDirect => self.jvm_direct(),
            Pool::FrameworkOffHeap => self.framework_off_heap,
            Pool::TaskOffHeap => self.task_off_heap,
            Pool::Network => self.network,
            Pool::JvmMetaspace => self.jvm_metaspace,
            Pool::JvmOverhead => self.jvm_overhead,
            Pool::HeapCutoff => return None,
        })
    }

    pub(super) fn jvm_parameters(&self) -> String {
        let heap = self.jvm_heap().bytes();
        format!(
            "-Xmx{heap} -Xms{heap} -XX:MaxDirectMemorySize={} -XX:MaxMetaspaceSize={}",
            self.jvm_direct().bytes(),
            self.jvm_metaspace.bytes()
        )
    }

    /// Source: `TaskExecutorProcessUtils.generateDynamicConfigsStr`, which goes through a Java `HashMap`.
    pub(super) fn dynamic_configuration(&self) -> String {
        let size = |option: &'static OptionSpec, size: MemorySize| (option.key.to_owned(), format!("{}b", size.bytes()));
        let mut entries = vec![
            (options::CPU_CORES.key.to_owned(), JavaDouble(self.cpu_cores).to_string()),
            size(&options::FRAMEWORK_HEAP_MEMORY, self.framework_heap),
            size(&options::FRAMEWORK_OFF_HEAP_MEMORY, self.framework_off_heap),
            size(&options::TASK_HEAP_MEMORY, self.task_heap),
            size(&options::TASK_OFF_HEAP_MEMORY, self.task_off_heap),
            size(&options::NETWORK_MEMORY_MIN, self.network),
            size(&options::NETWORK_MEMORY_MAX, self.network),
            size(&options::MANAGED_MEMORY_SIZE, self.managed),
        ];
        if rules::DYNAMIC_METASPACE.contains(self.release) {
            entries.extend([
                size(&options::JVM_METASPACE, self.jvm_metaspace),
                size(&options::JVM_OVERHEAD_MIN, self.jvm_overhead),
                size(&options::JVM_OVERHEAD_MAX, self.jvm_overhead),
            ]);
        }
        if rules::DYNAMIC_SLOTS.contains(self.release) {
            entries.push((options::NUM_TASK_SLOTS.key.to_owned(), self.slots.unwrap_or(1).to_string()));
            entries.push((EXTERNAL_RESOURCE_LIST.key.to_owned(), external::handed_over(&self.external, self.release)));
            entries.extend(self.external.iter().map(|(name, amount)| (external::amount_key(name), amount.to_string())));
        }
        let mut list = String::new();
        for (key, value) in java::in_hash_order(&entries, |(key, _)| key) {
            argument(&mut list, key, value);
        }
        if !rules::DYNAMIC_METASPACE.contains(self.release) {
            list.push(' ');
        }
        list
    }

    pub(super) fn summary(&self) -> Option<Vec<String>> {
        rules::SUMMARY.contains(self.release).then(|| {
            block(
                "Final TaskExecutor Memory configuration:",
                32,
                &[
                    (1, "Total Process Memory", self.total_process()),
                    (2, "Total Flink Memory", self.total_flink()),
                    (3, "Total JVM Heap Memory", self.jvm_heap()),
                    (4, "Framework", self.framework_heap),
                    (4, "Task", self.task_heap),
                    (3, "Total Off-heap Memory", self.off_heap()),
                    (4, "Managed", self.managed),
                    (4, "Total JVM Direct Memory", self.jvm_direct()),
                    (5, "Framework", self.framework_off_heap),
                    (5, "Task", self.task_off_heap),
                    (5, "Network", self.network),
                    (2, "JVM Metaspace", self.jvm_metaspace),
                    (2, "JVM Overhead", self.jvm_overhead),
                ],
            )
        })
    }
}

/// Adds sizes whose sum the derivation has checked.
fn sum(sizes: &[MemorySize]) -> MemorySize {
    sizes.iter().try_fold(MemorySize::ZERO, |sum, &size| sum.plus(size)).unwrap_or(MemorySize::MAX)
}
