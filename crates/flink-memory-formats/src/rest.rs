//! Answers of Flink's REST API: `/taskmanagers`, `/taskmanagers/:id` and `/jobmanager/config`. JSON is read as the YAML that it is.

use flink_memory::{MemorySize, Pool, Process, Release};

use crate::finding::Matter;
use crate::format::Format;
use crate::pieces::number;
use crate::place::Lines;
use crate::reading::{Base, Reading, Reported, ReportedSize};
use crate::results;
use crate::yaml::look::{get, items, pairs, text};
use crate::yaml::tree::{self, Node, Value};

/// Reads an answer: of one TaskManager, of all of them, or the JobManager's configuration. Pools that are told to the byte are pinned.
pub(crate) fn read(source: &str, _release: Release) -> Reading {
    let mut reading = Reading::new(Format::Rest, Base::Current);
    let lines = Lines::of(source);
    let documents = match tree::read(source) {
        Ok(documents) => documents,
        Err(error) => {
            reading.note(lines.place(error.at), Matter::NotYaml { reason: error.message });
            return reading;
        }
    };
    for root in documents.into_iter().filter_map(|document| document.root) {
        match &root.value {
            Value::Sequence(settings) => settings.iter().for_each(|setting| read_setting(setting, &lines, &mut reading)),
            Value::Mapping(_) => match get(&root, "taskmanagers") {
                Some(list) => items(list).iter().for_each(|item| read_task_manager(item, &lines, &mut reading)),
                None => read_task_manager(&root, &lines, &mut reading),
            },
            Value::Scalar { .. } => {}
        }
    }
    results::pin(&mut reading);
    reading
}

/// One `{"key": ..., "value": ...}` of the JobManager's configuration, which is the whole of it.
///
/// Source: `ConfigurationInfo`, `ClusterConfigurationInfoEntry`.
fn read_setting(setting: &Node, lines: &Lines<'_>, reading: &mut Reading) {
    let Some((key, value)) = get(setting, "key").and_then(text).zip(get(setting, "value")) else { return };
    let Some(value_text) = text(value) else { return };
    reading.base = Base::Nothing;
    reading.set(key, value_text.into(), lines.place(setting.at.start), Some(value.at.clone()));
}

/// Source: `TaskExecutorMemoryConfiguration`, to the byte.
const MEMORY_CONFIGURATION: [(&str, Pool); 10] = [
    ("frameworkHeap", Pool::FrameworkHeap),
    ("taskHeap", Pool::TaskHeap),
    ("frameworkOffHeap", Pool::FrameworkOffHeap),
    ("taskOffHeap", Pool::TaskOffHeap),
    ("networkMemory", Pool::Network),
    ("managedMemory", Pool::Managed),
    ("jvmMetaspace", Pool::JvmMetaspace),
    ("jvmOverhead", Pool::JvmOverhead),
    ("totalFlinkMemory", Pool::TotalFlink),
    ("totalProcessMemory", Pool::TotalProcess),
];

/// Source: `ResourceProfileInfo`, in whole mebibytes.
const TOTAL_RESOURCE: [(&str, Pool); 4] = [
    ("taskHeapMemory", Pool::TaskHeap),
    ("taskOffHeapMemory", Pool::TaskOffHeap),
    ("managedMemory", Pool::Managed),
    ("networkMemory", Pool::Network),
];

/// One TaskManager. What it says to the byte needs no word in mebibytes.
fn read_task_manager(node: &Node, lines: &Lines<'_>, reading: &mut Reading) {
    let (exact, rounded) = (get(node, "memoryConfiguration"), get(node, "totalResource"));
    let Some(first) = exact.or(rounded) else { return };
    let mut reported = Reported { process: Process::TaskManager, place: lines.place(first.at.start), pools: Vec::new() };
    add_pools(exact, &MEMORY_CONFIGURATION, |number| MemorySize::from_bytes(number).map(ReportedSize::Exact), &mut reported);
    add_pools(rounded, &TOTAL_RESOURCE, |number| Some(ReportedSize::Mebibytes(number)), &mut reported);
    if !reported.pools.is_empty() {
        reading.process = Some(Process::TaskManager);
        reading.reported.push(reported);
    }
}

/// Adds the pools that an object names with a number, in its order, as far as they are not known yet.
fn add_pools(object: Option<&Node>, names: &[(&str, Pool)], size: fn(u64) -> Option<ReportedSize>, into: &mut Reported) {
    for (name, value) in object.map(pairs).unwrap_or_default() {
        let pool = names.iter().find(|(known, _)| text(name) == Some(known));
        if let (Some((_, pool)), Some(size)) = (pool, text(value).and_then(number).and_then(size)) {
            results::add(into, *pool, size);
        }
    }
}
