//! Why there are no resources to ask for: what is wrong with the configuration, or what the cluster never gives.

use std::fmt;

use crate::error::FlinkError;

/// Whose container a client asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// The JobManager's.
    JobManager,
    /// A TaskManager's.
    TaskManager,
}

/// Why a resource manager or its client gives up. `Display` prints Flink's own message.
#[derive(Clone, Debug, PartialEq)]
pub enum ResourceManagerError {
    /// What a derivation, or reading an option, throws.
    Flink(Box<FlinkError>),
    /// A limit would be below what is requested.
    LimitFactor {
        /// The key of the factor.
        key: &'static str,
    },
    /// YARN: more cores than any container has.
    TooManyCores {
        /// Whose they are.
        of: Client,
        /// How many.
        requested: i32,
        /// How many a container may have.
        maximum: i32,
    },
    /// YARN: cores beyond what an `int` counts.
    CoresBeyondInt {
        /// How many.
        cores: i64,
    },
    /// YARN: more memory than any container has. Unit: MiB.
    TooMuchMemory {
        /// Whose it is.
        of: Client,
        /// How much.
        requested: i32,
        /// How much a container may have.
        maximum: i32,
    },
}

impl ResourceManagerError {
    /// The simple name of the Java exception class.
    pub fn exception(&self) -> &'static str {
        match self {
            ResourceManagerError::Flink(error) => error.exception(),
            ResourceManagerError::LimitFactor { .. } => "IllegalArgumentException",
            ResourceManagerError::TooManyCores { .. } | ResourceManagerError::CoresBeyondInt { .. } => "IllegalConfigurationException",
            ResourceManagerError::TooMuchMemory { .. } => "YarnDeploymentException",
        }
    }

    /// The exception that this one names as its cause.
    pub fn cause(&self) -> Option<&FlinkError> {
        match self {
            ResourceManagerError::Flink(error) => error.cause(),
            _ => None,
        }
    }
}

impl From<Box<FlinkError>> for ResourceManagerError {
    fn from(error: Box<FlinkError>) -> ResourceManagerError {
        ResourceManagerError::Flink(error)
    }
}

impl fmt::Display for ResourceManagerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ResourceManagerError::Flink(error) => error.fmt(f),
            ResourceManagerError::LimitFactor { key } => write!(f, "{key} should be greater or equal to 1."),
            ResourceManagerError::TooManyCores { of: Client::JobManager, requested, maximum } => write!(
                f,
                "The number of requested virtual cores for application master {requested} exceeds the maximum number of virtual cores \
                 {maximum} available in the Yarn Cluster."
            ),
            ResourceManagerError::TooManyCores { of: Client::TaskManager, requested, maximum } => write!(
                f,
                "The number of requested virtual cores per node {requested} exceeds the maximum number of virtual cores {maximum} available \
                 in the Yarn Cluster. Please note that the number of virtual cores is set to the number of task slots by default unless \
                 configured in the Flink config with 'yarn.containers.vcores.'"
            ),
            ResourceManagerError::CoresBeyondInt { cores } => {
                write!(f, "The amount of cpu cores {cores} cannot exceed Integer.MAX_VALUE: {}", i32::MAX)
            }
            ResourceManagerError::TooMuchMemory { of, requested, maximum } => {
                let (whose, unit) = if *of == Client::JobManager { ("JobManager", "MB") } else { ("TaskManagers", "") };
                write!(
                    f,
                    "The cluster does not have the requested resources for the {whose} available!\nMaximum Memory: {maximum}{unit} Requested: \
                     {requested}MB. Please check the 'yarn.scheduler.maximum-allocation-mb' and the 'yarn.nodemanager.resource.memory-mb' \
                     configuration values\n"
                )
            }
        }
    }
}

impl std::error::Error for ResourceManagerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause().map(|cause| cause as _)
    }
}
