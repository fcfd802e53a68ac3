//! The containers of a cluster on YARN: what its client checks, and what is asked for.

use super::client::{Specification, mebibytes, specification};
use super::external::External;
use super::line::{Log, Notice};
use super::worker::{Factory, worker};
use super::{Client, Line, ResourceManagerError, Worker};
use crate::config::Configuration;
use crate::option::yarn as options;
use crate::reader::Reader;
use crate::release::Release;
use crate::rules;

/// What YARN says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YarnCluster {
    /// `yarn.scheduler.minimum-allocation-mb`, in multiples of which YARN gives memory. Unit: MiB.
    pub minimum_mebibytes: i32,
    /// `yarn.scheduler.minimum-allocation-vcores`.
    pub minimum_cores: i32,
    /// `yarn.scheduler.maximum-allocation-mb`. Unit: MiB.
    pub maximum_mebibytes: i32,
    /// `yarn.scheduler.maximum-allocation-vcores`.
    pub maximum_cores: i32,
    /// The most memory that is free on any node now. Unit: MiB.
    pub largest_node_mebibytes: i32,
}

/// What Flink asks YARN for. Each half fails on its own: a client starts the JobManager, and the JobManager the others.
#[derive(Clone, Debug, PartialEq)]
pub struct YarnContainers {
    /// What the client does.
    pub job_manager: Result<YarnJobManager, ResourceManagerError>,
    /// What the JobManager does.
    pub task_manager: Result<YarnTaskManager, ResourceManagerError>,
    /// What both log, each distinct line once, in order.
    pub log: Vec<Line>,
}

/// What the client asks for. Unit: MiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YarnJobManager {
    /// The process as it is configured. The JVM stays that large, whatever the container is.
    pub process_mebibytes: i32,
    /// A TaskManager, as the client checks it.
    pub task_manager_mebibytes: i32,
    /// The JobManager's container.
    pub container: Container,
}

/// What the JobManager asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YarnTaskManager {
    /// A TaskManager's container; `None` where no container is that large, and nothing is asked for.
    pub container: Option<Container>,
    /// The sizes that its process is started with.
    pub worker: Worker,
}

/// A container as Flink asks for it; YARN may give a larger one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Container {
    /// Memory. Unit: MiB.
    pub mebibytes: i32,
    /// Virtual cores.
    pub cores: i32,
}

/// Works out the containers of a cluster.
///
/// Source: `YarnClusterClientFactory`, `YarnClusterDescriptor`, `YarnResourceManagerFactory`, `YarnWorkerResourceSpecFactory`,
/// `TaskExecutorProcessSpecContainerResourcePriorityAdapter`, in 1.11 `WorkerSpecContainerResourceAdapter`.
///
/// ```
/// use flink_memory::resource_manager::{YarnCluster, yarn};
/// use flink_memory::{Configuration, Release};
///
/// let cluster = YarnCluster {
///     minimum_mebibytes: 1024,
///     minimum_cores: 1,
///     maximum_mebibytes: 8192,
///     maximum_cores: 4,
///     largest_node_mebibytes: 65_536,
/// };
/// let configuration =
///     Configuration::from_iter([("jobmanager.memory.process.size", "1600m"), ("taskmanager.memory.process.size", "4g")]);
/// let containers = yarn(&configuration, Release::V1_20, &cluster);
/// assert_eq!(containers.job_manager?.container.mebibytes, 1600);
/// assert!(containers.log.iter().any(|line| line.to_string().contains("YARN will allocate 2048 MB")));
/// # Ok::<(), flink_memory::resource_manager::ResourceManagerError>(())
/// ```
pub fn yarn(configuration: &Configuration, release: Release, cluster: &YarnCluster) -> YarnContainers {
    let mut log = Log::new(release);
    let job_manager = job_manager(configuration, release, cluster, &mut log);
    let task_manager = task_manager(configuration, release, cluster, &mut log);
    YarnContainers { job_manager, task_manager, log: log.into_lines() }
}

const CLIENT: &str = "YarnClusterDescriptor";

fn job_manager(
    configuration: &Configuration,
    release: Release,
    cluster: &YarnCluster,
    log: &mut Log,
) -> Result<YarnJobManager, ResourceManagerError> {
    let specification = specification(configuration, release, log)?;
    let reader = &mut Reader::new(release, configuration);
    let cores = reader.int(&options::APP_MASTER_VCORES)?.value;
    enough_cores(Client::JobManager, cores, cluster)?;
    let is_set = reader.is_set(&options::VCORES);
    let of_task_manager = if is_set { reader.int(&options::VCORES)?.value } else { specification.slots };
    enough_cores(Client::TaskManager, of_task_manager, cluster)?;
    let mebibytes = allocated(&specification, release, cluster, log)?;
    let Specification { job_manager, task_manager, .. } = specification;
    Ok(YarnJobManager { process_mebibytes: job_manager, task_manager_mebibytes: task_manager, container: Container { mebibytes, cores } })
}

fn enough_cores(of: Client, requested: i32, cluster: &YarnCluster) -> Result<(), ResourceManagerError> {
    let maximum = cluster.maximum_cores;
    if requested > maximum { Err(ResourceManagerError::TooManyCores { of, requested, maximum }) } else { Ok(()) }
}

/// What the JobManager's container has, after all that a client looks at.
///
/// Source: `YarnClusterDescriptor.validateClusterResources`.
fn allocated(specification: &Specification, release: Release, cluster: &YarnCluster, log: &mut Log) -> Result<i32, ResourceManagerError> {
    let &Specification { job_manager, task_manager, .. } = specification;
    let minimum = cluster.minimum_mebibytes;
    if rules::YARN_TELLS_WASTE.contains(release) {
        for (component, configured) in [("JobManager", job_manager), ("TaskManager", task_manager)] {
            let allocated = multiple(configured, minimum);
            if allocated != configured {
                log.say(CLIENT, Notice::RoundedByYarn { component, configured, allocated, unit: minimum });
            }
        }
    } else if job_manager < minimum || task_manager < minimum {
        log.say(CLIENT, Notice::BelowMinimum { minimum });
    }
    let job_manager = job_manager.max(minimum);
    let maximum = cluster.maximum_mebibytes;
    for (of, requested) in [(Client::JobManager, job_manager), (Client::TaskManager, task_manager)] {
        if requested > maximum {
            return Err(ResourceManagerError::TooMuchMemory { of, requested, maximum });
        }
    }
    let largest = cluster.largest_node_mebibytes;
    for (component, requested) in [("TaskManagers", task_manager), ("JobManager", job_manager)] {
        if requested > largest {
            log.say(CLIENT, Notice::AboveLargestNode { component, requested, largest });
        }
    }
    Ok(job_manager)
}

/// The next multiple of a unit, and the unit itself for nothing. A unit that is none changes nothing; Flink refuses it before that.
fn multiple(mebibytes: i32, unit: i32) -> i32 {
    let units = mebibytes.wrapping_add(unit.wrapping_sub(1)).checked_div(unit);
    let rounded = units.map_or(mebibytes, |units| units.wrapping_mul(unit));
    if rounded <= 0 { unit } else { rounded }
}

static FACTORY: Factory = Factory {
    logger: "YarnResourceManagerFactory",
    cores: |reader| reader.int(&options::VCORES).map(|read| f64::from(read.value)),
    rounded: whole_cores,
};

/// 1.10 keeps cores as they are and cuts them off when it asks.
static FACTORY_1_10: Factory = Factory { rounded: |cores, _| Ok(cores), ..FACTORY };

/// At least one core, and whole ones.
fn whole_cores(cores: f64, log: &mut Log) -> Result<f64, ResourceManagerError> {
    #[expect(clippy::cast_possible_truncation, reason = "Java saturates, too")]
    let rounded = (cores.ceil() as i64).max(1);
    #[expect(clippy::cast_precision_loss, reason = "Java compares as doubles, too")]
    let whole = rounded as f64;
    if whole.total_cmp(&cores).is_ne() {
        log.say("YarnWorkerResourceSpecFactory", Notice::CoresRoundedUp { cores, rounded });
    }
    if rounded > i64::from(i32::MAX) { Err(ResourceManagerError::CoresBeyondInt { cores: rounded }) } else { Ok(whole) }
}

fn task_manager(
    configuration: &Configuration,
    release: Release,
    cluster: &YarnCluster,
    log: &mut Log,
) -> Result<YarnTaskManager, ResourceManagerError> {
    let is_whole = rules::WORKER_DERIVED_ANEW.contains(release);
    let (worker, effective) = worker(configuration, release, if is_whole { &FACTORY } else { &FACTORY_1_10 }, log)?;
    External::read(&effective, release)?.asked("yarn.config-key", release, log)?;
    #[expect(clippy::cast_possible_truncation, reason = "Java cuts cores off, too")]
    let exact = Container { mebibytes: mebibytes(worker.total_process), cores: worker.cpu_cores as i32 };
    let container = if rules::YARN_NORMALIZES.contains(release) {
        Container {
            mebibytes: multiple(exact.mebibytes.max(cluster.minimum_mebibytes), cluster.minimum_mebibytes),
            cores: multiple(exact.cores.max(cluster.minimum_cores), cluster.minimum_cores),
        }
    } else {
        exact
    };
    let is_too_large = container.mebibytes > cluster.maximum_mebibytes || container.cores > cluster.maximum_cores;
    if is_whole && is_too_large {
        let logger = if rules::YARN_NORMALIZES.contains(release) {
            "WorkerSpecContainerResourceAdapter"
        } else {
            "TaskExecutorProcessSpecContainerResourcePriorityAdapter"
        };
        let requested = (container.mebibytes, container.cores);
        log.say(logger, Notice::AboveMaximum { requested, maximum: (cluster.maximum_mebibytes, cluster.maximum_cores) });
        return Ok(YarnTaskManager { container: None, worker });
    }
    Ok(YarnTaskManager { container: Some(container), worker })
}
