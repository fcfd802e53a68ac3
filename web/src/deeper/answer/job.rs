//! What the panels of managed memory ask of a job alike: which consumers it has and which state backend. Presets come from the configuration.

use std::fmt::Display;

use flink_memory::{
    Consumer, FlinkError, MemorySize, Request, StateBackend, StateBackendError, StateBackendMemory, StateBackendRequest,
    state_backend_memory,
};

use crate::deeper::field::{self, Complaint, Field};
use crate::state::Asked;

/// The consumers of managed memory, each with whether the job has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Each consumer with its mark.
    pub marks: [(Consumer, Field, bool); 3],
    /// Whether neither the configuration nor a person says which there are.
    pub is_assumed: bool,
}

impl Job {
    /// The consumers that the job has.
    pub fn consumers(&self) -> Vec<Consumer> {
        self.marks.iter().filter(|(_, _, is_there)| *is_there).map(|(consumer, _, _)| *consumer).collect()
    }
}

/// The consumers, preset by what the configuration tells; where it tells nothing, operators, as a batch job has them.
pub fn consumers(request: &Request, asked: &Asked) -> Job {
    let told = Consumer::ALL.map(|consumer| is_told(consumer, request));
    let is_told = told.contains(&true);
    let mark = |consumer, name, is_told| {
        let (field, is_there) = field::whether(asked, name, is_told);
        (consumer, field, is_there)
    };
    let [operators, state_backend, python] = told;
    let marks = [
        mark(Consumer::Operator, "consumer-operators", operators || !is_told),
        mark(Consumer::StateBackend, "consumer-state-backend", state_backend),
        mark(Consumer::Python, "consumer-python", python),
    ];
    let is_assumed = !is_told && marks.iter().all(|(_, field, _)| field.text.is_empty());
    Job { marks, is_assumed }
}

/// Whether the configuration tells that a job has this consumer. A batch job sorts, and keeps no state in a state backend.
fn is_told(consumer: Consumer, request: &Request) -> bool {
    let is = |key: &str, value: &str| request.configuration.text(key).is_some_and(|text| text.eq_ignore_ascii_case(value));
    let is_batch = is("execution.runtime-mode", "BATCH");
    match consumer {
        Consumer::Operator => is_batch,
        Consumer::StateBackend => !is_batch && configured(request).is_some(),
        Consumer::Python => {
            let has_python = request.configuration.entries().iter().any(|entry| entry.key.starts_with("python."));
            has_python && !is("python.fn-execution.memory.managed", "false")
        }
    }
}

/// The state backend that is looked at: the list that it is chosen from, and the one that is.
pub fn state_backend(request: &Request, asked: &Asked) -> (Field, StateBackend) {
    let there: Vec<_> = StateBackend::ALL.into_iter().filter(|backend| backend.is_in(request.release)).map(|one| (one, one.id())).collect();
    let default = configured(request).unwrap_or(StateBackend::RocksDb);
    let (field, chosen) = field::one_of(asked, "state-backend", &there, default.id());
    (field, chosen.unwrap_or(default))
}

/// The state backend off the heap that the configuration names, by its short name or that of its factory's class.
fn configured(request: &Request) -> Option<StateBackend> {
    let named = ["state.backend.type", "state.backend"].into_iter().find_map(|key| request.configuration.text(key))?;
    let is_meant = |backend: &StateBackend| {
        let factory = [backend.name(), "StateBackendFactory"].concat();
        backend.is_in(request.release) && (named.eq_ignore_ascii_case(backend.id()) || named.ends_with(&factory))
    };
    StateBackend::ALL.into_iter().find(is_meant)
}

/// What a state backend makes of the settings. The job is taken to set nothing over the cluster's configuration.
///
/// # Errors
/// What Flink refuses.
pub fn memory(
    request: &Request,
    backend: StateBackend,
    managed: MemorySize,
    write_buffer_size: i64,
) -> Result<StateBackendMemory, StateBackendError> {
    let configuration = &request.configuration;
    let (job, task_manager) = (configuration, configuration);
    state_backend_memory(&StateBackendRequest { release: request.release, backend, job, task_manager, managed, write_buffer_size })
}

/// An exception with its cause, as Java prints them.
pub fn thrown(exception: &str, error: &dyn Display, cause: Option<&FlinkError>) -> String {
    let cause = cause.map(|cause| [" Caused by: ", &cause.to_string()].concat()).unwrap_or_default();
    format!("{exception}: {error}{cause}")
}

/// The same as what is wrong with a field.
pub fn complaint(error: &StateBackendError) -> Complaint {
    Complaint::Flink(thrown(error.exception(), error, error.cause()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flink_memory::{Process, Release};

    fn request(release: Release, entries: &[(&str, &str)]) -> Request {
        let mut request = Request::shipped(release, Process::TaskManager);
        for &(key, text) in entries {
            request.configuration.set(key, text);
        }
        request
    }

    fn found(entries: &[(&str, &str)]) -> Vec<Consumer> {
        consumers(&request(Release::V1_20, entries), &Asked::default()).consumers()
    }

    #[test]
    fn the_configuration_tells_the_consumers() {
        assert_eq!(
            found(&[("state.backend.type", "rocksdb"), ("python.executable", "python3")]),
            [Consumer::StateBackend, Consumer::Python]
        );
        assert_eq!(found(&[("state.backend", "RocksDB")]), [Consumer::StateBackend]);
        assert_eq!(found(&[("state.backend.type", "hashmap"), ("python.fn-execution.memory.managed", "false")]), [Consumer::Operator]);
        assert_eq!(found(&[("state.backend.type", "rocksdb"), ("execution.runtime-mode", "batch")]), [Consumer::Operator]);
    }

    #[test]
    fn what_nobody_says_is_assumed_until_somebody_does() {
        let nothing = request(Release::V1_20, &[]);
        assert!(consumers(&nothing, &Asked::default()).is_assumed);
        let job = consumers(&nothing, &Asked::default().with("consumer-operators", "no".to_owned()));
        assert!(!job.is_assumed && job.consumers().is_empty());
    }

    #[test]
    fn forst_is_chosen_where_there_is_one() {
        let factory = "org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackendFactory";
        assert_eq!(configured(&request(Release::V1_20, &[("state.backend.type", factory)])), Some(StateBackend::RocksDb));
        let forst = [("state.backend.type", "forst")];
        assert_eq!(state_backend(&request(Release::V2_0, &forst), &Asked::default()).1, StateBackend::ForSt);
        assert_eq!(state_backend(&request(Release::V1_20, &forst), &Asked::default()).1, StateBackend::RocksDb);
    }
}
