//! A plan of a cluster on its way to JavaScript, or why there is none.

use flink_memory_sizing::cluster::{Alternative, Bound, NodeGroup, Plan, PlanError, PodKind};
use serde::Serialize;

use super::capacity::{CapacityObject, count};
use crate::sentences;

/// `Plan` and `NoPlan` of `cluster.d.ts`.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum PlanObject {
    Planned(Box<Planned>),
    Impossible(NoPlan),
}

impl PlanObject {
    pub(super) fn new(plan: &Result<Plan, PlanError>) -> PlanObject {
        match plan {
            Ok(plan) => PlanObject::Planned(Box::new(Planned::new(plan))),
            Err(error) => PlanObject::Impossible(NoPlan::new(error)),
        }
    }
}

/// `Plan` of `cluster.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Planned {
    ok: bool,
    task_managers: u32,
    idle_slots: u32,
    per_node: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<&'static str>,
    nodes: f64,
    groups: Vec<GroupObject>,
    capacity: CapacityObject,
    reserved: CapacityObject,
    used: CapacityObject,
    waste: CapacityObject,
    #[serde(skip_serializing_if = "Option::is_none")]
    hour: Option<String>,
}

impl Planned {
    fn new(plan: &Plan) -> Planned {
        Planned {
            ok: true,
            task_managers: plan.task_managers,
            idle_slots: plan.idle_slots,
            per_node: count(plan.per_node),
            bound: plan.bound.map(bound),
            nodes: count(plan.nodes),
            groups: plan.groups.iter().map(GroupObject::new).collect(),
            capacity: CapacityObject::new(plan.capacity),
            reserved: CapacityObject::new(plan.reserved),
            used: CapacityObject::new(plan.used),
            waste: CapacityObject::new(plan.waste),
            hour: plan.hour.map(|hour| hour.to_string()),
        }
    }
}

fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Cores => "cores",
        Bound::Memory => "memory",
        Bound::Both => "both",
    }
}

/// `NodeGroup` of `cluster.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct GroupObject {
    nodes: f64,
    task_managers: f64,
    job_managers: u32,
    left: CapacityObject,
}

impl GroupObject {
    fn new(group: &NodeGroup) -> GroupObject {
        GroupObject {
            nodes: count(group.nodes),
            task_managers: count(group.task_managers),
            job_managers: group.job_managers,
            left: CapacityObject::new(group.left),
        }
    }
}

/// `NoPlan` of `cluster.d.ts`.
#[derive(Serialize)]
pub(super) struct NoPlan {
    ok: bool,
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pod: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<&'static str>,
}

impl NoPlan {
    fn new(error: &PlanError) -> NoPlan {
        let (code, pod, what) = match *error {
            PlanError::NoSlots => ("no-slots", None, None),
            PlanError::NothingRequested { pod } => ("nothing-requested", Some(pod), None),
            PlanError::PodTooLarge { pod, bound, .. } => ("pod-too-large", Some(pod), Some(bound)),
            PlanError::TooManyJobManagers => ("too-many-job-managers", None, None),
            PlanError::TooLarge => ("too-large", None, None),
        };
        NoPlan { ok: false, code, message: sentences::plan(error), pod: pod.map(kind), bound: what.map(bound) }
    }
}

fn kind(pod: PodKind) -> &'static str {
    match pod {
        PodKind::TaskManager => "taskManager",
        PodKind::JobManager => "jobManager",
    }
}

/// `Alternative` of `cluster.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AlternativeObject {
    slots: u32,
    task_manager: CapacityObject,
    plan: PlanObject,
}

impl AlternativeObject {
    pub(super) fn new(alternative: &Alternative) -> AlternativeObject {
        AlternativeObject {
            slots: alternative.slots,
            task_manager: CapacityObject::new(alternative.task_manager),
            plan: PlanObject::new(&alternative.plan),
        }
    }
}
