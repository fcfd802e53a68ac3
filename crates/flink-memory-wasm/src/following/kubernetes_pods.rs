//! `kubernetesPods`: what the pods of a cluster request, and their limits. What is asked for is decided in the model.

use flink_memory::resource_manager::{Pod, Quantities, Worker, kubernetes};
use flink_memory::{Process, Request};
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use super::Half;
use super::worker::{WorkerObject, bytes, log, of, of_client};
use crate::config_object::PlainObject;
use crate::derivation::LogObject;
use crate::given::Given;
use crate::{request, to_js};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("kubernetes_pods.d.ts");

/// What the native Kubernetes integration asks for.
///
/// # Errors
/// A request that is none; its process and deployment do not count. What Flink refuses is no error: each half then has `ok: false`.
#[wasm_bindgen(js_name = kubernetesPods, unchecked_return_type = "KubernetesPods")]
pub fn kubernetes_pods(#[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: JsValue) -> Result<JsValue, JsError> {
    to_js(&PodsObject::new(&request::request(Given::from_js(request))?))
}

/// `KubernetesPods` of `kubernetes_pods.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PodsObject {
    job_manager: Half<PodObject>,
    task_manager: Half<PodObject>,
    log: Vec<LogObject>,
}

impl PodsObject {
    fn new(request: &Request) -> PodsObject {
        let pods = kubernetes(&request.configuration, request.release);
        let job_manager = match pods.job_manager {
            Ok(pod) => Half::Given(PodObject::new(&pod, None)),
            Err(error) => Half::refused(&error, &of_client(request)),
        };
        let task_manager = match pods.task_manager {
            Ok((pod, worker)) => Half::Given(PodObject::new(&pod, Some(worker))),
            Err(error) => Half::refused(&error, &of(Process::TaskManager, request)),
        };
        PodsObject { job_manager, task_manager, log: log(&pods.log) }
    }
}

/// `JobManagerPod` and `TaskManagerPod` of `kubernetes_pods.d.ts`.
#[derive(Serialize)]
struct PodObject {
    ok: bool,
    requests: QuantitiesObject,
    limits: QuantitiesObject,
    #[serde(skip_serializing_if = "Option::is_none")]
    worker: Option<WorkerObject>,
}

impl PodObject {
    fn new(pod: &Pod, worker: Option<Worker>) -> PodObject {
        PodObject {
            ok: true,
            requests: QuantitiesObject::new(&pod.requests),
            limits: QuantitiesObject::new(&pod.limits),
            worker: worker.map(WorkerObject::new),
        }
    }
}

/// `PodResources` of `kubernetes_pods.d.ts`.
#[derive(Serialize)]
struct QuantitiesObject {
    cpu: f64,
    memory: i64,
    written: PlainObject<String>,
}

impl QuantitiesObject {
    fn new(quantities: &Quantities) -> QuantitiesObject {
        let written = quantities.texts().into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
        QuantitiesObject { cpu: quantities.cpu, memory: bytes(quantities.mebibytes), written: PlainObject(written) }
    }
}
