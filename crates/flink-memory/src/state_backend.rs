//! The memory of the state backends RocksDB and ForSt: which memory their instances share, and how it is divided into cache and write buffers.

use std::fmt;

use crate::config::Configuration;
use crate::error::FlinkError;
use crate::java::JavaDouble;
use crate::option::{OptionSpec, forst, rocksdb};
use crate::reader::{Derived, Reader, known};
use crate::release::Release;
use crate::rules;
use crate::size::MemorySize;

/// A state backend whose memory lies outside of the JVM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StateBackend {
    /// RocksDB.
    RocksDb,
    /// ForSt, from 2.0 on.
    ForSt,
}

impl StateBackend {
    /// Every state backend.
    pub const ALL: [StateBackend; 2] = [StateBackend::RocksDb, StateBackend::ForSt];

    /// What `state.backend.type` calls it: `rocksdb`, `forst`.
    pub const fn id(self) -> &'static str {
        match self {
            StateBackend::RocksDb => "rocksdb",
            StateBackend::ForSt => "forst",
        }
    }

    /// The state backend with this name.
    pub fn from_id(id: &str) -> Option<StateBackend> {
        StateBackend::ALL.into_iter().find(|backend| backend.id() == id)
    }

    /// Whether the release has it.
    pub fn is_in(self, release: Release) -> bool {
        self == StateBackend::RocksDb || rules::FORST.contains(release)
    }

    /// How Flink writes it in its log and in the names of its classes: `RocksDB`, `ForSt`.
    pub const fn name(self) -> &'static str {
        match self {
            StateBackend::RocksDb => "RocksDB",
            StateBackend::ForSt => "ForSt",
        }
    }

    /// The keys of its two ratios.
    pub(crate) const fn ratio_keys(self) -> [&'static str; 2] {
        let options = self.options();
        [options.write_buffer_ratio.key, options.high_priority_ratio.key]
    }

    /// The size of a write buffer where no program says it, as a configuration has it. Unit: bytes.
    ///
    /// # Errors
    /// A size that cannot be read.
    ///
    /// Source: `RocksDBConfigurableOptions.WRITE_BUFFER_SIZE`, which has no default up to 1.14, where RocksDB's own is the same; from 2.0
    /// `ForStConfigurableOptions.WRITE_BUFFER_SIZE`.
    ///
    /// ```
    /// use flink_memory::{Configuration, Release, StateBackend};
    /// let configuration = Configuration::from_iter([("state.backend.rocksdb.writebuffer.size", "16m")]);
    /// assert_eq!(StateBackend::RocksDb.write_buffer_size(&configuration, Release::V1_20), Ok(16 << 20));
    /// assert_eq!(StateBackend::ForSt.write_buffer_size(&configuration, Release::V2_0), Ok(64 << 20));
    /// ```
    pub fn write_buffer_size(self, configuration: &Configuration, release: Release) -> Result<i64, StateBackendError> {
        let size = Reader::new(release, configuration).optional_size(self.options().write_buffer_size)?;
        Ok(size.map_or(WRITE_BUFFER_SIZE, |setting| setting.value.bytes().cast_signed()))
    }

    const fn options(self) -> Options {
        match self {
            StateBackend::RocksDb => Options {
                managed: &rocksdb::USE_MANAGED_MEMORY,
                fixed_per_slot: &rocksdb::FIX_PER_SLOT_MEMORY_SIZE,
                fixed_per_task_manager: &rocksdb::FIX_PER_TM_MEMORY_SIZE,
                write_buffer_ratio: &rocksdb::WRITE_BUFFER_RATIO,
                high_priority_ratio: &rocksdb::HIGH_PRIORITY_POOL_RATIO,
                partitioned: &rocksdb::USE_PARTITIONED_INDEX_FILTERS,
                write_buffer_size: &rocksdb::WRITE_BUFFER_SIZE,
            },
            StateBackend::ForSt => Options {
                managed: &forst::USE_MANAGED_MEMORY,
                fixed_per_slot: &forst::FIX_PER_SLOT_MEMORY_SIZE,
                fixed_per_task_manager: &forst::FIX_PER_TM_MEMORY_SIZE,
                write_buffer_ratio: &forst::WRITE_BUFFER_RATIO,
                high_priority_ratio: &forst::HIGH_PRIORITY_POOL_RATIO,
                partitioned: &forst::USE_PARTITIONED_INDEX_FILTERS,
                write_buffer_size: &forst::WRITE_BUFFER_SIZE,
            },
        }
    }
}

/// What both state backends make of a write buffer by themselves. Unit: bytes.
const WRITE_BUFFER_SIZE: i64 = 64 << 20;

/// The options of a state backend that decide about its memory.
struct Options {
    managed: &'static OptionSpec,
    fixed_per_slot: &'static OptionSpec,
    fixed_per_task_manager: &'static OptionSpec,
    write_buffer_ratio: &'static OptionSpec,
    high_priority_ratio: &'static OptionSpec,
    partitioned: &'static OptionSpec,
    write_buffer_size: &'static OptionSpec,
}

/// Which memory the instances of a state backend share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sharing {
    /// A fixed size per slot, outside of managed memory.
    FixedPerSlot,
    /// The slot's share of managed memory for its state backend.
    Managed,
    /// A fixed size per TaskManager, shared by its slots, outside of managed memory.
    FixedPerTaskManager,
}

impl Sharing {
    /// Flink's name: `SLOT_SHARED_UNMANAGED`, `SLOT_SHARED_MANAGED`, `TM_SHARED_UNMANAGED`.
    pub const fn name(self) -> &'static str {
        match self {
            Sharing::FixedPerSlot => "SLOT_SHARED_UNMANAGED",
            Sharing::Managed => "SLOT_SHARED_MANAGED",
            Sharing::FixedPerTaskManager => "TM_SHARED_UNMANAGED",
        }
    }
}

/// What is asked of a state backend.
#[derive(Clone, Copy, Debug)]
pub struct StateBackendRequest<'a> {
    /// The release.
    pub release: Release,
    /// The state backend.
    pub backend: StateBackend,
    /// What the job reads: its own settings over the cluster's.
    pub job: &'a Configuration,
    /// What the TaskManager reads, which alone decides about the size per TaskManager.
    pub task_manager: &'a Configuration,
    /// The slot's share of managed memory for its state backend, see [`managed_shares`](crate::managed_shares).
    pub managed: MemorySize,
    /// The size of one write buffer. Unit: bytes; the state backends' own default is 64 MiB.
    pub write_buffer_size: i64,
}

/// The memory of a state backend, as the job is configured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StateBackendMemory {
    /// Whether the job lets it live in managed memory. A fixed size per slot goes before that.
    pub is_managed: bool,
    /// The fixed size per slot.
    pub fixed_per_slot: Option<MemorySize>,
    /// What is shared; `None` where nothing is, and each column family has a cache and write buffers of its own, without a bound for all.
    pub sharing: Option<Sharing>,
    /// How that is divided.
    pub shared: Option<SharedMemory>,
}

/// How the shared memory of a state backend is divided. Unit: bytes. What a ratio outside of 0 to 1 gives may be negative; Flink checks no
/// more than [`StateBackendError::Ratios`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SharedMemory {
    /// The memory.
    pub size: MemorySize,
    /// The share for write buffers.
    pub write_buffer_ratio: f64,
    /// The share of the cache for index and filter blocks.
    pub high_priority_ratio: f64,
    /// What the block cache may hold, the write buffers included, which are charged to it: `(3 − r) × size / 3`.
    pub cache: i64,
    /// What the write buffers may hold together: `2 × size × r / 3`. They may exceed it by half, which the cache leaves room for.
    pub write_buffer_manager: i64,
    /// Whether the write buffers are large enough; `None` before 1.12, which does not ask.
    pub arena: Option<Arena>,
}

/// Whether write buffers have room for the blocks that they grow by. Where they have not, each write is flushed at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arena {
    /// The state backend.
    pub backend: StateBackend,
    /// The size of a write buffer. Unit: bytes.
    pub write_buffer_size: i64,
    /// What they may hold together. Unit: bytes.
    pub write_buffer_manager: i64,
    /// What a write buffer grows by: an eighth of it, rounded up to 4096. Unit: bytes.
    pub block: i64,
    /// From where on write buffers are flushed: seven eighths of what they may hold together. Unit: bytes.
    pub mutable_limit: i64,
}

impl Arena {
    /// Whether a block is within the limit. If not, Flink logs the warning that `Display` prints.
    pub const fn fits(self) -> bool {
        self.block <= self.mutable_limit
    }

    /// The class that logs the warning.
    pub const fn logger(self) -> &'static str {
        match self.backend {
            StateBackend::RocksDb => "RocksDBOperationUtils",
            StateBackend::ForSt => "ForStOperationUtils",
        }
    }
}

impl fmt::Display for Arena {
    /// The warning for an arena that does not fit, in Flink's words, which speak of RocksDB for ForSt, too.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Arena { write_buffer_size, write_buffer_manager, block, mutable_limit, .. } = self;
        let name = self.backend.name();
        write!(
            f,
            "{name}StateBackend performance will be poor because of the current Flink memory configuration! RocksDB will flush memtable \
             constantly, causing high IO and CPU. Typically the easiest fix is to increase task manager managed memory size. If running \
             locally, see the parameter taskmanager.memory.managed.size. Details: arenaBlockSize {block} > mutableLimit {mutable_limit} \
             (writeBufferSize = {write_buffer_size}, arenaBlockSizeConfigured = 0, defaultArenaBlockSize = {block}, \
             writeBufferManagerCapacity = {write_buffer_manager})"
        )
    }
}

/// Decides what a state backend shares, and divides it.
///
/// # Errors
/// A release without the state backend, and what Flink throws when it reads the options.
///
/// Source: `RocksDBMemoryConfiguration`, `RocksDBSharedResourcesFactory`, `RocksDBMemoryControllerUtils`, `RocksDBOperationUtils`, and ForSt's
/// of the same names.
///
/// ```
/// use flink_memory::{Configuration, MemorySize, Release, Sharing, StateBackend, StateBackendRequest, state_backend_memory};
///
/// let nothing_set = Configuration::new();
/// let memory = state_backend_memory(&StateBackendRequest {
///     release: Release::V1_20,
///     backend: StateBackend::RocksDb,
///     job: &nothing_set,
///     task_manager: &nothing_set,
///     managed: MemorySize::from_mebibytes(128),
///     write_buffer_size: 64 << 20,
/// })?;
/// assert_eq!(memory.sharing, Some(Sharing::Managed));
/// let shared = memory.shared.expect("shared memory");
/// assert_eq!((shared.cache, shared.write_buffer_manager), (111_848_106, 44_739_242));
/// # Ok::<(), flink_memory::StateBackendError>(())
/// ```
pub fn state_backend_memory(request: &StateBackendRequest<'_>) -> Result<StateBackendMemory, StateBackendError> {
    let &StateBackendRequest { release, backend, job, task_manager, managed, write_buffer_size } = request;
    if !backend.is_in(release) {
        return Err(StateBackendError::NotInRelease);
    }
    let (is_managed, fixed_per_slot, ratios) = of_job(&mut Reader::new(release, job), &backend.options())?;
    if ratios.clash() {
        return Err(StateBackendError::Ratios { backend, write_buffer: ratios.write_buffer, high_priority: ratios.high_priority });
    }
    let divide = |size, ratios: Ratios| divide(size, ratios, backend, write_buffer_size, release);
    let (sharing, shared) = match fixed_per_slot {
        Some(size) => (Some(Sharing::FixedPerSlot), Some(divide(size, ratios))),
        None if is_managed => (Some(Sharing::Managed), Some(divide(managed, ratios))),
        None => match of_task_manager(&mut Reader::new(release, task_manager), &backend.options())? {
            Some((size, ratios)) => (Some(Sharing::FixedPerTaskManager), Some(divide(size, ratios))),
            None => (None, None),
        },
    };
    Ok(StateBackendMemory { is_managed, fixed_per_slot, sharing, shared })
}

/// The two ratios, in which Flink checks nothing but that they go together.
#[derive(Clone, Copy)]
struct Ratios {
    write_buffer: f64,
    high_priority: f64,
}

impl Ratios {
    fn read(reader: &mut Reader<'_>, options: &Options) -> Derived<Ratios> {
        let mut ratio = |option| reader.double(option).and_then(|ratio| known(option, ratio));
        Ok(Ratios { write_buffer: ratio(options.write_buffer_ratio)?, high_priority: ratio(options.high_priority_ratio)? })
    }

    /// Whether write buffers leave no room in the cache for the high-priority pool. Of NaN nobody says so.
    fn clash(self) -> bool {
        2.0 * self.write_buffer / (3.0 - self.write_buffer) + self.high_priority >= 1.0
    }
}

type OfJob = (bool, Option<MemorySize>, Ratios);

fn of_job(reader: &mut Reader<'_>, options: &Options) -> Derived<OfJob> {
    let is_managed = reader.boolean(options.managed)?;
    let fixed_per_slot = reader.optional_size(options.fixed_per_slot)?.map(|setting| setting.value);
    let ratios = Ratios::read(reader, options)?;
    if options.partitioned.in_release(reader.release()).is_some() {
        reader.boolean(options.partitioned)?;
    }
    Ok((is_managed, fixed_per_slot, ratios))
}

/// The size per TaskManager, where the release has one and it is more than nothing.
fn of_task_manager(reader: &mut Reader<'_>, options: &Options) -> Derived<Option<(MemorySize, Ratios)>> {
    if options.fixed_per_task_manager.in_release(reader.release()).is_none() {
        return Ok(None);
    }
    let size = reader.optional_size(options.fixed_per_task_manager)?.map(|setting| setting.value);
    match size.filter(|&size| size > MemorySize::ZERO) {
        Some(size) => Ok(Some((size, Ratios::read(reader, options)?))),
        None => Ok(None),
    }
}

fn divide(size: MemorySize, ratios: Ratios, backend: StateBackend, write_buffer_size: i64, release: Release) -> SharedMemory {
    let Ratios { write_buffer: ratio, high_priority } = ratios;
    let bytes = size.bytes().cast_signed();
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "Java does the same")]
    let (cache, write_buffer_manager) = (((3.0 - ratio) * bytes as f64 / 3.0) as i64, (bytes.wrapping_mul(2) as f64 * ratio / 3.0) as i64);
    let arena = rules::ARENA_CHECK.contains(release).then(|| arena(backend, write_buffer_size, write_buffer_manager));
    SharedMemory { size, write_buffer_ratio: ratio, high_priority_ratio: high_priority, cache, write_buffer_manager, arena }
}

/// What the blocks of an arena are rounded up to. Unit: bytes.
const ARENA_ALIGNMENT: i64 = 4096;

fn arena(backend: StateBackend, write_buffer_size: i64, write_buffer_manager: i64) -> Arena {
    let block = (write_buffer_size / 8).wrapping_add(ARENA_ALIGNMENT - 1) / ARENA_ALIGNMENT * ARENA_ALIGNMENT;
    Arena { backend, write_buffer_size, write_buffer_manager, block, mutable_limit: write_buffer_manager.wrapping_mul(7) / 8 }
}

/// Why a state backend has no memory.
#[derive(Clone, Debug, PartialEq)]
pub enum StateBackendError {
    /// The release does not have it.
    NotInRelease,
    /// An option cannot be read.
    Unreadable(Box<FlinkError>),
    /// Write buffers and the high-priority pool together would take the whole cache.
    Ratios {
        /// Whose they are.
        backend: StateBackend,
        /// The share for write buffers.
        write_buffer: f64,
        /// The share of the cache for index and filter blocks.
        high_priority: f64,
    },
}

impl StateBackendError {
    /// The simple name of the Java exception class.
    pub fn exception(&self) -> &'static str {
        match self {
            StateBackendError::NotInRelease => "UnsupportedOperationException",
            StateBackendError::Unreadable(error) => error.exception(),
            StateBackendError::Ratios { .. } => "IllegalArgumentException",
        }
    }

    /// The exception that this one names as its cause.
    pub fn cause(&self) -> Option<&FlinkError> {
        if let StateBackendError::Unreadable(error) = self { error.cause() } else { None }
    }
}

impl From<Box<FlinkError>> for StateBackendError {
    fn from(error: Box<FlinkError>) -> StateBackendError {
        StateBackendError::Unreadable(error)
    }
}

impl fmt::Display for StateBackendError {
    /// Flink's own message; of a release that does not have the state backend, a plain sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StateBackendError::NotInRelease => f.write_str("this Flink release has no ForSt state backend"),
            StateBackendError::Unreadable(error) => error.fmt(f),
            StateBackendError::Ratios { write_buffer, high_priority, .. } => write!(
                f,
                "Invalid configuration: writeBufferRatio {} with highPriPoolRatio {}",
                JavaDouble(*write_buffer),
                JavaDouble(*high_priority)
            ),
        }
    }
}

impl std::error::Error for StateBackendError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause().map(|cause| cause as _)
    }
}
