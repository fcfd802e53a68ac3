//! What the tasks of a job take of a TaskManager's buffers, whether there are enough, and how many would be.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::deploy::{Stock, Stopped};
use super::{BufferSettings, InsufficientBuffers, Job, JobError, Placement, Task};
use crate::size::MemorySize;

/// Unit: buffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BufferRange {
    /// What is required: without it something does not start.
    pub least: i32,
    /// What is in use when every pool has all that it may take; from 1.16 on partitions go over it only for a moment, by their overdraft.
    /// `None` where a pool has no limit, and above 2^31 − 1.
    pub most: Option<i32>,
}

/// What a job takes of the TaskManager that holds the most of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobBuffers {
    /// What each stage takes.
    pub stages: Vec<StageBuffers>,
    /// The tasks that the TaskManager holds, as they are set up: those that read from other TaskManagers last.
    pub deployed: Vec<Subtasks>,
    /// What all of them take. In 1.11 a task takes a channel's exclusive buffers once more while it starts; they are part of it.
    pub task_manager: BufferRange,
    /// How many TaskManagers there must be, so that there is a slot for each subtask of any stage.
    pub task_managers: u32,
    /// What the first task lacks for which there are not enough buffers.
    pub insufficient: Option<InsufficientBuffers>,
}

/// What a stage takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageBuffers {
    /// Its largest task.
    pub task: Task,
    /// What that takes.
    pub per_task: BufferRange,
    /// How many of its subtasks a TaskManager has slots for.
    pub subtasks: u32,
    /// What these take.
    pub per_task_manager: BufferRange,
}

/// Some subtasks of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subtasks {
    /// The index of the stage.
    pub stage: usize,
    /// How many.
    pub count: u32,
}

impl BufferSettings {
    /// Counts what a job takes of TaskManagers with these settings and as many slots, and sets up its tasks on the one that holds the most.
    ///
    /// A slot holds a subtask of each stage, or of one stage where [`RuntimeExecutionMode::shares_slots`] says no; then the stages that
    /// require the most fill the slots. All tasks count as large as the largest of their stage.
    ///
    /// # Errors
    /// A job that Flink would not take, a task that cannot be set up however many buffers there are, and more buffers than Flink counts.
    ///
    /// [`RuntimeExecutionMode::shares_slots`]: super::RuntimeExecutionMode::shares_slots
    ///
    /// ```
    /// use flink_memory::network_buffers::{BufferSettings, Exchange, Input, Job, Placement, RuntimeExecutionMode, Stage};
    /// use flink_memory::{Configuration, MemorySize, Release};
    ///
    /// let keyed = Input { stage: 0, exchange: Exchange::Hash };
    /// let stages = vec![Stage { parallelism: 64, inputs: Vec::new() }, Stage { parallelism: 64, inputs: vec![keyed] }];
    /// let job = Job { mode: RuntimeExecutionMode::Streaming, stages };
    /// let settings = BufferSettings::read(&Configuration::new(), Release::V1_20, MemorySize::from_mebibytes(8))?;
    /// let buffers = settings.job(&job, 2, Placement::Remote).map_err(|refusal| format!("{refusal:?}"))?;
    /// // A source has 65, a window 128 exclusive ones and 1.
    /// assert_eq!((buffers.task_manager.least, buffers.task_managers), (2 * (65 + 129), 32));
    /// assert_eq!(settings.network_memory(buffers.task_manager.least).bytes(), 388 * 32768);
    /// assert!(buffers.insufficient.is_some_and(|missing| (missing.required, missing.available) == (2, 1)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn job(&self, job: &Job, slots: u32, placement: Placement) -> Result<JobBuffers, JobError> {
        let mut stages = Vec::new();
        for (index, (task, stage)) in job.tasks(slots, placement)?.into_iter().zip(&job.stages).enumerate() {
            stages.push(self.stage(index, task, stage.parallelism.min(slots))?);
        }
        // Where a slot holds a subtask of each stage, there is room for all.
        let room = if job.mode.shares_slots() { None } else { Some(slots) };
        let deployed = locals_first(&stages, &held(&stages, room, |range| Some(range.least)));
        let mut ample = Stock::new(self, i32::MAX);
        let missing = set_up(&mut ample, &stages, &deployed)?;
        let least = ample.enough().filter(|_| missing.is_none()).ok_or(JobError::BeyondInt)?;
        let most = most_of(&stages, &held(&stages, room, |range| range.most)).map(|most| most.max(least));
        let parallelism = job.stages.iter().map(|stage| stage.parallelism).max().unwrap_or_default();
        Ok(JobBuffers {
            task_manager: BufferRange { least, most },
            task_managers: parallelism.div_ceil(slots),
            insufficient: set_up(&mut Stock::new(self, self.total), &stages, &deployed)?,
            deployed,
            stages,
        })
    }

    /// The network memory that has exactly so many buffers; nothing for a number below zero.
    ///
    /// A TaskManager gets it where `taskmanager.memory.network.min` and `.max` are both set to it, unless other sizes decide what is left for the
    /// network.
    pub fn network_memory(&self, buffers: i32) -> MemorySize {
        let bytes = u64::try_from(i64::from(buffers) * i64::from(self.segment_size)).unwrap_or_default();
        MemorySize::from_bytes(bytes).unwrap_or_default()
    }

    fn stage(&self, stage: usize, task: Task, subtasks: u32) -> Result<StageBuffers, JobError> {
        let mut ample = Stock::new(self, i32::MAX);
        match ample.set_up_equal(&task, 1).1 {
            Err(Stopped::Impossible(error)) => return Err(JobError::Deploy { stage, error }),
            Err(Stopped::Insufficient(_)) => return Err(JobError::BeyondInt),
            Ok(()) => {}
        }
        ample.enough().ok_or(JobError::BeyondInt)?;
        let least = ample.used();
        let per_task = BufferRange { least, most: self.most(&task).map(|most| most.max(least)) };
        let per_task_manager = per_task.times(subtasks).ok_or(JobError::BeyondInt)?;
        Ok(StageBuffers { task, per_task, subtasks, per_task_manager })
    }

    /// What a task takes when its pools have all that they may.
    fn most(&self, task: &Task) -> Option<i32> {
        let mut most: i64 = 0;
        for &partition in &task.partitions {
            let max = self.partition(partition).max;
            most += i64::from(Some(max).filter(|&max| max < i32::MAX)?);
        }
        for &gate in &task.gates {
            let buffers = self.gate(gate);
            most += i64::from(buffers.exclusive.max(0)) + i64::from(buffers.floating_max);
        }
        i32::try_from(most).ok()
    }
}

impl BufferRange {
    /// As often; `None` where so many cannot start.
    fn times(self, count: u32) -> Option<BufferRange> {
        let count = i32::try_from(count).ok()?;
        Some(BufferRange { least: self.least.checked_mul(count)?, most: self.most.and_then(|most| most.checked_mul(count)) })
    }
}

/// What a TaskManager holds: all subtasks that it has slots for, or where they share `room` of them, the largest by `size`. Nothing is larger
/// than what has no limit.
fn held(stages: &[StageBuffers], room: Option<u32>, size: fn(BufferRange) -> Option<i32>) -> Vec<Subtasks> {
    let all = stages.iter().enumerate().map(|(stage, of)| Subtasks { stage, count: of.subtasks });
    let Some(mut room) = room else { return all.collect() };
    let sized = stages.iter().map(|stage| size(stage.per_task).map_or(i64::MAX, i64::from));
    let mut by_size: BinaryHeap<_> = sized.zip(all.map(|subtasks| (Reverse(subtasks.stage), subtasks.count))).collect();
    let mut held = Vec::new();
    while room > 0
        && let Some((_, (Reverse(stage), count))) = by_size.pop()
    {
        let count = count.min(room);
        held.push(Subtasks { stage, count });
        room -= count;
    }
    held
}

/// Puts tasks without channels to other TaskManagers in front. It makes a difference in 1.11, where the last ones need spare buffers.
fn locals_first(stages: &[StageBuffers], held: &[Subtasks]) -> Vec<Subtasks> {
    let is_remote = |subtasks: &&Subtasks| stages.get(subtasks.stage).is_some_and(|of| of.task.gates.iter().any(|gate| gate.remote > 0));
    held.iter().filter(|subtasks| !is_remote(subtasks)).chain(held.iter().filter(is_remote)).copied().collect()
}

/// Sets tasks up, and says what the first one lacks that cannot be.
fn set_up(stock: &mut Stock<'_>, stages: &[StageBuffers], tasks: &[Subtasks]) -> Result<Option<InsufficientBuffers>, JobError> {
    for &Subtasks { stage, count } in tasks {
        let Some(of) = stages.get(stage) else { continue };
        match stock.set_up_equal(&of.task, count).1 {
            Ok(()) => {}
            Err(Stopped::Insufficient(insufficient)) => return Ok(Some(insufficient)),
            Err(Stopped::Impossible(error)) => return Err(JobError::Deploy { stage, error }),
        }
    }
    Ok(None)
}

fn most_of(stages: &[StageBuffers], held: &[Subtasks]) -> Option<i32> {
    held.iter().try_fold(0i32, |sum, subtasks| sum.checked_add(stages.get(subtasks.stage)?.per_task.times(subtasks.count)?.most?))
}
