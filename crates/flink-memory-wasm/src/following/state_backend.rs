//! `stateBackendMemory`: what RocksDB or ForSt share, and how that is divided. What the options say is the model's.

use flink_memory::{
    Arena, Configuration, Level, Request, SharedMemory, Sharing, StateBackend, StateBackendError, StateBackendMemory, StateBackendRequest,
};
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use super::{Stopped, answer, refused, slot_managed};
use crate::bytes::Bytes;
use crate::derivation::LogObject;
use crate::given::Given;
use crate::parts::{self, Options, Part};
use crate::request::{self, BadCall};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("state_backend.d.ts");

/// What a state backend makes of its memory.
///
/// # Errors
/// A request of another process, a state backend that there is not or that the release has not, and options that are none. What Flink refuses
/// is no error but an answer with `ok: false`.
#[wasm_bindgen(js_name = stateBackendMemory, unchecked_return_type = "StateBackendMemory | Refusal")]
pub fn state_backend_memory(
    #[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_param_type = "StateBackendId")] backend: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "StateBackendOptions")] options: JsValue,
) -> Result<JsValue, JsError> {
    let request = request::request(Given::from_js(request))?;
    let backend = self::backend(&Given::from_js(backend))?;
    let names = ["managed", "jobConfig", "writeBufferSize"];
    let [managed, job, write_buffer_size] = request::fields("stateBackendMemory()", Options::from_js(options), names)?;
    let mut configuration = request.configuration.clone();
    request::object("jobConfig", job)?.into_iter().try_for_each(|(key, value)| {
        let value = request::configured("jobConfig", &key, value)?;
        configuration.set(key, value);
        Ok::<(), BadCall>(())
    })?;
    answer(StateBackendObject::new(backend, &configuration, &managed, &write_buffer_size, &request))
}

fn backend(given: &crate::given::Scalar) -> Result<StateBackend, BadCall> {
    let known = || StateBackend::ALL.into_iter().map(|backend| backend.id().to_owned());
    request::needed("backend", request::one_of("backend", given, known, StateBackend::from_id)?, known)
}

/// `StateBackendMemory` of `state_backend.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StateBackendObject {
    ok: bool,
    uses_managed_memory: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed_per_slot: Option<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sharing: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shared: Option<SharedObject>,
    log: Vec<LogObject>,
}

impl StateBackendObject {
    fn new(
        backend: StateBackend,
        job: &Configuration,
        managed: &Part,
        write_buffer_size: &Part,
        request: &Request,
    ) -> Result<StateBackendObject, Stopped> {
        let release = request.release;
        if !backend.is_in(release) {
            return Err(BadCall::new(format!("Flink {release} has no state backend {}", backend.id())).into());
        }
        let stopped = |error: StateBackendError| refused(&error, request);
        let managed = slot_managed("stateBackendMemory()", managed, request)?;
        let write_buffer_size = match parts::size("writeBufferSize", write_buffer_size)? {
            Some(size) => size.bytes().cast_signed(),
            None => backend.write_buffer_size(job, release).map_err(stopped)?,
        };
        let task_manager = &request.configuration;
        let asked = StateBackendRequest { release, backend, job, task_manager, managed, write_buffer_size };
        let StateBackendMemory { is_managed, fixed_per_slot, sharing, shared } =
            flink_memory::state_backend_memory(&asked).map_err(stopped)?;
        let warning = shared.and_then(|shared| shared.arena).filter(|arena| !arena.fits());
        Ok(StateBackendObject {
            ok: true,
            uses_managed_memory: is_managed,
            fixed_per_slot: fixed_per_slot.map(Bytes),
            sharing: sharing.map(Sharing::name),
            shared: shared.map(SharedObject::new),
            log: warning.into_iter().map(|arena| LogObject::at(Level::Warn, arena.logger(), arena.to_string())).collect(),
        })
    }
}

/// `SharedMemory` of `state_backend.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SharedObject {
    size: Bytes,
    write_buffer_ratio: f64,
    high_priority_pool_ratio: f64,
    cache_capacity: i64,
    write_buffer_manager_capacity: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    arena: Option<ArenaObject>,
}

impl SharedObject {
    fn new(shared: SharedMemory) -> SharedObject {
        SharedObject {
            size: Bytes(shared.size),
            write_buffer_ratio: shared.write_buffer_ratio,
            high_priority_pool_ratio: shared.high_priority_ratio,
            cache_capacity: shared.cache,
            write_buffer_manager_capacity: shared.write_buffer_manager,
            arena: shared.arena.map(ArenaObject::new),
        }
    }
}

/// `Arena` of `state_backend.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArenaObject {
    write_buffer_size: i64,
    arena_block_size: i64,
    mutable_limit: i64,
    fits: bool,
}

impl ArenaObject {
    fn new(arena: Arena) -> ArenaObject {
        ArenaObject {
            write_buffer_size: arena.write_buffer_size,
            arena_block_size: arena.block,
            mutable_limit: arena.mutable_limit,
            fits: arena.fits(),
        }
    }
}
