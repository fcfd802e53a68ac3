//! From a release, a process and a configuration to pools, log lines and steps, or to Flink's own error. Each process has its file.

mod flink_memory;
mod jobmanager;
mod jobmanager_1_10;
mod legacy;
mod local;
mod network;
mod process;
mod range;
mod slot;
mod taskmanager;

pub(crate) use jobmanager_1_10::requested_heap;
pub(crate) use legacy::with_legacy_heap;
pub(crate) use network::segment_size;
pub(crate) use taskmanager::{around_task_manager, slots_as_read};

use crate::config::Configuration;
use crate::error::FlinkError;
use crate::memory::Memory;
use crate::message::LogLine;
use crate::reader::Reader;
use crate::release::Release;
use crate::rules;
use crate::step::Step;

/// A Flink process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Process {
    /// The worker.
    TaskManager,
    /// The coordinator.
    JobManager,
    /// Both inside another JVM, such as an IDE's.
    Local,
}

impl Process {
    /// Every process.
    pub const ALL: [Process; 3] = [Process::TaskManager, Process::JobManager, Process::Local];

    /// A stable name for links and the JS API: `taskmanager`, `jobmanager`, `local`.
    pub const fn id(self) -> &'static str {
        match self {
            Process::TaskManager => "taskmanager",
            Process::JobManager => "jobmanager",
            Process::Local => "local",
        }
    }

    /// The process with this stable name.
    pub fn from_id(id: &str) -> Option<Process> {
        Process::ALL.into_iter().find(|process| process.id() == id)
    }
}

/// How a process is started, which decides what the legacy heap options stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Deployment {
    /// By `bin/taskmanager.sh` or `bin/jobmanager.sh`.
    #[default]
    Standalone,
    /// By YARN, native Kubernetes or Mesos.
    Container,
}

impl Deployment {
    /// Every deployment.
    pub const ALL: [Deployment; 2] = [Deployment::Standalone, Deployment::Container];

    /// A stable name for links and the JS API: `standalone`, `container`.
    pub const fn id(self) -> &'static str {
        match self {
            Deployment::Standalone => "standalone",
            Deployment::Container => "container",
        }
    }

    /// The deployment with this stable name.
    pub fn from_id(id: &str) -> Option<Deployment> {
        Deployment::ALL.into_iter().find(|deployment| deployment.id() == id)
    }
}

/// The environment variables of the start scripts, which count up to 1.20.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// `FLINK_TM_HEAP`.
    pub task_manager_heap: Option<String>,
    /// `FLINK_JM_HEAP`.
    pub job_manager_heap: Option<String>,
}

/// A question to the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The release.
    pub release: Release,
    /// The process.
    pub process: Process,
    /// How it is started.
    pub deployment: Deployment,
    /// The environment that it is started in.
    pub environment: Environment,
    /// What is configured. Keys of every process may stand side by side: each process reads its own.
    pub configuration: Configuration,
}

/// The model's answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Derivation {
    /// The memory of the process, or the exception that Flink throws.
    pub memory: Result<Memory, FlinkError>,
    /// What Flink logs on the way, in order, each distinct line once.
    pub log: Vec<LogLine>,
    /// How each pool got its size, in the order in which Flink computes them; where Flink fails, those it reached.
    pub steps: Vec<Step>,
}

/// Derives the memory of a process as the release's own start script would.
///
/// It is total: no text, size or combination makes it panic, loop or overflow. It depends on nothing but the request.
///
/// Source: `TaskExecutorProcessUtils` and `JobManagerProcessUtils`, read off the verified patch releases
/// (see [`Release::verified_patch`]) and held against their answers.
///
/// ```
/// use flink_memory::{Configuration, Deployment, Environment, Pool, Process, Release, Request, derive};
///
/// let configuration = Configuration::from_iter([("taskmanager.memory.process.size", "2g")]);
/// let derivation = derive(&Request {
///     release: Release::V1_15,
///     process: Process::TaskManager,
///     deployment: Deployment::Standalone,
///     environment: Environment::default(),
///     configuration,
/// });
/// let memory = derivation.memory?;
/// assert_eq!(memory.size(Pool::Managed).map(|size| size.bytes()), Some(665_719_939));
/// # Ok::<(), flink_memory::FlinkError>(())
/// ```
pub fn derive(request: &Request) -> Derivation {
    let mut reader = Reader::new(request.release, &request.configuration);
    let memory = match request.process {
        Process::TaskManager => taskmanager::derive(&mut reader, request).map(Memory::TaskManager),
        Process::JobManager if rules::JOB_MANAGER_POOLS.contains(request.release) => {
            jobmanager::derive(&mut reader, request).map(Memory::JobManager)
        }
        Process::JobManager => jobmanager_1_10::derive(&mut reader, request).map(Memory::HeapOnly),
        Process::Local => local::derive(&mut reader).map(Memory::Local),
    };
    let (log, steps) = reader.into_parts();
    Derivation { memory: memory.map_err(|error| *error), log, steps }
}
