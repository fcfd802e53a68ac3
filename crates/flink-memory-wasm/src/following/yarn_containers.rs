//! `yarnContainers`: what a cluster on YARN asks for, what its client checks, and what YARN gives. All of it is decided in the model.

use flink_memory::resource_manager::{
    Container, YarnAllocation, YarnAllocations, YarnCluster, YarnJobManager, YarnScheduler, YarnTaskManager, yarn,
};
use flink_memory::{Process, Request};
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use super::Half;
use super::worker::{WorkerObject, bytes, log, of, of_client};
use crate::bytes::Bytes;
use crate::derivation::LogObject;
use crate::given::Given;
use crate::parts::{self, Options, Part};
use crate::request::{self, BadCall};
use crate::to_js;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("yarn_containers.d.ts");

/// What Flink asks YARN for, and what YARN gives.
///
/// # Errors
/// A request that is none, whose process and deployment do not count, and options that are none. What Flink refuses is no error: each half then
/// has `ok: false`.
#[wasm_bindgen(js_name = yarnContainers, unchecked_return_type = "YarnContainers")]
pub fn yarn_containers(
    #[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "YarnCluster")] cluster: JsValue,
) -> Result<JsValue, JsError> {
    let request = request::request(Given::from_js(request))?;
    let (cluster, scheduler) = self::cluster(Options::from_js(cluster))?;
    to_js(&ContainersObject::new(&cluster, scheduler, &request))
}

/// What YARN says of itself; where a caller does not, what Hadoop 3 ships in `yarn-default.xml`, and nodes without a bound.
fn cluster(given: Options) -> Result<(YarnCluster, YarnScheduler), BadCall> {
    let names = [
        "minimumAllocationMb",
        "minimumAllocationVcores",
        "maximumAllocationMb",
        "maximumAllocationVcores",
        "largestNodeMb",
        "scheduler",
        "incrementAllocationMb",
    ];
    let given = request::fields("yarnContainers()", given, names)?;
    let mut numbers = [1024, 1, 8192, 4, i32::MAX];
    for ((name, given), number) in names.iter().zip(&given).zip(&mut numbers) {
        *number = parts::whole(name, given, 1..=i32::MAX)?.unwrap_or(*number);
    }
    let [minimum_mebibytes, minimum_cores, maximum_mebibytes, maximum_cores, largest_node_mebibytes] = numbers;
    let [.., scheduler, increment] = &given;
    let cluster = YarnCluster { minimum_mebibytes, minimum_cores, maximum_mebibytes, maximum_cores, largest_node_mebibytes };
    Ok((cluster, self::scheduler(scheduler, increment)?))
}

/// How YARN rounds; only the Fair Scheduler has an increment.
fn scheduler(given: &Part, increment: &Part) -> Result<YarnScheduler, BadCall> {
    let increment = parts::whole("incrementAllocationMb", increment, 0..=i32::MAX)?;
    let is_fair = parts::named("scheduler", given, &[("capacity", false), ("fair", true)])?.unwrap_or(false);
    match increment {
        _ if is_fair => Ok(YarnScheduler::Fair { increment_mebibytes: increment.unwrap_or(1024) }),
        Some(_) => Err(BadCall::new("incrementAllocationMb is the Fair Scheduler's; scheduler must be fair".to_owned())),
        None => Ok(YarnScheduler::Capacity),
    }
}

/// `YarnContainers` of `yarn_containers.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ContainersObject {
    job_manager: Half<JobManagerObject>,
    task_manager: Half<TaskManagerObject>,
    log: Vec<LogObject>,
}

impl ContainersObject {
    fn new(cluster: &YarnCluster, scheduler: YarnScheduler, request: &Request) -> ContainersObject {
        let containers = yarn(&request.configuration, request.release, cluster);
        let given: YarnAllocations = containers.allocated(cluster, scheduler);
        let job_manager = match containers.job_manager {
            Ok(asked) => Half::Given(JobManagerObject::new(asked, given.job_manager)),
            Err(error) => Half::refused(&error, &of_client(request)),
        };
        let task_manager = match containers.task_manager {
            Ok(asked) => Half::Given(TaskManagerObject::new(asked, given.task_manager)),
            Err(error) => Half::refused(&error, &of(Process::TaskManager, request)),
        };
        ContainersObject { job_manager, task_manager, log: log(&containers.log) }
    }
}

/// `YarnJobManager` of `yarn_containers.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JobManagerObject {
    ok: bool,
    total_process: i64,
    task_manager_total_process: i64,
    container: ContainerObject,
    #[serde(skip_serializing_if = "Option::is_none")]
    allocation: Option<AllocationObject>,
}

impl JobManagerObject {
    fn new(asked: YarnJobManager, given: Option<YarnAllocation>) -> JobManagerObject {
        let YarnJobManager { process_mebibytes, task_manager_mebibytes, container } = asked;
        JobManagerObject {
            ok: true,
            total_process: bytes(process_mebibytes),
            task_manager_total_process: bytes(task_manager_mebibytes),
            container: ContainerObject::new(container),
            allocation: given.map(AllocationObject::new),
        }
    }
}

/// `YarnTaskManager` of `yarn_containers.d.ts`.
#[derive(Serialize)]
struct TaskManagerObject {
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    container: Option<ContainerObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allocation: Option<AllocationObject>,
    worker: WorkerObject,
}

impl TaskManagerObject {
    fn new(YarnTaskManager { container, worker }: YarnTaskManager, given: Option<YarnAllocation>) -> TaskManagerObject {
        TaskManagerObject {
            ok: true,
            container: container.map(ContainerObject::new),
            allocation: given.map(AllocationObject::new),
            worker: WorkerObject::new(worker),
        }
    }
}

/// `YarnContainer` of `yarn_containers.d.ts`.
#[derive(Serialize)]
struct ContainerObject {
    memory: i64,
    vcores: i32,
}

impl ContainerObject {
    fn new(Container { mebibytes, cores }: Container) -> ContainerObject {
        ContainerObject { memory: bytes(mebibytes), vcores: cores }
    }
}

/// `YarnAllocation` of `yarn_containers.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AllocationObject {
    memory: i64,
    waste: i64,
    full_process_size: Bytes,
}

impl AllocationObject {
    fn new(given: YarnAllocation) -> AllocationObject {
        AllocationObject {
            memory: bytes(given.container_mebibytes),
            waste: bytes(given.waste_mebibytes()),
            full_process_size: Bytes(given.full_process_size()),
        }
    }
}
