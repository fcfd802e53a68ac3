//! What the model answers to questions about network buffers, in the shape of the vectors.

use flink_memory::network_buffers::{BufferSettings, Deployed, Gate, GateBuffers, Partition, Pattern, ResultPartitionType, Task};
use flink_memory::{MemorySize, Release};
use serde_json::{Map, Value, json};

use super::{Fields, put, thrown};
use crate::vector::Vector;

/// What the gates and partitions of a task take, and how many such tasks fit.
pub(crate) fn network_buffers(vector: &Vector, release: Release) -> Result<Fields, String> {
    let has_memory = vector.input.contains_key("networkMemory");
    let memory = if has_memory { vector.size("networkMemory")? } else { MemorySize::ZERO };
    let task = task(vector)?;
    let settings = match BufferSettings::read(&vector.configuration()?, release, memory) {
        Ok(settings) => settings,
        Err(error) => return Ok(thrown(error.exception(), error.to_string(), error.cause())),
    };
    let mut fields = Fields::new();
    put(&mut fields, "ok", true);
    put(&mut fields, "edgeCounts", vector.objects("edges")?.into_iter().map(edge_counts).collect::<Result<Vec<_>, _>>()?);
    put(&mut fields, "settings", settings_fields(&settings));
    put(&mut fields, "segments", settings.total);
    put(&mut fields, "gateBuffers", task.gates.iter().map(|&gate| gate_buffers(settings.gate(gate))).collect::<Vec<_>>());
    let partition_buffers = task.partitions.iter().map(|&partition| partition_buffers(&settings, partition));
    put(&mut fields, "partitionBuffers", partition_buffers.collect::<Vec<_>>());
    match settings.announced(&task) {
        Ok(None) => {}
        Ok(Some(announced)) => put(&mut fields, "announced", json!({ "buffers": announced.buffers, "bytes": announced.size.bytes() })),
        Err(refusal) => put(&mut fields, "announced", refused(&refusal.to_string())),
    }
    if has_memory && settings.total > 0 {
        let tasks = vector.integer("tasks")?.map_or(Ok(1), u32::try_from).map_err(|_| "the field 'tasks' is no number of tasks")?;
        let deployed = settings.deploy(&task, tasks);
        put(&mut fields, "deployed", deployed.map_or_else(|refusal| refused(&refusal.to_string()), |deployed| deployed_fields(&deployed)));
    }
    if let Some(notice) = settings.notice() {
        put(&mut fields, "warnings", vec![format!("INFO NettyShuffleEnvironmentConfiguration: {notice}")]);
    }
    Ok(fields)
}

/// A part that fails while the rest of the answer stands.
fn refused(message: &str) -> Value {
    json!({ "error": { "exception": "IllegalArgumentException", "message": message } })
}

fn task(vector: &Vector) -> Result<Task, String> {
    let gates = vector.objects("gates")?.into_iter().map(|gate| {
        let channels = int(gate, "channels")?;
        let remote = if gate.contains_key("remote") { int(gate, "remote")? } else { channels };
        Ok(Gate { channels, remote, kind: kind(gate)? })
    });
    let partitions = vector.objects("partitions")?.into_iter();
    let partitions = partitions.map(|partition| Ok(Partition { subpartitions: int(partition, "subpartitions")?, kind: kind(partition)? }));
    Ok(Task { gates: gates.collect::<Result<_, String>>()?, partitions: partitions.collect::<Result<_, String>>()? })
}

fn kind(fields: &Map<String, Value>) -> Result<ResultPartitionType, String> {
    let name = fields.get("type").and_then(Value::as_str).unwrap_or_default();
    ResultPartitionType::from_name(name).ok_or_else(|| format!("there is no partition type '{name}'"))
}

fn int(fields: &Map<String, Value>, name: &str) -> Result<i32, String> {
    let number = fields.get(name).and_then(Value::as_i64).and_then(|number| i32::try_from(number).ok());
    number.ok_or_else(|| format!("'{name}' is no int"))
}

fn edge_counts(edge: &Map<String, Value>) -> Result<Value, String> {
    let name = edge.get("pattern").and_then(Value::as_str).unwrap_or_default();
    let pattern = [Pattern::AllToAll, Pattern::Pointwise].into_iter().find(|pattern| pattern.name() == name);
    let pattern = pattern.ok_or_else(|| format!("there is no pattern '{name}'"))?;
    let side = |name| u32::try_from(int(edge, name)?).map_err(|_| format!("'{name}' is below zero"));
    let (source, target) = (side("source")?, side("target")?);
    Ok(json!({ "channels": pattern.channels(source, target), "subpartitions": pattern.subpartitions(source, target) }))
}

fn settings_fields(settings: &BufferSettings) -> Fields {
    let mut fields = Fields::new();
    put(&mut fields, "segmentSize", settings.segment_size);
    put(&mut fields, "buffersPerChannel", settings.per_channel);
    put(&mut fields, "floatingBuffersPerGate", settings.floating_per_gate);
    if settings.release >= Release::V1_17 {
        put(&mut fields, "maxRequiredBuffersPerGate", settings.required_per_gate);
    }
    let known = [
        ("maxBuffersPerChannel", settings.max_per_subpartition),
        ("sortShuffleMinBuffers", settings.sort_buffers),
        ("sortShuffleMinParallelism", settings.sort_parallelism),
        ("maxOverdraftBuffersPerGate", settings.overdraft),
    ];
    for (name, number) in known {
        if let Some(number) = number {
            put(&mut fields, name, number);
        }
    }
    if settings.release >= Release::V1_18 {
        put(&mut fields, "tieredStorage", settings.is_tiered);
    }
    fields
}

fn gate_buffers(gate: GateBuffers) -> Value {
    let GateBuffers { exclusive_per_channel, exclusive, floating_required, floating_max } = gate;
    json!({
        "exclusivePerChannel": exclusive_per_channel,
        "exclusive": exclusive,
        "floatingRequired": floating_required,
        "floatingMax": floating_max,
    })
}

fn partition_buffers(settings: &BufferSettings, partition: Partition) -> Fields {
    let buffers = settings.partition(partition);
    let mut fields = Fields::new();
    put(&mut fields, "min", buffers.min);
    put(&mut fields, "max", buffers.max);
    for (name, number) in [("maxPerSubpartition", settings.max_per_subpartition), ("overdraft", buffers.overdraft)] {
        if let Some(number) = number {
            put(&mut fields, name, number);
        }
    }
    fields
}

fn deployed_fields(deployed: &Deployed) -> Value {
    let mut fields = Fields::new();
    if let Some(insufficient) = deployed.insufficient {
        put(&mut fields, "message", insufficient.to_string());
    }
    put(&mut fields, "tasks", deployed.tasks);
    put(&mut fields, "required", deployed.required);
    Value::Object(fields)
}
