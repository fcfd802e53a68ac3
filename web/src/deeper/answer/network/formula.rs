//! How the buffers of gates and partitions are counted: which formula of the release gave a number, with its numbers. What they are is asked
//! of the model.

use flink_memory::network_buffers::{AskingPart, BufferSettings, Gate, Partition};

/// A formula with its numbers. Unit: buffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formula {
    /// Of each channel so many, and so many for whichever needs them.
    Channels {
        /// Channels that have buffers of their own.
        channels: i32,
        /// What each has.
        each: i32,
        /// Floating ones.
        floating: i32,
    },
    /// One of each subpartition and one more.
    OneEach {
        /// How many subpartitions.
        subpartitions: i32,
    },
    /// The same, but not more than a limit.
    Limited {
        /// How many subpartitions.
        subpartitions: i32,
    },
    /// What the option of partitions that sort says.
    Sorts,
    /// Of each subpartition so many, and so many for the partition.
    Subpartitions {
        /// How many subpartitions.
        subpartitions: i32,
        /// For each.
        each: i32,
        /// For all.
        floating: i32,
    },
    /// Not less than what is required.
    AsRequired,
    /// As many as there are.
    NoLimit,
}

/// What is required, and what may be taken: the formula and what it comes to.
pub type Lines = [(Formula, Option<i32>); 2];

/// The buffers of a gate.
pub fn of_gate(settings: &BufferSettings, gate: Gate) -> Lines {
    let buffers = settings.gate(gate);
    [buffers.floating_required, buffers.floating_max].map(|floating| {
        let formula = Formula::Channels { channels: gate.remote, each: buffers.exclusive_per_channel, floating };
        (formula, buffers.exclusive.checked_add(floating))
    })
}

/// The buffers of a partition.
pub fn of_partition(settings: &BufferSettings, partition: Partition) -> Lines {
    let Partition { subpartitions, kind } = partition;
    let buffers = settings.partition(partition);
    let sorts = AskingPart::SortPartition.asks(settings, kind, subpartitions).is_some();
    let least = if sorts {
        Formula::Sorts
    } else if Some(buffers.min) == subpartitions.checked_add(1) {
        Formula::OneEach { subpartitions }
    } else {
        Formula::Limited { subpartitions }
    };
    let is_made_of =
        |each: i32, floating: i32| subpartitions.checked_mul(each).and_then(|all| all.checked_add(floating)) == Some(buffers.max);
    let shared = [(settings.per_channel, settings.floating_per_gate), (buffers.max.checked_div(subpartitions).unwrap_or(0), 0)];
    let most = if buffers.max == i32::MAX {
        Formula::NoLimit
    } else if let Some((each, floating)) =
        shared.into_iter().find(|&(each, floating)| is_made_of(each, floating) && buffers.max > buffers.min)
    {
        Formula::Subpartitions { subpartitions, each, floating }
    } else {
        Formula::AsRequired
    };
    [(least, Some(buffers.min)), (most, Some(buffers.max).filter(|_| most != Formula::NoLimit))]
}
