//! Jobs on TaskManagers of real clusters: what they take, what is asked of whom, and texts that cannot be read.

use flink_memory::network_buffers::{AskingPart, JobError};
use flink_memory::{MemorySize, Process, Release};

use super::formula::{Formula, of_gate, of_partition};
use super::message::kept;
use super::{Counted, Network, Outcome, of};
use crate::deeper::field::Complaint;
use crate::state::{Asked, Calculation};

const TWO_OF_4_GIBIBYTES: &[(&str, &str)] = &[("taskmanager.memory.process.size", "4g"), ("taskmanager.numberOfTaskSlots", "2")];

fn calculation(release: Release, entries: &[(&str, &str)]) -> Calculation {
    Calculation::shipped_with(release, Process::TaskManager, entries)
}

fn asking(questions: &[(&str, &str)]) -> Asked {
    questions.iter().fold(Asked::default(), |asked, (name, text)| asked.with(name, (*text).to_owned()))
}

fn network(entries: &[(&str, &str)], questions: &[(&str, &str)]) -> Network {
    of(&calculation(Release::V1_20, &[TWO_OF_4_GIBIBYTES, entries].concat()), &asking(questions))
}

fn counted(network: &Network) -> &Counted {
    let Some(Outcome::Counted(counted)) = &network.outcome else { panic!("{:?}", network.outcome) };
    counted
}

#[test]
fn a_keyed_job_of_64_takes_388_buffers_of_a_task_manager_with_two_slots() {
    let network = network(&[], &[("job-parallelism", "64")]);
    let counted = counted(&network);
    let range = counted.buffers.task_manager;
    assert_eq!((range.least, range.most, counted.buffers.task_managers, counted.slots), (388, Some(544), 32, 2));
    assert_eq!(counted.near, Some(380));
    assert_eq!(counted.enough()[0], Some((388, MemorySize::from_kibibytes(12416))));
    assert!(counted.buffers.insufficient.is_none() && counted.settings.total > 388);
}

#[test]
fn the_memory_that_is_said_to_suffice_does_and_a_buffer_less_does_not() {
    let least = MemorySize::from_kibibytes(12416);
    for (size, suffices) in [(least.shortest_text(), true), ("12384k".to_owned(), false)] {
        let limits = [("taskmanager.memory.network.min", size.as_str()), ("taskmanager.memory.network.max", size.as_str())];
        let network = network(&limits, &[("job-parallelism", "64")]);
        assert_eq!(counted(&network).buffers.insufficient.is_none(), suffices, "{size}");
    }
}

#[test]
fn a_size_is_offered_where_the_network_can_be_set_to_it() {
    let offered = |entries: &[(&str, &str)], asked: &[(&str, &str)]| counted(&network(entries, asked)).settable.len();
    assert_eq!(offered(&[], &[("job-parallelism", "64")]), 2);
    // The network is what task heap and managed memory leave of Flink's memory.
    let rest = [
        ("taskmanager.memory.process.size", "5g"),
        ("taskmanager.memory.flink.size", "4g"),
        ("taskmanager.memory.task.heap.size", "1g"),
        ("taskmanager.memory.managed.size", "2g"),
    ];
    assert_eq!(offered(&rest, &[("job-parallelism", "64")]), 0);
    let lacks = |parallelism: &str| counted(&network(&rest, &[("job-parallelism", parallelism)])).lacks_room();
    assert_eq!([lacks("64"), lacks("8192")], [false, true]);
    // A job without an exchange needs no buffers.
    assert_eq!(offered(&[], &[("stages", "1")]), 0);
}

#[test]
fn a_job_is_as_parallel_as_the_configuration_says_or_else_as_there_are_slots() {
    assert_eq!(counted(&network(&[], &[])).job.stages[0].parallelism, 2);
    let network = network(&[("parallelism.default", "16")], &[("stage-2", "8")]);
    assert_eq!(counted(&network).job.stages.iter().map(|stage| stage.parallelism).collect::<Vec<_>>(), [16, 8]);
}

#[test]
fn a_join_reads_two_earlier_stages() {
    let network = network(&[], &[("stages", "3"), ("stage-2-reads", "none"), ("stage-3-joins", "1"), ("stage-3-joins-by", "BROADCAST")]);
    let joined: Vec<_> = counted(&network).edges.iter().map(|edge| (edge.from, edge.to, edge.exchange.name())).collect();
    assert_eq!(joined, [(1, 2, "HASH"), (0, 2, "BROADCAST")]);
}

#[test]
fn nothing_follows_from_what_cannot_be_read_and_no_text_is_lost() {
    let network_of = |entries: &[(&str, &str)], name: &str, text: &str| network(entries, &[(name, text)]);
    let many = network_of(&[], "stages", "9");
    assert_eq!((many.outcome, many.job.stages.len(), many.job.count.text.as_str()), (None, 0, "9"));
    let most = Some(Complaint::NotWhole { least: 1, most: 32768 });
    assert_eq!(network_of(&[], "stage-2", "many").job.stages[1].parallelism.complaint, most);
    assert_eq!(network_of(&[("parallelism.default", "-1")], "stages", "2").job.parallelism.complaint, most);
    let batch = network_of(&[("execution.batch-shuffle-mode", "NONE")], "job-mode", "BATCH");
    assert!(batch.outcome.is_none() && matches!(batch.job.batch, Some((field, _)) if field.complaint.is_some()));
    let refused = network_of(&[("taskmanager.memory.process.size", "1m")], "stages", "2");
    assert_eq!(refused.outcome, Some(Outcome::NothingFollows));
    assert!(refused.job.parallelism.complaint.is_none() && refused.job.stages.len() == 2);
}

#[test]
fn forward_joins_what_is_equally_parallel() {
    let network = network(&[], &[("stage-2-by", "FORWARD"), ("stage-2", "8")]);
    assert_eq!(network.outcome, Some(Outcome::Impossible(JobError::ForwardChangesParallelism { stage: 1, input: 0 })));
}

#[test]
fn formulas_come_to_what_each_end_takes() {
    for release in [Release::V1_10, Release::V1_11, Release::V1_14, Release::V1_20, Release::LATEST] {
        for mode in ["STREAMING", "BATCH"] {
            for parallelism in ["1", "64", "700", "2000"] {
                let asked = asking(&[("job-mode", mode), ("job-parallelism", parallelism)]);
                let network = of(&calculation(release, TWO_OF_4_GIBIBYTES), &asked);
                let counted = counted(&network);
                let edge = counted.edges[0];
                let [source, window] = &counted.buffers.stages[..] else { panic!("there are two") };
                for (lines, range) in [
                    (of_partition(&counted.settings, edge.partition), source.per_task),
                    (of_gate(&counted.settings, edge.gate), window.per_task),
                ] {
                    assert_eq!((lines[0].1, lines[1].1), (Some(range.least), range.most), "{release} {mode} {parallelism}: {lines:?}");
                    assert!(lines.iter().all(|&(formula, result)| comes_to(formula).is_none_or(|sum| Some(sum) == result)), "{lines:?}");
                }
            }
        }
    }
}

/// What a formula with all its numbers comes to.
fn comes_to(formula: Formula) -> Option<i32> {
    match formula {
        Formula::Channels { channels, each, floating } => Some(channels * each + floating),
        Formula::OneEach { subpartitions } => Some(subpartitions + 1),
        Formula::Subpartitions { subpartitions, each, floating } => Some(subpartitions * each + floating),
        Formula::Limited { .. } | Formula::Sorts | Formula::AsRequired | Formula::NoLimit => None,
    }
}

const MESSAGE: &str = "Caused by: java.io.IOException: Insufficient number of network buffers: required 65, but only 12 available. The total \
                       number of network buffers is currently set to 2048 of 32768 bytes each. You can increase this number by";

#[test]
fn a_message_says_who_asks_and_what_is_enough_for_it() {
    let network = network(&[], &[("job-parallelism", "64"), ("buffers-message", MESSAGE)]);
    let told = network.message.told.expect("there is a message");
    assert_eq!(told.enough, Some((2101, MemorySize::from_kibibytes(2101 * 32))));
    let stages: Vec<_> = told.stages.iter().flatten().map(|asker| (asker.stage, asker.part, asker.peer, asker.count)).collect();
    assert_eq!(stages, [(0, AskingPart::Partition, 1, 64)]);
    let askers = told.asks.expect("Flink takes the settings").askers();
    let askers: Vec<_> = askers.iter().map(|asker| (asker.part, asker.from, asker.to)).collect();
    // A batch gate of 935 channels requires 1000: one of each, and 65.
    assert_eq!(askers, [(AskingPart::Partition, 64, 64), (AskingPart::Gate, 935, 935)]);
}

#[test]
fn who_asks_depends_on_no_size() {
    let asks = |size: &str| network(&[("taskmanager.memory.process.size", size)], &[("buffers-message", MESSAGE)]).message.told;
    assert_eq!(asks("4g").map(|told| told.asks), asks("5g").map(|told| told.asks));
}

#[test]
fn of_a_long_text_the_message_is_kept() {
    let log = ["x ".repeat(5000), MESSAGE.to_owned()].concat();
    let kept_of = kept(log);
    assert!(kept_of.len() < 500 && kept_of.contains("required 65, but only 12 available"), "{kept_of}");
    assert_eq!((kept("short".to_owned()).as_str(), kept("é".repeat(2000)).chars().count()), ("short", 1000));
    let without = network(&[], &[("buffers-message", "something else")]).message;
    assert_eq!((without.field.text.as_str(), without.told), ("something else", None));
}
