//! English: the pools, in the words of Flink's documentation.

use flink_memory::{Pool, Process};

/// The name of a pool.
pub const fn pool_name(pool: Pool) -> &'static str {
    match pool {
        Pool::TotalProcess => "Total Process Memory",
        Pool::TotalFlink => "Total Flink Memory",
        Pool::JvmHeap => "JVM Heap",
        Pool::FrameworkHeap => "Framework Heap",
        Pool::TaskHeap => "Task Heap",
        Pool::OffHeap => "Off-Heap Memory",
        Pool::Managed => "Managed Memory",
        Pool::JvmDirect => "JVM Direct Memory",
        Pool::FrameworkOffHeap => "Framework Off-Heap",
        Pool::TaskOffHeap => "Task Off-Heap",
        Pool::Network => "Network",
        Pool::JvmMetaspace => "JVM Metaspace",
        Pool::JvmOverhead => "JVM Overhead",
        Pool::HeapCutoff => "Heap Cut-off",
    }
}

/// A name for narrow places.
pub const fn pool_short_name(pool: Pool) -> &'static str {
    match pool {
        Pool::TotalProcess => "Process",
        Pool::TotalFlink => "Flink",
        Pool::JvmHeap => "Heap",
        Pool::FrameworkHeap => "Framework heap",
        Pool::TaskHeap => "Task heap",
        Pool::OffHeap => "Off-heap",
        Pool::Managed => "Managed",
        Pool::JvmDirect => "Direct",
        Pool::FrameworkOffHeap => "Framework off-heap",
        Pool::TaskOffHeap => "Task off-heap",
        Pool::Network => "Network",
        Pool::JvmMetaspace => "Metaspace",
        Pool::JvmOverhead => "Overhead",
        Pool::HeapCutoff => "Cut-off",
    }
}

/// What a pool is, in one sentence.
pub const fn pool_note(pool: Pool, process: Process) -> &'static str {
    match (pool, process) {
        (Pool::TotalProcess, _) => "Everything that the process may use. A container must allow at least this.",
        (Pool::TotalFlink, Process::Local) => "What tasks are given inside the JVM that runs them. The heap is that JVM's own.",
        (Pool::TotalFlink, _) => "What Flink itself uses, without what the JVM needs besides.",
        (Pool::JvmHeap, Process::TaskManager) => "The JVM's heap: framework and tasks together.",
        (Pool::JvmHeap, _) => "The JVM's heap, for Flink's coordination and for user code that runs there.",
        (Pool::FrameworkHeap, _) => "Heap that Flink keeps for itself. Slots do not share it.",
        (Pool::TaskHeap, Process::Local) => "Heap for user code. Local execution only accounts for it.",
        (Pool::TaskHeap, _) => "Heap for user code and operators. Slots share it.",
        (Pool::OffHeap, Process::TaskManager) => "Everything of Flink's outside the heap: managed and direct memory together.",
        (Pool::OffHeap, _) => "Direct and native memory of Flink and of user code.",
        (Pool::Managed, _) => "Native memory that Flink hands to RocksDB, to batch operators and to Python.",
        (Pool::JvmDirect, _) => "The JVM's limit for direct memory: framework off-heap, task off-heap and network together.",
        (Pool::FrameworkOffHeap, _) => "Direct and native memory that Flink keeps for itself.",
        (Pool::TaskOffHeap, Process::Local) => "Direct and native memory for user code. Local execution only accounts for it.",
        (Pool::TaskOffHeap, _) => "Direct and native memory for user code.",
        (Pool::Network, _) => "Buffers for records on their way between tasks, as direct memory.",
        (Pool::JvmMetaspace, _) => "Class metadata. The JVM is started with this limit.",
        (Pool::JvmOverhead, _) => "What the JVM needs besides: threads, code cache, garbage collection. Nothing enforces it.",
        (Pool::HeapCutoff, _) => "What a container keeps out of the JobManager's heap.",
    }
}

/// What stands in the place of a size that has no limit.
pub const fn no_limit(process: Process) -> &'static str {
    match process {
        Process::Local => "no limit",
        Process::TaskManager | Process::JobManager => "chosen by the JVM",
    }
}
