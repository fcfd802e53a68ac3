//! A `FlinkDeployment` of the Kubernetes operator, whole or as a merge patch.

use flink_memory::{Entry, MemorySize, Process, Release, Releases, Request};

use super::emit::{push, quoted};
use super::yaml_scalar::scalar;

/// The releases that the operator has a `flinkVersion` for.
///
/// Source: `org.apache.flink.kubernetes.operator.api.spec.FlinkVersion`, operator 1.0 to 1.15.
pub(super) const KNOWN: Releases = Releases::since(Release::V1_13);

/// What the operator calls a process, the key that its `resource.memory` sets, and the keys that its `resource.cpu` sets.
struct Part {
    process: Process,
    name: &'static str,
    memory: &'static str,
    cpu: [&'static str; 2],
}

const PARTS: [Part; 2] = [
    Part {
        process: Process::JobManager,
        name: "jobManager",
        memory: "jobmanager.memory.process.size",
        cpu: ["kubernetes.jobmanager.cpu.amount", "kubernetes.jobmanager.cpu"],
    },
    Part {
        process: Process::TaskManager,
        name: "taskManager",
        memory: "taskmanager.memory.process.size",
        cpu: ["kubernetes.taskmanager.cpu.amount", "kubernetes.taskmanager.cpu"],
    },
];

/// A session cluster. Process sizes stand in `resource.memory`, which would win over the configuration.
pub(super) fn whole(out: &mut String, request: &Request, entries: &[&Entry]) {
    let release = request.release.to_string();
    let version = release.replace('.', "_");
    out.push_str("apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata:\n  name: flink\nspec:\n");
    push(out, &["  image: flink:", &release, "\n  flinkVersion: v", &version, "\n"]);
    configuration(out, entries);
    out.push_str("  serviceAccount: flink\n");
    for part in &PARTS {
        push(out, &["  ", part.name, ":\n    resource:\n"]);
        if let Some(memory) = memory(entries, part) {
            line(out, &memory);
        }
        let cpu = part.cpu.iter().find_map(|key| entries.iter().find(|entry| entry.key == *key)).map(|entry| entry.value.to_string());
        let is_number = |cpu: &String| !cpu.is_empty() && cpu.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        push(out, &["      cpu: ", cpu.filter(is_number).as_deref().unwrap_or("1"), "\n"]);
    }
}

/// What `kubectl patch --type merge` changes. A process that the request is for and that has no size of its own loses the one it had.
pub(super) fn patch(out: &mut String, request: &Request, entries: &[&Entry]) {
    out.push_str("# kubectl patch flinkdeployment NAME --type merge --patch-file FILE\nspec:\n");
    configuration(out, entries);
    for part in &PARTS {
        let memory = memory(entries, part);
        if memory.is_some() || part.process == request.process {
            push(out, &["  ", part.name, ":\n    resource:\n"]);
            match memory {
                Some(memory) => line(out, &memory),
                None => out.push_str("      memory: null\n"),
            }
        }
    }
}

fn line(out: &mut String, memory: &str) {
    out.push_str("      memory: ");
    quoted(out, memory);
    out.push('\n');
}

/// The process size of a part, where it is one; everything else stays in the configuration for Flink to complain of.
fn memory(entries: &[&Entry], part: &Part) -> Option<String> {
    let text = entries.iter().find(|entry| entry.key == part.memory)?.value.to_string();
    text.parse::<MemorySize>().is_ok().then_some(text)
}

/// Kubernetes takes texts only, so that every value is quoted.
fn configuration(out: &mut String, entries: &[&Entry]) {
    let stands_elsewhere = |entry: &Entry| PARTS.iter().any(|part| part.memory == entry.key && memory(entries, part).is_some());
    let mut entries = entries.iter().filter(|entry| !stands_elsewhere(entry)).peekable();
    if entries.peek().is_none() {
        out.push_str("  flinkConfiguration: {}\n");
        return;
    }
    out.push_str("  flinkConfiguration:\n");
    for entry in entries {
        out.push_str("    ");
        scalar(out, &entry.key);
        out.push_str(": ");
        quoted(out, &entry.value.to_string());
        out.push('\n');
    }
}
