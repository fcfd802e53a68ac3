//! What both processes share: the three ways to configure a total, metaspace, and overhead.

use super::range::{FractionRange, RangeOptions};
use super::reader::Reader;
use crate::error::FlinkError;
use crate::message::{FractionPool, Message};
use crate::option::OptionSpec;
use crate::pool::Pool;
use crate::rules;
use crate::size::MemorySize;
use crate::step::{Part, Rule};

/// The options by which a process's totals and its JVM's share are configured.
pub(super) struct ProcessOptions {
    pub(super) process: &'static OptionSpec,
    pub(super) metaspace: &'static OptionSpec,
    pub(super) overhead: RangeOptions,
}

/// Metaspace and overhead.
#[derive(Clone, Copy)]
pub(super) struct JvmShare {
    pub(super) metaspace: MemorySize,
    pub(super) overhead: MemorySize,
}

/// Metaspace and overhead around Flink memory that is known; a process total that is set too must then fit.
///
/// Source: `ProcessMemoryUtils.deriveJvmMetaspaceAndOverheadFromTotalFlinkMemory`.
pub(super) fn around_flink(reader: &mut Reader<'_>, options: &ProcessOptions, flink: MemorySize) -> Result<JvmShare, FlinkError> {
    let metaspace = reader.size(options.metaspace)?;
    let base = flink.plus(metaspace.value).ok_or(FlinkError::LongOverflow)?;
    let metaspace = reader.option_step(Pool::JvmMetaspace, metaspace);
    let parts = vec![Part { pool: Pool::TotalFlink, size: flink }, Part { pool: Pool::JvmMetaspace, size: metaspace }];
    let overhead = if reader.is_set(options.process) {
        let process = reader.size(options.process)?;
        if process.value < base && rules::PROCESS_BELOW_FLINK_MESSAGE.contains(reader.release()) {
            return Err(FlinkError::ProcessBelowFlink { process: process.value, flink, metaspace });
        }
        let overhead = process.value.minus(base).ok_or(FlinkError::NegativeBytes)?;
        let range = overhead_that_is_left(reader, options, overhead, process.value)?;
        reader.option_step(Pool::TotalProcess, process);
        let whole = Part { pool: Pool::TotalProcess, size: process.value };
        reader.step(Pool::JvmOverhead, overhead, Rule::Remainder { whole, minus: parts, required: range.range })
    } else {
        FractionRange::read(reader, options.overhead)?.of_rest(reader, FractionPool::JvmOverhead, parts)?
    };
    Ok(JvmShare { metaspace, overhead })
}

/// Metaspace and overhead out of a process total, and the Flink memory that is left.
///
/// Source: `ProcessMemoryUtils.deriveProcessSpecWithTotalProcessMemory`.
pub(super) fn out_of_process(reader: &mut Reader<'_>, options: &ProcessOptions) -> Result<(JvmShare, MemorySize), FlinkError> {
    let process = reader.pool(Pool::TotalProcess, options.process)?;
    let metaspace = reader.pool(Pool::JvmMetaspace, options.metaspace)?;
    let whole = Part { pool: Pool::TotalProcess, size: process };
    let overhead = FractionRange::read(reader, options.overhead)?.of(reader, FractionPool::JvmOverhead, whole)?;
    let both = metaspace.plus(overhead).ok_or(FlinkError::LongOverflow)?;
    let flink = process.minus(both).ok_or(FlinkError::JvmExceedsProcess { metaspace, overhead, process })?;
    let minus = vec![Part { pool: Pool::JvmMetaspace, size: metaspace }, Part { pool: Pool::JvmOverhead, size: overhead }];
    reader.step(Pool::TotalFlink, flink, Rule::Remainder { whole, minus, required: None });
    Ok((JvmShare { metaspace, overhead }, flink))
}

/// Overhead that is what is left must lie in its range; a fraction that is set and disagrees is only told.
fn overhead_that_is_left(
    reader: &mut Reader<'_>,
    options: &ProcessOptions,
    overhead: MemorySize,
    process: MemorySize,
) -> Result<FractionRange, FlinkError> {
    let range = FractionRange::read(reader, options.overhead)?;
    if !range.contains(overhead) {
        return Err(FlinkError::OverheadOutOfRange { overhead, min: range.min(), max: range.max() });
    }
    if reader.is_set(options.overhead.fraction) {
        let fraction = range.fraction.value;
        if fraction.of(process).ok_or(FlinkError::LongOverflow)? != overhead {
            reader.say(Message::OverheadFractionIgnored { overhead, fraction, process });
        }
    }
    Ok(range)
}
