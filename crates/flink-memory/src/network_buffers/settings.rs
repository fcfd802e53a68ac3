//! What decides about the buffers of gates and partitions, as a TaskManager reads it when it starts.

use std::fmt;

use super::BatchShuffleMode;
use crate::config::Configuration;
use crate::derive::segment_size;
use crate::error::FlinkError;
use crate::option::{OptionSpec, network as options, shuffle};
use crate::reader::{Derived, Reader, known, refuse};
use crate::release::Release;
use crate::rules;
use crate::size::MemorySize;

/// The network stack of a TaskManager. Unit of all but the segment size: buffers.
///
/// Flink checks few of these numbers, so that they may be negative, and calculates with them in Java's `int`, which wraps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BufferSettings {
    /// The release.
    pub release: Release,
    /// The size of a buffer. Unit: bytes.
    pub segment_size: i32,
    /// What the TaskManager has.
    pub total: i32,
    /// Exclusive buffers of each channel from a producer on another TaskManager.
    pub per_channel: i32,
    /// Floating buffers of each gate, for whichever channel needs them.
    pub floating_per_gate: i32,
    /// What a gate requires at most, where that is set. From 1.17 on.
    pub required_per_gate: Option<i32>,
    /// What one subpartition may hold. From 1.11 on.
    pub max_per_subpartition: Option<i32>,
    /// What a partition that sorts takes at least. From 1.12 on.
    pub sort_buffers: Option<i32>,
    /// From how many subpartitions on a blocking partition sorts. From 1.12 on.
    pub sort_parallelism: Option<i32>,
    /// What a partition may take over its limit. From 1.16 on.
    pub overdraft: Option<i32>,
    /// Whether partitions keep their data in tiers. From 1.18 on.
    pub is_tiered: bool,
    /// Whether a number of buffers is set that nobody heeds.
    ignores_number_of_buffers: bool,
}

impl BufferSettings {
    /// Reads the settings of a TaskManager that has this much network memory.
    ///
    /// ```
    /// use flink_memory::network_buffers::BufferSettings;
    /// use flink_memory::{Configuration, MemorySize, Release};
    ///
    /// let settings = BufferSettings::read(&Configuration::new(), Release::V1_20, MemorySize::from_mebibytes(64))?;
    /// assert_eq!((settings.total, settings.per_channel, settings.floating_per_gate), (2048, 2, 8));
    /// # Ok::<(), flink_memory::network_buffers::BufferError>(())
    /// ```
    ///
    /// # Errors
    /// What Flink throws: a value that cannot be read, a segment size that is none, more buffers than an `int` counts, and from 1.17 on
    /// numbers that leave a gate nothing.
    ///
    /// Source: `NettyShuffleEnvironmentConfiguration.fromConfiguration`.
    pub fn read(configuration: &Configuration, release: Release, network: MemorySize) -> Result<BufferSettings, BufferError> {
        let reader = &mut Reader::new(release, configuration);
        let settings = read(reader, network).map_err(BufferError::Flink)?;
        if reader.has(rules::GATE_LIMIT) {
            settings.check()?;
        }
        let is_tiered = is_tiered(reader).map_err(BufferError::Flink)?;
        Ok(BufferSettings { is_tiered, ..settings })
    }

    /// What Flink logs about them.
    pub fn notice(&self) -> Option<&'static str> {
        self.ignores_number_of_buffers
            .then_some("Ignoring old (but still present) network buffer configuration via taskmanager.network.numberOfBuffers.")
    }

    fn check(&self) -> Result<(), BufferError> {
        if self.per_channel < 0 {
            Err(BufferError::NegativePerChannel)
        } else if self.required_per_gate.is_some_and(|most| most < 1) {
            Err(BufferError::NoneRequiredPerGate)
        } else if self.floating_per_gate < 1 {
            Err(BufferError::NoneFloating)
        } else {
            Ok(())
        }
    }
}

/// What 2.0 and later take, whatever is set.
const PER_CHANNEL: i32 = 2;
const FLOATING_PER_GATE: i32 = 8;
const MAX_PER_SUBPARTITION: i32 = 10;
const OVERDRAFT: i32 = 20;
const SORT_PARALLELISM: i32 = 1;

/// All but whether there are tiers, which is asked last.
fn read(reader: &mut Reader<'_>, network: MemorySize) -> Derived<BufferSettings> {
    let segment = segment_size(reader)?.value.bytes();
    let count = network.bytes() / segment.max(1);
    let Ok(total) = i32::try_from(count) else { return refuse(FlinkError::TooManyBuffers { bytes: network.bytes() }) };
    let per_channel = int(reader, &options::NETWORK_BUFFERS_PER_CHANNEL, PER_CHANNEL)?;
    let floating_per_gate = int(reader, &options::NETWORK_EXTRA_BUFFERS_PER_GATE, FLOATING_PER_GATE)?;
    let required_per_gate = if_known(reader, &options::NETWORK_READ_MAX_REQUIRED_BUFFERS_PER_GATE)?;
    let max_per_subpartition = int(reader, &options::NETWORK_MAX_BUFFERS_PER_CHANNEL, MAX_PER_SUBPARTITION)?;
    let overdraft = int(reader, &options::NETWORK_MAX_OVERDRAFT_BUFFERS_PER_GATE, OVERDRAFT)?;
    let sort_buffers = if_known(reader, &shuffle::NETWORK_SORT_SHUFFLE_MIN_BUFFERS)?;
    let sort_parallelism = int(reader, &shuffle::NETWORK_SORT_SHUFFLE_MIN_PARALLELISM, SORT_PARALLELISM)?;
    Ok(BufferSettings {
        release: reader.release(),
        segment_size: i32::try_from(segment).unwrap_or(i32::MAX),
        total,
        per_channel: known(&options::NETWORK_BUFFERS_PER_CHANNEL, per_channel)?,
        floating_per_gate: known(&options::NETWORK_EXTRA_BUFFERS_PER_GATE, floating_per_gate)?,
        required_per_gate,
        max_per_subpartition,
        sort_buffers,
        sort_parallelism,
        overdraft,
        is_tiered: false,
        ignores_number_of_buffers: reader.is_set(&options::NETWORK_NUM_BUFFERS),
    })
}

/// A number that a release reads; nothing before it knew the option, and a fixed one after it forgot it.
fn int(reader: &mut Reader<'_>, option: &'static OptionSpec, fixed: i32) -> Derived<Option<i32>> {
    if option.is_gone(reader.release()) { Ok(Some(fixed)) } else { if_known(reader, option) }
}

fn if_known(reader: &mut Reader<'_>, option: &'static OptionSpec) -> Derived<Option<i32>> {
    if option.in_release(reader.release()).is_some() { reader.optional_int(option) } else { Ok(None) }
}

/// Tiers are the cluster's choice: a hybrid mode, and as long as there is a switch, one that is on.
fn is_tiered(reader: &mut Reader<'_>) -> Derived<bool> {
    let switch = &shuffle::NETWORK_HYBRID_SHUFFLE_ENABLE_NEW_MODE;
    let has_switch = switch.in_release(reader.release()).is_some();
    if !has_switch && !switch.is_gone(reader.release()) {
        return Ok(false);
    }
    let mode = reader.name(&shuffle::BATCH_SHUFFLE_MODE)?.and_then(BatchShuffleMode::from_name);
    let is_hybrid = mode.is_some_and(|mode| mode.partition_type().is_hybrid());
    let is_on = !has_switch || reader.boolean(switch)?;
    Ok(is_hybrid && is_on)
}

/// Why a TaskManager does not start.
#[derive(Clone, Debug, PartialEq)]
pub enum BufferError {
    /// An option cannot be read, or the size of a buffer or their number is out of range.
    Flink(Box<FlinkError>),
    /// Exclusive buffers below zero.
    NegativePerChannel,
    /// A gate may require nothing.
    NoneRequiredPerGate,
    /// A gate has no floating buffers.
    NoneFloating,
}

impl BufferError {
    /// The simple name of the Java exception class.
    pub fn exception(&self) -> &'static str {
        if let BufferError::Flink(error) = self { error.exception() } else { "IllegalArgumentException" }
    }

    /// The exception that this one names as its cause.
    pub fn cause(&self) -> Option<&FlinkError> {
        if let BufferError::Flink(error) = self { error.cause() } else { None }
    }
}

impl fmt::Display for BufferError {
    /// Flink's own message.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BufferError::Flink(error) => return error.fmt(f),
            BufferError::NegativePerChannel => "Must be non-negative.",
            BufferError::NoneRequiredPerGate => {
                "At least one buffer is required for each gate, please increase the value of \
                 taskmanager.network.memory.read-buffer.required-per-gate.max."
            }
            BufferError::NoneFloating => {
                "The configured floating buffer should be at least 1, please increase the value of \
                 taskmanager.network.memory.floating-buffers-per-gate."
            }
        })
    }
}

impl std::error::Error for BufferError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause().map(|cause| cause as _)
    }
}
