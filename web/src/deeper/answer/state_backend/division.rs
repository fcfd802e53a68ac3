//! The parts that the memory of a state backend is divided into. How large the cache and the write buffers are is Flink's; the rest follows.

use flink_memory::{MemorySize, SharedMemory};

/// The memory of a state backend, divided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Division {
    /// What Flink says of it.
    pub memory: SharedMemory,
    /// Its parts; nothing where a ratio outside of 0 to 1 makes them negative, which Flink lets pass.
    pub parts: Option<Parts>,
    /// The least memory for which an arena block fits; nothing where none does, and before 1.12.
    pub least: Option<MemorySize>,
}

/// What a state backend may use its memory for. Together they are the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Write buffers, charged to the cache.
    pub write_buffers: MemorySize,
    /// Blocks of index and filters: the high-priority pool of the cache.
    pub high_priority: MemorySize,
    /// Other blocks: what is left of the cache.
    pub blocks: MemorySize,
    /// Outside of the cache, so that write buffers may exceed their limit by half.
    pub room: MemorySize,
}

impl Division {
    /// Divides the memory.
    pub fn of(memory: SharedMemory, least: Option<MemorySize>) -> Division {
        Division { memory, parts: parts(&memory), least: least.filter(|_| memory.arena.is_some()) }
    }

    /// What the cache may use for blocks of index and filters. Unit: bytes; rounded towards zero, as `LRUCache` of RocksDB does.
    pub fn high_priority(&self) -> i64 {
        high_priority(&self.memory)
    }
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "the cache is some part of a machine's memory")]
fn high_priority(memory: &SharedMemory) -> i64 {
    (memory.cache as f64 * memory.high_priority_ratio) as i64
}

fn parts(memory: &SharedMemory) -> Option<Parts> {
    let size = |bytes: i64| MemorySize::from_bytes(u64::try_from(bytes).ok()?);
    let cache = size(memory.cache)?;
    let (write_buffers, high_priority) = (size(memory.write_buffer_manager)?, size(high_priority(memory))?);
    let blocks = cache.minus(write_buffers)?.minus(high_priority)?;
    Some(Parts { write_buffers, high_priority, blocks, room: memory.size.minus(cache)? })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use flink_memory::{Configuration, Release, StateBackend, StateBackendRequest, state_backend_memory};
    use proptest::prelude::*;

    fn division(bytes: u64, ratio: &str) -> Option<Division> {
        let mut settings = Configuration::new();
        settings.set("state.backend.rocksdb.memory.write-buffer-ratio", ratio);
        let memory = state_backend_memory(&StateBackendRequest {
            release: Release::LATEST,
            backend: StateBackend::RocksDb,
            job: &settings,
            task_manager: &settings,
            managed: MemorySize::from_bytes(bytes)?,
            write_buffer_size: 64 << 20,
        });
        Some(Division::of(memory.ok()?.shared?, None))
    }

    proptest! {
        #[test]
        fn parts_are_the_whole(bytes in 0u64..1 << 45, percent in 0u32..85) {
            let ratio = format!("0.{percent:02}");
            let parts = division(bytes, &ratio).and_then(|division| division.parts).expect("a ratio between 0 and 1");
            let Parts { write_buffers, high_priority, blocks, room } = parts;
            prop_assert_eq!([write_buffers, high_priority, blocks, room].map(MemorySize::bytes).iter().sum::<u64>(), bytes);
        }
    }

    #[test]
    fn a_ratio_below_zero_has_no_parts() {
        assert_eq!(division(1 << 30, "-0.5").map(|division| division.parts), Some(None));
    }
}
