//! The process kinds of the vectors as one table: which fields each has, and who answers it.

use flink_memory::Release;
use serde_json::{Map, Value};

use crate::answer;
use crate::vector::Vector;

/// One process kind of the vectors.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// The fields of the question, beside those that every question has.
    pub(crate) input: &'static [&'static str],
    /// The fields of the answer, beside those that every answer may have.
    pub(crate) output: &'static [&'static str],
    /// What the model answers.
    pub(crate) answer: Answer,
}

/// Puts a vector's question to the model of a release and gives the answer the shape of a vector's. An error tells of a question that makes no sense.
pub(crate) type Answer = fn(&Vector, Release) -> Result<Map<String, Value>, String>;

/// Every kind that a vector may name.
const KINDS: &[Kind] = &[
    Kind {
        name: "taskmanager",
        input: &["config", "deployment", "env"],
        output: &[
            "frameworkHeap",
            "frameworkOffHeap",
            "taskHeap",
            "taskOffHeap",
            "network",
            "managed",
            "jvmMetaspace",
            "jvmOverhead",
            "totalFlink",
            "totalProcess",
            "jvmHeap",
            "jvmDirect",
            "cpuCores",
            "jvmParams",
            "dynamicConfigs",
            "slot",
            "summary",
        ],
        answer: answer::task_manager,
    },
    Kind {
        name: "jobmanager",
        input: &["config", "deployment", "env"],
        output: &[
            "jvmHeap",
            "offHeap",
            "jvmMetaspace",
            "jvmOverhead",
            "totalFlink",
            "totalProcess",
            "jvmParams",
            "dynamicConfigs",
            "summary",
            "printed",
        ],
        answer: answer::job_manager,
    },
    Kind {
        name: "local",
        input: &["config"],
        output: &[
            "cpuCores",
            "taskHeap",
            "taskOffHeap",
            "network",
            "managed",
            "totalFlink",
            "totalFlinkError",
            "totalProcess",
            "totalProcessError",
        ],
        answer: answer::local,
    },
    Kind {
        name: "memorysize",
        input: &["text", "fraction", "divide"],
        output: &["asDouble", "inverseAsDouble", "multiplied", "multipliedInverse", "divided", "bytes", "string", "human"],
        answer: answer::memory_size,
    },
    Kind { name: "option", input: &["config", "key"], output: &[], answer: answer::option_value },
    Kind { name: "load", input: &["files", "args"], output: &["config", "types"], answer: answer::load },
    Kind {
        name: "managed",
        input: &["config", "useCases", "stateBackendUsesManagedMemory", "slotManaged"],
        output: &["fractions", "sizes"],
        answer: answer::managed,
    },
    Kind { name: "rocksdb", input: STATE_BACKEND_INPUT, output: STATE_BACKEND_OUTPUT, answer: answer::rocksdb },
    Kind { name: "forst", input: STATE_BACKEND_INPUT, output: STATE_BACKEND_OUTPUT, answer: answer::forst },
    Kind {
        name: "finegrained",
        input: &["total", "slots", "groups"],
        output: &["totalProfile", "defaultSlot", "allocations"],
        answer: answer::slots,
    },
    Kind {
        name: "network",
        input: &["config", "gates", "partitions", "edges", "networkMemory", "tasks"],
        output: &["settings", "segments", "gateBuffers", "partitionBuffers", "edgeCounts", "announced", "deployed"],
        answer: answer::network_buffers,
    },
    Kind { name: "kubernetes", input: &["config"], output: &["jobManager", "taskManager"], answer: answer::kubernetes },
    Kind { name: "yarn", input: &["config", "yarn"], output: &["jobManager", "taskManager"], answer: answer::yarn },
    Kind { name: "commandline", input: &["command", "files", "env", "java"], output: &["call"], answer: answer::start_script },
];

const STATE_BACKEND_INPUT: &[&str] = &["config", "totalMemory", "sharing", "taskManagerConfig", "writeBufferSize"];
const STATE_BACKEND_OUTPUT: &[&str] = &[
    "usingManagedMemory",
    "usingFixedMemoryPerSlot",
    "shared",
    "effectiveMemory",
    "writeBufferRatio",
    "highPriorityPoolRatio",
    "cacheCapacity",
    "writeBufferManagerCapacity",
    "arenaBlockSize",
    "mutableLimit",
    "arenaFits",
];

/// The kind of this name.
pub(crate) fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}
