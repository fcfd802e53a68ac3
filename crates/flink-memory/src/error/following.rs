//! Names that never change and keys of the errors of what follows from a breakdown. Facts and words stand beside what throws them; the errors
//! of a derivation stand in `code` and `keys`.

use crate::consumers::{ConsumerError, NoShare};
use crate::derive::Request;
use crate::network_buffers::{BufferError, DeployError, InsufficientBuffers, NotAnnounced};
use crate::option::{network, shuffle, taskmanager, yarn};
use crate::resource_manager::{Client, ResourceManagerError};
use crate::slots::ResourceError;
use crate::state_backend::StateBackendError;

const ILLEGAL_ARGUMENT: &str = "IllegalArgumentException";

impl ResourceError {
    /// A stable name of the kind of error, such as `slot-incomplete`.
    pub fn code(&self) -> &'static str {
        match self {
            ResourceError::NoCpuCores => "slot-no-cpu-cores",
            ResourceError::Infinite(_) => "number",
            ResourceError::NoTaskHeap => "slot-no-task-heap",
            ResourceError::Incomplete => "slot-incomplete",
            ResourceError::CoresRoundedToNothing => "slot-cpu-cores-rounded-to-nothing",
            ResourceError::Negative => "slot-negative",
            ResourceError::Size(_) => "size",
            ResourceError::DivisionByZero => "division",
        }
    }

    /// The keys that a person would change; none where a program gives the resources.
    pub fn keys(&self, _: &Request) -> Vec<&str> {
        if *self == ResourceError::DivisionByZero { vec![taskmanager::NUM_TASK_SLOTS.key] } else { Vec::new() }
    }
}

impl ConsumerError {
    /// A stable name of the kind of error, such as `negative-consumer-weight`.
    pub fn code(&self) -> &'static str {
        match self {
            ConsumerError::NoWeights => "no-consumer-weights",
            ConsumerError::Unreadable(error) => error.code(),
            ConsumerError::NotANumber(_) => "number",
            ConsumerError::Unknown { .. } => "unknown-consumer",
            ConsumerError::Negative { .. } => "negative-consumer-weight",
        }
    }

    /// The keys that a person would change.
    pub fn keys(&self, request: &Request) -> Vec<&str> {
        match self {
            ConsumerError::NoWeights => Vec::new(),
            ConsumerError::Unreadable(error) => error.keys(request),
            _ => vec![taskmanager::MANAGED_MEMORY_CONSUMER_WEIGHTS.key],
        }
    }
}

impl NoShare {
    /// The simple name of the Java exception class.
    pub fn exception(&self) -> &'static str {
        ILLEGAL_ARGUMENT
    }

    /// A stable name of the kind of error: `no-managed-share`, `managed-share-above-one`.
    pub fn code(&self) -> &'static str {
        match self {
            NoShare::Nothing => "no-managed-share",
            NoShare::MoreThanAll { .. } => "managed-share-above-one",
        }
    }

    /// The keys that a person would change.
    pub fn keys(&self, _: &Request) -> Vec<&str> {
        vec![taskmanager::MANAGED_MEMORY_CONSUMER_WEIGHTS.key]
    }
}

impl StateBackendError {
    /// A stable name of the kind of error, such as `state-backend-ratios`.
    pub fn code(&self) -> &'static str {
        match self {
            StateBackendError::NotInRelease => "no-state-backend",
            StateBackendError::Unreadable(error) => error.code(),
            StateBackendError::Ratios { .. } => "state-backend-ratios",
        }
    }

    /// The keys that a person would change.
    pub fn keys(&self, request: &Request) -> Vec<&str> {
        match self {
            StateBackendError::NotInRelease => Vec::new(),
            StateBackendError::Unreadable(error) => error.keys(request),
            StateBackendError::Ratios { backend, .. } => backend.ratio_keys().to_vec(),
        }
    }
}

impl BufferError {
    /// A stable name of the kind of error, such as `no-floating-buffers`.
    pub fn code(&self) -> &'static str {
        match self {
            BufferError::Flink(error) => error.code(),
            BufferError::NegativePerChannel => "negative-buffers-per-channel",
            BufferError::NoneRequiredPerGate => "no-required-buffers-per-gate",
            BufferError::NoneFloating => "no-floating-buffers",
        }
    }

    /// The keys that a person would change.
    pub fn keys(&self, request: &Request) -> Vec<&str> {
        match self {
            BufferError::Flink(error) => error.keys(request),
            BufferError::NegativePerChannel => vec![network::NETWORK_BUFFERS_PER_CHANNEL.key],
            BufferError::NoneRequiredPerGate => vec![network::NETWORK_READ_MAX_REQUIRED_BUFFERS_PER_GATE.key],
            BufferError::NoneFloating => vec![network::NETWORK_EXTRA_BUFFERS_PER_GATE.key],
        }
    }
}

impl DeployError {
    /// The simple name of the Java exception class.
    pub fn exception(&self) -> &'static str {
        ILLEGAL_ARGUMENT
    }

    /// A stable name of the kind of error, such as `no-exclusive-buffers`.
    pub fn code(&self) -> &'static str {
        match self {
            DeployError::NoExclusive => "no-exclusive-buffers",
            DeployError::NoneRequired { .. } => "no-required-buffers",
            DeployError::MaxBelowMin { .. } => "max-buffers-below-required",
            DeployError::NoneAllowed { .. } => "no-buffers-allowed",
            DeployError::NonePerSubpartition { .. } => "no-buffers-per-subpartition",
        }
    }

    /// The keys that a person would change.
    pub fn keys(&self, _: &Request) -> Vec<&str> {
        match self {
            DeployError::NoExclusive => vec![network::NETWORK_BUFFERS_PER_CHANNEL.key],
            DeployError::NoneRequired { .. } => vec![shuffle::NETWORK_SORT_SHUFFLE_MIN_BUFFERS.key],
            DeployError::MaxBelowMin { .. } | DeployError::NoneAllowed { .. } => {
                vec![network::NETWORK_BUFFERS_PER_CHANNEL.key, network::NETWORK_EXTRA_BUFFERS_PER_GATE.key]
            }
            DeployError::NonePerSubpartition { .. } => vec![network::NETWORK_MAX_BUFFERS_PER_CHANNEL.key],
        }
    }
}

impl InsufficientBuffers {
    /// The simple name of the Java exception class.
    pub fn exception(&self) -> &'static str {
        "IOException"
    }

    /// A stable name of the kind of error: `insufficient-buffers`.
    pub fn code(&self) -> &'static str {
        "insufficient-buffers"
    }

    /// The keys that Flink's message names.
    pub fn keys(&self, _: &Request) -> Vec<&str> {
        vec![taskmanager::NETWORK_MEMORY_FRACTION.key, taskmanager::NETWORK_MEMORY_MIN.key, taskmanager::NETWORK_MEMORY_MAX.key]
    }
}

impl NotAnnounced {
    /// The simple name of the Java exception class.
    pub fn exception(&self) -> &'static str {
        ILLEGAL_ARGUMENT
    }

    /// A stable name of the kind of error: `announced-without-limit`, `announced-below-zero`.
    pub fn code(&self) -> &'static str {
        match self {
            NotAnnounced::NoLimit { .. } => "announced-without-limit",
            NotAnnounced::BelowZero => "announced-below-zero",
        }
    }

    /// No key does away with it but those of the job.
    pub fn keys(&self, _: &Request) -> Vec<&str> {
        Vec::new()
    }
}

impl ResourceManagerError {
    /// A stable name of the kind of error, such as `too-much-memory`.
    pub fn code(&self) -> &'static str {
        match self {
            ResourceManagerError::Flink(error) => error.code(),
            ResourceManagerError::LimitFactor { .. } => "limit-factor-below-one",
            ResourceManagerError::TooManyCores { .. } => "too-many-cores",
            ResourceManagerError::CoresBeyondInt { .. } => "cores-beyond-int",
            ResourceManagerError::TooMuchMemory { .. } => "too-much-memory",
        }
    }

    /// The keys that a person would change; none for memory that YARN does not give, which is a whole breakdown.
    pub fn keys(&self, request: &Request) -> Vec<&str> {
        match self {
            ResourceManagerError::Flink(error) => error.keys(request),
            ResourceManagerError::LimitFactor { key } => vec![key],
            ResourceManagerError::TooManyCores { of: Client::JobManager, .. } => vec![yarn::APP_MASTER_VCORES.key],
            ResourceManagerError::TooManyCores { of: Client::TaskManager, .. } => {
                vec![yarn::VCORES.key, taskmanager::NUM_TASK_SLOTS.key]
            }
            ResourceManagerError::CoresBeyondInt { .. } => vec![taskmanager::CPU_CORES.key, yarn::VCORES.key],
            ResourceManagerError::TooMuchMemory { .. } => Vec::new(),
        }
    }
}
