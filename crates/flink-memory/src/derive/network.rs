//! The TaskManager's network memory: a fraction, a number of buffers, or what the other pools leave.

use super::range::{FractionRange, RangeOptions};
use super::reader::Reader;
use crate::error::{FlinkError, FlinkParts, SegmentViolation};
use crate::message::Message;
use crate::option::network::NETWORK_NUM_BUFFERS;
use crate::option::taskmanager as options;
use crate::pool::Pool;
use crate::size::MemorySize;
use crate::step::{Part, Range, Rule, Setting};

pub(super) const RANGE: RangeOptions =
    RangeOptions { min: &options::NETWORK_MEMORY_MIN, max: &options::NETWORK_MEMORY_MAX, fraction: &options::NETWORK_MEMORY_FRACTION };

/// Network memory that is what is left of Flink memory, and must agree with its own configuration.
pub(super) fn what_is_left(
    reader: &mut Reader<'_>,
    total: MemorySize,
    minus: Vec<Part>,
    explicit: FlinkParts,
) -> Result<MemorySize, FlinkError> {
    let taken = Part::sum(&minus).ok_or(FlinkError::LongOverflow)?;
    let network = total.minus(taken).ok_or(FlinkError::PartsExceedFlink { total, parts: explicit })?;
    let required = check(reader, network, total)
        .map_err(|error| if error.is_configuration_exception() { FlinkError::NetworkRest { cause: Box::new(error) } } else { error })?;
    let whole = Part { pool: Pool::TotalFlink, size: total };
    Ok(reader.step(Pool::Network, network, Rule::Remainder { whole, minus, required }))
}

fn check(reader: &mut Reader<'_>, network: MemorySize, total: MemorySize) -> Result<Option<Range>, FlinkError> {
    if counts_buffers(reader) {
        let (_, _, configured) = buffers(reader)?;
        return if configured == network { Ok(None) } else { Err(FlinkError::NetworkMismatch { derived: network, configured }) };
    }
    let range = FractionRange::read(reader, RANGE)?;
    if !range.contains(network) {
        return Err(FlinkError::NetworkOutOfRange { network, min: range.min(), max: range.max() });
    }
    if reader.is_set(&options::NETWORK_MEMORY_FRACTION) {
        let fraction = range.fraction.value;
        if fraction.of(total).ok_or(FlinkError::LongOverflow)? != network {
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

pub(super) fn of_buffers(reader: &mut Reader<'_>) -> Result<MemorySize, FlinkError> {
    let (count, segment, network) = buffers(reader)?;
    Ok(reader.step(Pool::Network, network, Rule::Buffers { count, segment }))
}

fn buffers(reader: &mut Reader<'_>) -> Result<(Setting<u32>, Setting<MemorySize>, MemorySize), FlinkError> {
    let count = reader.int_or_default(&NETWORK_NUM_BUFFERS)?;
    let segment = segment_size(reader)?;
    let positive = u32::try_from(count.value).map_err(|_| FlinkError::NegativeBytes)?;
    // A Java int times a Java int fits a long.
    let bytes = MemorySize::from_bytes(u64::from(positive) * segment.value.bytes()).ok_or(FlinkError::LongOverflow)?;
    Ok((Setting { option: count.option, value: positive, origin: count.origin }, segment, bytes))
}

/// The size of a network buffer: a power of two from 4096 bytes to below 2^31.
///
/// Source: `ConfigurationParserUtils.getPageSize`.
pub(super) fn segment_size(reader: &mut Reader<'_>) -> Result<Setting<MemorySize>, FlinkError> {
    let Some(setting) = reader.optional_size(&options::MEMORY_SEGMENT_SIZE)? else {
        return Err(FlinkError::UnknownOption { key: options::MEMORY_SEGMENT_SIZE.key });
    };
    let long = setting.value.bytes();
    let bytes =
        u32::try_from(long).ok().filter(|&bytes| i32::try_from(bytes).is_ok()).ok_or(FlinkError::DowncastOverflow { bytes: long })?;
    let violation = if bytes < 4096 {
        SegmentViolation::TooSmall
    } else if !bytes.is_power_of_two() {
        SegmentViolation::NoPowerOfTwo
    } else {
        return Ok(setting);
    };
    Err(FlinkError::InvalidSegmentSize { option: setting.option, bytes, violation })
}
