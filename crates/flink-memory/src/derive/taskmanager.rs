//! The TaskManager: which of the three ways it is configured by, and its cores. The pools inside Flink memory stand in `flink_memory`, what it shares with the JobManager in `process`.

use super::flink_memory::{self, FlinkMemory};
use super::legacy;
use super::process::{self, JvmShare, ProcessOptions};
use super::range::RangeOptions;
use super::reader::{Reader, not_a_decimal};
use super::slot;
use super::{Deployment, Process, Request};
use crate::decimal::Decimal;
use crate::error::{FineGrained, FlinkError, RequiredOptions};
use crate::memory::{Slot, TaskManagerMemory};
use crate::option::taskmanager as options;
use crate::pool::{Pool, TASK_MANAGER};
use crate::rules;

const PROCESS: ProcessOptions = ProcessOptions {
    process: &options::TOTAL_PROCESS_MEMORY,
    metaspace: &options::JVM_METASPACE,
    overhead: RangeOptions { min: &options::JVM_OVERHEAD_MIN, max: &options::JVM_OVERHEAD_MAX, fraction: &options::JVM_OVERHEAD_FRACTION },
};

/// Source: `TaskExecutorProcessUtils.processSpecFromConfig` behind `BashJavaUtils`.
pub(super) fn derive(reader: &mut Reader<'_>, request: &Request) -> Result<TaskManagerMemory, FlinkError> {
    let target = match request.deployment {
        Deployment::Standalone => &options::TOTAL_FLINK_MEMORY,
        Deployment::Container => &options::TOTAL_PROCESS_MEMORY,
    };
    let has_prefix = rules::TASK_MANAGER_PREFIX.contains(reader.release());
    legacy::stand_in(reader, Process::TaskManager, &request.environment, target)
        .map_err(|error| prefixed(error, has_prefix, "TaskManager failed to map legacy JVM heap option to the new one"))?;
    let mut memory = pools(reader).map_err(|error| prefixed(error, has_prefix, "TaskManager memory configuration failed"))?;
    memory.slot = reader.silently(|reader| slot::default_slot(reader, &memory));
    Ok(memory)
}

/// Flink's entry points rethrow configuration exceptions with the name of what failed.
pub(super) fn prefixed(error: FlinkError, has_prefix: bool, prefix: &'static str) -> FlinkError {
    if has_prefix && error.is_configuration_exception() { FlinkError::Prefixed { prefix, cause: Box::new(error) } } else { error }
}

fn pools(reader: &mut Reader<'_>) -> Result<TaskManagerMemory, FlinkError> {
    let (flink, jvm) = if reader.is_set(&options::TASK_HEAP_MEMORY) && reader.is_set(&options::MANAGED_MEMORY_SIZE) {
        let (flink, total) = flink_memory::fine_grained(reader)?;
        let jvm = process::around_flink(reader, &PROCESS, total)?;
        (flink, jvm)
    } else if reader.is_set(&options::TOTAL_FLINK_MEMORY) {
        let total = reader.pool(Pool::TotalFlink, &options::TOTAL_FLINK_MEMORY)?;
        let flink = flink_memory::split(reader, total)?;
        let jvm = process::around_flink(reader, &PROCESS, total)?;
        (flink, jvm)
    } else if reader.is_set(&options::TOTAL_PROCESS_MEMORY) {
        let (jvm, total) = process::out_of_process(reader, &PROCESS)?;
        let flink = flink_memory::split(reader, total)?;
        (flink, jvm)
    } else {
        return Err(nothing_configured(reader)?);
    };
    assemble(reader, &flink, jvm)
}

fn nothing_configured(reader: &Reader<'_>) -> Result<FlinkError, FlinkError> {
    let (task_heap, managed) = (reader.option(&options::TASK_HEAP_MEMORY)?, reader.option(&options::MANAGED_MEMORY_SIZE)?);
    let fine_grained = if rules::SHARED_NOTHING_CONFIGURED_MESSAGE.contains(reader.release()) {
        FineGrained::TaskManager(task_heap, managed)
    } else {
        FineGrained::TaskManager1_10(task_heap, managed)
    };
    let (flink, process) = (reader.option(&options::TOTAL_FLINK_MEMORY)?, reader.option(&options::TOTAL_PROCESS_MEMORY)?);
    Ok(FlinkError::NothingConfigured { required: RequiredOptions { fine_grained, flink, process } })
}

/// Cores and slots, which are read after all sizes.
fn assemble(reader: &mut Reader<'_>, flink: &FlinkMemory, jvm: JvmShare) -> Result<TaskManagerMemory, FlinkError> {
    let configured = reader.double(&options::CPU_CORES)?;
    let mut slots = None;
    let cores = if let Some(cores) = configured {
        cores
    } else {
        let count = reader.int_or_default(&options::NUM_TASK_SLOTS)?.value;
        slots = Some(count);
        f64::from(count)
    };
    if cores <= 0.0 {
        return Err(FlinkError::NoCpuCores { option: reader.option(&options::CPU_CORES)? });
    }
    if let Some(error) = not_a_decimal(cores) {
        return Err(error);
    }
    if slots.is_none() && rules::SLOTS_ALWAYS_READ.contains(reader.release()) {
        slots = Some(reader.int_or_default(&options::NUM_TASK_SLOTS)?.value);
    }
    let memory = TaskManagerMemory {
        release: reader.release(),
        framework_heap: flink.framework_heap,
        task_heap: flink.task_heap,
        managed: flink.managed,
        framework_off_heap: flink.framework_off_heap,
        task_off_heap: flink.task_off_heap,
        network: flink.network,
        jvm_metaspace: jvm.metaspace,
        jvm_overhead: jvm.overhead,
        cpu_cores: cpu(reader, cores),
        slots,
        slot: Slot::default(),
    };
    memory.checked_total().ok_or(FlinkError::LongOverflow)?;
    reader.sums(&TASK_MANAGER, |pool| memory.size(pool));
    Ok(memory)
}

/// The CPU value as the release keeps it.
pub(super) fn cpu(reader: &Reader<'_>, cores: f64) -> f64 {
    if !rules::CPU_EIGHT_DECIMALS.contains(reader.release()) {
        return cores;
    }
    Decimal::shortest(cores).map_or(cores, |decimal| decimal.divide_truncated(1, 8))
}
