//! What the model answers to questions about pods and containers, in the shape of the vectors.

use flink_memory::Release;
use flink_memory::resource_manager::{
    Container, Line, Pod, Quantities, ResourceManagerError, Worker, YarnCluster, YarnJobManager, YarnTaskManager, kubernetes as pods,
    yarn as containers,
};
use serde_json::{Value, json};

use super::{Fields, put, thrown};
use crate::vector::Vector;

/// What the native Kubernetes integration asks for.
pub(crate) fn kubernetes(vector: &Vector, release: Release) -> Result<Fields, String> {
    let pods = pods(&vector.configuration()?, release);
    let task_manager = pods.task_manager.map(|(pod, worker)| {
        let mut fields = pod_fields(&pod);
        put_worker(&mut fields, worker, release);
        fields
    });
    Ok(both(pods.job_manager.map(|pod| pod_fields(&pod)), task_manager, &pods.log))
}

/// What a cluster on YARN asks for.
pub(crate) fn yarn(vector: &Vector, release: Release) -> Result<Fields, String> {
    let said = vector.input.get("yarn").and_then(Value::as_object).ok_or("the field 'yarn' is no object")?;
    let number = |name: &str| {
        let number = said.get(name).and_then(Value::as_i64).and_then(|number| i32::try_from(number).ok());
        number.ok_or_else(|| format!("'{name}' of 'yarn' is no int"))
    };
    let cluster = YarnCluster {
        minimum_mebibytes: number("minimumAllocationMb")?,
        minimum_cores: number("minimumAllocationVcores")?,
        maximum_mebibytes: number("maximumAllocationMb")?,
        maximum_cores: number("maximumAllocationVcores")?,
        largest_node_mebibytes: number("largestNodeMb")?,
    };
    let containers = containers(&vector.configuration()?, release, &cluster);
    let job_manager = containers.job_manager.map(|asked| {
        let YarnJobManager { process_mebibytes, task_manager_mebibytes, container } = asked;
        let mut fields = Fields::new();
        put(&mut fields, "processMb", process_mebibytes);
        put(&mut fields, "clientTaskManagerMb", task_manager_mebibytes);
        put_container(&mut fields, Some(container));
        fields
    });
    let task_manager = containers.task_manager.map(|YarnTaskManager { container, worker }| {
        let mut fields = Fields::new();
        put_container(&mut fields, container);
        put_worker(&mut fields, worker, release);
        fields
    });
    Ok(both(job_manager, task_manager, &containers.log))
}

/// Both halves, of which each fails on its own.
fn both(job_manager: Result<Fields, ResourceManagerError>, task_manager: Result<Fields, ResourceManagerError>, log: &[Line]) -> Fields {
    let half = |half: Result<Fields, ResourceManagerError>| {
        half.unwrap_or_else(|error| {
            let mut refusal = thrown(error.exception(), error.to_string(), error.cause());
            refusal.remove("ok");
            Fields::from_iter([("error".to_owned(), Value::Object(refusal))])
        })
    };
    let mut fields = Fields::new();
    put(&mut fields, "ok", true);
    put(&mut fields, "jobManager", half(job_manager));
    put(&mut fields, "taskManager", half(task_manager));
    let logged: Vec<_> = log.iter().map(|line| format!("{} {}: {line}", line.level(), line.logger())).collect();
    if !logged.is_empty() {
        put(&mut fields, "warnings", logged);
    }
    fields
}

fn pod_fields(pod: &Pod) -> Fields {
    let texts = |quantities: &Quantities| {
        quantities.texts().into_iter().map(|(name, text)| (name.to_owned(), Value::from(text))).collect::<Fields>()
    };
    let mut fields = Fields::new();
    put(&mut fields, "requests", texts(&pod.requests));
    put(&mut fields, "limits", texts(&pod.limits));
    fields
}

fn put_container(fields: &mut Fields, container: Option<Container>) {
    put(fields, "containerMb", json!(container.map(|container| container.mebibytes)));
    put(fields, "vcores", json!(container.map(|container| container.cores)));
}

/// 1.10 starts the process as it is configured.
fn put_worker(fields: &mut Fields, worker: Worker, release: Release) {
    if release > Release::V1_10 {
        put(fields, "totalProcess", worker.total_process.bytes());
        put(fields, "totalFlink", worker.total_flink.bytes());
        put(fields, "jvmOverhead", worker.jvm_overhead.bytes());
    }
}
