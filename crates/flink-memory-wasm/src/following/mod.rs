//! What follows from a breakdown, one family of functions to a file with its types beside it. Every rule stands in `flink-memory` and
//! `flink-memory-sizing`; here stands what the families share: whose breakdown it is, and how a refusal is answered.

mod capacity;
mod cluster;
mod insufficient_buffers;
mod java;
mod job;
mod job_buffers;
mod jvm_memory;
mod kubernetes_pods;
mod managed_shares;
mod network_buffers;
mod overhead;
mod plan;
mod slots;
mod start_script;
mod state_backend;
mod worker;
mod yarn_containers;

pub use cluster::plan_cluster;
pub use insufficient_buffers::insufficient_buffers;
pub use job_buffers::job_buffers;
pub use jvm_memory::jvm_memory;
pub use kubernetes_pods::kubernetes_pods;
pub use managed_shares::managed_shares;
pub use network_buffers::network_buffers;
pub use overhead::estimate_overhead;
pub use slots::slots;
pub use start_script::start_script;
pub use state_backend::state_backend_memory;
pub use yarn_containers::yarn_containers;

use flink_memory::{Memory, MemorySize, Process, Request, TaskManagerMemory, derive};
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use crate::parts::{self, Part};
use crate::request::BadCall;
use crate::thrown::{ErrorObject, Thrown};
use crate::to_js;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("shared.d.ts");

/// Why there is nothing to give.
enum Stopped {
    /// The call makes no sense, and throws.
    BadCall(BadCall),
    /// Flink refuses what is asked for, which is an answer.
    Refused(Box<ErrorObject>),
}

impl From<BadCall> for Stopped {
    fn from(bad: BadCall) -> Stopped {
        Stopped::BadCall(bad)
    }
}

/// Flink throws this.
fn refused(thrown: &impl Thrown, request: &Request) -> Stopped {
    Stopped::Refused(Box::new(ErrorObject::new(thrown, request)))
}

/// `Refusal` of `shared.d.ts`.
#[derive(Serialize)]
struct Refusal {
    ok: bool,
    error: ErrorObject,
}

/// A part of an answer that Flink gives or refuses by itself.
#[derive(Serialize)]
#[serde(untagged)]
enum Half<Given> {
    Given(Given),
    Refused(Refusal),
}

impl<Given> Half<Given> {
    fn refused(thrown: &impl Thrown, request: &Request) -> Half<Given> {
        Half::Refused(Refusal { ok: false, error: ErrorObject::new(thrown, request) })
    }
}

/// The answer of a function.
fn answer(given: Result<impl Serialize, Stopped>) -> Result<JsValue, JsError> {
    match given {
        Ok(given) => to_js(&given),
        Err(Stopped::Refused(error)) => to_js(&Refusal { ok: false, error: *error }),
        Err(Stopped::BadCall(bad)) => Err(bad.into()),
    }
}

/// The breakdown of the TaskManager that a request asks for.
fn task_manager(function: &str, request: &Request) -> Result<TaskManagerMemory, Stopped> {
    if request.process != Process::TaskManager {
        return Err(BadCall::new(format!("{function} is about a TaskManager; process must be taskmanager")).into());
    }
    match derive(request).memory {
        Ok(Memory::TaskManager(memory)) => Ok(memory),
        Ok(_) => Err(BadCall::new(format!("{function} is about a TaskManager; process must be taskmanager")).into()),
        Err(error) => Err(refused(&error, request)),
    }
}

/// How many slots the TaskManager has.
fn number_of_slots(memory: &TaskManagerMemory, request: &Request) -> Result<i32, Stopped> {
    match (memory.slot.slots, &memory.slot.error) {
        (Some(slots), _) => Ok(slots),
        (None, Some(error)) => Err(refused(&**error, request)),
        (None, None) => Ok(1),
    }
}

/// An index on its way to JavaScript, where it is a number; no list is longer than what is read.
fn index(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The managed memory that a caller gives, or that of the TaskManager's default slot.
fn slot_managed(function: &str, given: &Part, request: &Request) -> Result<MemorySize, Stopped> {
    if let Some(size) = parts::size("managed", given)? {
        return Ok(size);
    }
    let slot = task_manager(function, request)?.slot;
    match (slot.managed, slot.error) {
        (Some(managed), _) => Ok(managed),
        (None, Some(error)) => Err(refused(&*error, request)),
        (None, None) => Ok(MemorySize::ZERO),
    }
}
