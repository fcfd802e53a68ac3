//! Who gets which share of a slot's managed memory: the job's consumers with their weights, and who fails without one.

use flink_memory::{ConsumerError, MemorySize, Release, Request, Share, Sharing, StateBackend, managed_shares, option};

use super::job::{self, Job};
use super::task_manager;
use crate::deeper::field::{self, Complaint, Field};
use crate::state::{Asked, Calculation};

/// What the panel says.
#[derive(Clone, Debug, PartialEq)]
pub struct Consumers {
    /// The consumers that the job has.
    pub job: Job,
    /// The weights; nothing in releases without them.
    pub weights: Option<Field>,
    /// What follows.
    pub outcome: Outcome,
}

/// How a slot's managed memory is shared out.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is not, while Flink refuses the settings.
    Refused,
    /// It is not, while Flink refuses the weights; the field has its complaint.
    Unread,
    /// The job has no consumer.
    Nobody,
    /// The release has no weights.
    NoWeights {
        /// A slot's managed memory.
        slot: MemorySize,
    },
    /// By weights.
    Shared(Shared),
}

/// A slot's managed memory, shared out by weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// Managed memory of the TaskManager.
    pub whole: MemorySize,
    /// How many slots it is divided among.
    pub slots: u32,
    /// What one slot has of it.
    pub slot: MemorySize,
    /// What each consumer gets.
    pub shares: Vec<Share>,
    /// What becomes of the state backend's share; nothing where the job has no state backend.
    pub state_backend: Option<OfStateBackend>,
}

/// What becomes of the share of a state backend.
#[derive(Clone, Debug, PartialEq)]
pub enum OfStateBackend {
    /// The state backend lives in it.
    Used,
    /// It is idle, because the options of the state backend give it other memory. Flink counts its weight all the same.
    Idle {
        /// The state backend.
        backend: StateBackend,
        /// Whether it has a weight for itself, which can be set to 0.
        has_own_weight: bool,
    },
    /// Flink refuses the options of the state backend, in these words.
    Refused(String),
}

/// What the panel says.
pub fn of(calculation: &Calculation, asked: &Asked) -> Consumers {
    let request = &calculation.request;
    let job = job::consumers(request, asked);
    let spec = &option::taskmanager::MANAGED_MEMORY_CONSUMER_WEIGHTS;
    let mut weights = spec.in_release(request.release).map(|_| field::option(spec, calculation));
    let consumers = job.consumers();
    let shared = |(whole, slots, slot)| {
        // Flink asks the class of a state backend whether it uses managed memory, and those that are told of here say yes.
        let shares = managed_shares(&request.configuration, request.release, &consumers, true, slot)?;
        let state_backend = shares.iter().any(|share| share.consumer == flink_memory::Consumer::StateBackend);
        let state_backend = state_backend.then(|| of_state_backend(request, asked));
        Ok(Shared { whole, slots, slot, shares, state_backend })
    };
    let outcome = match slot_of(calculation) {
        None => Outcome::Refused,
        Some(_) if consumers.is_empty() => Outcome::Nobody,
        Some(memory) => match shared(memory) {
            Ok(shared) => Outcome::Shared(shared),
            Err(ConsumerError::NoWeights) => Outcome::NoWeights { slot: memory.2 },
            Err(error) => {
                if let Some(field) = &mut weights {
                    field.complaint = Some(Complaint::Flink(job::thrown(error.exception(), &error, error.cause())));
                }
                Outcome::Unread
            }
        },
    };
    Consumers { job, weights, outcome }
}

/// Managed memory of the TaskManager, the slots, and managed memory of each; nothing while Flink refuses.
pub(super) fn slot_of(calculation: &Calculation) -> Option<(MemorySize, u32, MemorySize)> {
    let (_, memory) = task_manager(calculation)?;
    Some((memory.managed, u32::try_from(memory.slot.slots?).ok()?, memory.slot.managed?))
}

fn of_state_backend(request: &Request, asked: &Asked) -> OfStateBackend {
    let (_, backend) = job::state_backend(request, asked);
    // Sizes do not matter to which memory is shared.
    match job::memory(request, backend, MemorySize::ZERO, 0) {
        Ok(memory) if memory.sharing == Some(Sharing::Managed) => OfStateBackend::Used,
        Ok(_) => OfStateBackend::Idle { backend, has_own_weight: request.release >= Release::V1_13 },
        Err(error) => OfStateBackend::Refused(job::thrown(error.exception(), &error, error.cause())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flink_memory::{Consumer, NoShare, Process};

    const ROCKSDB_AND_PYTHON: &[(&str, &str)] = &[
        ("taskmanager.memory.process.size", "4g"),
        ("taskmanager.numberOfTaskSlots", "2"),
        ("state.backend.type", "rocksdb"),
        ("python.executable", "python3"),
    ];
    const WEIGHTS: &str = "taskmanager.memory.managed.consumer-weights";

    fn consumers(release: Release, entries: &[(&str, &str)]) -> Consumers {
        of(&Calculation::shipped_with(release, Process::TaskManager, &[ROCKSDB_AND_PYTHON, entries].concat()), &Asked::default())
    }

    fn shared(entries: &[(&str, &str)]) -> Shared {
        let Outcome::Shared(shared) = consumers(Release::V1_20, entries).outcome else { unreachable!("Flink takes it") };
        shared
    }

    #[test]
    fn rocksdb_and_python_share_a_slot_70_to_30() {
        let shared = shared(&[]);
        let parts: Vec<_> = shared.shares.iter().map(|share| (share.consumer, share.weight, share.size)).collect();
        let size = |bytes| Ok(MemorySize::from_bytes(bytes).expect("a size"));
        assert_eq!((shared.slots, shared.slot.bytes()), (2, 719_407_031));
        assert_eq!(parts, [(Consumer::StateBackend, 70, size(503_584_921)), (Consumer::Python, 30, size(215_822_109))]);
        assert_eq!(shared.state_backend, Some(OfStateBackend::Used));
    }

    #[test]
    fn a_consumer_without_weight_gets_nothing() {
        let shares = shared(&[(WEIGHTS, "OPERATOR:70,STATE_BACKEND:70")]).shares;
        assert_eq!((shares[0].size.is_ok(), shares[1].size), (true, Err(NoShare::Nothing)));
    }

    #[test]
    fn the_weight_of_a_state_backend_elsewhere_counts_all_the_same() {
        for entry in [("state.backend.rocksdb.memory.managed", "false"), ("state.backend.rocksdb.memory.fixed-per-slot", "512m")] {
            let shared = shared(&[entry]);
            assert!(matches!(shared.state_backend, Some(OfStateBackend::Idle { has_own_weight: true, .. })));
            assert_eq!(shared.shares[1].weight * 10 / shared.shares[1].total, 3);
        }
        let refused = shared(&[("state.backend.rocksdb.memory.managed", "maybe")]).state_backend;
        assert!(matches!(refused, Some(OfStateBackend::Refused(_))));
    }

    #[test]
    fn flink_says_what_is_wrong_with_the_weights() {
        let consumers = consumers(Release::V1_20, &[(WEIGHTS, "PYTHON:-1")]);
        let message = "IllegalConfigurationException: Managed memory weight should not be negative. Configured weight for PYTHON is -1.";
        assert_eq!(consumers.outcome, Outcome::Unread);
        assert_eq!(consumers.weights.and_then(|field| field.complaint), Some(Complaint::Flink(message.to_owned())));
    }

    #[test]
    fn releases_before_1_12_have_no_weights() {
        let consumers = consumers(Release::V1_11, &[]);
        assert!(consumers.weights.is_none() && matches!(consumers.outcome, Outcome::NoWeights { .. }));
    }
}
