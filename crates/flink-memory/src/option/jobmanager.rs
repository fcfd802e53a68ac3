//! The options of the JobManager; how they become pools stands in `derive::jobmanager`.

use super::defaults::{Boolean, Float, Integer, None, Text, mebibytes};
use super::{Era, OptionSpec, Source, ValueType, options};
use crate::release::{Release, Releases};

options! {
    "JobManagerOptions":

    /// The whole process: what a container must allow.
    TOTAL_PROCESS_MEMORY "jobmanager.memory.process.size" [
        Releases::since(Release::V1_11) => MemorySize None;
    ]

    /// What Flink itself uses: heap and off-heap.
    TOTAL_FLINK_MEMORY "jobmanager.memory.flink.size" [
        Releases::since(Release::V1_11) => MemorySize None;
    ]

    /// Heap of the JobManager.
    JVM_HEAP_MEMORY "jobmanager.memory.heap.size" [
        Releases::since(Release::V1_11) => MemorySize None;
    ]

    /// Direct and native memory of the JobManager.
    OFF_HEAP_MEMORY "jobmanager.memory.off-heap.size" [
        Releases::since(Release::V1_11) => MemorySize mebibytes(128);
    ]

    /// Whether the off-heap size also becomes the JVM's limit for direct memory.
    JVM_DIRECT_MEMORY_LIMIT_ENABLED "jobmanager.memory.enable-jvm-direct-memory-limit" [
        Releases::since(Release::V1_11) => Boolean Boolean(false);
    ]

    /// Class metadata; the limit that the JVM is started with.
    JVM_METASPACE "jobmanager.memory.jvm-metaspace.size" [
        Releases::since(Release::V1_11) => MemorySize mebibytes(256);
    ]

    /// Least that overhead takes of the process.
    JVM_OVERHEAD_MIN "jobmanager.memory.jvm-overhead.min" [
        Releases::since(Release::V1_11) => MemorySize mebibytes(192);
    ]

    /// Most that overhead may take of the process.
    JVM_OVERHEAD_MAX "jobmanager.memory.jvm-overhead.max" [
        Releases::since(Release::V1_11) => MemorySize mebibytes(1024);
    ]

    /// Share of the process for what the JVM needs besides: threads, code cache, garbage collector.
    JVM_OVERHEAD_FRACTION "jobmanager.memory.jvm-overhead.fraction" [
        Releases::since(Release::V1_11) => Float Float(0.1);
    ]

    /// Heap of the JobManager, from before the memory model of 1.11.
    JOB_MANAGER_HEAP_MEMORY "jobmanager.heap.size" [
        Releases::until(Release::V1_10) => String Text("1024m");
        Releases::between(Release::V1_11, Release::V1_20) => MemorySize None, deprecated;
    ]

    /// Heap of the JobManager in MiB, from before Flink 1.5.
    JOB_MANAGER_HEAP_MEMORY_MB "jobmanager.heap.mb" [
        Releases::until(Release::V1_10) => Integer Integer(1024), deprecated;
        Releases::between(Release::V1_11, Release::V1_20) => Integer None, deprecated;
    ]
}
