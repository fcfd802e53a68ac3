//! Every pool of a process as an entry that says its size, so that nothing is left to fractions, defaults and totals.

use flink_memory::{Configuration, HeapOnly, Memory, Pool, Release, Request, option};

const TASK_MANAGER: &[(Pool, &str)] = &[
    (Pool::TotalProcess, "taskmanager.memory.process.size"),
    (Pool::FrameworkHeap, "taskmanager.memory.framework.heap.size"),
    (Pool::TaskHeap, "taskmanager.memory.task.heap.size"),
    (Pool::Managed, "taskmanager.memory.managed.size"),
    (Pool::FrameworkOffHeap, "taskmanager.memory.framework.off-heap.size"),
    (Pool::TaskOffHeap, "taskmanager.memory.task.off-heap.size"),
    (Pool::Network, "taskmanager.memory.network.min"),
    (Pool::Network, "taskmanager.memory.network.max"),
    (Pool::JvmMetaspace, "taskmanager.memory.jvm-metaspace.size"),
    (Pool::JvmOverhead, "taskmanager.memory.jvm-overhead.min"),
    (Pool::JvmOverhead, "taskmanager.memory.jvm-overhead.max"),
];

const JOB_MANAGER: &[(Pool, &str)] = &[
    (Pool::TotalProcess, "jobmanager.memory.process.size"),
    (Pool::JvmHeap, "jobmanager.memory.heap.size"),
    (Pool::OffHeap, "jobmanager.memory.off-heap.size"),
    (Pool::JvmMetaspace, "jobmanager.memory.jvm-metaspace.size"),
    (Pool::JvmOverhead, "jobmanager.memory.jvm-overhead.min"),
    (Pool::JvmOverhead, "jobmanager.memory.jvm-overhead.max"),
];

const LOCAL: &[(Pool, &str)] = &[
    (Pool::TaskHeap, "taskmanager.memory.task.heap.size"),
    (Pool::TaskOffHeap, "taskmanager.memory.task.off-heap.size"),
    (Pool::Managed, "taskmanager.memory.managed.size"),
    (Pool::Network, "taskmanager.memory.network.min"),
    (Pool::Network, "taskmanager.memory.network.max"),
];

const HEAP: &[(Pool, &str)] = &[(Pool::JvmHeap, "jobmanager.heap.size")];
const CONTAINER: &[(Pool, &str)] = &[(Pool::TotalProcess, "jobmanager.heap.size")];

/// Options that say nothing any more once the pools are pinned, by the first words of their keys.
const IDLE: [(&str, &[&str]); 2] = [
    (
        "taskmanager.",
        &[
            "taskmanager.memory.managed.fraction",
            "taskmanager.memory.network.fraction",
            "taskmanager.memory.jvm-overhead.fraction",
            "taskmanager.network.numberOfBuffers",
            "taskmanager.heap.size",
            "taskmanager.heap.mb",
        ],
    ),
    ("jobmanager.", &["jobmanager.memory.jvm-overhead.fraction", "jobmanager.heap.size", "jobmanager.heap.mb"]),
];

/// The configuration with every pool of the process pinned to its size; what bears on no pool, and what the other process reads, stays.
///
/// `None` where the script leaves the heap to the JVM, so that there is nothing to pin.
pub(super) fn pinned(request: &Request, memory: &Memory) -> Option<Configuration> {
    let table = match memory {
        Memory::TaskManager(_) => TASK_MANAGER,
        Memory::JobManager(_) => JOB_MANAGER,
        Memory::Local(_) => LOCAL,
        Memory::HeapOnly(HeapOnly { jvm_heap: None, .. }) => return None,
        Memory::HeapOnly(HeapOnly { container: None, .. }) => HEAP,
        Memory::HeapOnly(_) => CONTAINER,
    };
    let known = |key: &str| option::by_key(key).is_some_and(|option| option.in_release(request.release).is_some());
    let sizes = table.iter().filter(|(_, key)| known(key)).filter_map(|&(pool, key)| Some((key, memory.size(pool)?.shortest_text())));
    let mut pins: Vec<(&str, String)> = sizes.collect();
    if let (Memory::HeapOnly(_), Some(cutoff)) = (memory, memory.size(Pool::HeapCutoff)) {
        pins.push(("containerized.heap-cutoff-ratio", "0".to_owned()));
        pins.push(("containerized.heap-cutoff-min", cutoff.whole_mebibytes().to_string()));
    }
    let process = table.first().map_or("", |(_, key)| key);
    let stays = |key: &str| pins.iter().any(|(pin, _)| *pin == key) || !is_idle(key, process, &pins, request.release);
    let kept = request.configuration.entries().iter().filter(|entry| stays(&entry.key));
    let mut configuration: Configuration = kept.map(|entry| (entry.key.as_str(), entry.value.clone())).collect();
    for (key, text) in pins {
        configuration.set(key, text);
    }
    Some(configuration)
}

/// Whether a key is an older name of something pinned, or only ever counted where something is not pinned.
fn is_idle(key: &str, process: &str, pins: &[(&str, String)], release: Release) -> bool {
    let Some(option) = option::by_any_key(key, release) else { return false };
    let is_left_over = IDLE.iter().any(|(prefix, keys)| process.starts_with(prefix) && keys.contains(&option.key));
    is_left_over || pins.iter().any(|(pin, _)| *pin == option.key)
}
