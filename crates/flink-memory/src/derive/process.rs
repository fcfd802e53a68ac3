//! What both processes share: the three ways to configure a total, metaspace and overhead, and how errors are told.

use super::range::{FractionRange, RangeOptions};
use crate::error::{FineGrained, FlinkError, RequiredOptions};
use crate::message::{FractionPool, Message};
use crate::option::OptionSpec;
use crate::pool::Pool;
use crate::reader::{Derived, Reader, long, refuse};
use crate::rules;
use crate::size::MemorySize;
use crate::step::Part;

/// The options by which a process's totals and its JVM's share are configured.
pub(super) struct ProcessOptions {
    pub(super) flink: &'static OptionSpec,
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

/// The first of the three ways that is configured: options of single pools, total Flink memory, or total process memory.
///
/// `divide` divides total Flink memory, or where there is none works it out of the options of single pools.
pub(super) fn derive(
    reader: &mut Reader<'_>,
    options: &ProcessOptions,
    is_fine_grained: bool,
    fine_grained: FineGrained,
    divide: &mut dyn FnMut(&mut Reader<'_>, Option<MemorySize>) -> Derived<MemorySize>,
) -> Derived<JvmShare> {
    if !is_fine_grained && !reader.is_set(options.flink) {
        if !reader.is_set(options.process) {
            let (flink, process) = (reader.option(options.flink), reader.option(options.process));
            return refuse(FlinkError::NothingConfigured { required: RequiredOptions { fine_grained, flink, process } });
        }
        let (jvm, total) = out_of_process(reader, options)?;
        divide(reader, Some(total))?;
        return Ok(jvm);
    }
    let total = if is_fine_grained { None } else { Some(reader.pool(Pool::TotalFlink, options.flink)?) };
    let total = divide(reader, total)?;
    around_flink(reader, options, total)
}

/// Flink's entry points rethrow configuration exceptions with the name of what failed.
pub(super) fn prefixed<Output>(derived: Derived<Output>, has_prefix: bool, prefix: &'static str) -> Derived<Output> {
    match derived {
        Err(cause) if has_prefix && cause.is_configuration_exception() => refuse(FlinkError::Prefixed { prefix, cause }),
        derived => derived,
    }
}

/// Metaspace and overhead around Flink memory that is known; a process total that is set too must then fit.
///
/// Source: `ProcessMemoryUtils.deriveJvmMetaspaceAndOverheadFromTotalFlinkMemory`.
pub(super) fn around_flink(reader: &mut Reader<'_>, options: &ProcessOptions, flink: MemorySize) -> Derived<JvmShare> {
    let metaspace = reader.size(options.metaspace)?;
    let base = long(flink.plus(metaspace.value))?;
    let metaspace = reader.option_step(Pool::JvmMetaspace, metaspace);
    let parts = [Part { pool: Pool::TotalFlink, size: flink }, Part { pool: Pool::JvmMetaspace, size: metaspace }];
    let overhead = if reader.is_set(options.process) {
        let process = reader.size(options.process)?;
        if process.value < base && reader.has(rules::PROCESS_BELOW_FLINK_MESSAGE) {
            return refuse(FlinkError::ProcessBelowFlink { process: process.value, flink, metaspace });
        }
        let Some(overhead) = process.value.minus(base) else { return refuse(FlinkError::NegativeBytes) };
        let range = overhead_that_is_left(reader, options, overhead, process.value)?;
        reader.option_step(Pool::TotalProcess, process);
        let whole = Part { pool: Pool::TotalProcess, size: process.value };
        reader.rest(Pool::JvmOverhead, overhead, whole, &parts, range.range)
    } else {
        FractionRange::read(reader, &options.overhead)?.of_rest(reader, FractionPool::JvmOverhead, &parts)?
    };
    Ok(JvmShare { metaspace, overhead })
}

/// Metaspace and overhead out of a process total, and the Flink memory that is left.
///
/// Source: `ProcessMemoryUtils.deriveProcessSpecWithTotalProcessMemory`.
fn out_of_process(reader: &mut Reader<'_>, options: &ProcessOptions) -> Derived<(JvmShare, MemorySize)> {
    let process = reader.pool(Pool::TotalProcess, options.process)?;
    let metaspace = reader.pool(Pool::JvmMetaspace, options.metaspace)?;
    let whole = Part { pool: Pool::TotalProcess, size: process };
    let overhead = FractionRange::read(reader, &options.overhead)?.of(reader, FractionPool::JvmOverhead, whole)?;
    let both = long(metaspace.plus(overhead))?;
    let Some(flink) = process.minus(both) else { return refuse(FlinkError::JvmExceedsProcess { metaspace, overhead, process }) };
    let minus = [Part { pool: Pool::JvmMetaspace, size: metaspace }, Part { pool: Pool::JvmOverhead, size: overhead }];
    reader.rest(Pool::TotalFlink, flink, whole, &minus, None);
    Ok((JvmShare { metaspace, overhead }, flink))
}

/// Overhead that is what is left must lie in its range; a fraction that is set and disagrees is only told.
fn overhead_that_is_left(
    reader: &mut Reader<'_>,
    options: &ProcessOptions,
    overhead: MemorySize,
    process: MemorySize,
) -> Derived<FractionRange> {
    let range = FractionRange::read(reader, &options.overhead)?;
    if !range.contains(overhead) {
        return refuse(FlinkError::OverheadOutOfRange { overhead, min: range.min(), max: range.max() });
    }
    if reader.is_set(options.overhead.fraction) {
        let fraction = range.fraction.value;
        if long(fraction.of(process))? != overhead {
            reader.say(Message::OverheadFractionIgnored { overhead, fraction, process });
        }
    }
    Ok(range)
}
