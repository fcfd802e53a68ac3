//! Local execution: tasks inside another JVM, whose memory is accounted for but, but for buffers and managed memory, not set up.

use super::taskmanager::cpu;
use crate::error::FlinkError;
use crate::external;
use crate::memory::{LocalMemory, LocalTotal};
use crate::message::Message;
use crate::option::{OptionSpec, taskmanager as options};
use crate::pool::{LOCAL, Pool};
use crate::reader::{Derived, Reader, decimal, long, refuse};
use crate::rules;
use crate::size::MemorySize;
use crate::step::{Rule, Setting};

/// The options that decide about local execution, in the order of Flink's warning.
static USED: [&OptionSpec; 6] = [
    &options::CPU_CORES,
    &options::TASK_HEAP_MEMORY,
    &options::TASK_OFF_HEAP_MEMORY,
    &options::NETWORK_MEMORY_MIN,
    &options::NETWORK_MEMORY_MAX,
    &options::MANAGED_MEMORY_SIZE,
];

/// The options that local execution ignores, in the order in which Flink looks at them.
static IGNORED: [&OptionSpec; 8] = [
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
pub(super) fn derive(reader: &mut Reader<'_>) -> Derived<LocalMemory> {
    warn_of_ignored(reader);
    let cores_are_set = sets(reader, &options::CPU_CORES, None);
    let heap_is_set = sets(reader, &options::TASK_HEAP_MEMORY, None);
    let off_heap_is_set = sets(reader, &options::TASK_OFF_HEAP_MEMORY, None);
    let (min, max) = (&options::NETWORK_MEMORY_MIN, &options::NETWORK_MEMORY_MAX);
    let one_bound = match (reader.is_set(min), reader.is_set(max)) {
        (true, true) => None,
        (true, false) => Some((reader.plain_size(min)?, max)),
        (false, true) => Some((reader.plain_size(max)?, min)),
        (false, false) => {
            sets(reader, min, Some(NETWORK));
            sets(reader, max, Some(NETWORK));
            None
        }
    };
    let managed_is_set = sets(reader, &options::MANAGED_MEMORY_SIZE, Some(MANAGED));

    let is_finite = reader.has(rules::LOCAL_FINITE_MAXIMUM);
    let (most_cores, most) = if is_finite { (1_000_000.0, MemorySize::from_mebibytes(1 << 20)) } else { (f64::MAX, MemorySize::MAX) };
    let (network, network_rule) = match one_bound {
        Some((set, copied_to)) => (set.value, Rule::LocalCopy { set, copied_to: reader.option(copied_to) }),
        None if reader.is_set(min) => {
            let min = fixed_network(reader)?;
            (min.value, Rule::Option(min))
        }
        None => (NETWORK, Rule::LocalDefault { option: reader.option(min) }),
    };
    let cores = if cores_are_set { cores(reader)? } else { most_cores };
    let task_heap = size_or(reader, Pool::TaskHeap, &options::TASK_HEAP_MEMORY, heap_is_set, most)?;
    let task_off_heap = size_or(reader, Pool::TaskOffHeap, &options::TASK_OFF_HEAP_MEMORY, off_heap_is_set, most)?;
    let managed = size_or(reader, Pool::Managed, &options::MANAGED_MEMORY_SIZE, managed_is_set, MANAGED)?;
    // It gives them to its slots, and fails where they cannot be read.
    external::derived(reader)?;
    reader.step(Pool::Network, network, network_rule);
    let mut memory =
        LocalMemory { cpu_cores: cpu(reader, cores), task_heap, task_off_heap, network, managed, total_flink: None, total_process: None };
    reader.sums(&LOCAL, &|pool| memory.size(pool));
    if reader.has(rules::LOCAL_TOTALS) {
        reader.silently(&mut |reader| totals(reader, &mut memory));
    }
    Ok(memory)
}

fn cores(reader: &mut Reader<'_>) -> Derived<f64> {
    let cores = decimal(reader.double(&options::CPU_CORES)?.unwrap_or_default())?;
    if cores < 0.0 { refuse(FlinkError::NegativeResource) } else { Ok(cores) }
}

/// Network memory where both of its bounds are set: they must be the same.
fn fixed_network(reader: &mut Reader<'_>) -> Derived<Setting<MemorySize>> {
    let min = reader.plain_size(&options::NETWORK_MEMORY_MIN)?;
    let max = reader.plain_size(&options::NETWORK_MEMORY_MAX)?;
    if min.value == max.value {
        return Ok(min);
    }
    let mismatch = FlinkError::LocalNetworkMismatch { min: min.value, max: max.value };
    refuse(FlinkError::LocalExecution { cause: Box::new(mismatch) })
}

fn warn_of_ignored(reader: &mut Reader<'_>) {
    let listed: &[_] = if reader.has(rules::LOCAL_REMOVES_IGNORED) { &USED } else { &IGNORED };
    for option in IGNORED {
        if reader.is_set(option) {
            let option = reader.option(option);
            reader.say(Message::LocalIgnores { option, listed });
        }
    }
}

/// Whether the option is set; where it is not, Flink says that it sets it to this default of local execution, or to the maximum.
fn sets(reader: &mut Reader<'_>, option: &'static OptionSpec, size: Option<MemorySize>) -> bool {
    let is_set = reader.is_set(option);
    if !is_set {
        let option = reader.option(option);
        reader.say(Message::LocalSets { option, size });
    }
    is_set
}

fn size_or(reader: &mut Reader<'_>, pool: Pool, option: &'static OptionSpec, is_set: bool, otherwise: MemorySize) -> Derived<MemorySize> {
    if is_set {
        let setting = reader.plain_size(option)?;
        return Ok(reader.option_step(pool, setting));
    }
    let option = reader.option(option);
    Ok(reader.step(pool, otherwise, Rule::LocalDefault { option }))
}

/// The totals that the web UI adds up, up to 1.19 from options that have no effect.
///
/// Source: `TaskExecutorResourceUtils.calculateTotalFlinkMemoryFromComponents` and its sibling for the process.
fn totals(reader: &mut Reader<'_>, memory: &mut LocalMemory) {
    let flink = total_flink(reader, memory).map(Some);
    memory.total_flink = Some(total(flink));
    let process = total_process(reader, memory);
    memory.total_process = Some(total(process));
}

/// Where it is neither a size nor an error, Flink's check names no text.
fn total(total: Derived<Option<MemorySize>>) -> LocalTotal {
    match total {
        Ok(Some(size)) => LocalTotal::Size(size),
        Ok(None) => LocalTotal::Failed { exception: "IllegalArgumentException", message: None },
        Err(error) => LocalTotal::Failed { exception: error.exception(), message: Some(error.to_string()) },
    }
}

fn total_flink(reader: &mut Reader<'_>, memory: &LocalMemory) -> Derived<MemorySize> {
    let framework_heap = accounted(reader, &options::FRAMEWORK_HEAP_MEMORY)?;
    let framework_off_heap = accounted(reader, &options::FRAMEWORK_OFF_HEAP_MEMORY)?;
    sum(&[framework_heap, framework_off_heap, memory.task_heap, memory.task_off_heap, memory.network, memory.managed])
}

/// `None` where overhead is not fixed.
fn total_process(reader: &mut Reader<'_>, memory: &LocalMemory) -> Derived<Option<MemorySize>> {
    let overhead = accounted(reader, &options::JVM_OVERHEAD_MAX)?;
    if !reader.has(rules::LOCAL_REMOVES_IGNORED) {
        // Where it is not set, the least has the default of the most.
        let is_set = reader.is_set(&options::JVM_OVERHEAD_MIN);
        let min = if is_set { accounted(reader, &options::JVM_OVERHEAD_MIN)? } else { default_size(reader, &options::JVM_OVERHEAD_MAX) };
        if min != overhead {
            return Ok(None);
        }
    }
    let flink = total_flink(reader, memory)?;
    let metaspace = accounted(reader, &options::JVM_METASPACE)?;
    sum(&[flink, metaspace, overhead]).map(Some)
}

fn sum(sizes: &[MemorySize]) -> Derived<MemorySize> {
    long(sizes.iter().try_fold(MemorySize::ZERO, |sum, &size| sum.plus(size)))
}

/// An option that local execution ignores otherwise; from 1.20 on its default, whatever is set.
fn accounted(reader: &mut Reader<'_>, option: &'static OptionSpec) -> Derived<MemorySize> {
    if reader.has(rules::LOCAL_REMOVES_IGNORED) {
        return Ok(default_size(reader, option));
    }
    Ok(reader.plain_size(option)?.value)
}

fn default_size(reader: &Reader<'_>, option: &'static OptionSpec) -> MemorySize {
    reader.option(option).default().size().unwrap_or_default()
}
