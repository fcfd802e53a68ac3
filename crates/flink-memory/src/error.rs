//! Every way in which Flink refuses a configuration, as facts in fields; Flink's words for them stand in `error::text`.

mod code;
mod following;
mod keys;
mod text;

use crate::duration::DurationError;
use crate::fraction::Fraction;
use crate::java::NumberError;
use crate::map::MapError;
use crate::option::{EnumType, ReleaseOption};
use crate::release::Release;
use crate::size::{DivisionError, MemorySize, SizeError};

/// The exception that Flink throws, with the facts in its message. `Display` prints the message to the letter.
#[derive(Clone, Debug, PartialEq)]
pub enum FlinkError {
    /// A text is no size.
    Size(SizeError),
    /// A text is no number.
    Number(NumberError),
    /// A text is no span of time.
    Duration(DurationError),
    /// A text is no map.
    Map(MapError),
    /// A text is neither `true` nor `false`.
    NotABoolean {
        /// The text as given.
        text: String,
    },
    /// A text is none of the names that the option knows.
    NotAName {
        /// The type whose names they are.
        names: &'static EnumType,
        /// The release, which does not have all of them.
        release: Release,
    },
    /// A number from a YAML file does not fit the option's type.
    OutOfType {
        /// The number as Java prints it.
        value: String,
        /// `float` or `integer`.
        type_name: &'static str,
    },
    /// The value of an option cannot be read.
    Unreadable {
        /// The option.
        option: ReleaseOption,
        /// The value as given.
        value: String,
        /// Why.
        cause: Box<FlinkError>,
    },
    /// The amount of an external resource cannot be read.
    UnreadableAmount {
        /// Its key.
        key: String,
        /// The value as given.
        value: String,
        /// Why.
        cause: Box<FlinkError>,
    },
    /// The value of an option that the derivation needs cannot be read as a size.
    UnreadableSize {
        /// The option.
        option: ReleaseOption,
        /// Why.
        cause: Box<FlinkError>,
    },
    /// `FLINK_TM_HEAP` or `FLINK_JM_HEAP` cannot be read as a size.
    UnreadableEnvironment {
        /// The variable.
        variable: &'static str,
        /// Its value.
        text: String,
        /// Why.
        cause: Box<FlinkError>,
    },
    /// A `heap.mb` option is below zero.
    NegativeHeap {
        /// The option.
        option: ReleaseOption,
        /// Its value in mebibytes.
        mebibytes: i32,
    },
    /// A sum or product is above 2^63 − 1.
    LongOverflow,
    /// A size would be below zero.
    NegativeBytes,
    /// A size cannot be divided.
    Division(DivisionError),
    /// A segment size is above 2^31 − 1.
    DowncastOverflow {
        /// The size in bytes.
        bytes: u64,
    },
    /// The segment size is below the least or no power of two.
    InvalidSegmentSize {
        /// The option.
        option: ReleaseOption,
        /// The size in bytes.
        bytes: u32,
        /// What is wrong with it.
        violation: SegmentViolation,
    },
    /// A fraction or its bounds make no range.
    InconsistentRange {
        /// The fraction's option.
        fraction_option: ReleaseOption,
        /// The options of the bounds, where the pool has any.
        bounds: Option<(ReleaseOption, ReleaseOption)>,
        /// The fraction.
        fraction: Fraction,
        /// The least.
        min: MemorySize,
        /// The most.
        max: MemorySize,
        /// What is wrong with them.
        violation: RangeViolation,
    },
    /// The text of [`FlinkError::InconsistentRange`]'s own cause.
    RangeRule(RangeViolation),
    /// None of the three ways to configure a process was taken.
    NothingConfigured {
        /// Which process, with the options that it would need.
        required: RequiredOptions,
    },
    /// The explicit parts of the TaskManager's Flink memory do not fit into it.
    PartsExceedFlink {
        /// The total.
        total: MemorySize,
        /// The parts.
        parts: FlinkParts,
    },
    /// What is left for network buffers lies outside their range.
    NetworkOutOfRange {
        /// What is left.
        network: MemorySize,
        /// The least.
        min: MemorySize,
        /// The most.
        max: MemorySize,
    },
    /// What is left for network buffers is not what the number of buffers asks for.
    NetworkMismatch {
        /// What is left.
        derived: MemorySize,
        /// What the number of buffers asks for.
        configured: MemorySize,
    },
    /// The network memory that is left when everything else is explicit contradicts its own configuration.
    NetworkRest {
        /// The contradiction.
        cause: Box<FlinkError>,
    },
    /// The configured process is smaller than what it must hold (1.11 and later).
    ProcessBelowFlink {
        /// The configured total process memory.
        process: MemorySize,
        /// The derived total Flink memory.
        flink: MemorySize,
        /// The metaspace.
        metaspace: MemorySize,
    },
    /// What is left for overhead lies outside its range.
    OverheadOutOfRange {
        /// What is left.
        overhead: MemorySize,
        /// The least.
        min: MemorySize,
        /// The most.
        max: MemorySize,
    },
    /// Metaspace and overhead alone are larger than the process.
    JvmExceedsProcess {
        /// The metaspace.
        metaspace: MemorySize,
        /// The overhead.
        overhead: MemorySize,
        /// The process.
        process: MemorySize,
    },
    /// `taskmanager.cpu.cores` is not positive.
    NoCpuCores {
        /// The option.
        option: ReleaseOption,
    },
    /// `taskmanager.cpu.cores` of local execution is below zero.
    NegativeResource,
    /// The number of slots is below one.
    InvalidSlots {
        /// The option.
        option: ReleaseOption,
        /// The number.
        slots: i32,
    },
    /// The network memory holds more buffers than a Java `int` can count.
    TooManyBuffers {
        /// The network memory in bytes.
        bytes: u64,
    },
    /// The JobManager's heap and off-heap are both set and do not add up to the Flink memory that is set too.
    HeapAndOffHeapMismatch {
        /// The heap.
        heap: MemorySize,
        /// The off-heap memory.
        off_heap: MemorySize,
        /// The total.
        flink: MemorySize,
    },
    /// The JobManager's heap is larger than the Flink memory that is set too.
    HeapExceedsFlink {
        /// The heap.
        heap: MemorySize,
        /// The total.
        flink: MemorySize,
    },
    /// The JobManager's Flink memory leaves no heap.
    FlinkBelowOffHeap {
        /// The total.
        flink: MemorySize,
        /// The off-heap memory.
        off_heap: MemorySize,
    },
    /// Flink 1.10: the share that stays out of the heap is not between 0 and 1.
    InvalidCutoffRatio {
        /// The option.
        option: ReleaseOption,
        /// The ratio.
        ratio: Fraction,
    },
    /// Flink 1.10: what stays out of the heap is at least the container.
    CutoffExceedsContainer {
        /// The option of the least.
        option: ReleaseOption,
        /// The least in mebibytes.
        min: i32,
        /// The container in mebibytes.
        total: i32,
    },
    /// Flink 1.10: `jobmanager.sh` does not understand the configured heap.
    InvalidJobManagerHeap,
    /// Local execution: network memory is not fixed.
    LocalNetworkMismatch {
        /// The least.
        min: MemorySize,
        /// The most.
        max: MemorySize,
    },
    /// Local execution failed with this cause.
    LocalExecution {
        /// The cause.
        cause: Box<FlinkError>,
    },
    /// An error that Flink rethrows with a prefix that names the process.
    Prefixed {
        /// The prefix.
        prefix: &'static str,
        /// The error.
        cause: Box<FlinkError>,
    },
    /// An option was read that the release does not know. The derivation asks for none, so this tells of a mistake in the model itself.
    UnknownOption {
        /// The option's key.
        key: &'static str,
    },
}

/// What is wrong with a segment size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentViolation {
    /// Below 4096 bytes.
    TooSmall,
    /// No power of two.
    NoPowerOfTwo,
}

/// What is wrong with a fraction and its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeViolation {
    /// The least is above the most.
    MinAboveMax,
    /// The fraction is not from 0 to below 1.
    FractionOutOfRange,
}

/// The options of which a process needs at least one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RequiredOptions {
    /// The options of the fine-grained way, all of them together.
    pub fine_grained: FineGrained,
    /// The total Flink memory.
    pub flink: ReleaseOption,
    /// The total process memory.
    pub process: ReleaseOption,
}

/// The options that must be set together in place of a total.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FineGrained {
    /// The JobManager's heap.
    JobManager(ReleaseOption),
    /// The TaskManager's task heap and managed memory, in the words of 1.11 and later.
    TaskManager(ReleaseOption, ReleaseOption),
    /// The same in the words of 1.10.
    TaskManager1_10(ReleaseOption, ReleaseOption),
}

/// The parts of the TaskManager's Flink memory in a sum that is too large. The part that is left out is the one that would be the rest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FlinkParts {
    /// Framework heap.
    pub framework_heap: MemorySize,
    /// Framework off-heap.
    pub framework_off_heap: MemorySize,
    /// Task heap; `None` where it would be the rest.
    pub task_heap: Option<MemorySize>,
    /// Task off-heap.
    pub task_off_heap: MemorySize,
    /// Managed memory.
    pub managed: MemorySize,
    /// Network memory; `None` where it would be the rest.
    pub network: Option<MemorySize>,
}

impl FlinkError {
    /// The simple name of the Java exception class.
    pub fn exception(&self) -> &'static str {
        match self {
            FlinkError::Size(SizeError::NoNumber)
            | FlinkError::Number(_)
            | FlinkError::Duration(DurationError::Amount(SizeError::NoNumber) | DurationError::NotIso { .. } | DurationError::Negative) => {
                "NumberFormatException"
            }
            FlinkError::Map(MapError::DuplicateName { .. }) => "IllegalStateException",
            FlinkError::LongOverflow
            | FlinkError::Division(DivisionError::ByZero)
            | FlinkError::Duration(DurationError::LongOverflow | DurationError::OutOfLong) => "ArithmeticException",
            FlinkError::Size(_)
            | FlinkError::Duration(_)
            | FlinkError::Map(_)
            | FlinkError::NotABoolean { .. }
            | FlinkError::NotAName { .. }
            | FlinkError::OutOfType { .. }
            | FlinkError::Unreadable { .. }
            | FlinkError::UnreadableAmount { .. }
            | FlinkError::NegativeBytes
            | FlinkError::Division(DivisionError::Negative { .. })
            | FlinkError::DowncastOverflow { .. }
            | FlinkError::RangeRule(_)
            | FlinkError::NegativeResource
            | FlinkError::TooManyBuffers { .. }
            | FlinkError::InvalidCutoffRatio { .. }
            | FlinkError::CutoffExceedsContainer { .. }
            | FlinkError::UnknownOption { .. } => "IllegalArgumentException",
            FlinkError::InvalidJobManagerHeap => "StartScriptException",
            FlinkError::UnreadableSize { .. }
            | FlinkError::UnreadableEnvironment { .. }
            | FlinkError::NegativeHeap { .. }
            | FlinkError::InvalidSegmentSize { .. }
            | FlinkError::InconsistentRange { .. }
            | FlinkError::NothingConfigured { .. }
            | FlinkError::PartsExceedFlink { .. }
            | FlinkError::NetworkOutOfRange { .. }
            | FlinkError::NetworkMismatch { .. }
            | FlinkError::NetworkRest { .. }
            | FlinkError::ProcessBelowFlink { .. }
            | FlinkError::OverheadOutOfRange { .. }
            | FlinkError::JvmExceedsProcess { .. }
            | FlinkError::NoCpuCores { .. }
            | FlinkError::InvalidSlots { .. }
            | FlinkError::HeapAndOffHeapMismatch { .. }
            | FlinkError::HeapExceedsFlink { .. }
            | FlinkError::FlinkBelowOffHeap { .. }
            | FlinkError::LocalNetworkMismatch { .. }
            | FlinkError::LocalExecution { .. }
            | FlinkError::Prefixed { .. } => "IllegalConfigurationException",
        }
    }

    /// The exception that this one names as its cause.
    pub fn cause(&self) -> Option<&FlinkError> {
        match self {
            FlinkError::Unreadable { cause, .. }
            | FlinkError::UnreadableAmount { cause, .. }
            | FlinkError::UnreadableSize { cause, .. }
            | FlinkError::UnreadableEnvironment { cause, .. }
            | FlinkError::NetworkRest { cause }
            | FlinkError::LocalExecution { cause }
            | FlinkError::Prefixed { cause, .. } => Some(cause),
            FlinkError::Duration(DurationError::TooLarge { .. }) => Some(&OUT_OF_LONG),
            FlinkError::InconsistentRange { violation: RangeViolation::MinAboveMax, .. } => Some(&MIN_ABOVE_MAX),
            FlinkError::InconsistentRange { violation: RangeViolation::FractionOutOfRange, .. } => Some(&FRACTION_OUT_OF_RANGE),
            _ => None,
        }
    }

    /// The causes, outermost first: what a stack trace shows after "Caused by:".
    pub fn causes(&self) -> impl Iterator<Item = &FlinkError> {
        std::iter::successors(self.cause(), |error| error.cause())
    }

    /// The innermost cause, which says what is wrong in the fewest words; the error itself where nothing caused it.
    pub fn root(&self) -> &FlinkError {
        self.causes().last().unwrap_or(self)
    }

    /// Whether Flink's entry points rethrow it with their prefix: they do so for configuration exceptions only.
    pub(crate) fn is_configuration_exception(&self) -> bool {
        self.exception() == "IllegalConfigurationException"
    }
}

static OUT_OF_LONG: FlinkError = FlinkError::Duration(DurationError::OutOfLong);
static MIN_ABOVE_MAX: FlinkError = FlinkError::RangeRule(RangeViolation::MinAboveMax);
static FRACTION_OUT_OF_RANGE: FlinkError = FlinkError::RangeRule(RangeViolation::FractionOutOfRange);

impl From<SizeError> for FlinkError {
    fn from(error: SizeError) -> FlinkError {
        FlinkError::Size(error)
    }
}

impl From<DivisionError> for FlinkError {
    fn from(error: DivisionError) -> FlinkError {
        FlinkError::Division(error)
    }
}

impl From<NumberError> for FlinkError {
    fn from(error: NumberError) -> FlinkError {
        FlinkError::Number(error)
    }
}

impl std::error::Error for FlinkError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause().map(|cause| cause as _)
    }
}
