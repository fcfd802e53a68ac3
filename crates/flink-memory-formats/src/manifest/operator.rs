//! `FlinkDeployment` and `FlinkSessionJob`: the manifests of Flink's Kubernetes operator, and what the operator makes of them.

use std::rc::Rc;

use flink_memory::{Release, quotient};

use super::{Manifest, Sink, operator_deployment};
use crate::finding::Matter;
use crate::pieces::first;
use crate::properties::drop_placeholders;
use crate::quantity::{self, Quantity, Trap, decimal};
use crate::sql::has_no_effect_in_session;
use crate::yaml::look::{get, is_null, items, merged, pair, pairs, text, under};
use crate::yaml::tree::ScalarStyle;
use crate::yaml::tree::{Node, Value};

/// What the operator knows of a process: its field, its option for the whole process, and the option for the limit of its pod.
struct Part {
    field: &'static str,
    size: &'static str,
    limit_factor: &'static str,
}

/// Source: `FlinkConfigBuilder.applyJobManagerSpec`, `applyTaskManagerSpec`.
const PARTS: [Part; 2] = [
    Part { field: "jobManager", size: "jobmanager.memory.process.size", limit_factor: "kubernetes.jobmanager.memory.limit-factor" },
    Part { field: "taskManager", size: "taskmanager.memory.process.size", limit_factor: "kubernetes.taskmanager.memory.limit-factor" },
];

/// The release that `flinkVersion` names, such as `v1_20`; no release for a version that is not known here.
pub(super) fn release(spec: &Node) -> Option<(&Node, Option<Release>)> {
    let node = get(spec, "flinkVersion")?;
    let version = text(node)?.strip_prefix('v').and_then(|version| version.split_once('_'));
    Some((node, version.and_then(|(major, minor)| Release::parse(&[major, minor].join(".")))))
}

/// Reads the first `FlinkDeployment`; `is_patch` is a part of one that is merged into another.
pub(super) fn read_cluster(manifest: &Manifest<'_>, spec: &Node, is_patch: bool, sink: &mut Sink<'_>) {
    if sink.has_cluster {
        let name = under(&manifest.root, &["metadata", "name"]).and_then(text).unwrap_or_default().to_owned();
        sink.note(manifest, spec, Matter::SeveralClusters { name });
        return;
    }
    sink.has_cluster = true;
    if !is_patch {
        sink.is_whole();
        sink.reading.deployment = Some(operator_deployment(spec));
    }
    let first = sink.reading.entries.len();
    read_configuration(manifest, spec, sink);
    for part in &PARTS {
        if let Some(process) = get(spec, part.field) {
            read_memory(manifest, process, part, first, sink);
        }
    }
    read_pod_template(manifest, spec, sink);
    for part in &PARTS {
        if let Some(process) = get(spec, part.field) {
            read_pod_template(manifest, process, sink);
        }
    }
}

/// Reads what a job sets; what only a process could take has no effect and is left out.
pub(super) fn read_session_job(manifest: &Manifest<'_>, spec: &Node, sink: &mut Sink<'_>) {
    let (first, release) = (sink.reading.entries.len(), sink.release);
    read_configuration(manifest, spec, sink);
    sink.reading.take_out(first, &|entry| {
        has_no_effect_in_session(&entry.key, release).then(|| Matter::NoEffectInSession { key: entry.key.clone() })
    });
}

fn read_configuration(manifest: &Manifest<'_>, spec: &Node, sink: &mut Sink<'_>) {
    let Some(configuration) = get(spec, "flinkConfiguration") else { return };
    let first = sink.reading.entries.len();
    let mut is_structured = false;
    flatten(manifest, configuration, "", &mut is_structured, sink);
    drop_placeholders(&mut sink.reading, first);
}

/// Every value under its keys joined with dots, as text, whatever YAML makes of it.
///
/// Source: `ConfigObjectNode.asFlatMap`, operator 1.13 and later; before, the manifest had to be flat and of text.
fn flatten(manifest: &Manifest<'_>, map: &Node, prefix: &str, is_structured: &mut bool, sink: &mut Sink<'_>) {
    for base in merged(map) {
        flatten(manifest, base, prefix, is_structured, sink);
    }
    for (key_node, value) in pairs(map) {
        if sink.values_left == 0 {
            return;
        }
        sink.values_left -= 1;
        let Some(key) = text(key_node).filter(|&key| key != "<<") else { continue };
        let key = if prefix.is_empty() { key.to_owned() } else { [prefix, key].join(".") };
        if is_null(value) {
            sink.note(manifest, key_node, Matter::NullValue { key });
            continue;
        }
        if !*is_structured && !is_string(value) {
            *is_structured = true;
            sink.note(manifest, key_node, Matter::StructuredConfiguration { key: key.clone() });
        }
        match &value.value {
            Value::Scalar { text, .. } => sink.set(manifest, key_node, &key, text, Some(value)),
            Value::Mapping(_) => flatten(manifest, value, &key, is_structured, sink),
            // No memory option is a list.
            Value::Sequence(_) => {}
        }
    }
}

/// Whether Kubernetes takes a value for text: quoted, or neither a number nor a yes or no.
fn is_string(node: &Rc<Node>) -> bool {
    let Value::Scalar { text, style: ScalarStyle::Plain, tag: None } = &node.value else {
        return matches!(node.value, Value::Scalar { .. });
    };
    let is_number = !matches!(first(text), 0 | b'e' | b'E' | b'_')
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'_'));
    !is_number && !["true", "false", "yes", "no", "on", "off"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// What the operator makes the size of the process of: `resources` where it asks for anything, and else `resource`.
///
/// Source: `ResourceConfigUtils`, `FlinkConfigBuilder.setResource`.
fn read_memory(manifest: &Manifest<'_>, process: &Node, part: &Part, first: usize, sink: &mut Sink<'_>) {
    let asked = |field: &str| under(process, &["resources", field]).filter(|node| !pairs(node).is_empty());
    let (requests, limits) = (asked("requests"), asked("limits"));
    let older = get(process, "resource");
    let has_newer = requests.is_some() || limits.is_some();
    if let Some(older) = older
        && has_newer
    {
        sink.note(manifest, older, Matter::ResourceIgnored { field: ["spec", part.field, "resource"].join(".") });
    }
    let (request, limit) = (requests.and_then(memory_of), limits.and_then(memory_of));
    let (counted, field) = if has_newer {
        let field = if request.is_some() { "resources.requests.memory" } else { "resources.limits.memory" };
        (request.or(limit), field)
    } else {
        (older.and_then(memory_of), "resource.memory")
    };
    if let (Some((_, request)), Some((_, limit))) = (request, limit) {
        read_limit(manifest, request, limit, part, sink);
    }
    let Some((key_node, node)) = counted else { return };
    let Some(written) = text(node) else { return };
    let field = ["spec", part.field, field].join(".");
    let readings = quantity::memory(written);
    let trap = readings.trap();
    let size = match readings.operator {
        Err(reason) => {
            let matter = Matter::OperatorRefusesMemory { field, written: written.to_owned(), reason: reason.to_string() };
            sink.note(manifest, node, matter);
            return;
        }
        Ok(size) => size,
    };
    let (is_flinks, bytes) = (readings.flink.is_ok(), size.bytes().to_string());
    // Everybody writes 2048m for Flink; for Kubernetes itself it would be two bytes, which matters where it reads the field, too.
    let matters = trap == Some(Trap::PowersOf1000) || has_newer && trap == Some(Trap::Thousandths);
    if !is_flinks {
        sink.note(manifest, node, Matter::KubernetesQuantity { written: written.to_owned(), bytes });
    } else if let Some(kubernetes) = readings.kubernetes.filter(|_| matters) {
        let kubernetes = kubernetes.to_string();
        sink.note(manifest, node, Matter::KubernetesReadsOther { written: written.to_owned(), bytes, kubernetes });
    }
    let value = if is_flinks { written.to_owned() } else { size.shortest_text() };
    sink.reading.take_out(first, &|entry| {
        let matter = || Matter::OverriddenByResource { key: entry.key.clone(), value: entry.value.to_string(), by: field.clone() };
        (entry.key == part.size).then(matter)
    });
    sink.set(manifest, key_node, part.size, &value, Some(node));
}

fn memory_of(node: &Node) -> Option<(&Node, &Node)> {
    pair(node, "memory").filter(|(_, value)| !is_null(value))
}

/// A limit beside a request. Kubernetes' own reading of both counts, whatever the operator reads for Flink.
///
/// Source: `ResourceConfigUtils.computeLimitFactor`.
fn read_limit(manifest: &Manifest<'_>, request: &Node, limit: &Node, part: &Part, sink: &mut Sink<'_>) {
    let (Some(request_text), Some(limit_text)) = (text(request), text(limit)) else { return };
    let thousandths = |text| Quantity::parse(text).map(Quantity::thousandths);
    let (Some(requested), Some(limited)) = (thousandths(request_text), thousandths(limit_text)) else { return };
    if requested == 0 {
        return;
    }
    let matter = if requested > limited {
        Matter::RequestAboveLimit { request: request_text.to_owned(), limit: limit_text.to_owned() }
    } else {
        Matter::LimitFactor { key: part.limit_factor.to_owned(), factor: decimal(quotient(limited * 1000, requested)) }
    };
    sink.note(manifest, limit, matter);
}

/// The name of the container that Flink runs in.
const MAIN_CONTAINER: &str = "flink-main-container";

/// Source: `KubernetesUtils.getResourceRequirements` sets memory request and limit of the main container from the process size.
fn read_pod_template(manifest: &Manifest<'_>, owner: &Node, sink: &mut Sink<'_>) {
    let containers = under(owner, &["podTemplate", "spec", "containers"]).map(items).unwrap_or_default();
    for container in containers.iter().filter(|container| get(container, "name").and_then(text) == Some(MAIN_CONTAINER)) {
        for field in ["requests", "limits"] {
            let memory = under(container, &["resources", field, "memory"]);
            if let Some((node, written)) = memory.and_then(|node| Some((node, text(node)?))) {
                sink.note(manifest, node, Matter::PodTemplateMemory { written: written.to_owned() });
            }
        }
    }
}
