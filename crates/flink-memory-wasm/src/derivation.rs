//! A derivation as an object for JavaScript: the model's answer with names for its fields, and nothing computed.

use flink_memory::{Derivation, Level, LocalMemory, LocalTotal, LogLine, Memory, Pool, PoolNode, Request, Slot, TaskManagerMemory};
use serde::{Serialize, Serializer};

use crate::bytes::Bytes;
use crate::step::StepObject;
use crate::thrown::ErrorObject;

/// `Derivation` of `types.d.ts`.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum DerivationObject {
    Derived(Box<Derived>),
    Refused(Refused),
}

/// `Derived` of `types.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Derived {
    ok: bool,
    sizes: Sizes,
    tree: Tree,
    #[serde(skip_serializing_if = "Option::is_none")]
    cpu_cores: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    jvm_parameters: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dynamic_configuration: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    slot: Option<SlotObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    web_ui: Option<WebUi>,
    log: Vec<LogObject>,
    steps: Vec<StepObject>,
}

/// `Refused` of `types.d.ts`.
#[derive(Serialize)]
pub(crate) struct Refused {
    ok: bool,
    error: ErrorObject,
    log: Vec<LogObject>,
    steps: Vec<StepObject>,
}

impl DerivationObject {
    pub(crate) fn new(derivation: &Derivation, request: &Request) -> DerivationObject {
        let log = derivation.log.iter().map(LogObject::new).collect();
        let steps = derivation.steps.iter().map(StepObject::new).collect();
        match &derivation.memory {
            Ok(memory) => DerivationObject::Derived(Box::new(Derived::new(memory, request, log, steps))),
            Err(error) => DerivationObject::Refused(Refused { ok: false, error: ErrorObject::new(error, request), log, steps }),
        }
    }
}

impl Derived {
    fn new(memory: &Memory, request: &Request, log: Vec<LogObject>, steps: Vec<StepObject>) -> Derived {
        let (cpu_cores, slot, web_ui) = match memory {
            Memory::TaskManager(TaskManagerMemory { cpu_cores, slot, .. }) => {
                (Some(*cpu_cores), Some(SlotObject::new(slot, request)), None)
            }
            Memory::Local(local) => (Some(local.cpu_cores), None, WebUi::new(local)),
            Memory::JobManager(_) | Memory::HeapOnly(_) => (None, None, None),
        };
        Derived {
            ok: true,
            sizes: Sizes::new(memory),
            tree: Tree::new(memory, memory.tree()),
            cpu_cores,
            jvm_parameters: memory.jvm_parameters(),
            dynamic_configuration: memory.dynamic_configuration(),
            summary: memory.summary(),
            slot,
            web_ui,
            log,
            steps,
        }
    }
}

/// The sizes of the pools that the process has, by their ids.
struct Sizes(Vec<(&'static str, Bytes)>);

impl Sizes {
    fn new(memory: &Memory) -> Sizes {
        Sizes(Pool::ALL.into_iter().filter_map(|pool| Some((pool.id(), Bytes(memory.size(pool)?)))).collect())
    }
}

impl Serialize for Sizes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

/// `PoolTree` of `types.d.ts`.
#[derive(Serialize)]
struct Tree {
    pool: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<Bytes>,
    children: Vec<Tree>,
}

impl Tree {
    fn new(memory: &Memory, node: &PoolNode) -> Tree {
        Tree {
            pool: node.pool.id(),
            size: memory.size(node.pool).map(Bytes),
            children: node.children.iter().map(|child| Tree::new(memory, child)).collect(),
        }
    }
}

/// `Slot` of `types.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SlotObject {
    #[serde(skip_serializing_if = "Option::is_none")]
    slots: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cpu_cores: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    task_heap: Option<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    task_off_heap: Option<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    managed: Option<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    network: Option<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_size: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    network_buffers: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorObject>,
}

impl SlotObject {
    fn new(slot: &Slot, request: &Request) -> SlotObject {
        SlotObject {
            slots: slot.slots,
            cpu_cores: slot.cpu_cores,
            task_heap: slot.task_heap.map(Bytes),
            task_off_heap: slot.task_off_heap.map(Bytes),
            managed: slot.managed.map(Bytes),
            network: slot.network.map(Bytes),
            page_size: slot.page_size,
            network_buffers: slot.network_buffers,
            error: slot.error.as_deref().map(|error| ErrorObject::new(error, request)),
        }
    }
}

/// `WebUi` of `types.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WebUi {
    total_flink: TotalObject,
    total_process: TotalObject,
}

/// `ShownTotal` of `types.d.ts`.
#[derive(Serialize)]
#[serde(untagged)]
enum TotalObject {
    Size {
        size: Bytes,
    },
    Failed {
        exception: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        message: Option<String>,
    },
}

impl WebUi {
    fn new(local: &LocalMemory) -> Option<WebUi> {
        let total_flink = TotalObject::new(local.total_flink.as_ref()?);
        Some(WebUi { total_flink, total_process: TotalObject::new(local.total_process.as_ref()?) })
    }
}

impl TotalObject {
    fn new(total: &LocalTotal) -> TotalObject {
        match total {
            LocalTotal::Size(size) => TotalObject::Size { size: Bytes(*size) },
            LocalTotal::Failed { exception, message } => TotalObject::Failed { exception, message: message.clone() },
        }
    }
}

/// `LogLine` of `types.d.ts`.
#[derive(Serialize)]
pub(crate) struct LogObject {
    level: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    logger: Option<&'static str>,
    text: String,
}

impl LogObject {
    fn new(line: &LogLine) -> LogObject {
        LogObject { level: level(line.level()), logger: line.logger(), text: line.to_string() }
    }

    /// A line that a class logs.
    pub(crate) fn at(level: Level, logger: &'static str, text: String) -> LogObject {
        LogObject { level: self::level(level), logger: Some(logger), text }
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Printed => "printed",
        Level::Info => "info",
        Level::Warn => "warn",
    }
}
