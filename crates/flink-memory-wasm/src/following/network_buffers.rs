//! `networkBuffers`: what a TaskManager reads about its buffers, what gates and partitions take, and how many tasks fit. Counting is the
//! model's, and which tasks a job has is told.

use flink_memory::network_buffers::{Announced, BufferSettings, Deployed, Gate, Partition, ResultPartitionType, Task};
use flink_memory::{Level, Memory, MemorySize, Pool, Process, Request, derive};
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use super::{Half, Stopped, answer, refused};
use crate::bytes::Bytes;
use crate::derivation::LogObject;
use crate::given::Given;
use crate::parts::{self, Options, Part};
use crate::request::{self, BadCall};
use crate::thrown::ErrorObject;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("network_buffers.d.ts");

/// The network buffers of a TaskManager or of local execution, and what equal tasks take of them.
///
/// # Errors
/// A request of a JobManager, and options that are none. What Flink refuses is no error but an answer with `ok: false`.
#[wasm_bindgen(js_name = networkBuffers, unchecked_return_type = "NetworkBuffers | Refusal")]
pub fn network_buffers(
    #[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "NetworkBuffersOptions")] options: JsValue,
) -> Result<JsValue, JsError> {
    let request = request::request(Given::from_js(request))?;
    let names = ["gates", "partitions", "tasks", "network"];
    let [gates, partitions, tasks, network] = request::fields("networkBuffers()", Options::from_js(options), names)?;
    let task = Task {
        gates: parts::list("gates", gates)?.into_iter().map(|(name, given)| gate(&name, given)).collect::<Result<_, _>>()?,
        partitions: parts::list("partitions", partitions)?
            .into_iter()
            .map(|(name, given)| partition(&name, given))
            .collect::<Result<_, _>>()?,
    };
    let tasks = parts::whole("tasks", &tasks, 0..=i32::MAX)?.map_or(1, i32::unsigned_abs);
    answer(NetworkBuffersObject::new(&task, tasks, &network, &request))
}

fn gate<Inner>(name: &str, given: Given<Given<Inner>>) -> Result<Gate, BadCall> {
    let [channels, remote, kind] = request::fields(name, given, ["channels", "remoteChannels", "type"])?;
    let channels = parts::needed_whole(&format!("{name}.channels"), &channels, 0..=i32::MAX)?;
    let remote = parts::whole(&format!("{name}.remoteChannels"), &remote, 0..=channels)?;
    Ok(Gate { channels, remote: remote.unwrap_or(channels), kind: self::kind(&kind)? })
}

fn partition<Inner>(name: &str, given: Given<Given<Inner>>) -> Result<Partition, BadCall> {
    let [subpartitions, kind] = request::fields(name, given, ["subpartitions", "type"])?;
    let subpartitions = parts::needed_whole(&format!("{name}.subpartitions"), &subpartitions, 0..=i32::MAX)?;
    Ok(Partition { subpartitions, kind: self::kind(&kind)? })
}

/// Streaming jobs have this kind, and it is the one where nobody says.
fn kind<Inner>(given: &Given<Inner>) -> Result<ResultPartitionType, BadCall> {
    let known = || ResultPartitionType::ALL.into_iter().map(|kind| kind.name().to_owned());
    Ok(request::one_of("type", given, known, ResultPartitionType::from_name)?.unwrap_or(ResultPartitionType::PipelinedBounded))
}

/// The network memory that a caller gives, or what Flink derives.
fn network_memory(given: &Part, request: &Request) -> Result<MemorySize, Stopped> {
    if let Some(size) = parts::size("network", given)? {
        return Ok(size);
    }
    if request.process == Process::JobManager {
        return Err(BadCall::new("a JobManager has no network buffers; process must be taskmanager or local".to_owned()).into());
    }
    let memory: Memory = derive(request).memory.map_err(|error| refused(&error, request))?;
    Ok(memory.size(Pool::Network).unwrap_or_default())
}

/// `NetworkBuffers` of `network_buffers.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NetworkBuffersObject {
    ok: bool,
    network: Bytes,
    network_buffers: i32,
    settings: SettingsObject,
    gates: Vec<GateObject>,
    partitions: Vec<PartitionObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    announced: Option<Half<AnnouncedObject>>,
    deployed: Half<DeployedObject>,
    log: Vec<LogObject>,
}

impl NetworkBuffersObject {
    fn new(task: &Task, tasks: u32, network: &Part, request: &Request) -> Result<NetworkBuffersObject, Stopped> {
        let network = network_memory(network, request)?;
        let settings = BufferSettings::read(&request.configuration, request.release, network).map_err(|error| refused(&error, request))?;
        let announced = match settings.announced(task) {
            Ok(announced) => announced.map(AnnouncedObject::new).map(Half::Given),
            Err(error) => Some(Half::refused(&error, request)),
        };
        let deployed = match settings.deploy(task, tasks) {
            Ok(deployed) => Half::Given(DeployedObject::new(&deployed, request)),
            Err(error) => Half::refused(&error, request),
        };
        Ok(NetworkBuffersObject {
            ok: true,
            network: Bytes(network),
            network_buffers: settings.total,
            gates: task.gates.iter().map(|&gate| GateObject::new(&settings, gate)).collect(),
            partitions: task.partitions.iter().map(|&partition| PartitionObject::new(&settings, partition)).collect(),
            announced,
            deployed,
            log: notice(&settings),
            settings: SettingsObject::new(&settings),
        })
    }
}

/// What a TaskManager logs about them.
pub(super) fn notice(settings: &BufferSettings) -> Vec<LogObject> {
    let line = |notice: &str| LogObject::at(Level::Info, "NettyShuffleEnvironmentConfiguration", notice.to_owned());
    settings.notice().map(line).into_iter().collect()
}

/// `BufferSettings` of `network_buffers.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SettingsObject {
    segment_size: i32,
    buffers_per_channel: i32,
    floating_buffers_per_gate: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_required_buffers_per_gate: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_buffers_per_channel: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sort_shuffle_min_buffers: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sort_shuffle_min_parallelism: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_overdraft_buffers_per_gate: Option<i32>,
    tiered_storage: bool,
}

impl SettingsObject {
    pub(super) fn new(settings: &BufferSettings) -> SettingsObject {
        SettingsObject {
            segment_size: settings.segment_size,
            buffers_per_channel: settings.per_channel,
            floating_buffers_per_gate: settings.floating_per_gate,
            max_required_buffers_per_gate: settings.required_per_gate,
            max_buffers_per_channel: settings.max_per_subpartition,
            sort_shuffle_min_buffers: settings.sort_buffers,
            sort_shuffle_min_parallelism: settings.sort_parallelism,
            max_overdraft_buffers_per_gate: settings.overdraft,
            tiered_storage: settings.is_tiered,
        }
    }
}

/// `GateBuffers` of `network_buffers.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct GateObject {
    exclusive_per_channel: i32,
    exclusive: i32,
    floating_required: i32,
    floating_max: i32,
}

impl GateObject {
    fn new(settings: &BufferSettings, gate: Gate) -> GateObject {
        let buffers = settings.gate(gate);
        GateObject {
            exclusive_per_channel: buffers.exclusive_per_channel,
            exclusive: buffers.exclusive,
            floating_required: buffers.floating_required,
            floating_max: buffers.floating_max,
        }
    }
}

/// `PartitionBuffers` of `network_buffers.d.ts`.
#[derive(Serialize)]
struct PartitionObject {
    min: i32,
    /// Flink's largest `int` stands for no limit, which is no field here.
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    overdraft: Option<i32>,
}

impl PartitionObject {
    fn new(settings: &BufferSettings, partition: Partition) -> PartitionObject {
        let buffers = settings.partition(partition);
        PartitionObject { min: buffers.min, max: (buffers.max != i32::MAX).then_some(buffers.max), overdraft: buffers.overdraft }
    }
}

/// `AnnouncedBuffers` of `network_buffers.d.ts`.
#[derive(Serialize)]
struct AnnouncedObject {
    ok: bool,
    buffers: i32,
    size: Bytes,
}

impl AnnouncedObject {
    fn new(Announced { buffers, size }: Announced) -> AnnouncedObject {
        AnnouncedObject { ok: true, buffers, size: Bytes(size) }
    }
}

/// `DeployedTasks` of `network_buffers.d.ts`.
#[derive(Serialize)]
struct DeployedObject {
    ok: bool,
    tasks: u32,
    required: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    insufficient: Option<ErrorObject>,
}

impl DeployedObject {
    fn new(deployed: &Deployed, request: &Request) -> DeployedObject {
        let insufficient = deployed.insufficient.as_ref().map(|error| ErrorObject::new(error, request));
        DeployedObject { ok: true, tasks: deployed.tasks, required: deployed.required, insufficient }
    }
}
