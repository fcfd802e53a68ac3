//! The TaskManager's network memory: a fraction, a number of buffers, or what the other pools leave.

use super::range::{FractionRange, RangeOptions};
use crate::error::{FlinkError, SegmentViolation};
use crate::message::Message;
use crate::option::network::NETWORK_NUM_BUFFERS;
use crate::option::taskmanager as options;
use crate::pool::Pool;
use crate::reader::{Derived, Reader, long, refuse};
use crate::size::MemorySize;
use crate::step::{Range, Rule, Setting};

pub(super) const RANGE: RangeOptions =
    RangeOptions { min: &options::NETWORK_MEMORY_MIN, max: &options::NETWORK_MEMORY_MAX, fraction: &options::NETWORK_MEMORY_FRACTION };

/// Network memory that is what is left of Flink memory must agree with its own configuration.
pub(super) fn check(reader: &mut Reader<'_>, network: MemorySize, total: MemorySize) -> Derived<Option<Range>> {
    agreed(reader, network, total)
        .map_err(|cause| if cause.is_configuration_exception() { Box::new(FlinkError::NetworkRest { cause }) } else { cause })
}

fn agreed(reader: &mut Reader<'_>, network: MemorySize, total: MemorySize) -> Derived<Option<Range>> {
    if counts_buffers(reader) {
        let (_, _, configured) = buffers(reader)?;
        return if configured == network { Ok(None) } else { refuse(FlinkError::NetworkMismatch { derived: network, configured }) };
    }
    let range = FractionRange::read(reader, &RANGE)?;
    if !range.contains(network) {
        return refuse(FlinkError::NetworkOutOfRange { network, min: range.min(), max: range.max() });
    }
    if reader.is_set(&options::NETWORK_MEMORY_FRACTION) {
        let fraction = range.fraction.value;
        if long(fraction.of(total))? != network {
            reader.say(Message::NetworkFractionIgnored { network, fraction, flink: total });
        }
    }
    Ok(range.range)
}

/// Whether network memory is configured by a number of buffers alone. The option is unknown from 2.0 on.
pub(super) fn counts_buffers(reader: &mut Reader<'_>) -> bool {
    let any_size = reader.is_set(&options::NETWORK_MEMORY_MIN)
        || reader.is_set(&options::NETWORK_MEMORY_MAX)
        || reader.is_set(&options::NETWORK_MEMORY_FRACTION);
    !any_size && reader.is_set(&NETWORK_NUM_BUFFERS)
}

pub(super) fn of_buffers(reader: &mut Reader<'_>) -> Derived<MemorySize> {
    let (count, segment, network) = buffers(reader)?;
    Ok(reader.step(Pool::Network, network, Rule::Buffers { count, segment }))
}

fn buffers(reader: &mut Reader<'_>) -> Derived<(Setting<u32>, Setting<MemorySize>, MemorySize)> {
    let count = reader.int(&NETWORK_NUM_BUFFERS)?;
    let segment = segment_size(reader)?;
    let Ok(positive) = u32::try_from(count.value) else { return refuse(FlinkError::NegativeBytes) };
    // A Java int times a Java int fits a long.
    let bytes = long(MemorySize::from_bytes(u64::from(positive) * segment.value.bytes()))?;
    Ok((count.with(positive), segment, bytes))
}

/// The size of a network buffer: a power of two from 4096 bytes to below 2^31.
///
/// Source: `ConfigurationParserUtils.getPageSize`.
pub(crate) fn segment_size(reader: &mut Reader<'_>) -> Derived<Setting<MemorySize>> {
    let setting = reader.plain_size(&options::MEMORY_SEGMENT_SIZE)?;
    let long = setting.value.bytes();
    let Ok(bytes @ 0..=0x7fff_ffff) = u32::try_from(long) else { return refuse(FlinkError::DowncastOverflow { bytes: long }) };
    let violation = if bytes < 4096 {
        SegmentViolation::TooSmall
    } else if !bytes.is_power_of_two() {
        SegmentViolation::NoPowerOfTwo
    } else {
        return Ok(setting);
    };
    refuse(FlinkError::InvalidSegmentSize { option: setting.option, bytes, violation })
}
