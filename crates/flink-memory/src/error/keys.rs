//! Which keys a refusal of Flink's is about, read off the error's facts and what is set.

use super::{FineGrained, FlinkError, RangeViolation};
use crate::derive::{Process, Request};
use crate::option::{OptionSpec, ReleaseOption, jobmanager, network, taskmanager};

impl FlinkError {
    /// The keys that a person would change to do away with the error; names of environment variables stand for themselves.
    ///
    /// Where an error is about a sum or a rest, only keys that are set are named: a default is not at fault while anything set is.
    pub fn keys(&self, request: &Request) -> Vec<&str> {
        match self {
            FlinkError::Unreadable { option, .. }
            | FlinkError::UnreadableSize { option, .. }
            | FlinkError::NegativeHeap { option, .. }
            | FlinkError::InvalidSegmentSize { option, .. }
            | FlinkError::InvalidSlots { option, .. }
            | FlinkError::InvalidCutoffRatio { option, .. } => with_older_keys(*option, request),
            // Where nobody sets the cores, they are the slots.
            FlinkError::NoCpuCores { option } if is_set(request, option.key()) => vec![option.key()],
            FlinkError::NoCpuCores { .. } => vec![taskmanager::NUM_TASK_SLOTS.key],
            FlinkError::CutoffExceedsContainer { option, .. } => vec![option.key(), jobmanager::JOB_MANAGER_HEAP_MEMORY.key],
            FlinkError::UnreadableAmount { key, .. } => vec![key],
            FlinkError::UnreadableEnvironment { variable, .. } => vec![variable],
            FlinkError::DowncastOverflow { .. } => vec![taskmanager::MEMORY_SEGMENT_SIZE.key],
            FlinkError::InconsistentRange { fraction_option, bounds, violation, .. } => match (violation, bounds) {
                (RangeViolation::MinAboveMax, Some((min, max))) => {
                    [with_older_keys(*min, request), with_older_keys(*max, request)].concat()
                }
                _ => with_older_keys(*fraction_option, request),
            },
            FlinkError::NothingConfigured { required } => {
                let mut keys = vec![required.process.key(), required.flink.key()];
                match required.fine_grained {
                    FineGrained::JobManager(heap) => keys.push(heap.key()),
                    FineGrained::TaskManager(task_heap, managed) | FineGrained::TaskManager1_10(task_heap, managed) => {
                        keys.extend([task_heap.key(), managed.key()]);
                    }
                }
                keys
            }
            FlinkError::PartsExceedFlink { .. } | FlinkError::NetworkOutOfRange { .. } | FlinkError::NetworkMismatch { .. } => {
                set_keys(request, [TOTALS_OF_TASK_MANAGER, PARTS_OF_TASK_MANAGER, NETWORK].concat())
            }
            FlinkError::ProcessBelowFlink { .. } | FlinkError::NegativeBytes | FlinkError::LongOverflow => {
                set_keys(request, [totals(request.process), parts(request.process)].concat())
            }
            FlinkError::OverheadOutOfRange { .. } => {
                set_keys(request, [totals(request.process), overhead(request.process), parts(request.process)].concat())
            }
            FlinkError::JvmExceedsProcess { .. } => set_keys(request, [totals(request.process), overhead(request.process)].concat()),
            FlinkError::NegativeResource => vec![taskmanager::CPU_CORES.key],
            FlinkError::TooManyBuffers { .. } => set_keys(request, [NETWORK, &[&taskmanager::MEMORY_SEGMENT_SIZE]].concat()),
            FlinkError::HeapAndOffHeapMismatch { .. } => {
                vec![jobmanager::JVM_HEAP_MEMORY.key, jobmanager::OFF_HEAP_MEMORY.key, jobmanager::TOTAL_FLINK_MEMORY.key]
            }
            FlinkError::HeapExceedsFlink { .. } => vec![jobmanager::JVM_HEAP_MEMORY.key, jobmanager::TOTAL_FLINK_MEMORY.key],
            FlinkError::FlinkBelowOffHeap { .. } => {
                set_keys(request, [totals(Process::JobManager), &[&jobmanager::OFF_HEAP_MEMORY]].concat())
            }
            FlinkError::InvalidJobManagerHeap => vec![jobmanager::JOB_MANAGER_HEAP_MEMORY.key],
            FlinkError::LocalNetworkMismatch { .. } => vec![taskmanager::NETWORK_MEMORY_MIN.key, taskmanager::NETWORK_MEMORY_MAX.key],
            FlinkError::NetworkRest { cause } | FlinkError::LocalExecution { cause } | FlinkError::Prefixed { cause, .. } => {
                cause.keys(request)
            }
            FlinkError::Size(_)
            | FlinkError::Number(_)
            | FlinkError::Duration(_)
            | FlinkError::Map(_)
            | FlinkError::NotABoolean { .. }
            | FlinkError::NotAName { .. }
            | FlinkError::Division(_)
            | FlinkError::OutOfType { .. }
            | FlinkError::RangeRule(_)
            | FlinkError::UnknownOption { .. } => Vec::new(),
        }
    }
}

type Options = &'static [&'static OptionSpec];

const TOTALS_OF_TASK_MANAGER: Options = &[
    &taskmanager::TOTAL_PROCESS_MEMORY,
    &taskmanager::TOTAL_FLINK_MEMORY,
    &taskmanager::TASK_MANAGER_HEAP_MEMORY,
    &taskmanager::TASK_MANAGER_HEAP_MEMORY_MB,
];
const TOTALS_OF_JOB_MANAGER: Options = &[
    &jobmanager::TOTAL_PROCESS_MEMORY,
    &jobmanager::TOTAL_FLINK_MEMORY,
    &jobmanager::JOB_MANAGER_HEAP_MEMORY,
    &jobmanager::JOB_MANAGER_HEAP_MEMORY_MB,
];
const PARTS_OF_TASK_MANAGER: Options = &[
    &taskmanager::FRAMEWORK_HEAP_MEMORY,
    &taskmanager::TASK_HEAP_MEMORY,
    &taskmanager::MANAGED_MEMORY_SIZE,
    &taskmanager::MANAGED_MEMORY_FRACTION,
    &taskmanager::FRAMEWORK_OFF_HEAP_MEMORY,
    &taskmanager::TASK_OFF_HEAP_MEMORY,
    &taskmanager::JVM_METASPACE,
];
const PARTS_OF_JOB_MANAGER: Options = &[&jobmanager::JVM_HEAP_MEMORY, &jobmanager::OFF_HEAP_MEMORY, &jobmanager::JVM_METASPACE];
const NETWORK: Options = &[
    &taskmanager::NETWORK_MEMORY_MIN,
    &taskmanager::NETWORK_MEMORY_MAX,
    &taskmanager::NETWORK_MEMORY_FRACTION,
    &network::NETWORK_NUM_BUFFERS,
];
const OVERHEAD_OF_TASK_MANAGER: Options =
    &[&taskmanager::JVM_METASPACE, &taskmanager::JVM_OVERHEAD_MIN, &taskmanager::JVM_OVERHEAD_MAX, &taskmanager::JVM_OVERHEAD_FRACTION];
const OVERHEAD_OF_JOB_MANAGER: Options =
    &[&jobmanager::JVM_METASPACE, &jobmanager::JVM_OVERHEAD_MIN, &jobmanager::JVM_OVERHEAD_MAX, &jobmanager::JVM_OVERHEAD_FRACTION];

const fn totals(process: Process) -> Options {
    match process {
        Process::JobManager => TOTALS_OF_JOB_MANAGER,
        Process::TaskManager | Process::Local => TOTALS_OF_TASK_MANAGER,
    }
}

const fn parts(process: Process) -> Options {
    match process {
        Process::JobManager => PARTS_OF_JOB_MANAGER,
        Process::TaskManager | Process::Local => PARTS_OF_TASK_MANAGER,
    }
}

const fn overhead(process: Process) -> Options {
    match process {
        Process::JobManager => OVERHEAD_OF_JOB_MANAGER,
        Process::TaskManager | Process::Local => OVERHEAD_OF_TASK_MANAGER,
    }
}

fn is_set(request: &Request, key: &str) -> bool {
    request.configuration.get(key).is_some()
}

/// The option's own key, and those of its older keys that are set.
fn with_older_keys(option: ReleaseOption, request: &Request) -> Vec<&'static str> {
    std::iter::once(option.key()).chain(option.older_keys().filter(|key| is_set(request, key))).collect()
}

/// The keys of these options through which the release reads something that is set.
fn set_keys(request: &Request, options: Vec<&'static OptionSpec>) -> Vec<&'static str> {
    let mut keys = Vec::new();
    for option in options.into_iter().filter_map(|option| option.in_release(request.release)) {
        keys.extend(
            with_older_keys(option, request).into_iter().filter(|key| is_set(request, key) && !keys.contains(key)).collect::<Vec<_>>(),
        );
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Configuration;
    use crate::derive::{Deployment, Environment, derive};
    use crate::release::Release;

    #[track_caller]
    fn offends(process: Process, release: Release, entries: &[(&str, &str)], expected: &[&str]) {
        let totals = [("taskmanager.memory.process.size", "1728m"), ("jobmanager.memory.process.size", "1600m")];
        let configuration: Configuration = totals.iter().chain(entries).copied().collect();
        let (deployment, environment) = (Deployment::Standalone, Environment::default());
        let request = Request { release, process, deployment, environment, configuration };
        let answer = derive(&request).memory;
        assert_eq!(answer.as_ref().map_or_else(|error| error.keys(&request), |_| Vec::new()), expected);
    }

    #[test]
    fn an_unreadable_value_is_at_fault() {
        let key = "taskmanager.memory.managed.fraction";
        offends(Process::TaskManager, Release::LATEST, &[(key, "0,4")], &[key]);
    }

    #[test]
    fn an_older_key_is_at_fault_with_its_option() {
        let (own, older) = ("taskmanager.memory.network.min", "taskmanager.network.memory.min");
        offends(Process::TaskManager, Release::LATEST, &[(older, "1o")], &[own, older]);
    }

    #[test]
    fn slots_are_at_fault_where_nobody_sets_the_cores() {
        let (cores, slots) = ("taskmanager.cpu.cores", "taskmanager.numberOfTaskSlots");
        offends(Process::TaskManager, Release::LATEST, &[(slots, "0")], &[slots]);
        offends(Process::TaskManager, Release::LATEST, &[(slots, "0"), (cores, "-1")], &[cores]);
    }

    #[test]
    fn an_amount_of_a_resource_is_at_fault_by_its_own_key() {
        let key = "external-resource.gpu.amount";
        offends(Process::TaskManager, Release::LATEST, &[("external-resources", "gpu"), (key, "two")], &[key]);
    }

    #[test]
    fn bounds_that_cross_are_at_fault() {
        let (min, max) = ("jobmanager.memory.jvm-overhead.min", "jobmanager.memory.jvm-overhead.max");
        offends(Process::JobManager, Release::V1_15, &[(min, "2g")], &[min, max]);
        let (min, max, older) = ("taskmanager.memory.network.min", "taskmanager.memory.network.max", "taskmanager.network.memory.max");
        offends(Process::TaskManager, Release::LATEST, &[(older, "1m")], &[min, max, older]);
    }

    #[test]
    fn a_total_that_is_too_small_is_at_fault() {
        let key = "taskmanager.memory.process.size";
        offends(Process::TaskManager, Release::V1_20, &[(key, "300m")], &[key]);
        offends(Process::TaskManager, Release::V1_20, &[(key, "600m")], &[key]);
    }

    #[test]
    fn local_bounds_that_differ_are_at_fault() {
        let (min, max) = ("taskmanager.memory.network.min", "taskmanager.memory.network.max");
        offends(Process::Local, Release::LATEST, &[(min, "64m"), (max, "65m")], &[min, max]);
    }

    #[test]
    fn nothing_is_at_fault_where_flink_succeeds() {
        offends(Process::TaskManager, Release::LATEST, &[], &[]);
    }
}
