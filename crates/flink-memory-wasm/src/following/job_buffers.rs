//! `jobBuffers`: what a job takes of the network buffers, stage by stage. Counting is the model's; what a job is, is read in `job`.

use flink_memory::Request;
use flink_memory::network_buffers::{BufferRange, BufferSettings, Gate, JobBuffers, JobError, Partition, Placement, StageBuffers};
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use super::job::{self, JobObject};
use super::network_buffers::{SettingsObject, notice};
use super::{Stopped, answer, index, number_of_slots, refused, task_manager};
use crate::bytes::Bytes;
use crate::derivation::LogObject;
use crate::given::Given;
use crate::parts::{self, Options, Part};
use crate::request::{self, BadCall};
use crate::sentences;
use crate::thrown::ErrorObject;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("job_buffers.d.ts");

/// What a job takes of the buffers of the TaskManagers that a request asks for.
///
/// # Errors
/// A request of another process, and a job or options that are none. What Flink refuses is no error but an answer with `ok: false`.
#[wasm_bindgen(js_name = jobBuffers, unchecked_return_type = "JobBuffers | Refusal")]
pub fn job_buffers(
    #[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Job")] job: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "JobBuffersOptions")] options: JsValue,
) -> Result<JsValue, JsError> {
    let request = request::request(Given::from_js(request))?;
    let [placement, network] = request::fields("jobBuffers()", Options::from_js(options), ["placement", "network"])?;
    let placement = self::placement(&placement)?;
    answer(JobBuffersObject::new(JobObject::from_js(job), placement, &network, &request))
}

fn placement(given: &Part) -> Result<Placement, BadCall> {
    const PLACEMENTS: [(&str, Placement); 2] = [("remote", Placement::Remote), ("local", Placement::Local)];
    Ok(parts::named("placement", given, &PLACEMENTS)?.unwrap_or(Placement::Remote))
}

/// Flink refuses a task, or there is no such job.
pub(super) fn stopped(error: &JobError, request: &Request) -> Stopped {
    match error {
        JobError::Deploy { error, .. } => refused(error, request),
        error => BadCall::new(sentences::job(error)).into(),
    }
}

/// `JobBuffers` of `job_buffers.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JobBuffersObject {
    ok: bool,
    network: Bytes,
    network_buffers: i32,
    settings: SettingsObject,
    slots: u32,
    task_managers: u32,
    stages: Vec<StageObject>,
    deployed: Vec<SubtasksObject>,
    task_manager: NeededObject,
    #[serde(skip_serializing_if = "Option::is_none")]
    insufficient: Option<ErrorObject>,
    log: Vec<LogObject>,
}

impl JobBuffersObject {
    fn new(job: JobObject, placement: Placement, network: &Part, request: &Request) -> Result<JobBuffersObject, Stopped> {
        let network = parts::size("network", network)?;
        let job = job::read(job, request)?;
        let memory = task_manager("jobBuffers()", request)?;
        let slots = u32::try_from(number_of_slots(&memory, request)?).unwrap_or_default();
        let network = network.unwrap_or(memory.network);
        let settings = BufferSettings::read(&request.configuration, request.release, network).map_err(|error| refused(&error, request))?;
        let buffers = settings.job(&job, slots, placement).map_err(|error| stopped(&error, request))?;
        let JobBuffers { stages, deployed, task_manager, task_managers, insufficient } = buffers;
        Ok(JobBuffersObject {
            ok: true,
            network: Bytes(network),
            network_buffers: settings.total,
            slots,
            task_managers,
            stages: stages.iter().map(StageObject::new).collect(),
            deployed: deployed.iter().map(|subtasks| SubtasksObject { stage: index(subtasks.stage), count: subtasks.count }).collect(),
            task_manager: NeededObject::new(task_manager, &settings),
            insufficient: insufficient.as_ref().map(|error| ErrorObject::new(error, request)),
            log: notice(&settings),
            settings: SettingsObject::new(&settings),
        })
    }
}

/// `StageBuffers` of `job_buffers.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StageObject {
    gates: Vec<GateObject>,
    partitions: Vec<PartitionObject>,
    per_task: RangeObject,
    subtasks: u32,
    per_task_manager: RangeObject,
}

impl StageObject {
    fn new(stage: &StageBuffers) -> StageObject {
        StageObject {
            gates: stage.task.gates.iter().copied().map(GateObject::new).collect(),
            partitions: stage.task.partitions.iter().copied().map(PartitionObject::new).collect(),
            per_task: RangeObject::new(stage.per_task),
            subtasks: stage.subtasks,
            per_task_manager: RangeObject::new(stage.per_task_manager),
        }
    }
}

/// `Gate` of `network_buffers.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct GateObject {
    channels: i32,
    remote_channels: i32,
    r#type: &'static str,
}

impl GateObject {
    fn new(Gate { channels, remote, kind }: Gate) -> GateObject {
        GateObject { channels, remote_channels: remote, r#type: kind.name() }
    }
}

/// `Partition` of `network_buffers.d.ts`.
#[derive(Serialize)]
struct PartitionObject {
    subpartitions: i32,
    r#type: &'static str,
}

impl PartitionObject {
    fn new(Partition { subpartitions, kind }: Partition) -> PartitionObject {
        PartitionObject { subpartitions, r#type: kind.name() }
    }
}

/// `Subtasks` of `job_buffers.d.ts`.
#[derive(Serialize)]
struct SubtasksObject {
    stage: u32,
    count: u32,
}

/// `BufferRange` of `job_buffers.d.ts`.
#[derive(Serialize)]
struct RangeObject {
    least: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<i32>,
}

impl RangeObject {
    fn new(BufferRange { least, most }: BufferRange) -> RangeObject {
        RangeObject { least, most }
    }
}

/// `NeededBuffers` of `job_buffers.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NeededObject {
    least: i32,
    least_memory: Bytes,
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most_memory: Option<Bytes>,
}

impl NeededObject {
    fn new(BufferRange { least, most }: BufferRange, settings: &BufferSettings) -> NeededObject {
        let memory = |buffers| Bytes(settings.network_memory(buffers));
        NeededObject { least, least_memory: memory(least), most, most_memory: most.map(memory) }
    }
}
