//! What resource managers and their clients log: facts in fields, Flink's own words in `Display`.

use std::fmt;

use crate::java::JavaDouble;
use crate::message::{Level, LogLine, Message};
use crate::release::Release;
use crate::rules;

/// One line of the log.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// Of a derivation.
    Derivation(LogLine),
    /// Of a resource manager or its client.
    Notice {
        /// The release that logs it.
        release: Release,
        /// The simple name of the class that logs it.
        logger: &'static str,
        /// What it says.
        notice: Notice,
    },
}

/// What a resource manager or its client says.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A total is taken out of the configuration, because the TaskManager's size is decided anew.
    TotalIgnored {
        /// The key.
        key: &'static str,
    },
    /// Which external resources there are, in the order in which Flink goes through them.
    ExternalResources(Vec<String>),
    /// An external resource has no key that the deployment knows it by.
    NoConfigKey {
        /// The resource.
        name: String,
        /// The key that misses its value.
        key: String,
    },
    /// An external resource is taken. Up to 1.12.
    ExternalResourceAdded {
        /// The resource.
        name: String,
        /// What the deployment calls it.
        config_key: String,
        /// How much of it.
        amount: i64,
    },
    /// Two external resources have the same key, and only the later one counts.
    DuplicateConfigKey {
        /// The later one.
        name: String,
        /// What the deployment calls both.
        config_key: String,
        /// How much of it, which is told up to 1.12.
        amount: Option<i64>,
    },
    /// A pod asks for an external resource.
    ExternalResourceRequested {
        /// What Kubernetes calls it.
        config_key: String,
        /// How much of it.
        amount: i64,
    },
    /// Cores on YARN are whole ones.
    CoresRoundedUp {
        /// The cores.
        cores: f64,
        /// What they are rounded up to.
        rounded: i64,
    },
    /// YARN gives more than what is asked for. Unit: MiB.
    RoundedByYarn {
        /// `JobManager` or `TaskManager`.
        component: &'static str,
        /// What is configured.
        configured: i32,
        /// What YARN gives.
        allocated: i32,
        /// What it gives in multiples of.
        unit: i32,
    },
    /// 1.10: a process is smaller than the smallest container. Unit: MiB.
    BelowMinimum {
        /// The smallest container.
        minimum: i32,
    },
    /// No node has so much room now. Unit: MiB.
    AboveLargestNode {
        /// `TaskManagers` or `JobManager`.
        component: &'static str,
        /// What is asked for.
        requested: i32,
        /// The largest room.
        largest: i32,
    },
    /// A container that YARN never gives is not asked for.
    AboveMaximum {
        /// What would be asked for: MiB and cores.
        requested: (i32, i32),
        /// The largest container: MiB and cores.
        maximum: (i32, i32),
    },
}

impl Line {
    /// How loud it is.
    pub fn level(&self) -> Level {
        match self {
            Line::Derivation(line) => line.level(),
            Line::Notice { notice, .. } => match notice {
                Notice::ExternalResources(_)
                | Notice::ExternalResourceAdded { .. }
                | Notice::ExternalResourceRequested { .. }
                | Notice::CoresRoundedUp { .. }
                | Notice::RoundedByYarn { .. } => Level::Info,
                _ => Level::Warn,
            },
        }
    }

    /// The simple name of the class that logs it.
    pub fn logger(&self) -> &'static str {
        match self {
            Line::Derivation(line) => line.logger().unwrap_or_default(),
            Line::Notice { logger, .. } => logger,
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (release, notice) = match self {
            Line::Derivation(line) => return line.fmt(f),
            Line::Notice { release, notice, .. } => (*release, notice),
        };
        match notice {
            Notice::TotalIgnored { key } => write!(
                f,
                "Configured size for '{key}' is ignored. Total memory size for TaskManagers are dynamically decided in fine-grained \
                 resource management."
            ),
            Notice::ExternalResources(names) => write!(f, "Enabled external resources: [{}]", names.join(", ")),
            Notice::NoConfigKey { name, key } => write!(f, "Could not find valid {key} for {name}. Will ignore that resource."),
            Notice::ExternalResourceAdded { name, config_key, amount } => {
                write!(f, "Add external resource config for {name} with key {config_key} value Optional[{amount}].")
            }
            Notice::DuplicateConfigKey { name, config_key, amount } => {
                write!(f, "Duplicate config key {config_key} occurred for external resources, the one named {name} ")?;
                amount.map_or(Ok(()), |amount| write!(f, "with amount Optional[{amount}] "))?;
                f.write_str("will overwrite the value.")
            }
            Notice::ExternalResourceRequested { config_key, amount } => {
                write!(f, "Request external resource {amount} with config key {config_key}.")
            }
            Notice::CoresRoundedUp { cores, rounded } => write!(
                f,
                "The amount of cpu cores must be a positive integer on Yarn. Rounding {} up to the closest positive integer {rounded}.",
                JavaDouble(*cores)
            ),
            Notice::RoundedByYarn { component, configured, allocated, unit } => write!(
                f,
                "The configured {component} memory is {configured} MB. YARN will allocate {allocated} MB to make up an integer multiple of \
                 its minimum allocation memory ({unit} MB, configured via 'yarn.scheduler.minimum-allocation-mb'). The extra {} MB may not \
                 be used by Flink.",
                allocated.wrapping_sub(*configured)
            ),
            Notice::BelowMinimum { minimum } => write!(
                f,
                "The JobManager or TaskManager memory is below the smallest possible YARN Container size. The value of \
                 'yarn.scheduler.minimum-allocation-mb' is '{minimum}'. Please increase the memory size.YARN will allocate the smaller \
                 containers but the scheduler will account for the minimum-allocation-mb, maybe not all instances you requested will start."
            ),
            Notice::AboveLargestNode { component, requested, largest } => write!(
                f,
                "The requested amount of memory for the {component} ({requested}MB) is more than the largest possible YARN container: \
                 {largest}\nThe Flink YARN client will try to allocate the YARN session, but maybe not all TaskManagers are connecting from \
                 the beginning because the resources are currently not available in the cluster. The allocation might take more time than \
                 usual because the Flink YARN client needs to wait until the resources become available."
            ),
            Notice::AboveMaximum { requested: (mebibytes, cores), maximum: (most_mebibytes, most_cores) } => {
                let requested = format!("<memory:{mebibytes}, vCores:{cores}>");
                let maximum = format!("<memory:{most_mebibytes}, vCores:{most_cores}>");
                if rules::YARN_NORMALIZES.contains(release) {
                    write!(f, "Requested container resource {requested} exceeds yarn max allocation {maximum}. Will not allocate resource.")
                } else {
                    write!(
                        f,
                        "Requested container resource ({requested}) exceeds the max limitation of the Yarn cluster ({maximum}). Will not \
                         allocate resource."
                    )
                }
            }
        }
    }
}

/// The log so far. Flink repeats itself; here each line stands once.
pub(super) struct Log {
    release: Release,
    lines: Vec<Line>,
}

impl Log {
    pub(super) fn new(release: Release) -> Log {
        Log { release, lines: Vec::new() }
    }

    pub(super) fn into_lines(self) -> Vec<Line> {
        self.lines
    }

    pub(super) fn say(&mut self, logger: &'static str, notice: Notice) {
        self.push(Line::Notice { release: self.release, logger, notice });
    }

    /// Says what a derivation says, too.
    pub(super) fn say_as_derived(&mut self, message: Message) {
        self.derived([LogLine { release: self.release, message }]);
    }

    pub(super) fn derived(&mut self, lines: impl IntoIterator<Item = LogLine>) {
        lines.into_iter().for_each(|line| self.push(Line::Derivation(line)));
    }

    fn push(&mut self, line: Line) {
        if !self.lines.contains(&line) {
            self.lines.push(line);
        }
    }
}
