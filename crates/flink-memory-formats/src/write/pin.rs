//! Every pool of a process as an entry that says its size, so that nothing is left to fractions, defaults and totals.

use flink_memory::{Configuration, Entry, HeapOnly, Memory, OptionSpec, Pool, Request, option};

use crate::results::{JOB_MANAGER, TASK_MANAGER};

const LOCAL: &[(Pool, &str)] = &[
    (Pool::TaskHeap, "taskmanager.memory.task.heap.size"),
    (Pool::TaskOffHeap, "taskmanager.memory.task.off-heap.size"),
    (Pool::Managed, "taskmanager.memory.managed.size"),
    (Pool::Network, "taskmanager.memory.network.min"),
    (Pool::Network, "taskmanager.memory.network.max"),
];

const HEAP: &[(Pool, &str)] = &[(Pool::JvmHeap, "jobmanager.heap.size")];
const CONTAINER: &[(Pool, &str)] = &[(Pool::TotalProcess, "jobmanager.heap.size")];

/// Options that say nothing any more once the pools of their process are pinned.
const IDLE: [&str; 9] = [
    "taskmanager.memory.managed.fraction",
    "taskmanager.memory.network.fraction",
    "taskmanager.memory.jvm-overhead.fraction",
    "taskmanager.network.numberOfBuffers",
    "taskmanager.heap.size",
    "taskmanager.heap.mb",
    "jobmanager.memory.jvm-overhead.fraction",
    "jobmanager.heap.size",
    "jobmanager.heap.mb",
];

/// The configuration with every pool of the process pinned to its size; what bears on no pool, and what the other process reads, stays.
///
/// `None` where the script leaves the heap to the JVM, so that there is nothing to pin.
pub(super) fn pinned(request: &Request, memory: &Memory) -> Option<Configuration> {
    let (process, table) = match memory {
        Memory::TaskManager(_) => ("taskmanager.", TASK_MANAGER),
        Memory::JobManager(_) => ("jobmanager.", JOB_MANAGER),
        Memory::Local(_) => ("taskmanager.", LOCAL),
        Memory::HeapOnly(HeapOnly { jvm_heap: None, .. }) => return None,
        Memory::HeapOnly(HeapOnly { container: None, .. }) => ("jobmanager.", HEAP),
        Memory::HeapOnly(_) => ("jobmanager.", CONTAINER),
    };
    let mut pins: Vec<(&str, String)> = Vec::new();
    for &(pool, key) in table {
        let is_known = option::by_key(key).is_some_and(|option| option.in_release(request.release).is_some());
        if let Some(size) = memory.size(pool).filter(|_| is_known) {
            pins.push((key, size.shortest_text()));
        }
    }
    if let (Memory::HeapOnly(_), Some(cutoff)) = (memory, memory.size(Pool::HeapCutoff)) {
        pins.push(("containerized.heap-cutoff-ratio", "0".to_owned()));
        pins.push(("containerized.heap-cutoff-min", cutoff.whole_mebibytes().to_string()));
    }
    let is_pinned = |key: &str| pins.iter().any(|(pin, _)| *pin == key);
    let mut configuration = request.configuration.clone();
    for Entry { key, .. } in request.configuration.entries() {
        // Older names of what is pinned, and what only ever counted where something is not pinned.
        let is_idle = |option: &OptionSpec| is_pinned(option.key) || option.key.starts_with(process) && IDLE.contains(&option.key);
        if !is_pinned(key) && option::by_any_key(key, request.release).is_some_and(is_idle) {
            configuration.remove(key);
        }
    }
    for (key, text) in pins {
        configuration.set(key, text);
    }
    Some(configuration)
}
