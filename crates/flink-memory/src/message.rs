//! The lines that Flink logs while it derives: facts in fields, Flink's own words in `Display`.

use std::fmt;

use crate::fraction::Fraction;
use crate::option::{OptionSpec, ReleaseOption};
use crate::pool::Pool;
use crate::release::Release;
use crate::rules;
use crate::size::{MemorySize, write_sizes};

/// One line of Flink's log. `Display` prints its text without level and logger.
#[derive(Clone, Debug, PartialEq)]
pub struct LogLine {
    /// The release that logs it; some words and loggers differ between releases.
    pub release: Release,
    /// What it says.
    pub message: Message,
}

/// How loud a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Printed by the start script itself, not logged.
    Printed,
    /// `INFO`.
    Info,
    /// `WARN`.
    Warn,
}

/// The pools that Flink derives from a fraction, by the names in its log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FractionPool {
    /// `jvm overhead memory`.
    JvmOverhead,
    /// `network memory`.
    Network,
    /// `managed memory`.
    Managed,
}

impl FractionPool {
    /// The pool itself.
    pub const fn pool(self) -> Pool {
        match self {
            FractionPool::JvmOverhead => Pool::JvmOverhead,
            FractionPool::Network => Pool::Network,
            FractionPool::Managed => Pool::Managed,
        }
    }
}

/// What a line of Flink's log says.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// An option was read through an older key.
    DeprecatedKey {
        /// The key that is set.
        older_key: &'static str,
        /// The option that it stands for.
        option: ReleaseOption,
    },
    /// A legacy heap option or environment variable is taken for a total.
    LegacyHeap {
        /// The option that gets the value.
        target: ReleaseOption,
        /// The value.
        size: MemorySize,
    },
    /// A pool computed from its fraction is below its least size.
    BelowMin {
        /// The pool.
        pool: FractionPool,
        /// The computed size.
        size: MemorySize,
        /// The least, which is taken.
        min: MemorySize,
    },
    /// A pool computed from its fraction is above its largest size.
    AboveMax {
        /// The pool.
        pool: FractionPool,
        /// The computed size.
        size: MemorySize,
        /// The most, which is taken.
        max: MemorySize,
    },
    /// Network memory is what is left, and not the fraction that is set.
    NetworkFractionIgnored {
        /// What is left.
        network: MemorySize,
        /// The fraction that is set.
        fraction: Fraction,
        /// What the fraction would be taken of.
        flink: MemorySize,
    },
    /// Overhead is what is left, and not the fraction that is set.
    OverheadFractionIgnored {
        /// What is left.
        overhead: MemorySize,
        /// The fraction that is set.
        fraction: Fraction,
        /// What the fraction would be taken of.
        process: MemorySize,
    },
    /// The JobManager's off-heap memory is what is left, and not its default.
    OffHeapDefaultIgnored {
        /// What is left.
        off_heap: MemorySize,
        /// The total.
        flink: MemorySize,
        /// The heap that was taken off.
        heap: MemorySize,
        /// The default.
        default: MemorySize,
    },
    /// The JobManager's heap is small.
    HeapBelowRecommended {
        /// The heap.
        heap: MemorySize,
        /// The least that Flink recommends.
        recommended: MemorySize,
    },
    /// Local execution ignores an option that is set.
    LocalIgnores {
        /// The option.
        option: ReleaseOption,
        /// The options that the message lists as the ones that matter.
        listed: &'static [&'static OptionSpec],
    },
    /// Local execution sets an option that is not set.
    LocalSets {
        /// The option.
        option: ReleaseOption,
        /// The value; `None` stands for the maximal possible one.
        size: Option<MemorySize>,
    },
    /// An external resource has no amount.
    NoAmount {
        /// The resource.
        name: String,
    },
    /// The amount of an external resource is not positive.
    AmountNotPositive {
        /// The resource.
        name: String,
        /// The amount.
        amount: i64,
    },
    /// Flink 1.10's `jobmanager.sh` says so whenever the heap is not configured by its newer key.
    DeprecatedHeapKey {
        /// The old option.
        old: ReleaseOption,
        /// The new option.
        new: ReleaseOption,
    },
}

impl LogLine {
    /// How loud it is.
    pub fn level(&self) -> Level {
        match self.message {
            Message::DeprecatedKey { .. }
            | Message::HeapBelowRecommended { .. }
            | Message::LocalIgnores { .. }
            | Message::NoAmount { .. }
            | Message::AmountNotPositive { .. } => Level::Warn,
            Message::DeprecatedHeapKey { .. } => Level::Printed,
            _ => Level::Info,
        }
    }

    /// The simple name of the class that logs it; `None` for what a script prints.
    pub fn logger(&self) -> Option<&'static str> {
        let process_utils =
            if rules::MEMORY_UTILS_PER_PROCESS.contains(self.release) { "ProcessMemoryUtils" } else { "TaskExecutorProcessUtils" };
        Some(match self.message {
            Message::DeprecatedKey { .. } => "Configuration",
            Message::LegacyHeap { .. } if rules::MEMORY_UTILS_PER_PROCESS.contains(self.release) => "MemoryBackwardsCompatibilityUtils",
            Message::LegacyHeap { .. } | Message::BelowMin { .. } | Message::AboveMax { .. } | Message::OverheadFractionIgnored { .. } => {
                process_utils
            }
            Message::NetworkFractionIgnored { .. } if rules::MEMORY_UTILS_PER_PROCESS.contains(self.release) => {
                "TaskExecutorFlinkMemoryUtils"
            }
            Message::NetworkFractionIgnored { .. } => process_utils,
            Message::OffHeapDefaultIgnored { .. } | Message::HeapBelowRecommended { .. } => "JobManagerFlinkMemoryUtils",
            Message::LocalIgnores { .. } | Message::LocalSets { .. } => "TaskExecutorResourceUtils",
            Message::NoAmount { .. } | Message::AmountNotPositive { .. } => "ExternalResourceUtils",
            Message::DeprecatedHeapKey { .. } => return None,
        })
    }
}

impl fmt::Display for FractionPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FractionPool::JvmOverhead => "jvm overhead memory",
            FractionPool::Network => "network memory",
            FractionPool::Managed => "managed memory",
        })
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::Printed => "",
            Level::Info => "INFO",
            Level::Warn => "WARN",
        })
    }
}

impl fmt::Display for LogLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.message {
            Message::DeprecatedKey { older_key, option } => {
                write!(f, "Config uses deprecated configuration key '{older_key}' instead of proper key '{}'", option.key())
            }
            Message::LegacyHeap { target, size } => write!(
                f,
                "'{}' is not specified, use the configured deprecated task manager heap value ({}) for it.",
                target.key(),
                size.human()
            ),
            Message::BelowMin { pool, size, min } => {
                write!(f, "The derived from fraction {pool} ")?;
                write_sizes(f, "(#) is less than its min value #, min value will be used instead", &[size, min])
            }
            Message::AboveMax { pool, size, max } => {
                write!(f, "The derived from fraction {pool} ")?;
                write_sizes(f, "(#) is greater than its max value #, max value will be used instead", &[size, max])
            }
            Message::NetworkFractionIgnored { network, fraction, flink } => write!(
                f,
                "The derived Network Memory size ({}) does not match the configured Network Memory fraction ({fraction}) from the configured \
                 Total Flink Memory size ({}). The derived Network Memory size will be used.",
                network.human(),
                flink.human()
            ),
            Message::OverheadFractionIgnored { overhead, fraction, process } => {
                let or_default = if rules::OVERHEAD_INFO_NAMES_DEFAULT.contains(self.release) { " or default" } else { "" };
                let name = if rules::OVERHEAD_INFO_MISSPELT.contains(self.release) { "JVM OVerhead" } else { "JVM Overhead" };
                write!(
                    f,
                    "The derived JVM Overhead size ({}) does not match the configured{or_default} JVM Overhead fraction ({fraction}) from the \
                     configured Total Process Memory size ({}). The derived {name} size will be used.",
                    overhead.human(),
                    process.human()
                )
            }
            Message::OffHeapDefaultIgnored { off_heap, flink, heap, default } => write_sizes(
                f,
                "The Off-Heap Memory size (#) is derived the configured Total Flink Memory size (#) minus the configured JVM Heap Memory \
                 size (#). The default Off-Heap Memory size (#) is ignored.",
                &[off_heap, flink, heap, default],
            ),
            Message::HeapBelowRecommended { heap, recommended } => write_sizes(
                f,
                "The configured or derived JVM heap memory size (#) is less than its recommended minimum value (#)",
                &[heap, recommended],
            ),
            Message::LocalIgnores { option, listed } => {
                write!(
                    f,
                    "The resource configuration option {option} is set but it will have no effect for local execution, only the following \
                     options matter for the resource configuration: ["
                )?;
                let listed = listed.iter().filter_map(|option| option.in_release(self.release));
                for (index, option) in listed.enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{option}")?;
                }
                f.write_str("]")
            }
            Message::LocalSets { option, size } => {
                write!(f, "The configuration option {} required for local execution is not set, setting it to ", option.key())?;
                match size {
                    Some(size) => write!(f, "its default value {size}."),
                    None => f.write_str("the maximal possible value."),
                }
            }
            Message::NoAmount { ref name } => write!(f, "The amount of the {name} should be configured. Will ignore that resource."),
            // The two stand the wrong way round in Flink.
            Message::AmountNotPositive { ref name, amount } => {
                write!(f, "The amount of the {amount} should be positive while finding {name}. Will ignore that resource.")
            }
            Message::DeprecatedHeapKey { old, new } => {
                write!(f, "used deprecated key `{}`, please replace with key `{}`", old.key(), new.key())
            }
        }
    }
}
