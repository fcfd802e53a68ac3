//! A `FlinkDeployment` of the Kubernetes operator, whole or as a merge patch.

use flink_memory::{MemorySize, Process, Release, Releases, Request};

use super::emit::{Item, print, quoted};
use super::yaml_scalar::scalar;

/// The releases that the operator has a `flinkVersion` for.
///
/// Source: `org.apache.flink.kubernetes.operator.api.spec.FlinkVersion`, operator 1.0 to 1.15.
pub(crate) const KNOWN: Releases = Releases::since(Release::V1_13);

/// What the operator calls a release: `v1_20`.
pub(crate) fn version_name(release: Release) -> String {
    ["v", &release.to_string().replace('.', "_")].concat()
}

/// What the operator calls a process, the key that its `resource.memory` sets, and the keys that its `resource.cpu` sets.
pub(crate) struct Part {
    process: Process,
    pub(crate) name: &'static str,
    pub(crate) memory: &'static str,
    cpu: [&'static str; 2],
}

pub(crate) static PARTS: [Part; 2] = [
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
pub(super) fn whole(out: &mut String, request: &Request, items: &[Item<'_>]) {
    let (release, version) = (request.release, version_name(request.release));
    out.push_str("apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata:\n  name: flink\nspec:\n");
    print(out, format_args!("  image: flink:{release}\n  flinkVersion: {version}\n"));
    configuration(out, items);
    out.push_str("  serviceAccount: flink\n");
    for part in &PARTS {
        resource(out, part, memory(items, part));
        let cpu = part.cpu.iter().find_map(|key| text(items, key)).unwrap_or_default();
        let is_number = !cpu.is_empty() && cpu.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        print(out, format_args!("      cpu: {}\n", if is_number { cpu } else { "1" }));
    }
}

/// What `kubectl patch --type merge` changes. A process that the request is for and that has no size of its own loses the one it had.
pub(super) fn patch(out: &mut String, request: &Request, items: &[Item<'_>]) {
    out.push_str("# kubectl patch flinkdeployment NAME --type merge --patch-file FILE\nspec:\n");
    configuration(out, items);
    for part in &PARTS {
        let memory = memory(items, part);
        if memory.is_some() || part.process == request.process {
            resource(out, part, memory);
            if memory.is_none() {
                out.push_str("      memory: null\n");
            }
        }
    }
}

/// A process and the size that it has.
fn resource(out: &mut String, part: &Part, memory: Option<&str>) {
    print(out, format_args!("  {}:\n    resource:\n", part.name));
    if let Some(memory) = memory {
        out.push_str("      memory: ");
        quoted(out, memory);
        out.push('\n');
    }
}

fn text<'a>(items: &'a [Item<'_>], key: &str) -> Option<&'a str> {
    items.iter().find(|item| item.key == key).map(|item| item.text.as_str())
}

/// The process size of a part, where it is one; everything else stays in the configuration for Flink to complain of.
fn memory<'a>(items: &'a [Item<'_>], part: &Part) -> Option<&'a str> {
    text(items, part.memory).filter(|text| text.parse::<MemorySize>().is_ok())
}

/// Kubernetes takes texts only, so that every value is quoted.
fn configuration(out: &mut String, items: &[Item<'_>]) {
    out.push_str("  flinkConfiguration:");
    let mut is_empty = true;
    for item in items {
        if PARTS.iter().any(|part| part.memory == item.key && memory(items, part).is_some()) {
            continue;
        }
        is_empty = false;
        out.push_str("\n    ");
        scalar(out, item.key);
        out.push_str(": ");
        quoted(out, &item.text);
    }
    out.push_str(if is_empty { " {}\n" } else { "\n" });
}
