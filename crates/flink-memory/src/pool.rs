//! The memory pools by Flink's names, and how they nest; their sizes come from a derivation.

/// One memory pool of a Flink process, or a sum of pools that Flink gives a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pool {
    /// Everything: what a container must allow. "Total Process Memory".
    TotalProcess,
    /// What Flink itself uses. "Total Flink Memory".
    TotalFlink,
    /// The JVM's heap; for a TaskManager framework heap and task heap together.
    JvmHeap,
    /// Heap that Flink keeps for itself.
    FrameworkHeap,
    /// Heap for user code and operators.
    TaskHeap,
    /// Memory outside the heap; for a TaskManager managed and direct memory together.
    OffHeap,
    /// Managed memory: state backends, batch operators, Python.
    Managed,
    /// The JVM's limit for direct memory: framework off-heap, task off-heap and network together.
    JvmDirect,
    /// Direct and native memory that Flink keeps for itself.
    FrameworkOffHeap,
    /// Direct and native memory for user code.
    TaskOffHeap,
    /// Network buffers.
    Network,
    /// Class metadata.
    JvmMetaspace,
    /// What the JVM needs besides: threads, code cache, garbage collector.
    JvmOverhead,
    /// What a container of Flink 1.10 keeps out of the JobManager's heap.
    HeapCutoff,
}

impl Pool {
    /// Every pool, from the outside in and in the order of Flink's own picture.
    pub const ALL: [Pool; 14] = [
        Pool::TotalProcess,
        Pool::TotalFlink,
        Pool::JvmHeap,
        Pool::FrameworkHeap,
        Pool::TaskHeap,
        Pool::OffHeap,
        Pool::Managed,
        Pool::JvmDirect,
        Pool::FrameworkOffHeap,
        Pool::TaskOffHeap,
        Pool::Network,
        Pool::JvmMetaspace,
        Pool::JvmOverhead,
        Pool::HeapCutoff,
    ];

    /// A stable name for links, styles and the JS API: `frameworkOffHeap`.
    pub const fn id(self) -> &'static str {
        match self {
            Pool::TotalProcess => "totalProcess",
            Pool::TotalFlink => "totalFlink",
            Pool::JvmHeap => "jvmHeap",
            Pool::FrameworkHeap => "frameworkHeap",
            Pool::TaskHeap => "taskHeap",
            Pool::OffHeap => "offHeap",
            Pool::Managed => "managed",
            Pool::JvmDirect => "jvmDirect",
            Pool::FrameworkOffHeap => "frameworkOffHeap",
            Pool::TaskOffHeap => "taskOffHeap",
            Pool::Network => "network",
            Pool::JvmMetaspace => "jvmMetaspace",
            Pool::JvmOverhead => "jvmOverhead",
            Pool::HeapCutoff => "heapCutoff",
        }
    }
}

/// A pool and the pools inside it, whose sizes add up to its own.
#[derive(Debug, PartialEq, Eq)]
pub struct PoolNode {
    /// The pool.
    pub pool: Pool,
    /// What it is made of, in the order of Flink's own picture; empty for a pool that is not divided.
    pub children: &'static [PoolNode],
}

impl PoolNode {
    /// Whether a pool is among those that are not divided.
    pub fn is_leaf(&self, pool: Pool) -> bool {
        if self.children.is_empty() { self.pool == pool } else { self.children.iter().any(|child| child.is_leaf(pool)) }
    }

    /// The pools that are not divided, in order.
    pub fn leaves(&self) -> Vec<Pool> {
        if self.children.is_empty() { vec![self.pool] } else { self.children.iter().flat_map(PoolNode::leaves).collect() }
    }
}

const fn leaf(pool: Pool) -> PoolNode {
    PoolNode { pool, children: &[] }
}

/// The TaskManager's pools.
pub static TASK_MANAGER: PoolNode = PoolNode {
    pool: Pool::TotalProcess,
    children: &[
        PoolNode {
            pool: Pool::TotalFlink,
            children: &[
                PoolNode { pool: Pool::JvmHeap, children: &[leaf(Pool::FrameworkHeap), leaf(Pool::TaskHeap)] },
                PoolNode {
                    pool: Pool::OffHeap,
                    children: &[
                        leaf(Pool::Managed),
                        PoolNode {
                            pool: Pool::JvmDirect,
                            children: &[leaf(Pool::FrameworkOffHeap), leaf(Pool::TaskOffHeap), leaf(Pool::Network)],
                        },
                    ],
                },
            ],
        },
        leaf(Pool::JvmMetaspace),
        leaf(Pool::JvmOverhead),
    ],
};

/// The JobManager's pools, from 1.11 on.
pub static JOB_MANAGER: PoolNode = PoolNode {
    pool: Pool::TotalProcess,
    children: &[
        PoolNode { pool: Pool::TotalFlink, children: &[leaf(Pool::JvmHeap), leaf(Pool::OffHeap)] },
        leaf(Pool::JvmMetaspace),
        leaf(Pool::JvmOverhead),
    ],
};

/// The JobManager of Flink 1.10 in a container.
pub static JOB_MANAGER_1_10_CONTAINER: PoolNode =
    PoolNode { pool: Pool::TotalProcess, children: &[leaf(Pool::JvmHeap), leaf(Pool::HeapCutoff)] };

/// The JobManager of Flink 1.10 started by its script: a heap and nothing else.
pub static JOB_MANAGER_1_10_STANDALONE: PoolNode = leaf(Pool::JvmHeap);

/// What local execution gives tasks; the heap is the embedding JVM's own, so the two heap pools stand for accounting only.
pub static LOCAL: PoolNode = PoolNode {
    pool: Pool::TotalFlink,
    children: &[leaf(Pool::TaskHeap), leaf(Pool::TaskOffHeap), leaf(Pool::Managed), leaf(Pool::Network)],
};
