//! Laws of the network buffers that a job takes, held against random jobs, and a job as people run it.

use flink_memory::network_buffers::{
    BatchShuffleMode, BufferSettings, Exchange, Input, Job, JobBuffers, JobError, Placement, RuntimeExecutionMode, Stage,
};
use flink_memory::{Configuration, Deployment, Environment, Memory, MemorySize, Pool, Process, Release, Request, derive};
use proptest::prelude::*;

fn release() -> impl Strategy<Value = Release> {
    proptest::sample::select(Release::ALL.to_vec())
}

fn mode() -> impl Strategy<Value = RuntimeExecutionMode> {
    let batch = BatchShuffleMode::ALL.map(RuntimeExecutionMode::Batch);
    proptest::sample::select([&[RuntimeExecutionMode::Streaming], &batch[..]].concat())
}

fn placement() -> impl Strategy<Value = Placement> {
    proptest::sample::select(vec![Placement::Remote, Placement::Local])
}

prop_compose! {
    /// Stages that read some of the ones before them.
    fn job()(
        mode in mode(),
        stages in prop::collection::vec((1..300u32, prop::collection::vec((any::<prop::sample::Index>(), 0..8usize), 0..3)), 1..6),
    ) -> Job {
        let parallelisms: Vec<u32> = stages.iter().map(|(parallelism, _)| *parallelism).collect();
        let stages = stages.into_iter().enumerate().map(|(index, (parallelism, inputs))| {
            let inputs = inputs.into_iter().filter(|_| index > 0).map(|(from, exchange)| {
                let stage = from.index(index);
                let exchange = Exchange::ALL[exchange];
                let is_refused = exchange == Exchange::Forward && parallelisms[stage] != parallelism;
                Input { stage, exchange: if is_refused { Exchange::Rescale } else { exchange } }
            });
            Stage { parallelism, inputs: inputs.collect() }
        });
        Job { mode, stages: stages.collect() }
    }
}

fn settings(release: Release, buffers: i32) -> BufferSettings {
    let mut settings = BufferSettings::read(&Configuration::new(), release, MemorySize::ZERO).expect("nothing is set that could be wrong");
    settings.total = buffers;
    settings
}

fn taken(job: &Job, release: Release, slots: u32, placement: Placement) -> JobBuffers {
    settings(release, 0).job(job, slots, placement).expect("the job is one that Flink takes")
}

/// Sets up the tasks of a TaskManager, each stage by itself in what the ones before it have left.
fn starts(buffers: &JobBuffers, settings: &BufferSettings) -> bool {
    let mut left = settings.clone();
    buffers.deployed.iter().all(|subtasks| {
        let deployed = left.deploy(&buffers.stages[subtasks.stage].task, subtasks.count).expect("defaults can be deployed");
        left.total -= deployed.required;
        deployed.insufficient.is_none()
    })
}

/// A limit, where none is more than any.
fn limit(most: Option<i32>) -> i32 {
    most.unwrap_or(i32::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    /// What is said to suffice does, and one buffer fewer does not.
    #[test]
    fn the_least_is_enough_and_no_more(release in release(), job in job(), slots in 1..40u32, placement in placement()) {
        let buffers = taken(&job, release, slots, placement);
        let least = buffers.task_manager.least;
        for (total, is_enough) in [(least, true), (least - 1, false), (least / 2, least == 0)] {
            if total >= 0 {
                let settings = settings(release, total);
                prop_assert_eq!(starts(&buffers, &settings), is_enough, "{} of {}", total, least);
                let again = settings.job(&job, slots, placement).expect("it was taken before");
                prop_assert_eq!(again.insufficient.is_none(), is_enough);
                prop_assert_eq!(again.task_manager, buffers.task_manager);
            }
        }
    }

    /// The sum is that of its parts, but for what 1.11 takes twice, and no part is larger than the sum.
    #[test]
    fn parts_add_up(release in release(), job in job(), slots in 1..40u32, placement in placement()) {
        let buffers = taken(&job, release, slots, placement);
        let sum: i32 = buffers.deployed.iter().map(|subtasks| buffers.stages[subtasks.stage].per_task.least * subtasks.count.cast_signed()).sum();
        let spare = buffers.task_manager.least - sum;
        prop_assert!(if release == Release::V1_11 { spare == 0 || spare == 2 } else { spare == 0 }, "{} over", spare);
        for (stage, of) in buffers.stages.iter().zip(&job.stages) {
            prop_assert_eq!(stage.subtasks, slots.min(of.parallelism));
            prop_assert_eq!(stage.per_task_manager.least, stage.per_task.least * stage.subtasks.cast_signed());
            prop_assert!(stage.per_task_manager.least <= buffers.task_manager.least);
        }
        let tasks: u32 = buffers.deployed.iter().map(|subtasks| subtasks.count).sum();
        let all: u32 = buffers.stages.iter().map(|stage| stage.subtasks).sum();
        prop_assert_eq!(tasks, if job.mode.shares_slots() { all } else { all.min(slots) });
    }

    /// Nothing may take less than it requires.
    #[test]
    fn the_most_is_not_below_the_least(release in release(), job in job(), slots in 1..40u32, placement in placement()) {
        let buffers = taken(&job, release, slots, placement);
        let of_stages = buffers.stages.iter().flat_map(|stage| [stage.per_task, stage.per_task_manager]);
        for range in of_stages.chain([buffers.task_manager]) {
            prop_assert!(range.least <= limit(range.most));
        }
    }

    /// More subtasks or slots never take less, and a task that is nearer never takes more.
    #[test]
    fn more_takes_more(release in release(), job in job(), slots in 1..40u32, times in 2..4u32) {
        let buffers = taken(&job, release, slots, Placement::Remote);
        let mut wider = job.clone();
        for stage in &mut wider.stages {
            stage.parallelism *= times;
        }
        for more in [taken(&wider, release, slots, Placement::Remote), taken(&job, release, slots * times, Placement::Remote)] {
            prop_assert!(buffers.task_manager.least <= more.task_manager.least);
            prop_assert!(limit(buffers.task_manager.most) <= limit(more.task_manager.most));
        }
        let near = taken(&job, release, slots, Placement::Local);
        prop_assert!(near.task_manager.least <= buffers.task_manager.least);
        prop_assert!(limit(near.task_manager.most) <= limit(buffers.task_manager.most));
    }

    /// What a streaming job takes at most is what its tasks announce.
    #[test]
    fn the_most_is_what_is_announced(release in release(), job in job(), slots in 1..40u32) {
        let job = Job { mode: RuntimeExecutionMode::Streaming, ..job };
        let settings = settings(release, 0);
        for stage in taken(&job, release, slots, Placement::Remote).stages {
            if let Some(announced) = settings.announced(&stage.task).expect("streaming jobs have limits") {
                prop_assert_eq!(stage.per_task.most, Some(announced.buffers));
            }
        }
    }

    /// The network memory for a number of buffers has that many, and with a byte less one fewer.
    #[test]
    fn network_memory_has_its_buffers(release in release(), buffers in 1..i32::MAX) {
        let memory = settings(release, 0).network_memory(buffers);
        let total = |bytes| MemorySize::from_bytes(bytes).map(|memory| BufferSettings::read(&Configuration::new(), release, memory).map(|read| read.total));
        prop_assert_eq!(total(memory.bytes()), Some(Ok(buffers)));
        prop_assert_eq!(total(memory.bytes() - 1), Some(Ok(buffers - 1)));
    }

    /// Any job and any settings have an answer.
    #[test]
    fn every_job_has_an_answer(
        release in release(),
        mode in mode(),
        stages in prop::collection::vec((any::<u32>(), 0..40_000u32, prop::collection::vec((0..6usize, 0..8usize), 0..4)), 0..5),
        slots in any::<u32>(),
        numbers in prop::collection::vec(any::<i32>(), 4),
        placement in placement(),
    ) {
        let stages = stages.into_iter().map(|(wild, tame, inputs)| Stage {
            parallelism: if wild < 1 << 28 { wild } else { tame },
            inputs: inputs.into_iter().map(|(stage, exchange)| Input { stage, exchange: Exchange::ALL[exchange] }).collect(),
        });
        let job = Job { mode, stages: stages.collect() };
        let mut settings = settings(release, numbers[0]);
        settings.per_channel = numbers[1];
        settings.floating_per_gate = numbers[2];
        settings.sort_buffers = settings.sort_buffers.map(|_| numbers[3]);
        if let Ok(buffers) = settings.job(&job, slots, placement) {
            prop_assert!(buffers.task_manager.least >= 0);
        }
    }
}

fn stage(parallelism: u32, inputs: &[(usize, Exchange)]) -> Stage {
    Stage { parallelism, inputs: inputs.iter().map(|&(stage, exchange)| Input { stage, exchange }).collect() }
}

fn streaming(stages: Vec<Stage>) -> Job {
    Job { mode: RuntimeExecutionMode::Streaming, stages }
}

#[test]
fn a_keyed_job_of_64_on_two_slots_of_4g() {
    let job = streaming(vec![stage(64, &[]), stage(64, &[(0, Exchange::Hash)])]);
    let network = |configuration: &Configuration| {
        let request = Request {
            release: Release::V1_20,
            process: Process::TaskManager,
            deployment: Deployment::Standalone,
            environment: Environment::default(),
            configuration: configuration.clone(),
        };
        derive(&request).memory.as_ref().ok().and_then(|memory: &Memory| memory.size(Pool::Network)).expect("the TaskManager starts")
    };
    let mut configuration = Configuration::from_iter([("taskmanager.memory.process.size", "4g"), ("taskmanager.numberOfTaskSlots", "2")]);
    let settings = BufferSettings::read(&configuration, Release::V1_20, network(&configuration)).expect("the TaskManager starts");
    let buffers = settings.job(&job, 2, Placement::Remote).expect("the job is one that Flink takes");
    assert_eq!((buffers.task_manager.least, buffers.task_manager.most, buffers.task_managers), (388, Some(544), 32));
    assert_eq!(buffers.insufficient, None);
    assert!(settings.total > 388);
    // A TaskManager that is given what is least starts with it, and has no buffer to spare.
    let least = settings.network_memory(388).shortest_text();
    configuration.set("taskmanager.memory.network.min", least.clone());
    configuration.set("taskmanager.memory.network.max", least);
    let settings = BufferSettings::read(&configuration, Release::V1_20, network(&configuration)).expect("the TaskManager starts");
    assert_eq!(settings.total, 388);
    assert_eq!(settings.job(&job, 2, Placement::Remote).map(|buffers| buffers.insufficient), Ok(None));
}

#[test]
fn a_batch_job_holds_one_stage_in_a_slot() {
    let stages = vec![stage(100, &[]), stage(100, &[(0, Exchange::Hash)]), stage(1, &[(1, Exchange::Global)])];
    let job = Job { mode: RuntimeExecutionMode::Batch(BatchShuffleMode::Blocking), stages };
    let buffers = taken(&job, Release::V1_20, 4, Placement::Remote);
    // The second stage takes the most: 512 to write, 201 to read.
    assert_eq!((buffers.task_manager.least, buffers.deployed.len()), (4 * 713, 1));
    assert_eq!(buffers.stages[0].per_task_manager.least, 4 * 512);
    assert_eq!(buffers.task_managers, 25);
}

#[test]
fn a_job_that_flink_does_not_take_is_refused() {
    let refused = |stages, slots| settings(Release::V1_20, 100).job(&streaming(stages), slots, Placement::Remote).err();
    assert_eq!(refused(vec![], 1), Some(JobError::NoStages));
    assert_eq!(refused(vec![stage(1, &[])], 0), Some(JobError::NoSlots));
    for parallelism in [0, 32_769] {
        assert_eq!(refused(vec![stage(parallelism, &[])], 1), Some(JobError::Parallelism { stage: 0, parallelism }));
    }
    for other in [1, 2, usize::MAX] {
        let stages = vec![stage(1, &[]), stage(1, &[(0, Exchange::Hash), (other, Exchange::Hash)])];
        assert_eq!(refused(stages, 1), Some(JobError::NotEarlier { stage: 1, input: 1 }));
    }
    let stages = vec![stage(1, &[]), stage(2, &[(0, Exchange::Forward)])];
    assert_eq!(refused(stages, 1), Some(JobError::ForwardChangesParallelism { stage: 1, input: 0 }));
    let stages = vec![stage(32_768, &[]), stage(32_768, &[(0, Exchange::Hash)])];
    assert_eq!(refused(stages, 32_768), Some(JobError::BeyondInt));
}
