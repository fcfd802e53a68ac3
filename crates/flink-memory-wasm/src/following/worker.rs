//! What `kubernetesPods` and `yarnContainers` share: the sizes that a TaskManager is started with, memory in mebibytes, the log of both halves
//! and whose error it is.

use flink_memory::resource_manager::{Line, Worker};
use flink_memory::{Deployment, Process, Request, derive};
use serde::Serialize;

use crate::bytes::Bytes;
use crate::derivation::LogObject;

/// `WorkerSizes` of `shared.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WorkerObject {
    total_process: Bytes,
    configured_process: Bytes,
    total_flink: Bytes,
    jvm_overhead: Bytes,
    cpu_cores: f64,
}

impl WorkerObject {
    pub(super) fn new(worker: Worker) -> WorkerObject {
        WorkerObject {
            total_process: Bytes(worker.total_process),
            configured_process: Bytes(worker.configured_process),
            total_flink: Bytes(worker.total_flink),
            jvm_overhead: Bytes(worker.jvm_overhead),
            cpu_cores: worker.cpu_cores,
        }
    }
}

/// Mebibytes as bytes. Flink counts them in 32 bits, so they may be below zero.
pub(super) fn bytes(mebibytes: i32) -> i64 {
    i64::from(mebibytes) << 20
}

/// What both halves log.
pub(super) fn log(lines: &[Line]) -> Vec<LogObject> {
    lines.iter().map(|line| LogObject::at(line.level(), line.logger(), line.to_string())).collect()
}

/// The request whose keys an error of the client's half is about: it derives the JobManager first, and then a TaskManager.
pub(super) fn of_client(request: &Request) -> Request {
    let job_manager = of(Process::JobManager, request);
    if derive(&job_manager).memory.is_err() { job_manager } else { of(Process::TaskManager, request) }
}

/// The request as a resource manager puts it for a process.
pub(super) fn of(process: Process, request: &Request) -> Request {
    Request { process, deployment: Deployment::Container, ..request.clone() }
}
