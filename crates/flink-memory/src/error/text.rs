//! Flink's own messages, to the letter. What an error holds and what causes it stand in `error`.

use std::fmt;

use super::{FineGrained, FlinkError, FlinkParts, RangeViolation, RequiredOptions, SegmentViolation};
use crate::java::JavaFloat;
use crate::size::write_sizes;

impl fmt::Display for FlinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            FlinkError::Size(ref error) => error.fmt(f),
            FlinkError::Number(ref error) => error.fmt(f),
            FlinkError::Duration(ref error) => error.fmt(f),
            FlinkError::Map(ref error) => error.fmt(f),
            FlinkError::NotABoolean { ref text } => {
                write!(f, "Unrecognized option for boolean: {text}. Expected either true or false(case insensitive)")
            }
            FlinkError::NotAName { names, release } => {
                write!(f, "Could not parse value for enum class {}. Expected one of: [", names.class)?;
                for (index, name) in names.in_release(release).enumerate() {
                    f.write_str(if index == 0 { "[" } else { ", " })?;
                    f.write_str(name)?;
                }
                f.write_str("]]")
            }
            FlinkError::OutOfType { ref value, type_name } => write!(f, "Configuration value {value} overflows/underflows the {type_name} type."),
            FlinkError::Unreadable { option, ref value, .. } => write!(f, "Could not parse value '{value}' for key '{}'.", option.key()),
            FlinkError::UnreadableAmount { ref key, ref value, .. } => write!(f, "Could not parse value '{value}' for key '{key}'."),
            FlinkError::UnreadableSize { option, .. } => write!(f, "Cannot read memory size from config option '{}'.", option.key()),
            FlinkError::UnreadableEnvironment { ref text, .. } => {
                write!(f, "Cannot read total process memory size from environment variable value {text}.")
            }
            FlinkError::NegativeHeap { mebibytes, .. } => {
                write!(f, "Configured total process memory size ({mebibytes}MB) must not be less than 0.")
            }
            FlinkError::LongOverflow => f.write_str("long overflow"),
            FlinkError::NegativeBytes => f.write_str("bytes must be >= 0"),
            FlinkError::Division(error) => error.fmt(f),
            FlinkError::DowncastOverflow { bytes } => write!(f, "Cannot downcast long value {bytes} to integer."),
            FlinkError::InvalidSegmentSize { option, bytes, violation } => {
                write!(f, "Invalid configuration value for {} : {bytes} - ", option.key())?;
                f.write_str(match violation {
                    SegmentViolation::TooSmall => "Minimum memory segment size is 4096",
                    SegmentViolation::NoPowerOfTwo => "Memory segment size must be a power of 2.",
                })
            }
            FlinkError::InconsistentRange { fraction_option, fraction, min, max, .. } => write!(
                f,
                "Inconsistently configured {fraction_option} ({fraction}) and its min ({}), max ({}) value",
                min.human(),
                max.human()
            ),
            FlinkError::RangeRule(RangeViolation::MinAboveMax) => f.write_str("min value must be less or equal to max value"),
            FlinkError::RangeRule(RangeViolation::FractionOutOfRange) => f.write_str("fraction must be in range [0, 1)"),
            FlinkError::NothingConfigured { required } => required.fmt(f),
            FlinkError::PartsExceedFlink { total, parts } => {
                write!(f, "Sum of configured {parts} exceed configured Total Flink Memory ({}).", total.human())
            }
            FlinkError::NetworkOutOfRange { network, min, max } => write_sizes(f,
                "Derived Network Memory size (#) is not in configured Network Memory range [#, #].", &[network, min, max]),
            FlinkError::NetworkMismatch { derived, configured } => write_sizes(f,
                "Derived Network Memory size (#) does not match configured Network Memory size (#).", &[derived, configured]),
            FlinkError::NetworkRest { .. } => f.write_str(
                "If Total Flink, Task Heap and (or) Managed Memory sizes are explicitly configured then the Network Memory size is the rest of \
                 the Total Flink memory after subtracting all other configured types of memory, but the derived Network Memory is inconsistent \
                 with its configuration.",
            ),
            FlinkError::ProcessBelowFlink { process, flink, metaspace } => write_sizes(f,
                "The configured Total Process Memory size (#) is less than the sum of the derived Total Flink Memory size (#) and the \
                 configured or default JVM Metaspace size  (#).", &[process, flink, metaspace]),
            FlinkError::OverheadOutOfRange { overhead, min, max } => write_sizes(f,
                "Derived JVM Overhead size (#) is not in configured JVM Overhead range [#, #].", &[overhead, min, max]),
            FlinkError::JvmExceedsProcess { metaspace, overhead, process } => write_sizes(f,
                "Sum of configured JVM Metaspace (#) and JVM Overhead (#) exceed configured Total Process Memory (#).", &[metaspace, overhead, process]),
            FlinkError::NoCpuCores { option } => write!(
                f,
                "TaskExecutors need to be started with a positive number of CPU cores. Please configure {} accordingly.",
                option.key()
            ),
            FlinkError::NegativeResource => f.write_str("Resource value must be no less than 0"),
            FlinkError::InvalidSlots { option, slots } => {
                write!(f, "Invalid configuration value for {} : {slots} - Number of task slots must be at least one.", option.key())
            }
            FlinkError::TooManyBuffers { bytes } => {
                write!(f, "The given number of memory bytes ({bytes}) corresponds to more than MAX_INT pages.")
            }
            FlinkError::HeapAndOffHeapMismatch { heap, off_heap, flink } => write_sizes(f,
                "Sum of the configured JVM Heap Memory (#) and the configured Off-heap Memory (#) does not match the configured Total Flink \
                 Memory (#). Please, make the configuration consistent or configure only one option: either JVM Heap or Total Flink Memory.", &[heap, off_heap, flink]),
            FlinkError::HeapExceedsFlink { heap, flink } => write_sizes(f,
                "The configured JVM Heap Memory (#) exceeds the configured Total Flink Memory (#). Please, make the configuration consistent \
                 or configure only one option: either JVM Heap or Total Flink Memory.", &[heap, flink]),
            FlinkError::FlinkBelowOffHeap { flink, off_heap } => write_sizes(f,
                "The configured Total Flink Memory (#) is less than the configured Off-heap Memory (#).", &[flink, off_heap]),
            FlinkError::InvalidCutoffRatio { option, ratio } => {
                write!(f, "The configuration value '{}' must be between 0 and 1. Value given={}", option.key(), JavaFloat::narrowed(ratio.value()))
            }
            FlinkError::CutoffExceedsContainer { option, min, total } => {
                write!(f, "The configuration value '{}' is higher ({min}) than the requested amount of memory {total}", option.key())
            }
            FlinkError::InvalidJobManagerHeap => f.write_str(
                "[ERROR] Configured JobManager memory size is not a valid value. Please set 'jobmanager.heap.size' in flink-conf.yaml.",
            ),
            FlinkError::LocalNetworkMismatch { min, max } => write!(
                f,
                "The network memory min ({min}) and max ({max}) mismatch, the network memory has to be resolved and set to a fixed value \
                 before task executor starts"
            ),
            FlinkError::LocalExecution { .. } => f.write_str("Failed to create TaskExecutorResourceSpec"),
            FlinkError::Prefixed { prefix, ref cause } => write!(f, "{prefix}: {cause}"),
            FlinkError::UnknownOption { key } => write!(f, "the release does not know the option '{key}'"),
        }
    }
}

impl fmt::Display for RequiredOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RequiredOptions { fine_grained, flink, process } = self;
        match fine_grained {
            FineGrained::JobManager(heap) => write!(f, "Either required fine-grained memory ({})", heap.key())?,
            FineGrained::TaskManager(task_heap, managed) => {
                write!(f, "Either required fine-grained memory ({} and {})", task_heap.key(), managed.key())?;
            }
            FineGrained::TaskManager1_10(task_heap, managed) => {
                return write!(
                    f,
                    "Either Task Heap Memory size ({}) and Managed Memory size ({}), or Total Flink Memory size ({}), or Total Process Memory \
                     size ({}) need to be configured explicitly.",
                    task_heap.key(),
                    managed.key(),
                    flink.key(),
                    process.key()
                );
            }
        }
        write!(f, ", or Total Flink Memory size ({flink}), or Total Process Memory size ({process}) need to be configured explicitly.")
    }
}

impl fmt::Display for FlinkParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_sizes(f, "Framework Heap Memory (#), Framework Off-Heap Memory (#)", &[self.framework_heap, self.framework_off_heap])?;
        if let Some(task_heap) = self.task_heap {
            write_sizes(f, ", Task Heap Memory (#)", &[task_heap])?;
        }
        write_sizes(f, ", Task Off-Heap Memory (#)", &[self.task_off_heap])?;
        match self.network {
            Some(network) => write_sizes(f, ", Managed Memory (#) and Network Memory (#)", &[self.managed, network]),
            None => write_sizes(f, " and Managed Memory (#)", &[self.managed]),
        }
    }
}
