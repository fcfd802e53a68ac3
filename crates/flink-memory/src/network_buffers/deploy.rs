//! Whether tasks fit: they are set up one after the other, until there are no buffers for the next. What they are is told.

use std::fmt;

use super::{BufferSettings, InsufficientBuffers, Task};
use crate::rules;

/// How far it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployed {
    /// How many tasks have all that they require.
    pub tasks: u32,
    /// What they require, and what the one after them got before it failed. Unit: buffers.
    pub required: i32,
    /// What the next one lacks.
    pub insufficient: Option<InsufficientBuffers>,
}

/// Why no task of this shape can be set up, however many buffers there are. `Display` prints the message of the
/// `IllegalArgumentException`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeployError {
    /// Up to 1.11 a channel must have exclusive buffers.
    NoExclusive,
    /// A pool requires nothing.
    NoneRequired {
        /// What it requires.
        min: i32,
    },
    /// A pool may take less than it requires.
    MaxBelowMin {
        /// What it may take.
        max: i32,
        /// What it requires.
        min: i32,
    },
    /// A pool may take nothing.
    NoneAllowed {
        /// What it may take.
        max: i32,
    },
    /// A subpartition may hold nothing.
    NonePerSubpartition {
        /// What it may hold.
        max: i32,
    },
}

impl fmt::Display for DeployError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DeployError::NoExclusive => f.write_str("The number of required buffers should be larger than 0."),
            DeployError::NoneRequired { min } => write!(f, "Required number of memory segments ({min}) should be larger than 0."),
            DeployError::MaxBelowMin { max, min } => {
                write!(f, "Maximum number of memory segments ({max}) should not be smaller than minimum ({min}).")
            }
            DeployError::NoneAllowed { max } => write!(f, "Maximum number of memory segments ({max}) should be larger than 0."),
            DeployError::NonePerSubpartition { max } => {
                write!(f, "Maximum number of buffers for each channel ({max}) should be larger than 0.")
            }
        }
    }
}

impl std::error::Error for DeployError {}

/// A pool that a gate or a partition asks for.
struct Pool {
    min: i32,
    max: i32,
    max_per_subpartition: Option<i32>,
}

/// The buffers of a TaskManager while tasks are set up.
pub(super) struct Stock<'a> {
    settings: &'a BufferSettings,
    total: i32,
    used: i32,
    /// The most that were in use at once; above 2^31 − 1 where Java's `int` wrapped.
    peak: i64,
}

pub(super) enum Stopped {
    Insufficient(InsufficientBuffers),
    Impossible(DeployError),
}

impl BufferSettings {
    /// Sets up tasks of this shape, one after the other.
    ///
    /// In a cluster tasks start at the same time, and gates may ask later. Whether everything fits does not depend on the order; the numbers
    /// in the message do.
    ///
    /// # Errors
    /// A task that cannot be set up at all.
    ///
    /// Source: `NetworkBufferPool`, `LocalBufferPool`, `ResultPartition.setup`, `SingleInputGate.setup`.
    ///
    /// ```
    /// use flink_memory::network_buffers::{BufferSettings, Gate, Partition, ResultPartitionType, Task};
    /// use flink_memory::{Configuration, MemorySize, Release};
    ///
    /// let settings = BufferSettings::read(&Configuration::new(), Release::V1_20, MemorySize::from_mebibytes(64))?;
    /// let kind = ResultPartitionType::PipelinedBounded;
    /// let task = Task {
    ///     gates: vec![Gate { channels: 128, remote: 128, kind }],
    ///     partitions: vec![Partition { subpartitions: 128, kind }],
    /// };
    /// let deployed = settings.deploy(&task, 6)?;
    /// assert_eq!((deployed.tasks, deployed.required), (5, 1930));
    /// let missing = deployed.insufficient.expect("the sixth has no room");
    /// assert_eq!((missing.required, missing.available), (129, 118));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn deploy(&self, task: &Task, tasks: u32) -> Result<Deployed, DeployError> {
        let mut stock = Stock::new(self, self.total);
        match stock.set_up_equal(task, tasks) {
            (_, Err(Stopped::Impossible(error))) => Err(error),
            (done, Err(Stopped::Insufficient(insufficient))) => {
                Ok(Deployed { tasks: done, required: stock.used, insufficient: Some(insufficient) })
            }
            (_, Ok(())) => Ok(Deployed { tasks, required: stock.used, insufficient: None }),
        }
    }
}

impl Stock<'_> {
    pub(super) fn new(settings: &BufferSettings, total: i32) -> Stock<'_> {
        Stock { settings, total, used: 0, peak: 0 }
    }

    /// How many are in use.
    pub(super) fn used(&self) -> i32 {
        self.used
    }

    /// How many would have been enough; `None` above what an `int` counts.
    pub(super) fn enough(&self) -> Option<i32> {
        i32::try_from(self.peak).ok()
    }

    /// Sets up equal tasks; says how many were.
    pub(super) fn set_up_equal(&mut self, task: &Task, tasks: u32) -> (u32, Result<(), Stopped>) {
        if rules::EXCLUSIVE_BUFFERS_FIRST.contains(self.settings.release) && self.settings.per_channel <= 0 {
            return (0, Err(Stopped::Impossible(DeployError::NoExclusive)));
        }
        let mut done = 0;
        while done < tasks {
            let before = self.used;
            if let Err(stopped) = self.set_up(task) {
                return (done, Err(stopped));
            }
            done += 1;
            let Ok(each @ 1..) = u32::try_from(self.used.wrapping_sub(before)) else { break };
            // All go as the first did, but the last one, and the last one for which there is room.
            let room = u32::try_from(self.available()).unwrap_or_default() / each;
            let alike = room.min(tasks - done).saturating_sub(1);
            self.used = self.used.wrapping_add((alike * each).cast_signed());
            done += alike;
        }
        (tasks, Ok(()))
    }

    fn set_up(&mut self, task: &Task) -> Result<(), Stopped> {
        let settings = self.settings;
        let gates_first = rules::EXCLUSIVE_BUFFERS_FIRST.contains(settings.release);
        for &partition in &task.partitions {
            let buffers = settings.partition(partition);
            self.pool(&Pool { min: buffers.min, max: buffers.max, max_per_subpartition: settings.max_per_subpartition })?;
        }
        for &gate in &task.gates {
            let buffers = settings.gate(gate);
            if gates_first {
                self.exclusive(gate.remote, settings.per_channel)?;
            }
            self.pool(&Pool { min: buffers.floating_required, max: buffers.floating_max, max_per_subpartition: None })?;
        }
        for &gate in &task.gates {
            if !gates_first {
                self.exclusive(gate.remote, settings.gate(gate).exclusive_per_channel)?;
            } else if rules::EXCLUSIVE_BUFFERS_TWICE.contains(settings.release) && gate.remote > 0 {
                // It gives the first ones back as soon as it has the second.
                let used = self.used;
                self.take(settings.per_channel)?;
                self.used = used;
            }
        }
        Ok(())
    }

    /// Takes what a pool requires, and looks at its bounds after that, as Flink does.
    fn pool(&mut self, pool: &Pool) -> Result<(), Stopped> {
        let &Pool { min, max, max_per_subpartition } = pool;
        self.take(min)?;
        let requires_one = rules::GATE_REQUIRES_A_BUFFER.contains(self.settings.release);
        let refused = if requires_one && min <= 0 || min < 0 {
            DeployError::NoneRequired { min }
        } else if max < min {
            DeployError::MaxBelowMin { max, min }
        } else if max <= 0 {
            DeployError::NoneAllowed { max }
        } else if let Some(max) = max_per_subpartition.filter(|&max| max <= 0) {
            DeployError::NonePerSubpartition { max }
        } else {
            return Ok(());
        };
        Err(Stopped::Impossible(refused))
    }

    /// Takes a number of buffers for each of the channels, or for as many as there are buffers.
    fn exclusive(&mut self, channels: i32, each: i32) -> Result<(), Stopped> {
        if each <= 0 {
            return Ok(());
        }
        let fitting = channels.min(self.available() / each);
        self.use_more(fitting.wrapping_mul(each));
        if fitting < channels { self.take(each) } else { Ok(()) }
    }

    fn take(&mut self, required: i32) -> Result<(), Stopped> {
        let total = self.total;
        if self.used.wrapping_add(required) > total {
            let (available, segment_size) = (self.available(), self.settings.segment_size);
            return Err(Stopped::Insufficient(InsufficientBuffers { required, available, total, segment_size }));
        }
        self.use_more(required);
        Ok(())
    }

    fn use_more(&mut self, buffers: i32) {
        self.peak = self.peak.max(i64::from(self.used) + i64::from(buffers));
        self.used = self.used.wrapping_add(buffers);
    }

    fn available(&self) -> i32 {
        self.total.wrapping_sub(self.used)
    }
}
