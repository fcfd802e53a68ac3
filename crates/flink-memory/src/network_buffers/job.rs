//! A job as far as its network buffers go: stages of equal subtasks, how they are joined, and the largest task of each. What the tasks take
//! is not counted here.

use super::{BatchShuffleMode, DeployError, Exchange, Gate, Partition, ResultPartitionType, Task};

/// The highest parallelism that Flink takes.
///
/// Source: `KeyGroupRangeAssignment.UPPER_BOUND_MAX_PARALLELISM`.
pub const MOST_PARALLELISM: u32 = 1 << 15;

/// A job: chains of operators with what joins them. Nobody has put them into slot sharing groups of their own.
///
/// DIFFERENCE: the exchanges of a job have one type of partition. `DataStream` jobs in batch mode of 1.12 and 1.13 hand on pipelined where the
/// exchange is forward, and streaming jobs with approximate local recovery are not told. From 1.16 on consumers of the same data in a batch
/// job may share a partition, and a scheduler that sets parallelism while a batch job runs (`AdaptiveBatch`) makes one subpartition for all
/// consumers of a broadcast: such a job takes less than what is counted here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// How it runs.
    pub mode: RuntimeExecutionMode,
    /// The stages, each behind those that it reads.
    pub stages: Vec<Stage>,
}

/// How a job runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuntimeExecutionMode {
    /// All stages at once.
    Streaming,
    /// Stages hand on their data in this way.
    Batch(BatchShuffleMode),
}

impl RuntimeExecutionMode {
    /// The kind of partition between two stages.
    pub const fn partition_type(self) -> ResultPartitionType {
        match self {
            RuntimeExecutionMode::Streaming => ResultPartitionType::PipelinedBounded,
            RuntimeExecutionMode::Batch(mode) => mode.partition_type(),
        }
    }

    /// Whether a slot holds a subtask of each stage by default, and not of one stage only.
    ///
    /// Source: `StreamGraph.setAllVerticesInSameSlotSharingGroupByDefault`: without it each pipelined region has its own slots.
    pub const fn shares_slots(self) -> bool {
        matches!(self, RuntimeExecutionMode::Streaming | RuntimeExecutionMode::Batch(BatchShuffleMode::Pipelined))
    }
}

/// A chain of operators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// How many subtasks it has, 1 to 32768.
    pub parallelism: u32,
    /// What it reads; two for a join, none for a source. Each is a gate of its own, and a partition of the stage that is read.
    pub inputs: Vec<Input>,
}

/// What a stage reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input {
    /// The index of the stage that is read.
    pub stage: usize,
    /// How records come from there.
    pub exchange: Exchange,
}

/// Where the tasks are that a task reads from. Only channels from another TaskManager have exclusive buffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// All on other TaskManagers. What suffices then suffices however slots are taken.
    Remote,
    /// As many as there can be on the same TaskManager: as many as it has slots, and in a batch job whose stages wait for each other all,
    /// one after the other. No task takes less than then.
    Local,
}

/// Why there are no buffers to tell. Stages and inputs are told by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobError {
    /// A job without a stage.
    NoStages,
    /// A TaskManager without a slot.
    NoSlots,
    /// A parallelism that Flink does not take.
    Parallelism {
        /// Whose it is.
        stage: usize,
        /// What it is.
        parallelism: u32,
    },
    /// A stage reads itself, a later stage or one that there is not.
    NotEarlier {
        /// Who reads.
        stage: usize,
        /// Which of its inputs.
        input: usize,
    },
    /// A forward exchange between stages of different parallelism.
    ForwardChangesParallelism {
        /// Who reads.
        stage: usize,
        /// Which of its inputs.
        input: usize,
    },
    /// A task that no TaskManager sets up.
    Deploy {
        /// Whose it is.
        stage: usize,
        /// What Flink says.
        error: DeployError,
    },
    /// The tasks of a TaskManager require more than 2^31 − 1 buffers, the most that Flink counts.
    BeyondInt,
}

/// What joins two stages.
#[derive(Clone, Copy)]
pub(super) struct Edge {
    /// The stage that writes, and its parallelism.
    pub(super) producer: (usize, u32),
    /// The stage that reads, and its parallelism.
    pub(super) consumer: (usize, u32),
    pub(super) exchange: Exchange,
}

impl Job {
    /// The largest task of each stage: its gates in the order of the inputs, its partitions in the order of the stages that read them.
    ///
    /// # Errors
    /// A job that Flink would not take.
    ///
    /// ```
    /// use flink_memory::network_buffers::{Exchange, Input, Job, Placement, RuntimeExecutionMode, Stage};
    ///
    /// let source = Stage { parallelism: 32, inputs: Vec::new() };
    /// let window = Stage { parallelism: 64, inputs: vec![Input { stage: 0, exchange: Exchange::Hash }] };
    /// let job = Job { mode: RuntimeExecutionMode::Streaming, stages: vec![source, window] };
    /// let tasks = job.tasks(2, Placement::Remote)?;
    /// assert_eq!(tasks[0].partitions[0].subpartitions, 64);
    /// assert_eq!((tasks[1].gates[0].channels, tasks[1].gates[0].remote), (32, 32));
    /// assert_eq!(job.tasks(2, Placement::Local)?[1].gates[0].remote, 30);
    /// # Ok::<(), flink_memory::network_buffers::JobError>(())
    /// ```
    pub fn tasks(&self, slots: u32, placement: Placement) -> Result<Vec<Task>, JobError> {
        if slots == 0 {
            return Err(JobError::NoSlots);
        }
        let nearest = match placement {
            Placement::Remote => 0,
            Placement::Local if self.mode.shares_slots() => slots,
            Placement::Local => u32::MAX,
        };
        let mut tasks = vec![Task::default(); self.stages.len()];
        let kind = self.mode.partition_type();
        for Edge { producer: (from, producers), consumer: (to, consumers), exchange } in self.edges()? {
            let pattern = exchange.pattern();
            let channels = pattern.channels(producers, consumers);
            let remote = channels.saturating_sub(nearest).cast_signed();
            if let Some(task) = tasks.get_mut(to) {
                task.gates.push(Gate { channels: channels.cast_signed(), remote, kind });
            }
            if let Some(task) = tasks.get_mut(from) {
                task.partitions.push(Partition { subpartitions: pattern.subpartitions(producers, consumers).cast_signed(), kind });
            }
        }
        Ok(tasks)
    }

    /// What joins the stages, in the order of the stages that read.
    pub(super) fn edges(&self) -> Result<Vec<Edge>, JobError> {
        if self.stages.is_empty() {
            return Err(JobError::NoStages);
        }
        let mut edges = Vec::new();
        for (index, stage) in self.stages.iter().enumerate() {
            let parallelism = stage.parallelism;
            if !(1..=MOST_PARALLELISM).contains(&parallelism) {
                return Err(JobError::Parallelism { stage: index, parallelism });
            }
            for (input, &Input { stage: from, exchange }) in stage.inputs.iter().enumerate() {
                let producer = self.stages.get(from).filter(|_| from < index);
                let producers = producer.ok_or(JobError::NotEarlier { stage: index, input })?.parallelism;
                if exchange == Exchange::Forward && producers != parallelism {
                    return Err(JobError::ForwardChangesParallelism { stage: index, input });
                }
                edges.push(Edge { producer: (from, producers), consumer: (index, parallelism), exchange });
            }
        }
        Ok(edges)
    }
}
