//! Network buffers of an exchange between tasks: what a gate and a partition take, and how many equal tasks fit.

use flink_memory::network_buffers::{BufferSettings, Gate, Partition, Pattern, ResultPartitionType, Task};
use flink_memory::{MemorySize, Request};

use super::{Answered, Outcome, Value, number, task_manager};
use crate::language::Word;
use crate::replace::Place;
use crate::words::Words;

const CHANNELS: (&str, Word) = ("channels", Word::Channels);
const REQUIRED: (&str, Word) = ("required", Word::Required);
const SIZE: (&str, Word) = ("size", Word::Size);
const MOST: (&str, Word) = ("most", Word::Most);
const OVERDRAFT: (&str, Word) = ("overdraft", Word::Overdraft);

/// `about=exchange producers=NUMBER consumers=NUMBER [pattern=ALL_TO_ALL|POINTWISE] [kind=KIND] [local=NUMBER] [tasks=NUMBER]`: `gate.` and
/// `partition.` `channels`, `required`, `most` and `overdraft`, `exclusive` of a channel; what a task with one gate and one partition requires,
/// `task`, `taskSize`, how many of them `fit` into the `total`, and what it `announces`. The message comes where `tasks` do not fit. `local`
/// producers are on the same TaskManager.
pub(super) fn exchange(words: &mut Words, place: &Place) -> Result<(Request, Outcome), String> {
    let mut needed = |name| number::<u32>(words, name)?.ok_or_else(|| format!("`{name}=` is missing"));
    let (producers, consumers) = (needed("producers")?, needed("consumers")?);
    let pattern = match words.take("pattern")?.as_deref() {
        None | Some("ALL_TO_ALL") => Pattern::AllToAll,
        Some("POINTWISE") => Pattern::Pointwise,
        Some(pattern) => return Err(format!("there is no pattern `{pattern}`; there are ALL_TO_ALL, POINTWISE")),
    };
    let kind = words.take("kind")?.map_or(Ok(ResultPartitionType::PipelinedBounded), |name| {
        ResultPartitionType::from_name(&name).ok_or_else(|| format!("there is no kind of partition `{name}`"))
    })?;
    let local = number::<i32>(words, "local")?.unwrap_or_default();
    let tasks = number::<u32>(words, "tasks")?;
    let (request, memory) = task_manager(words, place)?;
    let settings = match BufferSettings::read(&request.configuration, request.release, memory.network) {
        Ok(settings) => settings,
        Err(error) => return Ok((request, Outcome::refused(error.exception(), &error))),
    };
    let few = |count: u32| i32::try_from(count).map_err(|_| "there are too many tasks".to_owned());
    let channels = few(pattern.channels(producers, consumers))?;
    let gate = Gate { channels, remote: channels.saturating_sub(local), kind };
    let partition = Partition { subpartitions: few(pattern.subpartitions(producers, consumers))?, kind };
    let mut answered = Answered::default();
    of_ends(&settings, gate, partition, &mut answered);
    let task = Task { gates: vec![gate], partitions: vec![partition] };
    match of_tasks(&settings, &task, tasks, &mut answered) {
        Ok(()) => Ok((request, Outcome::Answered(answered))),
        Err(message) => Ok((request, Outcome::refused("IllegalArgumentException", &message))),
    }
}

fn of_ends(settings: &BufferSettings, gate: Gate, partition: Partition, answered: &mut Answered) {
    let of_gate = settings.gate(gate);
    let required = of_gate.exclusive.saturating_add(of_gate.floating_required);
    answered.add("exclusive", Word::Exclusive, of_gate.exclusive_per_channel);
    for (column, value) in [
        (CHANNELS, gate.channels.into()),
        (REQUIRED, required.into()),
        (SIZE, bytes(settings, required)),
        (MOST, of_gate.exclusive.saturating_add(of_gate.floating_max).into()),
        (OVERDRAFT, Value::Word(Word::Nothing)),
    ] {
        answered.add_to("gate", Word::Gate, column, value);
    }
    let of_partition = settings.partition(partition);
    for (column, value) in [
        (CHANNELS, partition.subpartitions.into()),
        (REQUIRED, of_partition.min.into()),
        (SIZE, bytes(settings, of_partition.min)),
        (MOST, of_partition.max.into()),
        (OVERDRAFT, of_partition.overdraft.filter(|&count| count > 0).into()),
    ] {
        answered.add_to("partition", Word::Partition, column, value);
    }
}

fn of_tasks(settings: &BufferSettings, task: &Task, tasks: Option<u32>, answered: &mut Answered) -> Result<(), String> {
    let mut endless = settings.clone();
    endless.total = i32::MAX;
    let one = endless.deploy(task, 1).map_err(|error| error.to_string())?;
    let all = settings.deploy(task, u32::MAX).map_err(|error| error.to_string())?;
    answered.add("task", Word::PerTask, one.required);
    answered.add("taskSize", Word::PerTask, bytes(settings, one.required));
    answered.add("total", Word::AllBuffers, settings.total);
    answered.add("fit", Word::TasksThatFit, Value::Count(all.tasks.into()));
    let announced = settings.announced(task).ok().flatten();
    answered.add("announces", Word::Announces, announced.map(|announced| announced.buffers));
    let Some(tasks) = tasks else { return Ok(()) };
    let deployed = settings.deploy(task, tasks).map_err(|error| error.to_string())?;
    answered.said.extend(deployed.insufficient.map(|insufficient| format!("IOException: {insufficient}")));
    Ok(())
}

fn bytes(settings: &BufferSettings, buffers: i32) -> Value {
    let bytes = i64::from(buffers).saturating_mul(settings.segment_size.into());
    Value::Size(u64::try_from(bytes).ok().and_then(MemorySize::from_bytes).unwrap_or(MemorySize::MAX))
}
