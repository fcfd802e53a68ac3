//! What a task takes: the buffers of its gates and of its partitions, and what it announces to the scheduler.

use std::fmt;

use super::{BufferSettings, ResultPartitionType};
use crate::rules;
use crate::size::MemorySize;

/// One parallel subtask of a chain of operators.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// A gate for each of its inputs.
    pub gates: Vec<Gate>,
    /// A partition for each data set that it hands on.
    pub partitions: Vec<Partition>,
}

/// Where a task reads one of its inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gate {
    /// How many producers it reads from.
    pub channels: i32,
    /// How many of them are on another TaskManager; only these channels have exclusive buffers.
    pub remote: i32,
    /// The kind of partition that it reads.
    pub kind: ResultPartitionType,
}

/// What a gate takes. Unit: buffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GateBuffers {
    /// Exclusive ones of each remote channel.
    pub exclusive_per_channel: i32,
    /// Exclusive ones of all remote channels.
    pub exclusive: i32,
    /// Floating ones that it does not start without.
    pub floating_required: i32,
    /// Floating ones that it may take.
    pub floating_max: i32,
}

/// Where a task leaves what it hands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partition {
    /// How many consumers read from it.
    pub subpartitions: i32,
    /// Its kind.
    pub kind: ResultPartitionType,
}

/// What a partition takes. Unit: buffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartitionBuffers {
    /// What it does not start without.
    pub min: i32,
    /// What it may take; 2^31 − 1 stands for no limit.
    pub max: i32,
    /// What it may take over that while buffers are free. From 1.16 on.
    pub overdraft: Option<i32>,
}

/// What a task could use, as the scheduler of fine-grained resources is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announced {
    /// Unit: buffers.
    pub buffers: i32,
    /// The same in bytes.
    pub size: MemorySize,
}

/// What a gate of a batch job requires at most, where nobody says. Unit: buffers.
const REQUIRED_PER_BATCH_GATE: i32 = 1000;

/// How many buffers a partition that sorts may take for each of its consumers.
const SORT_BUFFERS_PER_SUBPARTITION: i32 = 4;

/// What a partition of a tiered job requires at most, up to 1.19 and later. Unit: buffers.
const TIERED_BUFFERS: (i32, i32) = (613, 101);

impl BufferSettings {
    /// What a gate takes. A gate without channels takes what one channel of it would.
    ///
    /// Source: `SingleInputGateFactory.createBufferPoolFactory`, from 1.17 on `InputGateSpecUtils.createGateBuffersSpec`.
    pub fn gate(&self, gate: Gate) -> GateBuffers {
        let (channels, per_channel, floating) = (gate.channels, self.per_channel, self.floating_per_gate);
        let of_all = channels.wrapping_mul(per_channel);
        let (exclusive_per_channel, floating_required, floating_max) = if rules::GATE_LIMIT.contains(self.release) {
            let required = self.limit(gate.kind).min(of_all.wrapping_add(1));
            let exclusive = required.wrapping_sub(1).checked_div(channels).map_or(per_channel, |most| per_channel.min(most));
            let in_channels = exclusive.wrapping_mul(channels);
            (exclusive, required.wrapping_sub(in_channels), of_all.wrapping_add(floating).wrapping_sub(in_channels))
        } else {
            (per_channel, i32::from(rules::GATE_REQUIRES_A_BUFFER.contains(self.release)), floating)
        };
        GateBuffers { exclusive_per_channel, exclusive: exclusive_per_channel.wrapping_mul(gate.remote), floating_required, floating_max }
    }

    fn limit(&self, kind: ResultPartitionType) -> i32 {
        let is_stream = match kind {
            ResultPartitionType::Pipelined | ResultPartitionType::PipelinedBounded => true,
            kind => kind.is_hybrid() && !self.is_tiered,
        };
        self.required_per_gate.unwrap_or(if is_stream { i32::MAX } else { REQUIRED_PER_BATCH_GATE })
    }

    /// What of a kind decides how much is required: what a gate requires at most, and whether a partition may sort.
    pub(super) fn decides(&self, kind: ResultPartitionType) -> (i32, bool) {
        (self.limit(kind), kind.is_blocking())
    }

    /// What a partition takes.
    ///
    /// Source: `ResultPartitionFactory.createBufferPoolFactory` and `NettyShuffleUtils`.
    pub fn partition(&self, partition: Partition) -> PartitionBuffers {
        self.partition_in(partition, self.is_tiered)
    }

    fn partition_in(&self, Partition { subpartitions, kind }: Partition, is_tiered: bool) -> PartitionBuffers {
        let one_each = subpartitions.wrapping_add(1);
        let sorts = self.sorts(Partition { subpartitions, kind });
        let min = match sorts {
            Some(buffers) => buffers,
            None if is_tiered => one_each.min(self.tiered_buffers()),
            None => one_each,
        };
        let max = if kind.is_bounded() {
            subpartitions.wrapping_mul(self.per_channel).wrapping_add(self.floating_per_gate)
        } else if sorts.is_some() && rules::SORT_SHUFFLE_LIMIT.contains(self.release) {
            min.max(SORT_BUFFERS_PER_SUBPARTITION.wrapping_mul(subpartitions))
        } else {
            i32::MAX
        };
        let max = if rules::PARTITION_MAX_AT_LEAST_MIN.contains(self.release) { max.max(min) } else { max };
        let has_overdraft = matches!(kind, ResultPartitionType::Pipelined | ResultPartitionType::PipelinedBounded);
        PartitionBuffers { min, max, overdraft: self.overdraft.map(|overdraft| if has_overdraft { overdraft } else { 0 }) }
    }

    /// What a partition requires that sorts before it writes; `None` for one that does not.
    pub(super) fn sorts(&self, Partition { subpartitions, kind }: Partition) -> Option<i32> {
        self.sort_buffers.filter(|_| kind.is_blocking() && self.sort_parallelism.is_some_and(|from| subpartitions >= from))
    }

    fn tiered_buffers(&self) -> i32 {
        if rules::TIERED_613.contains(self.release) { TIERED_BUFFERS.0 } else { TIERED_BUFFERS.1 }
    }

    /// What a task announces; `None` before 1.14, which announces nothing.
    ///
    /// # Errors
    /// A partition without a limit, and a sum that wraps below zero.
    ///
    /// Source: `NettyShuffleMaster.computeShuffleMemorySizeForTask`.
    pub fn announced(&self, task: &Task) -> Result<Option<Announced>, NotAnnounced> {
        if !rules::ANNOUNCED.contains(self.release) {
            return Ok(None);
        }
        let of_gate = |gate: &Gate| gate.channels.wrapping_mul(self.per_channel).wrapping_add(self.floating_per_gate);
        let mut buffers = task.gates.iter().map(of_gate).fold(0i32, i32::wrapping_add);
        for &partition in &task.partitions {
            let of_partition = self.partition_in(partition, false);
            let kind = partition.kind;
            // What is read while it is written counts as it may grow.
            let counted = if kind.is_blocking() { of_partition.min } else { of_partition.max };
            if counted == i32::MAX {
                return Err(NotAnnounced::NoLimit { kind });
            }
            buffers = buffers.wrapping_add(counted);
        }
        let bytes = i64::from(buffers).wrapping_mul(self.segment_size.into());
        let size = u64::try_from(bytes).ok().and_then(MemorySize::from_bytes).ok_or(NotAnnounced::BelowZero)?;
        Ok(Some(Announced { buffers, size }))
    }
}

/// Why a task cannot say what it could use. `Display` prints the message of the `IllegalArgumentException`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAnnounced {
    /// A partition has no limit.
    NoLimit {
        /// Its kind.
        kind: ResultPartitionType,
    },
    /// The numbers wrap, and their sum is below zero.
    BelowZero,
}

impl fmt::Display for NotAnnounced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotAnnounced::NoLimit { kind } => {
                write!(f, "Illegal to announce network memory requirement as Integer.MAX_VALUE, partition type: {}", kind.name())
            }
            NotAnnounced::BelowZero => f.write_str("bytes must be >= 0"),
        }
    }
}

impl std::error::Error for NotAnnounced {}
