//! How RocksDB or ForSt divides its memory: which options say so, how large that memory is, and what Flink makes of it.

mod division;
mod settings;

use flink_memory::{Consumer, ConsumerError, MemorySize, NoShare, Request, Share, Sharing, StateBackend as Backend, managed_shares};

pub use division::{Division, Parts};

use super::job::{self, Job};
use super::{consumers, task_manager};
use crate::deeper::field::Field;
use crate::state::{Asked, Calculation};

/// What the panel says.
#[derive(Clone, Debug, PartialEq)]
pub struct StateBackend {
    /// The state backend.
    pub backend: Backend,
    /// The list that it is chosen from; nothing in releases that have one alone.
    pub choice: Option<Field>,
    /// Its options.
    pub options: Vec<Field>,
    /// What follows.
    pub outcome: Outcome,
}

/// What a state backend comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Nothing, while Flink refuses the settings of the TaskManager.
    Refused,
    /// Nothing, while a field has a complaint.
    Unread,
    /// Flink refuses the weights of managed memory, or gives the state backend nothing of it; in these words.
    NoShare(String),
    /// Nothing is shared; what each state takes.
    Apart(Apart),
    /// Memory is shared, and divided.
    Shared(Shared),
}

/// What each state takes in each slot where nothing is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Apart {
    /// Its cache.
    pub cache: MemorySize,
    /// The most write buffers that it has at a time.
    pub write_buffers: u32,
    /// The size of each.
    pub write_buffer: MemorySize,
    /// All of that together.
    pub each: MemorySize,
}

/// Memory that states share.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// How many slots the TaskManager has.
    pub slots: u32,
    /// Where the memory comes from.
    pub origin: Origin,
    /// How it is divided.
    pub division: Division,
}

/// Where the memory of a state backend comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// The slot's managed memory.
    Managed {
        /// What the slot has.
        slot: MemorySize,
        /// The state backend's share; nothing in releases without weights, where it takes all.
        share: Option<Share>,
        /// The other consumers, which get the rest.
        others: Vec<Consumer>,
        /// Whether the job has no state backend but for this panel.
        is_added: bool,
    },
    /// A fixed size outside of managed memory.
    Fixed {
        /// Whether each slot has one; else the TaskManager has one.
        is_per_slot: bool,
        /// What the TaskManager needs for it in all; nothing where that is too large to be a size.
        needed: Option<MemorySize>,
        /// JVM overhead.
        overhead: MemorySize,
        /// Task off-heap memory.
        task_off_heap: MemorySize,
    },
}

/// What the panel says.
pub fn of(calculation: &Calculation, asked: &Asked) -> StateBackend {
    let (choice, backend) = job::state_backend(&calculation.request, asked);
    let (options, outcome) = of_backend(backend, calculation, asked);
    let has_choice = Backend::ALL.iter().all(|backend| backend.is_in(calculation.request.release));
    StateBackend { backend, choice: has_choice.then_some(choice), options, outcome }
}

fn of_backend(backend: Backend, calculation: &Calculation, asked: &Asked) -> (Vec<Field>, Outcome) {
    let request = &calculation.request;
    let mut options = settings::fields(backend, calculation);
    let (write_buffer_field, write_buffer) = settings::write_buffer(backend, request);
    options.push(write_buffer_field);
    // Which memory is shared does not depend on how large it is.
    let memory = match job::memory(request, backend, MemorySize::ZERO, 0) {
        Ok(memory) => memory,
        Err(error) => {
            settings::complain(&mut options, backend, &error);
            return (options, Outcome::Unread);
        }
    };
    let outcome = if let Some(sharing) = memory.sharing {
        write_buffer.and_then(|write_buffer| shared(backend, sharing, write_buffer, calculation, asked))
    } else {
        let (fields, apart) = settings::apart(backend, request, write_buffer);
        options.extend(fields);
        apart.map(Outcome::Apart)
    };
    let is_refused = consumers::slot_of(calculation).is_none();
    (options, if is_refused { Outcome::Refused } else { outcome.unwrap_or(Outcome::Unread) })
}

fn shared(backend: Backend, sharing: Sharing, write_buffer: MemorySize, calculation: &Calculation, asked: &Asked) -> Option<Outcome> {
    let (request, task_manager) = task_manager(calculation)?;
    let (_, slots, slot) = consumers::slot_of(calculation)?;
    let write_buffer = i64::try_from(write_buffer.bytes()).ok()?;
    let share = match of_slot(request, &job::consumers(request, asked), slot) {
        Err(message) if sharing == Sharing::Managed => return Some(Outcome::NoShare(message)),
        share => share.ok(),
    };
    let managed = share.as_ref().map_or(slot, |(size, _)| *size);
    let memory = job::memory(request, backend, managed, write_buffer).ok()?.shared?;
    let origin = if let (Sharing::Managed, Some((_, origin))) = (sharing, share) {
        origin
    } else {
        let is_per_slot = sharing == Sharing::FixedPerSlot;
        let needed = memory.size.bytes().checked_mul(if is_per_slot { slots.into() } else { 1 }).and_then(MemorySize::from_bytes);
        Origin::Fixed { is_per_slot, needed, overhead: task_manager.jvm_overhead, task_off_heap: task_manager.task_off_heap }
    };
    let least = settings::least(request, backend, write_buffer);
    Some(Outcome::Shared(Shared { slots, origin, division: Division::of(memory, least) }))
}

/// What the state backend gets of a slot's managed memory. One that the job has not is added for the sake of the panel, and then nothing is
/// assumed beside it.
fn of_slot(request: &Request, job: &Job, slot: MemorySize) -> Result<(MemorySize, Origin), String> {
    let mut consumers = if job.is_assumed { Vec::new() } else { job.consumers() };
    let is_added = !consumers.contains(&Consumer::StateBackend);
    if is_added {
        consumers.push(Consumer::StateBackend);
    }
    let others = consumers.iter().copied().filter(|consumer| *consumer != Consumer::StateBackend).collect();
    let (size, share) = match managed_shares(&request.configuration, request.release, &consumers, true, slot) {
        Err(ConsumerError::NoWeights) => (slot, None),
        Err(error) => return Err(job::thrown(error.exception(), &error, error.cause())),
        Ok(shares) => {
            let share = shares.into_iter().find(|share| share.consumer == Consumer::StateBackend);
            let size = share.map_or(Err(NoShare::Nothing), |share| share.size);
            (size.map_err(|error| job::thrown("IllegalArgumentException", &error, None))?, share)
        }
    };
    Ok((size, Origin::Managed { slot, share, others, is_added: is_added && !job.is_assumed }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deeper::field::Complaint;
    use flink_memory::{Process, Release};

    const ROCKSDB_AND_PYTHON: &[(&str, &str)] = &[
        ("taskmanager.memory.process.size", "4g"),
        ("taskmanager.numberOfTaskSlots", "2"),
        ("state.backend.type", "rocksdb"),
        ("python.executable", "python3"),
    ];

    fn state_backend(release: Release, entries: &[(&str, &str)]) -> StateBackend {
        of(&Calculation::shipped_with(release, Process::TaskManager, &[ROCKSDB_AND_PYTHON, entries].concat()), &Asked::default())
    }

    fn shared(entries: &[(&str, &str)]) -> Shared {
        let Outcome::Shared(shared) = state_backend(Release::V1_20, entries).outcome else { unreachable!("Flink takes it") };
        shared
    }

    #[test]
    fn rocksdb_divides_the_share_that_the_consumers_panel_tells() {
        let shared = shared(&[]);
        let memory = shared.division.memory;
        assert_eq!((memory.size.bytes(), memory.cache, memory.write_buffer_manager), (503_584_921, 419_654_100, 167_861_640));
        let Origin::Managed { share: Some(share), others, is_added: false, .. } = shared.origin else { unreachable!("managed memory") };
        assert_eq!((share.weight, share.total, others), (70, 100, vec![Consumer::Python]));
        assert!(memory.arena.is_some_and(flink_memory::Arena::fits));
        assert_eq!(shared.division.least.map(MemorySize::bytes), Some(28_087 << 10));
    }

    #[test]
    fn a_fixed_size_of_each_slot_has_to_be_found_elsewhere() {
        let origin = shared(&[("state.backend.rocksdb.memory.fixed-per-slot", "512m")]).origin;
        assert!(matches!(origin, Origin::Fixed { is_per_slot: true, needed: Some(size), .. } if size == MemorySize::from_mebibytes(1024)));
        let elsewhere = [("state.backend.rocksdb.memory.managed", "false"), ("state.backend.rocksdb.memory.fixed-per-tm", "512m")];
        let origin = shared(&elsewhere).origin;
        assert!(matches!(origin, Origin::Fixed { is_per_slot: false, needed: Some(size), .. } if size == MemorySize::from_mebibytes(512)));
    }

    #[test]
    fn without_shared_memory_each_state_has_its_own() {
        let own = state_backend(Release::V1_20, &[("state.backend.rocksdb.memory.managed", "false")]);
        let Outcome::Apart(apart) = own.outcome else { unreachable!("nothing is shared") };
        assert_eq!(apart.each, MemorySize::from_mebibytes(8 + 2 * 64));
        let forst = [
            ("state.backend.type", "forst"),
            ("state.backend.forst.memory.managed", "false"),
            ("state.backend.forst.writebuffer.size", "16m"),
        ];
        let Outcome::Apart(apart) = state_backend(Release::LATEST, &forst).outcome else { unreachable!("nothing is shared") };
        assert_eq!(apart.each, MemorySize::from_mebibytes(8 + 2 * 16));
    }

    #[test]
    fn flink_says_at_the_fields_what_is_wrong_with_them() {
        let of = |entries: &[(&str, &str)]| {
            let StateBackend { options, outcome, .. } = state_backend(Release::V1_20, entries);
            assert_eq!(outcome, Outcome::Unread);
            let wrong = options.into_iter().filter(|field| field.complaint.is_some()).map(|field| field.target.name());
            wrong.collect::<Vec<_>>()
        };
        let (writes, high) = ("state.backend.rocksdb.memory.write-buffer-ratio", "state.backend.rocksdb.memory.high-prio-pool-ratio");
        assert_eq!(of(&[(writes, "half")]), [writes]);
        assert_eq!(of(&[(writes, "0.9"), (high, "0.3")]), [writes, high]);
        assert_eq!(of(&[(writes, "1")]), [writes]);
        assert_eq!(of(&[("state.backend.rocksdb.writebuffer.size", "1.5g")]), ["state.backend.rocksdb.writebuffer.size"]);
    }

    #[test]
    fn without_a_weight_the_job_fails() {
        let weights = [("taskmanager.memory.managed.consumer-weights", "PYTHON:30")];
        assert!(
            matches!(state_backend(Release::V1_20, &weights).outcome, Outcome::NoShare(message) if message.contains("should not be 0"))
        );
    }

    #[test]
    fn what_a_job_does_not_have_is_looked_at_as_if_it_had() {
        let shared = shared(&[("state.backend.type", "hashmap")]);
        assert!(matches!(shared.origin, Origin::Managed { is_added: true, .. }));
        let old = state_backend(Release::V1_11, &[]);
        let Outcome::Shared(shared) = old.outcome else { unreachable!("Flink takes it") };
        assert!(matches!(shared.origin, Origin::Managed { share: None, .. }) && shared.division.memory.arena.is_none());
    }

    #[test]
    fn a_complaint_is_in_flinks_words() {
        let options = state_backend(Release::V1_20, &[("state.backend.rocksdb.memory.managed", "maybe")]).options;
        let Some(Complaint::Flink(message)) = &options[0].complaint else { unreachable!("no boolean") };
        assert!(message.contains("Could not parse value 'maybe'") && message.contains("Caused by"), "{message}");
    }
}
