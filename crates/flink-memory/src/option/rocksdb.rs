//! The options of the RocksDB state backend that decide about memory.

use super::defaults::{Boolean, Double, Integer, None, mebibytes};
use super::{Era, OptionSpec, Source, ValueType, options};
use crate::release::{Release, Releases};

options! {
    "RocksDBOptions":

    /// RocksDB memory of each slot, instead of managed memory.
    FIX_PER_SLOT_MEMORY_SIZE "state.backend.rocksdb.memory.fixed-per-slot" [
        Releases::ALL => MemorySize None;
    ]

    /// Share of the cache for index and filter blocks.
    HIGH_PRIORITY_POOL_RATIO "state.backend.rocksdb.memory.high-prio-pool-ratio" [
        Releases::ALL => Double Double(0.1);
    ]

    /// Whether RocksDB lives in managed memory.
    USE_MANAGED_MEMORY "state.backend.rocksdb.memory.managed" [
        Releases::ALL => Boolean Boolean(true);
    ]

    /// Share of the memory for write buffers.
    WRITE_BUFFER_RATIO "state.backend.rocksdb.memory.write-buffer-ratio" [
        Releases::ALL => Double Double(0.5);
    ]

    /// Whether index and filter blocks are partitioned.
    USE_PARTITIONED_INDEX_FILTERS "state.backend.rocksdb.memory.partitioned-index-filters" [
        Releases::since(Release::V1_13) => Boolean Boolean(false);
    ]

    /// RocksDB memory that all slots of a TaskManager share.
    FIX_PER_TM_MEMORY_SIZE "state.backend.rocksdb.memory.fixed-per-tm" [
        Releases::since(Release::V1_17) => MemorySize None;
    ]

    "RocksDBConfigurableOptions":

    /// Block cache of a column family, where the cache is not shared.
    BLOCK_CACHE_SIZE "state.backend.rocksdb.block.cache-size" [
        Releases::until(Release::V1_14) => MemorySize None;
        Releases::since(Release::V1_15) => MemorySize mebibytes(8);
    ]

    /// Most write buffers of a column family.
    MAX_WRITE_BUFFER_NUMBER "state.backend.rocksdb.writebuffer.count" [
        Releases::until(Release::V1_14) => Integer None;
        Releases::since(Release::V1_15) => Integer Integer(2);
    ]

    /// Write buffers that are merged before a flush.
    MIN_WRITE_BUFFER_NUMBER_TO_MERGE "state.backend.rocksdb.writebuffer.number-to-merge" [
        Releases::until(Release::V1_14) => Integer None;
        Releases::since(Release::V1_15) => Integer Integer(1);
    ]

    /// Size of one write buffer.
    WRITE_BUFFER_SIZE "state.backend.rocksdb.writebuffer.size" [
        Releases::until(Release::V1_14) => MemorySize None;
        Releases::since(Release::V1_15) => MemorySize mebibytes(64);
    ]
}
