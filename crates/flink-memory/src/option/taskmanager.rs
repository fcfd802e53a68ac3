//! The options of the TaskManager; how they become pools stands in `derive::taskmanager`.

use super::defaults::{Boolean, Float, Integer, Milliseconds, None, Weights, bytes, kibibytes, mebibytes, size};
use super::{Era, OptionSpec, Source, ValueType, options};
use crate::release::{Release, Releases};
use crate::size::MemorySize;

options! {
    "TaskManagerOptions":

    /// The whole process: what a container must allow.
    TOTAL_PROCESS_MEMORY "taskmanager.memory.process.size" [
        Releases::ALL => MemorySize None;
    ]

    /// What Flink itself uses: heap, managed, direct.
    TOTAL_FLINK_MEMORY "taskmanager.memory.flink.size" [
        Releases::ALL => MemorySize None;
    ]

    /// Heap that Flink keeps for itself.
    FRAMEWORK_HEAP_MEMORY "taskmanager.memory.framework.heap.size" [
        Releases::ALL => MemorySize mebibytes(128);
    ]

    /// Heap for user code and operators.
    TASK_HEAP_MEMORY "taskmanager.memory.task.heap.size" [
        Releases::ALL => MemorySize None;
    ]

    /// Off-heap memory for state backends, batch operators and Python.
    MANAGED_MEMORY_SIZE "taskmanager.memory.managed.size" [
        Releases::ALL => MemorySize None, ["taskmanager.memory.size"];
    ]

    /// Share of total Flink memory that becomes managed memory.
    MANAGED_MEMORY_FRACTION "taskmanager.memory.managed.fraction" [
        Releases::ALL => Float Float(0.4);
    ]

    /// How managed memory is divided among its consumers.
    MANAGED_MEMORY_CONSUMER_WEIGHTS "taskmanager.memory.managed.consumer-weights" [
        Releases::between(Release::V1_12, Release::V1_12) => Map Weights(&[("DATAPROC", 70), ("PYTHON", 30)]);
        Releases::since(Release::V1_13) => Map Weights(&[("OPERATOR", 70), ("STATE_BACKEND", 70), ("PYTHON", 30)]);
    ]

    /// Direct and native memory that Flink keeps for itself.
    FRAMEWORK_OFF_HEAP_MEMORY "taskmanager.memory.framework.off-heap.size" [
        Releases::ALL => MemorySize mebibytes(128);
    ]

    /// Part of framework off-heap memory that reads blocking shuffles.
    NETWORK_BATCH_SHUFFLE_READ_MEMORY "taskmanager.memory.framework.off-heap.batch-shuffle.size" [
        Releases::between(Release::V1_13, Release::V1_14) => MemorySize mebibytes(32);
        Releases::since(Release::V1_15) => MemorySize mebibytes(64);
    ]

    /// Direct and native memory for user code.
    TASK_OFF_HEAP_MEMORY "taskmanager.memory.task.off-heap.size" [
        Releases::ALL => MemorySize size(MemorySize::ZERO);
    ]

    /// Least that network buffers take.
    NETWORK_MEMORY_MIN "taskmanager.memory.network.min" [
        Releases::ALL => MemorySize mebibytes(64), ["taskmanager.network.memory.min"];
    ]

    /// Most that network buffers may take.
    NETWORK_MEMORY_MAX "taskmanager.memory.network.max" [
        Releases::until(Release::V1_16) => MemorySize mebibytes(1024), ["taskmanager.network.memory.max"];
        Releases::since(Release::V1_17) => MemorySize size(MemorySize::MAX), ["taskmanager.network.memory.max"];
    ]

    /// Share of total Flink memory that becomes network buffers.
    NETWORK_MEMORY_FRACTION "taskmanager.memory.network.fraction" [
        Releases::ALL => Float Float(0.1), ["taskmanager.network.memory.fraction"];
    ]

    /// Class metadata; the limit that the JVM is started with.
    JVM_METASPACE "taskmanager.memory.jvm-metaspace.size" [
        Releases::ALL => MemorySize mebibytes(256);
    ]

    /// Least that overhead takes of the process.
    JVM_OVERHEAD_MIN "taskmanager.memory.jvm-overhead.min" [
        Releases::ALL => MemorySize mebibytes(192);
    ]

    /// Most that overhead may take of the process.
    JVM_OVERHEAD_MAX "taskmanager.memory.jvm-overhead.max" [
        Releases::ALL => MemorySize mebibytes(1024);
    ]

    /// Share of the process for what the JVM needs besides: threads, code cache, garbage collector.
    JVM_OVERHEAD_FRACTION "taskmanager.memory.jvm-overhead.fraction" [
        Releases::ALL => Float Float(0.1);
    ]

    /// Slots of a TaskManager.
    NUM_TASK_SLOTS "taskmanager.numberOfTaskSlots" [
        Releases::ALL => Integer Integer(1);
    ]

    /// CPU cores of a TaskManager; the number of slots where not set.
    CPU_CORES "taskmanager.cpu.cores" [
        Releases::ALL => Double None;
    ]

    /// Size of one network buffer and one page of managed memory; a power of two from 4096 bytes on.
    MEMORY_SEGMENT_SIZE "taskmanager.memory.segment-size" [
        Releases::ALL => MemorySize kibibytes(32);
    ]

    /// Least that buffer debloating shrinks a buffer to.
    MIN_MEMORY_SEGMENT_SIZE "taskmanager.memory.min-segment-size" [
        Releases::between(Release::V1_14, Release::V1_14) => MemorySize kibibytes(1);
        Releases::since(Release::V1_15) => MemorySize bytes(256);
    ]

    /// Size that debloated buffers start with.
    STARTING_MEMORY_SEGMENT_SIZE "taskmanager.memory.starting-segment-size" [
        Releases::since(Release::V2_0) => MemorySize kibibytes(1);
    ]

    /// Heap of the TaskManager, from before the memory model of 1.10.
    TASK_MANAGER_HEAP_MEMORY "taskmanager.heap.size" [
        Releases::until(Release::V1_20) => MemorySize None, deprecated;
    ]

    /// Heap of the TaskManager in MiB, from before Flink 1.5.
    TASK_MANAGER_HEAP_MEMORY_MB "taskmanager.heap.mb" [
        Releases::until(Release::V1_20) => Integer None, deprecated;
    ]

    /// Whether buffers in flight are sized by throughput.
    BUFFER_DEBLOAT_ENABLED "taskmanager.network.memory.buffer-debloat.enabled" [
        Releases::since(Release::V1_14) => Boolean Boolean(false);
    ]

    /// How often buffers are resized.
    BUFFER_DEBLOAT_PERIOD "taskmanager.network.memory.buffer-debloat.period" [
        Releases::between(Release::V1_14, Release::V1_14) => Duration Milliseconds(500);
        Releases::since(Release::V1_15) => Duration Milliseconds(200);
    ]

    /// How many samples of throughput are averaged.
    BUFFER_DEBLOAT_SAMPLES "taskmanager.network.memory.buffer-debloat.samples" [
        Releases::since(Release::V1_14) => Integer Integer(20);
    ]

    /// Time that the data in flight should take.
    BUFFER_DEBLOAT_TARGET "taskmanager.network.memory.buffer-debloat.target" [
        Releases::since(Release::V1_14) => Duration Milliseconds(1000);
    ]

    /// Least change, in percent, that resizes buffers.
    BUFFER_DEBLOAT_THRESHOLD_PERCENTAGES "taskmanager.network.memory.buffer-debloat.threshold-percentages" [
        Releases::between(Release::V1_14, Release::V1_14) => Integer Integer(50);
        Releases::since(Release::V1_15) => Integer Integer(25);
    ]
}
