//! Local execution: tasks inside another JVM, whose memory is accounted for but, but for buffers and managed memory, not set up.

use super::reader::{Reader, not_a_decimal};
use super::taskmanager::cpu;
use crate::error::FlinkError;
use crate::memory::{LocalMemory, LocalTotal};
use crate::message::Message;
use crate::option::{OptionSpec, ReleaseOption, taskmanager as options};
use crate::pool::{LOCAL, Pool};
use crate::rules;
use crate::size::MemorySize;
use crate::step::{Rule, Setting};

/// The options that decide about local execution, in the order of Flink's warning.
const USED: [&OptionSpec; 6] = [
    &options::CPU_CORES,
    &options::TASK_HEAP_MEMORY,
    &options::TASK_OFF_HEAP_MEMORY,
    &options::NETWORK_MEMORY_MIN,
    &options::NETWORK_MEMORY_MAX,
    &options::MANAGED_MEMORY_SIZE,
];

/// The options that local execution ignores, in the order in which Flink looks at them.
const IGNORED: [&OptionSpec; 8] = [
    &options::TOTAL_PROCESS_MEMORY,
    &options::TOTAL_FLINK_MEMORY,
    &options::FRAMEWORK_HEAP_MEMORY,
    &options::FRAMEWORK_OFF_HEAP_MEMORY,
    &options::JVM_METASPACE,
    &options::JVM_OVERHEAD_MIN,
    &options::JVM_OVERHEAD_MAX,
    &options::JVM_OVERHEAD_FRACTION,
];

/// What local execution allocates where nothing is set.
const NETWORK: MemorySize = MemorySize::from_mebibytes(64);
const MANAGED: MemorySize = MemorySize::from_mebibytes(128);

/// Flink first completes the configuration, and only then reads it, in this order.
///
/// Source: `TaskExecutorResourceUtils.resourceSpecFromConfigForLocalExecution`.
pub(super) fn derive(reader: &mut Reader<'_>) -> Result<LocalMemory, FlinkError> {
    warn_of_ignored(reader)?;
    let cores_are_set = sets_maximum(reader, &options::CPU_CORES)?;
    let heap_is_set = sets_maximum(reader, &options::TASK_HEAP_MEMORY)?;
    let off_heap_is_set = sets_maximum(reader, &options::TASK_OFF_HEAP_MEMORY)?;
    let completed_network = complete_network(reader)?;
    let managed_is_set = sets_default(reader, &options::MANAGED_MEMORY_SIZE, MANAGED)?;

    let maximum = Maximum::of(reader);
    let (network, network_rule) = match completed_network {
        Some(network) => network,
        None => fixed_network(reader)?,
    };
    let cores = if cores_are_set { cores(reader)? } else { maximum.cores };
    let task_heap = size_or(reader, Pool::TaskHeap, &options::TASK_HEAP_MEMORY, heap_is_set, maximum.size)?;
    let task_off_heap = size_or(reader, Pool::TaskOffHeap, &options::TASK_OFF_HEAP_MEMORY, off_heap_is_set, maximum.size)?;
    let managed = size_or(reader, Pool::Managed, &options::MANAGED_MEMORY_SIZE, managed_is_set, MANAGED)?;
    let network = reader.step(Pool::Network, network, network_rule);
    let mut memory =
        LocalMemory { cpu_cores: cpu(reader, cores), task_heap, task_off_heap, network, managed, total_flink: None, total_process: None };
    reader.sums(&LOCAL, |pool| memory.size(pool));
    if rules::LOCAL_TOTALS.contains(reader.release()) {
        (memory.total_flink, memory.total_process) = reader.silently(|reader| totals(reader, &memory));
    }
    Ok(memory)
}

fn cores(reader: &mut Reader<'_>) -> Result<f64, FlinkError> {
    let cores = reader.double(&options::CPU_CORES)?.ok_or(FlinkError::UnknownOption { key: options::CPU_CORES.key })?;
    if let Some(error) = not_a_decimal(cores) {
        return Err(error);
    }
    if cores < 0.0 { Err(FlinkError::NegativeResource) } else { Ok(cores) }
}

/// Network memory where at most one of its bounds is set: the default, or that bound for both; `None` where both are set.
fn complete_network(reader: &mut Reader<'_>) -> Result<Option<(MemorySize, Rule)>, FlinkError> {
    let (min, max) = (&options::NETWORK_MEMORY_MIN, &options::NETWORK_MEMORY_MAX);
    let (set, copied_to) = match (reader.is_set(min), reader.is_set(max)) {
        (true, true) => return Ok(None),
        (true, false) => (min, max),
        (false, true) => (max, min),
        (false, false) => {
            sets_default(reader, min, NETWORK)?;
            sets_default(reader, max, NETWORK)?;
            return Ok(Some((NETWORK, Rule::LocalDefault { option: reader.option(min)? })));
        }
    };
    let set = set_size(reader, set)?;
    Ok(Some((set.value, Rule::LocalCopy { set, copied_to: reader.option(copied_to)? })))
}

/// Network memory where both of its bounds are set: they must be the same.
fn fixed_network(reader: &mut Reader<'_>) -> Result<(MemorySize, Rule), FlinkError> {
    let min = set_size(reader, &options::NETWORK_MEMORY_MIN)?;
    let max = set_size(reader, &options::NETWORK_MEMORY_MAX)?;
    if min.value != max.value {
        let mismatch = FlinkError::LocalNetworkMismatch { min: min.value, max: max.value };
        return Err(FlinkError::LocalExecution { cause: Box::new(mismatch) });
    }
    Ok((min.value, Rule::Option(min)))
}

/// What Flink means by "the maximal possible value".
struct Maximum {
    cores: f64,
    size: MemorySize,
}

impl Maximum {
    fn of(reader: &Reader<'_>) -> Maximum {
        if rules::LOCAL_FINITE_MAXIMUM.contains(reader.release()) {
            Maximum { cores: 1_000_000.0, size: MemorySize::from_mebibytes(1 << 20) }
        } else {
            Maximum { cores: f64::MAX, size: MemorySize::MAX }
        }
    }
}

fn warn_of_ignored(reader: &mut Reader<'_>) -> Result<(), FlinkError> {
    let listed = if rules::LOCAL_REMOVES_IGNORED.contains(reader.release()) { &USED[..] } else { &IGNORED[..] };
    for option in IGNORED {
        if reader.is_set(option) {
            let option = reader.option(option)?;
            let listed = listed.iter().map(|option| reader.option(option)).collect::<Result<Vec<ReleaseOption>, FlinkError>>()?;
            reader.say(Message::LocalIgnores { option, listed });
        }
    }
    Ok(())
}

/// Whether the option is set; where it is not, Flink says that it sets it to the maximum.
fn sets_maximum(reader: &mut Reader<'_>, option: &'static OptionSpec) -> Result<bool, FlinkError> {
    let is_set = reader.is_set(option);
    if !is_set {
        let option = reader.option(option)?;
        reader.say(Message::LocalSets { option, size: None });
    }
    Ok(is_set)
}

/// Whether the option is set; where it is not, Flink says that it sets it to this default of local execution.
fn sets_default(reader: &mut Reader<'_>, option: &'static OptionSpec, size: MemorySize) -> Result<bool, FlinkError> {
    let is_set = reader.is_set(option);
    if !is_set {
        let option = reader.option(option)?;
        reader.say(Message::LocalSets { option, size: Some(size) });
    }
    Ok(is_set)
}

/// A size that is set. Local execution does not wrap the exception for an unreadable one.
fn set_size(reader: &mut Reader<'_>, option: &'static OptionSpec) -> Result<Setting<MemorySize>, FlinkError> {
    reader.optional_size(option)?.ok_or(FlinkError::UnknownOption { key: option.key })
}

fn size_or(
    reader: &mut Reader<'_>,
    pool: Pool,
    option: &'static OptionSpec,
    is_set: bool,
    otherwise: MemorySize,
) -> Result<MemorySize, FlinkError> {
    if is_set {
        let setting = set_size(reader, option)?;
        return Ok(reader.option_step(pool, setting));
    }
    let option = reader.option(option)?;
    Ok(reader.step(pool, otherwise, Rule::LocalDefault { option }))
}

/// The totals that the web UI adds up, up to 1.19 from options that have no effect.
///
/// Source: `TaskExecutorResourceUtils.calculateTotalFlinkMemoryFromComponents` and its sibling for the process.
fn totals(reader: &mut Reader<'_>, memory: &LocalMemory) -> (Option<LocalTotal>, Option<LocalTotal>) {
    let flink = total_flink(reader, memory).map_or_else(|error| failed(&error), LocalTotal::Size);
    let process = match total_process(reader, memory) {
        Ok(size) => LocalTotal::Size(size),
        Err(TotalError::Flink(error)) => failed(&error),
        // Flink's check of this condition names no text.
        Err(TotalError::OverheadNotFixed) => LocalTotal::Failed { exception: "IllegalArgumentException", message: None },
    };
    (Some(flink), Some(process))
}

enum TotalError {
    Flink(FlinkError),
    OverheadNotFixed,
}

impl From<FlinkError> for TotalError {
    fn from(error: FlinkError) -> TotalError {
        TotalError::Flink(error)
    }
}

fn total_flink(reader: &mut Reader<'_>, memory: &LocalMemory) -> Result<MemorySize, FlinkError> {
    let framework = [accounted(reader, &options::FRAMEWORK_HEAP_MEMORY)?, accounted(reader, &options::FRAMEWORK_OFF_HEAP_MEMORY)?];
    let tasks = [memory.task_heap, memory.task_off_heap, memory.network, memory.managed];
    framework.into_iter().chain(tasks).try_fold(MemorySize::ZERO, MemorySize::plus).ok_or(FlinkError::LongOverflow)
}

fn total_process(reader: &mut Reader<'_>, memory: &LocalMemory) -> Result<MemorySize, TotalError> {
    let overhead = accounted(reader, &options::JVM_OVERHEAD_MAX)?;
    let is_read = !rules::LOCAL_REMOVES_IGNORED.contains(reader.release());
    if is_read {
        // Where it is not set, the least has the default of the most.
        let is_set = reader.is_set(&options::JVM_OVERHEAD_MIN);
        let min = if is_set { accounted(reader, &options::JVM_OVERHEAD_MIN)? } else { default_size(reader, &options::JVM_OVERHEAD_MAX)? };
        if min != overhead {
            return Err(TotalError::OverheadNotFixed);
        }
    }
    let flink = total_flink(reader, memory)?;
    let metaspace = accounted(reader, &options::JVM_METASPACE)?;
    flink.plus(metaspace).and_then(|sum| sum.plus(overhead)).ok_or(TotalError::Flink(FlinkError::LongOverflow))
}

/// An option that local execution ignores otherwise; from 1.20 on its default, whatever is set.
fn accounted(reader: &mut Reader<'_>, option: &'static OptionSpec) -> Result<MemorySize, FlinkError> {
    if rules::LOCAL_REMOVES_IGNORED.contains(reader.release()) {
        return default_size(reader, option);
    }
    reader.optional_size(option)?.map(|setting| setting.value).ok_or(FlinkError::UnknownOption { key: option.key })
}

fn default_size(reader: &Reader<'_>, option: &'static OptionSpec) -> Result<MemorySize, FlinkError> {
    reader.option(option)?.default().size().ok_or(FlinkError::UnknownOption { key: option.key })
}

fn failed(error: &FlinkError) -> LocalTotal {
    LocalTotal::Failed { exception: error.exception(), message: Some(error.to_string()) }
}
