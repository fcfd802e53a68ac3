//! The memory of a state backend, divided into cache and write buffers.

use flink_memory::{
    Consumer, MemorySize, Request, SharedMemory, StateBackend, StateBackendMemory, StateBackendRequest, state_backend_memory,
};

use super::share::{consumers, of_state_backend};
use super::{Answered, Outcome, Value, task_manager};
use crate::language::Word;
use crate::replace::Place;
use crate::words::Words;

/// `about=state [backend=rocksdb|forst] [consumers=NAME,NAME]`: what is `shared` and by whom, `memory`, `cache`, the part of it for index and
/// filter blocks `highPriority`, `writeBuffers`, `arenaBlock`, `mutableLimit`, and `least` memory for which Flink does not warn; the warning. The
/// job has no other consumers of managed memory than those that are named.
pub(super) fn state(words: &mut Words, place: &Place) -> Result<(Request, Outcome), String> {
    let backend = words.take("backend")?.map_or(Ok(StateBackend::RocksDb), |id| {
        StateBackend::from_id(&id).ok_or_else(|| format!("there is no state backend `{id}`; there are rocksdb, forst"))
    })?;
    let consumers = words.take("consumers")?.map_or(Ok(vec![Consumer::StateBackend]), |names| consumers(&names))?;
    let (request, task_manager) = task_manager(words, place)?;
    let slot = task_manager.slot.managed.ok_or("the TaskManager fails before it divides managed memory")?;
    let write_buffer_size = backend.write_buffer_size(&request.configuration, request.release).map_err(|error| error.to_string())?;
    let of = |managed| {
        state_backend_memory(&StateBackendRequest {
            release: request.release,
            backend,
            job: &request.configuration,
            task_manager: &request.configuration,
            managed,
            write_buffer_size,
        })
    };
    let managed = of_state_backend(&request, &consumers, slot)?;
    let memory = match of(managed) {
        Ok(memory) => memory,
        Err(error) => return Ok((request.clone(), Outcome::refused(error.exception(), &error))),
    };
    let fits = |kibibytes| of(MemorySize::from_kibibytes(kibibytes)).is_ok_and(|memory| memory.shared.is_some_and(|shared| fits(&shared)));
    let least = least(fits).map(MemorySize::from_kibibytes);
    let outcome = Outcome::Answered(answered(&memory, least));
    Ok((request.clone(), outcome))
}

fn fits(shared: &SharedMemory) -> bool {
    shared.arena.is_some_and(flink_memory::Arena::fits)
}

/// The smallest number for which something holds, up to a million.
fn least(holds: impl Fn(u32) -> bool) -> Option<u32> {
    let (mut below, mut above) = (0, 1_000_000);
    if !holds(above) || holds(below) {
        return None;
    }
    while above - below > 1 {
        let middle = below + (above - below) / 2;
        if holds(middle) { above = middle } else { below = middle }
    }
    Some(above)
}

fn answered(memory: &StateBackendMemory, least: Option<MemorySize>) -> Answered {
    let mut answered = Answered::default();
    let sharing = memory.sharing.map_or(Value::Word(Word::Nothing), |sharing| Value::Code(sharing.name().to_owned()));
    answered.add("shared", Word::SharedMemory, sharing);
    let Some(shared) = memory.shared else { return answered };
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "the cache is some part of a machine's memory")]
    let high_priority = (shared.cache as f64 * shared.high_priority_ratio) as i64;
    answered.add("memory", Word::StateMemory, shared.size);
    answered.add("cache", Word::BlockCache, Value::of_bytes(shared.cache));
    answered.add("highPriority", Word::HighPriority, Value::of_bytes(high_priority));
    answered.add("writeBuffers", Word::WriteBuffers, Value::of_bytes(shared.write_buffer_manager));
    let Some(arena) = shared.arena else { return answered };
    answered.add("arenaBlock", Word::ArenaBlock, Value::of_bytes(arena.block));
    answered.add("mutableLimit", Word::MutableLimit, Value::of_bytes(arena.mutable_limit));
    answered.add("least", Word::LeastMemory, least.map_or(Value::Word(Word::Nothing), Value::from));
    if !arena.fits() {
        answered.said.push(format!("WARN {arena}"));
    }
    answered
}
