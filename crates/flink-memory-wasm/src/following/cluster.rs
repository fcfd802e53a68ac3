//! `planCluster`: how many TaskManagers and nodes a parallelism makes, and the same with other sizes of TaskManagers. Plans are the sizing's,
//! and what pods request where a caller does not say is the model's.

use flink_memory::resource_manager::{KubernetesPods, Pod, kubernetes};
use flink_memory::{Process, Request};
use flink_memory_sizing::cluster::{
    Alternative, Capacity, ClusterRequest, MOST_JOB_MANAGERS, Node, Reservation, alternatives, best, plan, plans,
};
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use super::capacity::{self, CapacityObject};
use super::plan::{AlternativeObject, PlanObject};
use super::worker::{of, of_client};
use super::{Stopped, answer, index, number_of_slots, refused, task_manager};
use crate::given::Given;
use crate::parts::{self, Options, Part};
use crate::request::{self, BadCall};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("cluster.d.ts");

/// Plans a cluster for a parallelism on nodes of one kind.
///
/// # Errors
/// A request that is none, whose process and deployment do not count, and options that are none. What Flink refuses is no error but an answer with
/// `ok: false`; so is a cluster that cannot be planned, inside of an answer.
#[wasm_bindgen(js_name = planCluster, unchecked_return_type = "PlannedCluster | Refusal")]
pub fn plan_cluster(
    #[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_param_type = "PlanClusterOptions")] options: JsValue,
) -> Result<JsValue, JsError> {
    let request = request::request(Given::from_js(request))?;
    answer(PlannedObject::new(Options::from_js(options), &request))
}

/// The cluster that a caller asks for, and what else is to be planned.
fn read(given: Options, request: &Request) -> Result<(ClusterRequest, Others), Stopped> {
    let names = ["parallelism", "node", "slots", "taskManager", "jobManager", "jobManagers", "nodeHour", "alternatives"];
    let [parallelism, node, slots, task_manager, job_manager, job_managers, node_hour, others] =
        request::fields("planCluster()", given, names)?;
    let parallelism = parts::needed_whole("parallelism", &parallelism, 0..=i32::MAX)?.unsigned_abs();
    let node = self::node(node)?;
    let most = MOST_JOB_MANAGERS.cast_signed();
    let job_managers = parts::whole("jobManagers", &job_managers, 0..=most)?.map_or(1, i32::unsigned_abs);
    let node_hour = capacity::price("nodeHour", &node_hour)?;
    let others = self::others(others)?;
    let told = |name, given: Part| if matches!(given, Given::Nothing) { Ok(None) } else { capacity::read(name, given).map(Some) };
    let (task_manager, job_manager) = (told("taskManager", task_manager)?, told("jobManager", job_manager)?);
    let slots = match parts::whole("slots", &slots, 1..=i32::MAX)? {
        Some(slots) => slots.unsigned_abs(),
        None => self::slots(&of(Process::TaskManager, request))?,
    };
    let pods = kubernetes(&request.configuration, request.release);
    let task_manager = task_manager.map_or_else(|| of_task_manager(&pods, request), Ok)?;
    let job_manager = match job_manager {
        Some(told) => told,
        None if job_managers == 0 => Capacity::ZERO,
        None => of_job_manager(&pods, request)?,
    };
    Ok((ClusterRequest { parallelism, slots, task_manager, job_manager, job_managers, node, node_hour }, others))
}

fn node(given: Part) -> Result<Node, BadCall> {
    let [cores, memory, managed_by, most_pods, reserved] =
        request::fields("node", given, ["cores", "memory", "managedBy", "mostPods", "reserved"])?;
    let capacity = capacity::of("node", &cores, &memory)?;
    let is_gke = parts::named("managedBy", &managed_by, &[("gke", true), ("eks", false)])?;
    let kept = match is_gke {
        None => Capacity::ZERO,
        Some(true) => Reservation::Gke.of(capacity),
        Some(false) => {
            let most_pods = parts::needed_whole("node.mostPods", &most_pods, 1..=MOST_PODS)?.unsigned_abs();
            Reservation::Eks { most_pods }.of(capacity)
        }
    };
    if is_gke != Some(false) && !matches!(most_pods, Given::Nothing) {
        return Err(BadCall::new("node.mostPods counts on EKS; node.managedBy must be eks".to_owned()));
    }
    let own = if matches!(reserved, Given::Nothing) { Capacity::ZERO } else { capacity::read("node.reserved", reserved)? };
    let reserved = kept.plus(own).ok_or_else(|| BadCall::new("node.reserved is more than can be counted".to_owned()))?;
    Ok(Node { capacity, reserved })
}

/// More pods than any node takes.
const MOST_PODS: i32 = 10_000;

/// What to plan besides.
enum Others {
    /// TaskManagers of up to so many slots.
    UpTo(u8),
    /// These slots and sizes.
    These(Vec<(u32, Capacity)>),
}

impl Others {
    fn planned(&self, cluster: &ClusterRequest) -> Vec<Alternative> {
        match self {
            Others::UpTo(slots) => alternatives(cluster, *slots),
            Others::These(sizes) => plans(cluster, sizes),
        }
    }
}

fn others(given: Part) -> Result<Others, BadCall> {
    let size = |(name, given): (String, _)| {
        let [slots, task_manager] = request::fields(&name, given, ["slots", "taskManager"])?;
        let slots = parts::needed_whole(&format!("{name}.slots"), &slots, 1..=i32::MAX)?.unsigned_abs();
        Ok((slots, capacity::read(&format!("{name}.taskManager"), task_manager)?))
    };
    match given {
        Given::Nothing | Given::List(_) => {
            Ok(Others::These(parts::list("alternatives", given)?.into_iter().map(size).collect::<Result<_, BadCall>>()?))
        }
        given => {
            let slots = parts::needed_whole("alternatives", &given, 0..=i32::from(u8::MAX)).ok().and_then(|slots| u8::try_from(slots).ok());
            let told = || BadCall::new("alternatives must be a whole number from 0 to 255, or an array of slots and sizes".to_owned());
            Ok(Others::UpTo(slots.ok_or_else(told)?))
        }
    }
}

fn slots(request: &Request) -> Result<u32, Stopped> {
    let memory = task_manager("planCluster()", request)?;
    Ok(u32::try_from(number_of_slots(&memory, request)?).unwrap_or_default())
}

fn of_task_manager(pods: &KubernetesPods, request: &Request) -> Result<Capacity, Stopped> {
    match &pods.task_manager {
        Ok((pod, _)) => Ok(requested("taskManager", pod)?),
        Err(error) => Err(refused(error, &of(Process::TaskManager, request))),
    }
}

fn of_job_manager(pods: &KubernetesPods, request: &Request) -> Result<Capacity, Stopped> {
    match &pods.job_manager {
        Ok(pod) => Ok(requested("jobManager", pod)?),
        Err(error) => Err(refused(error, &of_client(request))),
    }
}

/// What a pod requests; Flink counts its memory in 32 bits.
fn requested(name: &str, pod: &Pod) -> Result<Capacity, BadCall> {
    let size = capacity::millis(pod.requests.cpu).zip(capacity::mebibytes(pod.requests.mebibytes));
    let told = || BadCall::new(format!("{name} must be given, because the pod that Flink asks for has no size that can be counted"));
    size.map(|(cores_millis, memory)| Capacity { cores_millis, memory }).ok_or_else(told)
}

/// `PlannedCluster` of `cluster.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PlannedObject {
    ok: bool,
    slots: u32,
    task_manager: CapacityObject,
    job_manager: CapacityObject,
    allocatable: CapacityObject,
    plan: PlanObject,
    alternatives: Vec<AlternativeObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    best: Option<u32>,
}

impl PlannedObject {
    fn new(options: Options, request: &Request) -> Result<PlannedObject, Stopped> {
        let (cluster, others) = read(options, request)?;
        let planned = others.planned(&cluster);
        let best = best(&planned).and_then(|best| planned.iter().position(|planned| std::ptr::eq(planned, best)));
        Ok(PlannedObject {
            ok: true,
            slots: cluster.slots,
            task_manager: CapacityObject::new(cluster.task_manager),
            job_manager: CapacityObject::new(cluster.job_manager),
            allocatable: CapacityObject::new(cluster.node.allocatable()),
            plan: PlanObject::new(&plan(&cluster)),
            alternatives: planned.iter().map(AlternativeObject::new).collect(),
            best: best.map(index),
        })
    }
}
