//! Tells how buffers were counted, a line for each number: its formula with its numbers.

use flink_memory::network_buffers::Subtasks;

use super::super::Says;
use super::buffers;
use crate::deeper::answer::network::formula::{Formula, Lines, of_gate, of_partition};
use crate::deeper::answer::network::{Counted, Edge};
use crate::deeper::text::{DeeperWord, said};
use crate::text::quantity::grouped;

/// The lines, from the ends of each exchange to the network memory.
pub(super) fn steps(counted: &Counted, says: &Says<'_>) -> Vec<[String; 3]> {
    let mut lines = Vec::new();
    for edge in &counted.edges {
        let Edge { from, to, .. } = edge;
        lines.extend(end(partition(*from, *to, says), of_partition(&counted.settings, edge.partition), says));
        lines.extend(end(gate(*to, *from, says), of_gate(&counted.settings, edge.gate), says));
    }
    lines.extend(whole(counted, says));
    lines
}

pub(super) fn partition(stage: usize, peer: usize, says: &Says<'_>) -> String {
    says.words.say(said::PartitionOf { stage: &(stage + 1).to_string(), peer: &(peer + 1).to_string() })
}

pub(super) fn gate(stage: usize, peer: usize, says: &Says<'_>) -> String {
    says.words.say(said::GateOf { stage: &(stage + 1).to_string(), peer: &(peer + 1).to_string() })
}

fn end(what: String, [(least, required), (most, allowed)]: Lines, says: &Says<'_>) -> [[String; 3]; 2] {
    let result = |count: Option<i32>| count.map_or_else(|| "∞".to_owned(), buffers);
    let limit = result(required);
    let at_most = says.words.text(DeeperWord::AtMost).to_owned();
    [[what, formula(least, &limit, says), result(required)], [at_most, formula(most, &limit, says), result(allowed)]]
}

fn formula(formula: Formula, limit: &str, says: &Says<'_>) -> String {
    let words = says.words;
    match formula {
        Formula::Channels { channels, each, floating } => {
            let [channels, each, floating] = [channels, each, floating].map(buffers);
            words.say(said::FormulaChannels { channels: &channels, each: &each, floating: &floating })
        }
        Formula::OneEach { subpartitions } => words.say(said::FormulaOneEach { subpartitions: &buffers(subpartitions) }),
        Formula::Limited { subpartitions } => words.say(said::FormulaLimited { subpartitions: &buffers(subpartitions), most: limit }),
        Formula::Sorts => flink_memory::option::shuffle::NETWORK_SORT_SHUFFLE_MIN_BUFFERS.key.to_owned(),
        Formula::Subpartitions { subpartitions, each, floating } => {
            let [subpartitions, each, floating] = [subpartitions, each, floating].map(buffers);
            words.say(said::FormulaSubpartitions { subpartitions: &subpartitions, each: &each, floating: &floating })
        }
        Formula::AsRequired => words.text(DeeperWord::FormulaAsRequired).to_owned(),
        Formula::NoLimit => words.text(DeeperWord::FormulaNoLimit).to_owned(),
    }
}

fn whole(counted: &Counted, says: &Says<'_>) -> [[String; 3]; 4] {
    let words = says.words;
    let least = counted.buffers.task_manager.least;
    let of = |subtasks: &Subtasks| {
        let least = counted.buffers.stages.get(subtasks.stage).map_or(0, |stage| stage.per_task.least);
        (i64::from(least) * i64::from(subtasks.count), [&grouped(subtasks.count.into()), " × ", &buffers(least)].concat())
    };
    let parts: Vec<_> = counted.buffers.deployed.iter().map(of).collect();
    // In 1.11 a task that starts has some more for a moment.
    let spare = i64::from(least) - parts.iter().map(|(count, _)| count).sum::<i64>();
    let spare = u64::try_from(spare).ok().filter(|spare| *spare > 0).map(grouped);
    let sum: Vec<_> = parts.into_iter().map(|(_, part)| part).chain(spare).collect();
    let segment = buffers(counted.settings.segment_size);
    let parallelism = counted.job.stages.iter().map(|stage| stage.parallelism).max().unwrap_or(0);
    let size = counted.settings.network_memory(least);
    [
        [words.text(DeeperWord::StepTaskManager).to_owned(), sum.join(" + "), buffers(least)],
        [words.text(DeeperWord::StepMemory).to_owned(), [&buffers(least), " × ", &segment].concat(), grouped(size.bytes())],
        [
            words.text(DeeperWord::BuffersThere).to_owned(),
            [&grouped(counted.network.bytes()), " ÷ ", &segment].concat(),
            buffers(counted.settings.total),
        ],
        [
            "TaskManager".to_owned(),
            [&grouped(parallelism.into()), " ÷ ", &grouped(counted.slots.into())].concat(),
            grouped(counted.buffers.task_managers.into()),
        ],
    ]
}
