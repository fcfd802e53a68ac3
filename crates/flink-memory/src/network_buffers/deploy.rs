//! Whether tasks fit: equal ones are set up one after the other, until there are no buffers for the next.

use std::fmt;

use super::{BufferSettings, Task};
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

/// A task asks for more buffers than there are left. `Display` prints the message of the `IOException` that operators know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InsufficientBuffers {
    /// What it asks for.
    pub required: i32,
    /// What is left.
    pub available: i32,
    /// What the TaskManager has.
    pub total: i32,
    /// The size of each. Unit: bytes.
    pub segment_size: i32,
}

impl fmt::Display for InsufficientBuffers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let InsufficientBuffers { required, available, total, segment_size } = self;
        write!(
            f,
            "Insufficient number of network buffers: required {required}, but only {available} available. The total number of network \
             buffers is currently set to {total} of {segment_size} bytes each. You can increase this number by setting the configuration \
             keys 'taskmanager.memory.network.fraction', 'taskmanager.memory.network.min', and 'taskmanager.memory.network.max'."
        )
    }
}

impl std::error::Error for InsufficientBuffers {}

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
struct Stock<'a> {
    settings: &'a BufferSettings,
    used: i32,
}

enum Stopped {
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
        if rules::EXCLUSIVE_BUFFERS_FIRST.contains(self.release) && self.per_channel <= 0 {
            return Err(DeployError::NoExclusive);
        }
        let mut stock = Stock { settings: self, used: 0 };
        let mut done = 0;
        while done < tasks {
            let before = stock.used;
            match stock.set_up(task) {
                Ok(()) => done += 1,
                Err(Stopped::Impossible(error)) => return Err(error),
                Err(Stopped::Insufficient(insufficient)) => {
                    return Ok(Deployed { tasks: done, required: stock.used, insufficient: Some(insufficient) });
                }
            }
            let Ok(each @ 1..) = u32::try_from(stock.used.wrapping_sub(before)) else { break };
            // All but the last for which there is room go as the first did.
            let room = u32::try_from(self.total.wrapping_sub(stock.used)).unwrap_or_default() / each;
            let alike = room.saturating_sub(1).min(tasks - done);
            stock.used = stock.used.wrapping_add((alike * each).cast_signed());
            done += alike;
        }
        Ok(Deployed { tasks, required: stock.used, insufficient: None })
    }
}

impl Stock<'_> {
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
        self.used = self.used.wrapping_add(fitting.wrapping_mul(each));
        if fitting < channels { self.take(each) } else { Ok(()) }
    }

    fn take(&mut self, required: i32) -> Result<(), Stopped> {
        let BufferSettings { total, segment_size, .. } = *self.settings;
        let available = self.available();
        if self.used.wrapping_add(required) > total {
            return Err(Stopped::Insufficient(InsufficientBuffers { required, available, total, segment_size }));
        }
        self.used = self.used.wrapping_add(required);
        Ok(())
    }

    fn available(&self) -> i32 {
        self.settings.total.wrapping_sub(self.used)
    }
}
