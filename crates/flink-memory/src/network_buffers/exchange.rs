//! How data goes from task to task: which subtask reads which, and in which kind of partition the data waits. Buffers are not counted here.

/// Who of the consumers reads from whom of the producers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// Everybody from everybody: hash (`keyBy`), rebalance, shuffle, broadcast and partitioners of one's own.
    AllToAll,
    /// Each from a few neighbours: forward, where both have as many subtasks, and rescale.
    Pointwise,
}

impl Pattern {
    /// Flink's name: `ALL_TO_ALL`, `POINTWISE`.
    pub const fn name(self) -> &'static str {
        match self {
            Pattern::AllToAll => "ALL_TO_ALL",
            Pattern::Pointwise => "POINTWISE",
        }
    }

    /// How many channels the gate of a consumer has, at most over all consumers.
    ///
    /// Source: `EdgeManagerBuildUtil.computeMaxEdgesToTargetExecutionVertex`, a function of its own from 1.14 on.
    ///
    /// ```
    /// use flink_memory::network_buffers::Pattern;
    /// assert_eq!(Pattern::AllToAll.channels(64, 32), 64);
    /// assert_eq!(Pattern::Pointwise.channels(64, 32), 2);
    /// ```
    pub const fn channels(self, producers: u32, consumers: u32) -> u32 {
        match self {
            Pattern::AllToAll => producers,
            Pattern::Pointwise => {
                if producers < consumers {
                    1
                } else {
                    producers.div_ceil(if consumers == 0 { 1 } else { consumers })
                }
            }
        }
    }

    /// How many channels the gate of a consumer has, at least over all consumers.
    ///
    /// Source: `EdgeManagerBuildUtil.connectPointwise`.
    pub const fn fewest_channels(self, producers: u32, consumers: u32) -> u32 {
        match self {
            Pattern::AllToAll => producers,
            Pattern::Pointwise if producers < consumers => 1,
            Pattern::Pointwise => match producers.checked_div(consumers) {
                Some(channels) => channels,
                None => producers,
            },
        }
    }

    /// How many subpartitions the partition of a producer has, at most over all producers.
    pub const fn subpartitions(self, producers: u32, consumers: u32) -> u32 {
        self.channels(consumers, producers)
    }
}

/// How a producer decides which consumers a record goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Exchange {
    /// By the hash of its key: `keyBy`, joins and aggregates of SQL.
    Hash,
    /// One after the other.
    Rebalance,
    /// By chance.
    Shuffle,
    /// All of them.
    Broadcast,
    /// The first one.
    Global,
    /// By a partitioner of one's own.
    Custom,
    /// The one of the same number, in a chain of its own: both have as many subtasks.
    Forward,
    /// One after the other of a few neighbours.
    Rescale,
}

impl Exchange {
    /// Every exchange.
    pub const ALL: [Exchange; 8] = [
        Exchange::Hash,
        Exchange::Rebalance,
        Exchange::Shuffle,
        Exchange::Broadcast,
        Exchange::Global,
        Exchange::Custom,
        Exchange::Forward,
        Exchange::Rescale,
    ];

    /// Flink's name, which the job graph of the web UI shows, such as `HASH`.
    pub const fn name(self) -> &'static str {
        match self {
            Exchange::Hash => "HASH",
            Exchange::Rebalance => "REBALANCE",
            Exchange::Shuffle => "SHUFFLE",
            Exchange::Broadcast => "BROADCAST",
            Exchange::Global => "GLOBAL",
            Exchange::Custom => "CUSTOM",
            Exchange::Forward => "FORWARD",
            Exchange::Rescale => "RESCALE",
        }
    }

    /// The exchange of this name.
    pub fn from_name(name: &str) -> Option<Exchange> {
        Exchange::ALL.into_iter().find(|exchange| exchange.name() == name)
    }

    /// Who reads from whom. All have channels to all, also where a record goes to one consumer only.
    ///
    /// Source: `StreamPartitioner.isPointwise`, `StreamingJobGraphGenerator.connect`.
    pub const fn pattern(self) -> Pattern {
        match self {
            Exchange::Forward | Exchange::Rescale => Pattern::Pointwise,
            _ => Pattern::AllToAll,
        }
    }
}

/// The kind of a result partition, and of the gates that read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResultPartitionType {
    /// Read while it is written, without a bound; the `DataSet` API.
    Pipelined,
    /// Read while it is written, with few buffers in flight: streaming jobs.
    PipelinedBounded,
    /// The same, and a reader that failed may come back to it: approximate local recovery.
    PipelinedApproximate,
    /// Read when it is complete: batch jobs.
    Blocking,
    /// The same, kept for a later job.
    BlockingPersistent,
    /// Read while it is written or later, wherever it is by then.
    HybridFull,
    /// The same, and only what was not read goes to disk.
    HybridSelective,
}

impl ResultPartitionType {
    /// Every kind.
    pub const ALL: [ResultPartitionType; 7] = [
        ResultPartitionType::Pipelined,
        ResultPartitionType::PipelinedBounded,
        ResultPartitionType::PipelinedApproximate,
        ResultPartitionType::Blocking,
        ResultPartitionType::BlockingPersistent,
        ResultPartitionType::HybridFull,
        ResultPartitionType::HybridSelective,
    ];

    /// Flink's name, such as `PIPELINED_BOUNDED`.
    pub const fn name(self) -> &'static str {
        match self {
            ResultPartitionType::Pipelined => "PIPELINED",
            ResultPartitionType::PipelinedBounded => "PIPELINED_BOUNDED",
            ResultPartitionType::PipelinedApproximate => "PIPELINED_APPROXIMATE",
            ResultPartitionType::Blocking => "BLOCKING",
            ResultPartitionType::BlockingPersistent => "BLOCKING_PERSISTENT",
            ResultPartitionType::HybridFull => "HYBRID_FULL",
            ResultPartitionType::HybridSelective => "HYBRID_SELECTIVE",
        }
    }

    /// The kind of this name.
    pub fn from_name(name: &str) -> Option<ResultPartitionType> {
        ResultPartitionType::ALL.into_iter().find(|kind| kind.name() == name)
    }

    pub(super) const fn is_blocking(self) -> bool {
        matches!(self, ResultPartitionType::Blocking | ResultPartitionType::BlockingPersistent)
    }

    pub(super) const fn is_hybrid(self) -> bool {
        matches!(self, ResultPartitionType::HybridFull | ResultPartitionType::HybridSelective)
    }

    /// Whether few buffers of it are in flight.
    pub(super) const fn is_bounded(self) -> bool {
        matches!(self, ResultPartitionType::PipelinedBounded | ResultPartitionType::PipelinedApproximate)
    }
}

/// How the stages of a batch job hand on their data, which a cluster or a job sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BatchShuffleMode {
    /// As streaming jobs do.
    Pipelined,
    /// Each stage when the one before it is complete, which is the default.
    Blocking,
    /// Either, wherever the data is by then.
    HybridFull,
    /// The same, and only what was not read goes to disk.
    HybridSelective,
}

impl BatchShuffleMode {
    /// Every mode.
    pub const ALL: [BatchShuffleMode; 4] =
        [BatchShuffleMode::Pipelined, BatchShuffleMode::Blocking, BatchShuffleMode::HybridFull, BatchShuffleMode::HybridSelective];

    /// Flink's name, such as `ALL_EXCHANGES_BLOCKING`.
    pub const fn name(self) -> &'static str {
        match self {
            BatchShuffleMode::Pipelined => "ALL_EXCHANGES_PIPELINED",
            BatchShuffleMode::Blocking => "ALL_EXCHANGES_BLOCKING",
            BatchShuffleMode::HybridFull => "ALL_EXCHANGES_HYBRID_FULL",
            BatchShuffleMode::HybridSelective => "ALL_EXCHANGES_HYBRID_SELECTIVE",
        }
    }

    /// The mode of this name.
    pub fn from_name(name: &str) -> Option<BatchShuffleMode> {
        BatchShuffleMode::ALL.into_iter().find(|mode| mode.name() == name)
    }

    /// The kind of partition between two stages.
    pub const fn partition_type(self) -> ResultPartitionType {
        match self {
            BatchShuffleMode::Pipelined => ResultPartitionType::PipelinedBounded,
            BatchShuffleMode::Blocking => ResultPartitionType::Blocking,
            BatchShuffleMode::HybridFull => ResultPartitionType::HybridFull,
            BatchShuffleMode::HybridSelective => ResultPartitionType::HybridSelective,
        }
    }
}
