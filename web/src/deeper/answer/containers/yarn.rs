//! The containers that Flink asks YARN for, what YARN gives, and what of them nobody uses.

use flink_memory::resource_manager::{
    Container, Line, ResourceManagerError, YarnAllocation, YarnAllocations, YarnCluster, YarnContainers, YarnScheduler, yarn,
};
use flink_memory::{Configuration, MemorySize, Process, Release};

use super::option;
use crate::deeper::field::{self, Field, Read};
use crate::state::{Asked, Calculation};

/// What YARN is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Yarn {
    /// What the cluster is like, each with Hadoop's key.
    pub cluster: Vec<(Field, &'static str)>,
    /// The most memory that is free on a node.
    pub largest_node: Field,
    /// The scheduler.
    pub scheduler: Field,
    /// The Fair Scheduler's increment, with Hadoop's key.
    pub increment: Option<(Field, &'static str)>,
    /// The cores of the container of the process that is looked at.
    pub cores: Option<Field>,
    /// What follows.
    pub follows: Follows,
}

/// What follows.
#[derive(Clone, Debug, PartialEq)]
pub enum Follows {
    /// Flink refuses the settings.
    Refused,
    /// Something that was typed cannot be read.
    Unread,
    /// What is asked for and given.
    Asked(Given),
}

/// What is asked for and given.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The process that is looked at, and then the other one.
    pub containers: [Result<OfProcess, ResourceManagerError>; 2],
    /// What Flink logs.
    pub log: Vec<Line>,
}

/// The container of a process.
#[derive(Clone, Debug, PartialEq)]
pub struct OfProcess {
    /// The process.
    pub process: Process,
    /// What Flink asks for; nothing where no container is that large.
    pub container: Option<Container>,
    /// What YARN gives.
    pub given: Option<YarnAllocation>,
    /// The size that leaves no waste, and the option that sets it; nothing where there is no waste, or another total decides.
    pub full: Option<(&'static str, MemorySize)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Scheduler {
    Capacity,
    Fair,
}

/// The schedulers by their stable names.
const SCHEDULERS: [(Scheduler, &str); 2] = [(Scheduler::Capacity, "capacity"), (Scheduler::Fair, "fair")];

/// The most that Flink counts: 32 bits.
const MOST: u32 = i32::MAX.unsigned_abs();

/// What YARN is asked. The defaults are those of Hadoop 3, `yarn-default.xml`.
pub fn of(calculation: &Calculation, asked: &Asked) -> Yarn {
    use flink_memory::option::yarn as options;
    let request = &calculation.request;
    let whole = |name, default| -> Read<i32> {
        let (field, number) = field::whole(asked, name, default, 1, MOST);
        (field, number.and_then(|number| i32::try_from(number).ok()))
    };
    let (minimum, minimum_mebibytes) = whole("yarn-least", 1024);
    let (maximum, maximum_mebibytes) = whole("yarn-most", 8192);
    let (most_cores, maximum_cores) = whole("yarn-most-cores", 4);
    let (least_cores, minimum_cores) = whole("yarn-least-cores", 1);
    let (largest_node, largest_node_mebibytes) = whole("yarn-node", 8192);
    let (scheduler, chosen) = field::one_of(asked, "yarn-scheduler", &SCHEDULERS, "capacity");
    let (increment, increment_mebibytes) = whole("yarn-increment", 1024);
    let is_fair = chosen == Some(Scheduler::Fair);
    let rounding = if is_fair {
        increment_mebibytes.map(|increment_mebibytes| YarnScheduler::Fair { increment_mebibytes })
    } else {
        Some(YarnScheduler::Capacity)
    };
    // Only 1.11 rounds cores up by itself, and asks for the least.
    let rounds_cores = request.release == Release::V1_11;
    let cluster = || {
        let (minimum_mebibytes, maximum_mebibytes) = minimum_mebibytes.zip(maximum_mebibytes)?;
        let (minimum_cores, maximum_cores) = (if rounds_cores { minimum_cores } else { Some(1) }).zip(maximum_cores)?;
        let largest_node_mebibytes = largest_node_mebibytes?;
        Some(YarnCluster { minimum_mebibytes, minimum_cores, maximum_mebibytes, maximum_cores, largest_node_mebibytes })
    };
    let follows = match cluster().zip(rounding) {
        _ if calculation.is_stale() => Follows::Refused,
        None => Follows::Unread,
        Some((cluster, scheduler)) => Follows::Asked(given(calculation, &cluster, scheduler)),
    };
    let fields = [
        Some((minimum, "yarn.scheduler.minimum-allocation-mb")),
        Some((maximum, "yarn.scheduler.maximum-allocation-mb")),
        Some((most_cores, "yarn.scheduler.maximum-allocation-vcores")),
        rounds_cores.then_some((least_cores, "yarn.scheduler.minimum-allocation-vcores")),
    ];
    Yarn {
        cluster: fields.into_iter().flatten().collect(),
        largest_node,
        scheduler,
        increment: is_fair.then_some((increment, "yarn.resource-types.memory-mb.increment-allocation")),
        cores: option(if request.process == Process::JobManager { &options::APP_MASTER_VCORES } else { &options::VCORES }, calculation),
        follows,
    }
}

fn given(calculation: &Calculation, cluster: &YarnCluster, scheduler: YarnScheduler) -> Given {
    let request = &calculation.request;
    let asked = |configuration: &Configuration| {
        let containers = yarn(configuration, request.release, cluster);
        let allocations = containers.allocated(cluster, scheduler);
        (containers, allocations)
    };
    let (containers, allocations) = asked(&request.configuration);
    let full = |process: Process| {
        let size = allocation(&allocations, process).filter(|given| given.waste_mebibytes() > 0)?.full_process_size();
        let key = process_size(process, request.release);
        let mut configuration = request.configuration.clone();
        configuration.set(key, size.shortest_text());
        let is_full = allocation(&asked(&configuration).1, process)?.waste_mebibytes() == 0;
        is_full.then_some((key, size))
    };
    let of = |process: Process| {
        let container = container(&containers, process)?;
        Ok(OfProcess { process, container, given: allocation(&allocations, process), full: full(process) })
    };
    let is_of_job_manager = request.process == Process::JobManager;
    let processes =
        if is_of_job_manager { [Process::JobManager, Process::TaskManager] } else { [Process::TaskManager, Process::JobManager] };
    Given { containers: processes.map(of), log: containers.log.clone() }
}

fn container(containers: &YarnContainers, process: Process) -> Result<Option<Container>, ResourceManagerError> {
    if process == Process::JobManager {
        containers.job_manager.clone().map(|asked| Some(asked.container))
    } else {
        containers.task_manager.clone().map(|asked| asked.container)
    }
}

const fn allocation(allocations: &YarnAllocations, process: Process) -> Option<YarnAllocation> {
    if matches!(process, Process::JobManager) { allocations.job_manager } else { allocations.task_manager }
}

/// The option for the whole process.
fn process_size(process: Process, release: Release) -> &'static str {
    use flink_memory::option::{jobmanager, taskmanager};
    match process {
        Process::JobManager if jobmanager::TOTAL_PROCESS_MEMORY.in_release(release).is_none() => jobmanager::JOB_MANAGER_HEAP_MEMORY.key,
        Process::JobManager => jobmanager::TOTAL_PROCESS_MEMORY.key,
        _ => taskmanager::TOTAL_PROCESS_MEMORY.key,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::calculated;
    use super::*;

    fn asks(release: Release, process: Process, entries: &[(&str, &str)], asked: &Asked) -> Yarn {
        of(&calculated(release, process, entries), asked)
    }

    fn containers(yarn: Yarn) -> [Result<OfProcess, ResourceManagerError>; 2] {
        match yarn.follows {
            Follows::Asked(given) => given.containers,
            other => panic!("{other:?}"),
        }
    }

    fn first(yarn: Yarn) -> OfProcess {
        let [first, _] = containers(yarn);
        first.expect("Flink takes it")
    }

    #[test]
    fn a_size_without_waste_is_offered_where_it_helps() {
        let of = first(asks(Release::V1_20, Process::TaskManager, &[], &Asked::default()));
        assert_eq!((of.process, of.given.map(YarnAllocation::waste_mebibytes)), (Process::TaskManager, Some(320)));
        assert_eq!(of.full, Some(("taskmanager.memory.process.size", MemorySize::from_mebibytes(2048))));
        let full = [("taskmanager.memory.process.size", "2g")];
        assert_eq!(first(asks(Release::V1_20, Process::TaskManager, &full, &Asked::default())).full, None);
        // Around another total the process would be decided anew.
        let both = [("taskmanager.memory.process.size", "2g"), ("taskmanager.memory.flink.size", "1500m")];
        let of = first(asks(Release::V1_20, Process::TaskManager, &both, &Asked::default()));
        assert_eq!((of.given.map(YarnAllocation::waste_mebibytes), of.full), (Some(97), None));
    }

    #[test]
    fn the_process_that_is_looked_at_comes_first() {
        let of = first(asks(Release::V1_10, Process::JobManager, &[("jobmanager.heap.size", "1100m")], &Asked::default()));
        assert_eq!((of.process, of.full.map(|(key, _)| key)), (Process::JobManager, Some("jobmanager.heap.size")));
    }

    #[test]
    fn the_fair_scheduler_has_its_increment() {
        let asked = Asked::default().with("yarn-scheduler", "fair".to_owned()).with("yarn-increment", "64".to_owned());
        assert_eq!(first(asks(Release::V1_20, Process::TaskManager, &[], &asked)).given.map(YarnAllocation::waste_mebibytes), Some(0));
        let asked = asked.with("yarn-increment", "none".to_owned());
        let yarn = asks(Release::V1_20, Process::TaskManager, &[], &asked);
        assert!(yarn.follows == Follows::Unread && yarn.increment.is_some_and(|(field, _)| field.complaint.is_some()));
    }

    #[test]
    fn a_box_that_is_not_there_does_not_count() {
        let asked = Asked::default().with("yarn-least-cores", "x".to_owned());
        assert!(matches!(asks(Release::V1_20, Process::TaskManager, &[], &asked).follows, Follows::Asked(_)));
        assert_eq!(asks(Release::V1_11, Process::TaskManager, &[], &asked).follows, Follows::Unread);
        assert_eq!(
            asks(Release::V1_20, Process::TaskManager, &[("taskmanager.memory.process.size", "1m")], &asked).follows,
            Follows::Refused
        );
    }

    #[test]
    fn what_yarn_never_gives_is_refused_in_flinks_words() {
        let yarn = asks(Release::V1_20, Process::TaskManager, &[("taskmanager.memory.process.size", "9g")], &Asked::default());
        let [task_manager, job_manager] = containers(yarn);
        assert_eq!(task_manager.map(|of| of.container), Ok(None));
        assert_eq!(job_manager.map_err(|error| error.exception()).err(), Some("YarnDeploymentException"));
    }
}
