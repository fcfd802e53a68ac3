//! The TaskManager: which of the three ways it is configured by, and its cores. The pools inside Flink memory stand in `flink_memory`, what it shares with the JobManager in `process`.

use super::flink_memory;
use super::legacy;
use super::process::{self, ProcessOptions, prefixed};
use super::range::RangeOptions;
use super::slot;
use super::{Deployment, Request};
use crate::config::Configuration;
use crate::decimal::Decimal;
use crate::error::{FineGrained, FlinkError};
use crate::external;
use crate::memory::TaskManagerMemory;
use crate::option::taskmanager as options;
use crate::pool::TASK_MANAGER;
use crate::reader::{Derived, Reader, decimal, long, refuse};
use crate::release::Release;
use crate::rules;
use crate::size::MemorySize;

static PROCESS: ProcessOptions = ProcessOptions {
    flink: &options::TOTAL_FLINK_MEMORY,
    process: &options::TOTAL_PROCESS_MEMORY,
    metaspace: &options::JVM_METASPACE,
    overhead: RangeOptions { min: &options::JVM_OVERHEAD_MIN, max: &options::JVM_OVERHEAD_MAX, fraction: &options::JVM_OVERHEAD_FRACTION },
};

/// Source: `TaskExecutorProcessUtils.processSpecFromConfig` behind `BashJavaUtils`.
pub(super) fn derive(reader: &mut Reader<'_>, request: &Request) -> Derived<TaskManagerMemory> {
    let target = match request.deployment {
        Deployment::Standalone => &options::TOTAL_FLINK_MEMORY,
        Deployment::Container => &options::TOTAL_PROCESS_MEMORY,
    };
    let has_prefix = reader.has(rules::TASK_MANAGER_PREFIX);
    let stands_in = legacy::stand_in(reader, &legacy::TASK_MANAGER, request.environment.task_manager_heap.as_deref(), target);
    prefixed(stands_in, has_prefix, "TaskManager failed to map legacy JVM heap option to the new one")?;
    let mut memory = TaskManagerMemory::empty(reader.release());
    let derived = pools(reader, &mut memory);
    prefixed(derived, has_prefix, "TaskManager memory configuration failed")?;
    reader.silently(&mut |reader| slot::fill(reader, &mut memory));
    Ok(memory)
}

fn pools(reader: &mut Reader<'_>, memory: &mut TaskManagerMemory) -> Derived<()> {
    let is_fine_grained = reader.is_set(&options::TASK_HEAP_MEMORY) && reader.is_set(&options::MANAGED_MEMORY_SIZE);
    let (task_heap, managed) = (reader.option(&options::TASK_HEAP_MEMORY), reader.option(&options::MANAGED_MEMORY_SIZE));
    let fine_grained = if reader.has(rules::SHARED_NOTHING_CONFIGURED_MESSAGE) {
        FineGrained::TaskManager(task_heap, managed)
    } else {
        FineGrained::TaskManager1_10(task_heap, managed)
    };
    let divide = &mut |reader: &mut Reader<'_>, total| flink_memory::derive(reader, memory, total);
    let jvm = process::derive(reader, &PROCESS, is_fine_grained, fine_grained, divide)?;
    (memory.jvm_metaspace, memory.jvm_overhead) = (jvm.metaspace, jvm.overhead);
    cores_and_slots(reader, memory)?;
    memory.external = external::derived(reader)?;
    long(memory.checked_total())?;
    reader.sums(&TASK_MANAGER, &|pool| memory.size(pool));
    Ok(())
}

/// Cores and slots, which are read after all sizes.
fn cores_and_slots(reader: &mut Reader<'_>, memory: &mut TaskManagerMemory) -> Derived<()> {
    let configured = reader.double(&options::CPU_CORES)?;
    if configured.is_none() {
        memory.slots = Some(reader.int(&options::NUM_TASK_SLOTS)?.value);
    }
    let cores = configured.unwrap_or_else(|| f64::from(memory.slots.unwrap_or_default()));
    if cores <= 0.0 {
        return refuse(FlinkError::NoCpuCores { option: reader.option(&options::CPU_CORES) });
    }
    memory.cpu_cores = cpu(reader, decimal(cores)?);
    if configured.is_some() && reader.has(rules::SLOTS_ALWAYS_READ) {
        memory.slots = Some(reader.int(&options::NUM_TASK_SLOTS)?.value);
    }
    Ok(())
}

/// Overhead and process around Flink memory that is known, as a resource manager derives them.
///
/// Source: `TaskExecutorProcessUtils.processSpecFromWorkerResourceSpec`.
pub(crate) fn around_task_manager(reader: &mut Reader<'_>, flink: MemorySize) -> Derived<(MemorySize, MemorySize)> {
    let jvm = process::around_flink(reader, &PROCESS, flink)?;
    let process = long(flink.plus(jvm.metaspace).and_then(|sum| sum.plus(jvm.overhead)))?;
    Ok((jvm.overhead, process))
}

/// The number of slots as it is read, whatever it is.
pub(crate) fn slots_as_read(configuration: &Configuration, release: Release) -> Derived<i32> {
    Reader::new(release, configuration).int(&options::NUM_TASK_SLOTS).map(|setting| setting.value)
}

/// The CPU value as the release keeps it.
pub(super) fn cpu(reader: &Reader<'_>, cores: f64) -> f64 {
    if reader.has(rules::CPU_EIGHT_DECIMALS) { Decimal::share(cores, 1, 8) } else { cores }
}
