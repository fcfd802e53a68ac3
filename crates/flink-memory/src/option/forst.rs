//! The options of the ForSt state backend that decide about memory.

use super::defaults::{Boolean, Double, Integer, None, mebibytes};
use super::{Era, OptionSpec, Source, ValueType, options};
use crate::release::{Release, Releases};

options! {
    "ForStOptions":

    /// ForSt memory of each slot, instead of managed memory.
    FIX_PER_SLOT_MEMORY_SIZE "state.backend.forst.memory.fixed-per-slot" [
        Releases::since(Release::V2_0) => MemorySize None;
    ]

    /// Share of the cache for index and filter blocks.
    HIGH_PRIORITY_POOL_RATIO "state.backend.forst.memory.high-prio-pool-ratio" [
        Releases::since(Release::V2_0) => Double Double(0.1);
    ]

    /// Whether ForSt lives in managed memory.
    USE_MANAGED_MEMORY "state.backend.forst.memory.managed" [
        Releases::since(Release::V2_0) => Boolean Boolean(true);
    ]

    /// Share of the memory for write buffers.
    WRITE_BUFFER_RATIO "state.backend.forst.memory.write-buffer-ratio" [
        Releases::since(Release::V2_0) => Double Double(0.5);
    ]

    /// Whether index and filter blocks are partitioned.
    USE_PARTITIONED_INDEX_FILTERS "state.backend.forst.memory.partitioned-index-filters" [
        Releases::since(Release::V2_0) => Boolean Boolean(true);
    ]

    /// ForSt memory that all slots of a TaskManager share.
    FIX_PER_TM_MEMORY_SIZE "state.backend.forst.memory.fixed-per-tm" [
        Releases::since(Release::V2_0) => MemorySize None;
    ]

    "ForStConfigurableOptions":

    /// Block cache of a column family, where the cache is not shared.
    BLOCK_CACHE_SIZE "state.backend.forst.block.cache-size" [
        Releases::since(Release::V2_0) => MemorySize mebibytes(8);
    ]

    /// Most write buffers of a column family.
    MAX_WRITE_BUFFER_NUMBER "state.backend.forst.writebuffer.count" [
        Releases::since(Release::V2_0) => Integer Integer(2);
    ]

    /// Write buffers that are merged before a flush.
    MIN_WRITE_BUFFER_NUMBER_TO_MERGE "state.backend.forst.writebuffer.number-to-merge" [
        Releases::since(Release::V2_0) => Integer Integer(1);
    ]

    /// Size of one write buffer.
    WRITE_BUFFER_SIZE "state.backend.forst.writebuffer.size" [
        Releases::since(Release::V2_0) => MemorySize mebibytes(64);
    ]
}
