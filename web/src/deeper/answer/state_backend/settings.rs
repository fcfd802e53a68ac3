//! The options of RocksDB and ForSt about memory: their fields, where a complaint belongs, and what they would need to be.

use flink_memory::option::{forst, rocksdb};
use flink_memory::{
    Arena, DefaultValue, FlinkError, MemorySize, OptionSpec, Release, ReleaseOption, Request, StateBackend as Backend, StateBackendError,
    quotient,
};

use super::Apart;
use super::job;
use crate::deeper::field::{self, Complaint, Field, Target};
use crate::state::Calculation;

/// The options of a state backend, in the order of their fields. The two ratios have to go together; the last two count where nothing is shared.
struct Options {
    managed: &'static OptionSpec,
    fixed: [&'static OptionSpec; 2],
    ratios: [&'static OptionSpec; 2],
    partitioned: &'static OptionSpec,
    write_buffer: &'static OptionSpec,
    apart: [&'static OptionSpec; 2],
}

static ROCKSDB: Options = Options {
    managed: &rocksdb::USE_MANAGED_MEMORY,
    fixed: [&rocksdb::FIX_PER_SLOT_MEMORY_SIZE, &rocksdb::FIX_PER_TM_MEMORY_SIZE],
    ratios: [&rocksdb::WRITE_BUFFER_RATIO, &rocksdb::HIGH_PRIORITY_POOL_RATIO],
    partitioned: &rocksdb::USE_PARTITIONED_INDEX_FILTERS,
    write_buffer: &rocksdb::WRITE_BUFFER_SIZE,
    apart: [&rocksdb::BLOCK_CACHE_SIZE, &rocksdb::MAX_WRITE_BUFFER_NUMBER],
};

static FORST: Options = Options {
    managed: &forst::USE_MANAGED_MEMORY,
    fixed: [&forst::FIX_PER_SLOT_MEMORY_SIZE, &forst::FIX_PER_TM_MEMORY_SIZE],
    ratios: [&forst::WRITE_BUFFER_RATIO, &forst::HIGH_PRIORITY_POOL_RATIO],
    partitioned: &forst::USE_PARTITIONED_INDEX_FILTERS,
    write_buffer: &forst::WRITE_BUFFER_SIZE,
    apart: [&forst::BLOCK_CACHE_SIZE, &forst::MAX_WRITE_BUFFER_NUMBER],
};

const fn options(backend: Backend) -> &'static Options {
    match backend {
        Backend::RocksDb => &ROCKSDB,
        Backend::ForSt => &FORST,
    }
}

/// A field for each option that the release has.
pub(super) fn fields(backend: Backend, calculation: &Calculation) -> Vec<Field> {
    let Options { managed, fixed: [slot, task_manager], ratios: [writes, high], partitioned, .. } = options(backend);
    let known = |spec: &&'static OptionSpec| spec.in_release(calculation.request.release).is_some();
    [*managed, slot, task_manager, writes, high, partitioned]
        .into_iter()
        .filter(known)
        .map(|spec| field::option(spec, calculation))
        .collect()
}

/// Puts what Flink says to the options where it belongs: to the option that cannot be read, to the ratios that were set and do not go together.
pub(super) fn complain(fields: &mut [Field], backend: Backend, error: &StateBackendError) {
    let ratios = options(backend).ratios.map(|spec| spec.key);
    let is_about = |field: &Field| match error {
        StateBackendError::Unreadable(error) => {
            matches!(&**error, FlinkError::Unreadable { option, .. } if option.key() == field.target.name())
        }
        StateBackendError::Ratios { .. } => ratios.contains(&field.target.name()) && !field.text.is_empty(),
        StateBackendError::NotInRelease => false,
    };
    for field in fields.iter_mut().filter(|field| is_about(field)) {
        field.complaint = Some(job::complaint(error));
    }
}

/// The size of a write buffer. What nobody sets is the state backends' own default, which their options tell from 1.15 on.
pub(super) fn write_buffer(backend: Backend, request: &Request) -> (Field, Option<MemorySize>) {
    read(options(backend).write_buffer, request, |text| text.parse().map_err(Complaint::NotSize))
}

/// What each state takes where nothing is shared.
pub(super) fn apart(backend: Backend, request: &Request, write_buffer: Option<MemorySize>) -> ([Field; 2], Option<Apart>) {
    let [cache, count] = options(backend).apart;
    let (cache_field, cache) = read(cache, request, |text| text.parse().map_err(Complaint::NotSize));
    let most = i32::MAX.unsigned_abs();
    let (count_field, count) = read(count, request, |text| {
        text.parse().ok().filter(|count| (1..=most).contains(count)).ok_or(Complaint::NotWhole { least: 1, most })
    });
    let apart = || {
        let (cache, write_buffers, write_buffer): (MemorySize, u32, _) = (cache?, count?, write_buffer?);
        let each = write_buffer.bytes().checked_mul(write_buffers.into())?.checked_add(cache.bytes())?;
        Some(Apart { cache, write_buffers, write_buffer, each: MemorySize::from_bytes(each)? })
    };
    ([cache_field, count_field], apart())
}

/// An option with the default of the newest release, and what it comes to.
fn read<T>(spec: &'static OptionSpec, request: &Request, value: impl FnOnce(&str) -> Result<T, Complaint>) -> (Field, Option<T>) {
    let text = request.configuration.text(spec.key);
    let default = spec.in_release(Release::LATEST).map_or(DefaultValue::None, ReleaseOption::default).to_string();
    let read = value(text.as_deref().unwrap_or(&default));
    let (complaint, value) = match read {
        Ok(value) => (None, Some(value)),
        Err(complaint) => (Some(complaint), None),
    };
    (Field { target: Target::Option(spec.key), text: text.unwrap_or_default(), default, complaint }, value)
}

/// A terabyte. Unit: KiB.
const MOST: u32 = 1 << 30;

/// How far around its estimate the least memory is looked for first. Unit: KiB.
const NEAR: u32 = 4;

/// The least memory, in whole KiB, for which an arena block fits; nothing where a terabyte is not enough.
pub(super) fn least(request: &Request, backend: Backend, write_buffer: i64) -> Option<MemorySize> {
    // As much as there is, whatever its size is fixed to.
    let mut request = request.clone();
    let Options { managed, fixed, .. } = options(backend);
    request.configuration.set(managed.key, "true");
    for spec in fixed {
        request.configuration.remove(spec.key);
    }
    let arena = |kibibytes| {
        let memory = job::memory(&request, backend, MemorySize::from_kibibytes(kibibytes), write_buffer);
        memory.ok().and_then(|memory| memory.shared).and_then(|shared| shared.arena)
    };
    let fits = |kibibytes| arena(kibibytes).is_some_and(Arena::fits);
    let (mut below, mut above) = (0, MOST);
    let most = arena(MOST).filter(|arena| arena.fits())?;
    // The limit grows as the memory does, but for whole bytes: the answer is near, and is only looked for elsewhere where it is not.
    let near = u128::from(MOST) * u128::try_from(most.block).ok()?;
    let near = u32::try_from(quotient(near, u128::try_from(most.mutable_limit).ok()?)).ok()?;
    if !fits(near.saturating_sub(NEAR)) {
        below = near.saturating_sub(NEAR);
    }
    if near < MOST - NEAR && fits(near + NEAR) {
        above = near + NEAR;
    }
    while above - below > 1 {
        let middle = below + (above - below) / 2;
        if fits(middle) { above = middle } else { below = middle }
    }
    Some(MemorySize::from_kibibytes(above))
}
