//! The JobManager of Flink 1.10, which had no memory model: a heap worked out in bash, and in containers a cut-off.

use super::{Deployment, Request};
use crate::config::Configuration;
use crate::error::FlinkError;
use crate::java;
use crate::memory::HeapOnly;
use crate::message::Message;
use crate::option::{DefaultValue, containerized, jobmanager as options};
use crate::pool::Pool;
use crate::reader::{Derived, Reader, refuse};
use crate::release::Release;
use crate::size::{MemorySize, SizeError};
use crate::step::{FractionRule, Origin, Part, Range, Rule, Setting};

pub(super) fn derive(reader: &mut Reader<'_>, request: &Request) -> Derived<HeapOnly> {
    match request.deployment {
        Deployment::Standalone => standalone(reader, request),
        Deployment::Container => container(reader),
    }
}

/// The heap as `config.sh` and `jobmanager.sh` work it out: whole mebibytes, and no heap arguments at all for zero.
fn standalone(reader: &mut Reader<'_>, request: &Request) -> Derived<HeapOnly> {
    let option = reader.option(&options::JOB_MANAGER_HEAP_MEMORY);
    let variable = request.environment.job_manager_heap.as_deref().filter(|text| !text.is_empty());
    let (text, origin) = match variable {
        Some(text) => (text.to_owned(), Origin::Environment("FLINK_JM_HEAP")),
        None => (from_file(reader.raw(&options::JOB_MANAGER_HEAP_MEMORY)), Origin::Key),
    };
    let (mebibytes, setting) = if text == "0" {
        let old = reader.option(&options::JOB_MANAGER_HEAP_MEMORY_MB);
        reader.say(Message::DeprecatedHeapKey { old, new: option });
        let mebibytes = from_file(reader.raw(&options::JOB_MANAGER_HEAP_MEMORY_MB));
        let value = bash_mebibytes(&mebibytes)?;
        (mebibytes, Setting { option: old, value, origin: Origin::Key })
    } else {
        let value = bash_size(&text)?;
        (value.whole_mebibytes().to_string(), Setting { option, value, origin })
    };
    let heap = MemorySize::from_bytes(setting.value.whole_mebibytes() << 20).unwrap_or(MemorySize::MAX);
    if heap == MemorySize::ZERO {
        return Ok(HeapOnly { jvm_heap: None, container: None, mebibytes: String::new() });
    }
    let heap = reader.step(Pool::JvmHeap, heap, Rule::WholeMebibytes(setting));
    Ok(HeapOnly { jvm_heap: Some(heap), container: None, mebibytes })
}

/// What `readFromConfig` of `config.sh` finds: cut at a comment, trimmed, `0` for nothing.
fn from_file(value: Option<String>) -> String {
    let value = value.unwrap_or_default();
    let value = value.split('#').next().unwrap_or_default().trim_matches(' ');
    if value.is_empty() { "0".to_owned() } else { value.to_owned() }
}

/// What `parseBytes` and `getMebiBytes` of `config.sh` make of a text.
///
/// The text is passed unquoted, so only its first word counts. A complaint goes where the number should, and the
/// next function evaluates the complaint's first word as a shell variable: `text does not start with a number` is
/// thus zero, while everything that begins with `[ERROR]` is a syntax error. Leading zeros mean octal to the shell
/// and fail the check for overflow.
fn bash_size(text: &str) -> Derived<MemorySize> {
    let mut word = String::new();
    for character in text.trim_start_matches([' ', '\t', '\n']).chars() {
        match character {
            ' ' | '\t' | '\n' => break,
            // The script's `echo -e` makes white space of some escapes, which it then deletes.
            't' | 'n' | 'v' | 'f' | 'r' if word.ends_with('\\') => drop(word.pop()),
            other => word.push(other),
        }
    }
    if matches!(word.as_bytes(), [b'0', b'0'..=b'9', ..]) {
        return refuse(FlinkError::InvalidJobManagerHeap);
    }
    match word.parse() {
        Ok(size) => Ok(size),
        Err(SizeError::Empty | SizeError::NoNumber) => Ok(MemorySize::ZERO),
        Err(_) => refuse(FlinkError::InvalidJobManagerHeap),
    }
}

/// A number of mebibytes as the script tests it: digits only, not negative once it has wrapped around at 2^64 bits, and
/// what the next test cannot count is taken for nothing.
fn bash_mebibytes(text: &str) -> Derived<MemorySize> {
    // The shell reads a leading zero as octal here, and a digit that is none makes the test fail, which it survives.
    let radix = if text.starts_with('0') { 8 } else { 10 };
    let (mut wrapped, mut is_tested) = (0u64, true);
    for byte in text.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return refuse(FlinkError::InvalidJobManagerHeap);
        }
        is_tested &= digit < radix;
        wrapped = wrapped.wrapping_mul(radix.into()).wrapping_add(digit.into());
    }
    if is_tested && wrapped.cast_signed() < 0 {
        return refuse(FlinkError::InvalidJobManagerHeap);
    }
    let mebibytes = java::parse_long(text).map_or(0, i64::unsigned_abs);
    Ok(mebibytes.checked_mul(1 << 20).and_then(MemorySize::from_bytes).unwrap_or(MemorySize::MAX))
}

/// What `BootstrapTools.calculateHeapSize` leaves of a container.
fn container(reader: &mut Reader<'_>) -> Derived<HeapOnly> {
    let requested = requested(reader)?;
    // Java narrows the mebibytes to 32 bits, and so does this.
    #[expect(clippy::cast_possible_truncation, reason = "Java narrows, too")]
    let total = requested.value.whole_mebibytes() as i32;
    if let Ok(mebibytes) = u32::try_from(total) {
        reader.step(Pool::TotalProcess, MemorySize::from_mebibytes(mebibytes), Rule::WholeMebibytes(requested));
    }
    let ratio = reader.fraction(&containerized::CONTAINERIZED_HEAP_CUTOFF_RATIO)?;
    // NaN passes, and multiplies to zero.
    if ratio.value.value() < 0.0 || ratio.value.value() > 1.0 {
        return refuse(FlinkError::InvalidCutoffRatio { option: ratio.option, ratio: ratio.value });
    }
    let min = reader.int(&containerized::CONTAINERIZED_HEAP_CUTOFF_MIN)?;
    if min.value > total {
        return refuse(FlinkError::CutoffExceedsContainer { option: min.option, min: min.value, total });
    }
    // DIFFERENCE: a container of 2 PiB and a least far below zero would give Flink a negative heap.
    let Ok(total) = u32::try_from(total) else { return refuse(FlinkError::NegativeBytes) };
    let container = MemorySize::from_mebibytes(total);
    // Java multiplies as floats and drops the rest.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a float is what Java computes with; the ratio is below one"
    )]
    let product = (total as f32 * ratio.value.value() as f32) as u32;
    let least = u32::try_from(min.value).unwrap_or(0);
    let cutoff = MemorySize::from_mebibytes(product.max(least).min(total));
    let whole = Part { pool: Pool::TotalProcess, size: container };
    let rule = FractionRule {
        fraction: ratio,
        of: vec![whole],
        is_inverse: false,
        product: MemorySize::from_mebibytes(product),
        unit: MemorySize::from_mebibytes(1),
        range: Some(Range { min: Setting { option: min.option, value: MemorySize::from_mebibytes(least), origin: min.origin }, max: None }),
        cap: (product < least).then_some(crate::step::Cap::Min),
    };
    let cutoff = reader.step(Pool::HeapCutoff, cutoff, Rule::Fraction(rule));
    let heap = container.minus(cutoff).unwrap_or_default();
    reader.rest(Pool::JvmHeap, heap, whole, &[Part { pool: Pool::HeapCutoff, size: cutoff }], None);
    Ok(HeapOnly { jvm_heap: Some(heap), container: Some(container), mebibytes: heap.whole_mebibytes().to_string() })
}

/// What a client asks for as the whole process.
pub(crate) fn requested_heap(configuration: &Configuration, release: Release) -> Derived<MemorySize> {
    requested(&mut Reader::new(release, configuration)).map(|setting| setting.value)
}

/// Source: `ConfigurationUtils.getJobManagerHeapMemory`: the newer key, else the older one, else the newer one's default.
fn requested(reader: &mut Reader<'_>) -> Derived<Setting<MemorySize>> {
    let option = reader.option(&options::JOB_MANAGER_HEAP_MEMORY);
    let parsed = |text: &str| text.parse().map_err(|error| Box::new(FlinkError::Size(error)));
    if let Some(text) = reader.raw(&options::JOB_MANAGER_HEAP_MEMORY) {
        return Ok(Setting { option, value: parsed(&text)?, origin: Origin::Key });
    }
    if reader.is_set(&options::JOB_MANAGER_HEAP_MEMORY_MB) {
        let setting = reader.int(&options::JOB_MANAGER_HEAP_MEMORY_MB)?;
        let Ok(mebibytes) = u32::try_from(setting.value) else { return refuse(FlinkError::NegativeBytes) };
        return Ok(setting.with(MemorySize::from_mebibytes(mebibytes)));
    }
    let DefaultValue::Text(text) = option.default() else { return refuse(FlinkError::UnknownOption { key: option.key() }) };
    Ok(Setting { option, value: parsed(text)?, origin: Origin::Default })
}
