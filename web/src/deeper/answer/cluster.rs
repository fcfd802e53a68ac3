//! How many machines it makes: the plan of a cluster of such TaskManagers, and the plans of larger and smaller ones. What is asked stands in
//! `questions`, which size is the best in `sizes`.

mod questions;
mod sizes;

pub use questions::{Questions, RESERVATIONS, cores_text};
pub use sizes::{Sizes, Take};

use std::fmt;

use flink_memory::resource_manager::kubernetes;
use flink_memory::{Memory, Process, Request, TaskManagerMemory, derive};
use flink_memory_sizing::cluster::{ClusterRequest, Plan, PlanError, plan};

use crate::state::{Asked, Calculation};

/// What the panel says.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// What is asked.
    pub questions: Box<Questions>,
    /// Whether another process is looked at than the TaskManager that this is about.
    pub is_of_other: bool,
    /// What follows.
    pub follows: Follows,
}

/// What follows.
#[derive(Clone, Debug, PartialEq)]
pub enum Follows {
    /// Flink refuses the settings that are looked at.
    Refused,
    /// Flink refuses the TaskManager, with this exception and message, while another process is looked at.
    TaskManagerRefused(String),
    /// Something that was typed cannot be read.
    Unread,
    /// There is no such plan.
    Impossible(PlanError),
    /// The plans.
    Planned(Box<Planned>),
}

/// A cluster, and what it could be instead.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// What was planned.
    pub request: ClusterRequest,
    /// The plan.
    pub plan: Plan,
    /// The same slots in larger and smaller TaskManagers.
    pub sizes: Sizes,
}

/// What the panel says.
pub fn of(calculation: &Calculation, asked: &Asked) -> Cluster {
    let is_of_other = calculation.request.process != Process::TaskManager;
    let derived = is_of_other.then(|| derive(&of_task_manager(&calculation.request)).memory);
    let memory = match &derived {
        None => calculation.current().map(|picture| &picture.memory).ok_or(Follows::Refused),
        Some(memory) => memory.as_ref().map_err(|error| Follows::TaskManagerRefused(told(error.exception(), error))),
    };
    let slots = memory.and_then(|memory| match memory {
        Memory::TaskManager(memory) => slots(memory),
        _ => Err(Follows::Refused),
    });
    let request = &calculation.request;
    let pods = kubernetes(&request.configuration, request.release);
    let pod = pods.task_manager.as_ref().map(|(pod, _)| questions::requested(pod));
    let (questions, cluster) = questions::read(asked, &request.configuration, slots.as_ref().map_or(1, |slots| *slots), &pods);
    let follows = match (slots, pod, cluster) {
        (Err(follows), ..) => follows,
        (_, Err(error), _) => Follows::TaskManagerRefused(told(error.exception(), error)),
        (_, _, None) => Follows::Unread,
        (Ok(slots), Ok(pod), Some(mut cluster)) => {
            cluster.slots = slots;
            cluster.task_manager.memory = pod.memory;
            match plan(&cluster) {
                Err(error) => Follows::Impossible(error),
                Ok(plan) => {
                    let sizes = sizes::of(&of_task_manager(request), &cluster, &plan, &questions);
                    Follows::Planned(Box::new(Planned { request: cluster, plan, sizes }))
                }
            }
        }
    };
    Cluster { questions: Box::new(questions), is_of_other, follows }
}

/// The TaskManager of the same configuration.
fn of_task_manager(request: &Request) -> Request {
    Request { process: Process::TaskManager, ..request.clone() }
}

/// The slots of a TaskManager that also starts.
fn slots(memory: &TaskManagerMemory) -> Result<u32, Follows> {
    if let Some(error) = &memory.slot.error {
        return Err(Follows::TaskManagerRefused(told(error.exception(), &**error)));
    }
    memory.slot.slots.and_then(|slots| u32::try_from(slots).ok()).ok_or(Follows::Refused)
}

fn told(exception: &str, error: &dyn fmt::Display) -> String {
    [exception, ": ", &error.to_string()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deeper::field::Target;
    use flink_memory::Release;
    use flink_memory_sizing::cluster::Bound;

    fn cluster(process: Process, entries: &[(&str, &str)], asked: &[(&str, &str)]) -> Cluster {
        let asked = asked.iter().fold(Asked::default(), |all, (name, text)| all.with(name, (*text).to_owned()));
        of(&Calculation::shipped_with(Release::V1_20, process, entries), &asked)
    }

    fn planned(cluster: Cluster) -> Planned {
        match cluster.follows {
            Follows::Planned(planned) => *planned,
            other => panic!("{other:?}"),
        }
    }

    const TWO_OF_4_GIBIBYTES: &[(&str, &str)] =
        &[("taskmanager.memory.process.size", "4g"), ("taskmanager.numberOfTaskSlots", "2"), ("parallelism.default", "64")];

    #[test]
    fn seven_pods_of_two_cores_fit_on_sixteen() {
        let planned = planned(cluster(Process::TaskManager, TWO_OF_4_GIBIBYTES, &[]));
        let plan = &planned.plan;
        assert_eq!((plan.task_managers, plan.per_node, plan.bound, plan.nodes), (32, 7, Some(Bound::Cores), 5));
        assert_eq!((planned.request.job_managers, planned.request.job_manager.memory.whole_mebibytes()), (1, 1600));
        // Of 15.89 cores seven such pods leave 1.89, and one of eight slots nearly half.
        let nodes =
            |slots: u32| planned.sizes.all.iter().find(|one| one.slots == slots).and_then(|one| Some(one.plan.as_ref().ok()?.nodes));
        assert_eq!([nodes(1), nodes(2), nodes(8), nodes(16)], [Some(5), Some(5), Some(8), None]);
        assert_eq!((planned.sizes.all.len(), planned.sizes.present, planned.sizes.take), (16, 2, None));
    }

    #[test]
    fn a_better_size_is_offered_as_flink_takes_it() {
        let eight = [TWO_OF_4_GIBIBYTES[0], ("taskmanager.numberOfTaskSlots", "8"), TWO_OF_4_GIBIBYTES[2]];
        let taken = planned(cluster(Process::TaskManager, &eight, &[])).sizes.take.expect("there is a better one");
        assert_eq!((taken.slots, taken.size.as_str(), taken.cores, taken.nodes), (2, "1g", None, 5));
        let again = [("taskmanager.memory.process.size", taken.size.as_str()), ("taskmanager.numberOfTaskSlots", "2"), eight[2]];
        assert_eq!(planned(cluster(Process::TaskManager, &again, &[])).plan.nodes, taken.nodes);
        let cores =
            |entries: &[_], asked: &[_]| planned(cluster(Process::TaskManager, entries, asked)).sizes.take.and_then(|take| take.cores);
        assert_eq!(cores(&eight, &[("cluster-cores", "8")]), Some((Target::Question("cluster-cores"), "2".to_owned())));
        // Cores that are configured stay when the slots change, also where they are as many as the slots are now.
        let configured = [&eight, [("taskmanager.cpu.cores", "8")].as_slice()].concat();
        assert_eq!(cores(&configured, &[]), Some((Target::Option("taskmanager.cpu.cores"), "2".to_owned())));
    }

    #[test]
    fn a_better_size_keeps_the_work_that_was_planned() {
        let twelve = [TWO_OF_4_GIBIBYTES[0], ("taskmanager.numberOfTaskSlots", "12")];
        // Each half of the TaskManager fits beside a JobManager, the whole beside none.
        let job_managers = [("cluster-job-managers", "2"), ("cluster-job-cores", "8.5")];
        let planned = planned(cluster(Process::TaskManager, &twelve, &job_managers));
        assert_eq!((planned.request.parallelism, planned.sizes.take.and_then(|take| take.parallelism)), (12, Some("12".to_owned())));
    }

    #[test]
    fn a_size_that_flink_does_not_make_is_not_offered() {
        let parts = [
            ("taskmanager.memory.task.heap.size", "1g"),
            ("taskmanager.memory.managed.size", "1800m"),
            ("taskmanager.numberOfTaskSlots", "8"),
            TWO_OF_4_GIBIBYTES[0],
            TWO_OF_4_GIBIBYTES[2],
        ];
        let sizes = planned(cluster(Process::TaskManager, &parts, &[])).sizes;
        assert_eq!((sizes.take, sizes.is_blocked), (None, true));
    }

    #[test]
    fn pods_are_those_that_flink_asks_for() {
        let two = [("taskmanager.memory.process.size", "2g"), ("taskmanager.memory.flink.size", "1500m")];
        let request = planned(cluster(Process::TaskManager, &two, &[])).request;
        assert_eq!(request.task_manager.memory.whole_mebibytes(), 1951);
        let refused = cluster(Process::TaskManager, &[("kubernetes.taskmanager.memory.limit-factor", "0.5")], &[]);
        assert!(matches!(refused.follows, Follows::TaskManagerRefused(_)), "{:?}", refused.follows);
        let no_job_manager = cluster(Process::TaskManager, &[("jobmanager.memory.process.size", "1m")], &[]);
        assert!(no_job_manager.questions.job_manager_refused.is_some());
    }

    #[test]
    fn defaults_come_from_the_configuration() {
        let more = [
            ("kubernetes.taskmanager.cpu.amount", "1.5"),
            ("jobmanager.memory.process.size", "3g"),
            ("kubernetes.jobmanager.replicas", "2"),
        ];
        let entries = [TWO_OF_4_GIBIBYTES, &more].concat();
        let planned = planned(cluster(Process::JobManager, &entries, &[("cluster-reserved", "eks"), ("cluster-price", "0.768")]));
        let request = &planned.request;
        assert_eq!(
            (request.task_manager.cores_millis, request.job_managers, request.job_manager.memory.whole_mebibytes()),
            (1500, 2, 3072)
        );
        assert_eq!((request.slots, request.parallelism, planned.plan.per_node), (2, 64, 10));
        assert_eq!(planned.plan.hour.map(|hour| hour.to_string()).as_deref(), Some("3.072"));
    }

    #[test]
    fn what_cannot_be_read_or_planned_is_said() {
        let follows = |entries: &[_], asked: &[_]| cluster(Process::TaskManager, entries, asked).follows;
        assert_eq!(follows(&[("parallelism.default", "many")], &[]), Follows::Unread);
        assert_eq!(follows(TWO_OF_4_GIBIBYTES, &[("cluster-node-cores", "NaN")]), Follows::Unread);
        assert_eq!(follows(&[("taskmanager.memory.process.size", "1m")], &[]), Follows::Refused);
        assert!(matches!(
            follows(TWO_OF_4_GIBIBYTES, &[("cluster-node-memory", "2g")]),
            Follows::Impossible(PlanError::PodTooLarge { .. })
        ));
        let refused = cluster(Process::Local, &[("taskmanager.memory.process.size", "1m")], &[]).follows;
        assert!(matches!(refused, Follows::TaskManagerRefused(_)), "{refused:?}");
    }
}
