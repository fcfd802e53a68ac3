//! How much direct memory a JVM allows, and by how much a process can thereby outgrow what it was planned with.

use flink_memory::{Memory, MemorySize, Pool};

use super::{Collector, Heap};
use crate::bytes::rest;

/// Direct memory, as the JVM limits it and as Flink planned with it. Unit: bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DirectMemory {
    /// The most that the JVM allows: `-XX:MaxDirectMemorySize`, else as much as `Runtime.maxMemory()`.
    pub limit: MemorySize,
    /// Whether Flink gives `-XX:MaxDirectMemorySize`.
    pub is_set: bool,
    /// What Flink planned with; native memory of user code is in it, too.
    pub planned: MemorySize,
    /// By how much the process can outgrow its total before the JVM refuses more direct memory.
    pub beyond: MemorySize,
}

/// How much direct memory the JVM of this process allows.
///
/// A TaskManager is always given its limit. A JobManager is given one only with `jobmanager.memory.enable-jvm-direct-memory-limit`; without it
/// its direct memory can grow to the size of its heap, and a container is killed before the JVM complains. The JobManager of 1.10 is never given
/// one; in a container it planned with what the cut-off keeps out of the heap, elsewhere with nothing.
///
/// `None` for local execution, whose JVM is another's, and where the heap has no size that [`Heap::max_memory`] answers.
///
/// Source: `ProcessMemoryUtils.generateJvmParametersStr`; `jdk.internal.misc.VM.maxDirectMemory`.
///
/// ```
/// use flink_memory::{Configuration, Deployment, Environment, MemorySize, Process, Release, Request, derive};
/// use flink_memory_sizing::jvm::{Collector, direct_memory};
///
/// let derivation = derive(&Request {
///     release: Release::V1_20,
///     process: Process::JobManager,
///     deployment: Deployment::Standalone,
///     environment: Environment::default(),
///     configuration: Configuration::from_iter([("jobmanager.memory.process.size", "1600m")]),
/// });
/// let direct = direct_memory(&derivation.memory?, Collector::G1, 17).unwrap_or_else(|| unreachable!("it has a heap"));
/// assert_eq!((direct.is_set, direct.planned), (false, MemorySize::from_mebibytes(128)));
/// assert_eq!((direct.limit, direct.beyond), (MemorySize::from_mebibytes(1024), MemorySize::from_mebibytes(896)));
/// # Ok::<(), flink_memory::FlinkError>(())
/// ```
pub fn direct_memory(memory: &Memory, collector: Collector, java: u32) -> Option<DirectMemory> {
    let planned = match memory {
        Memory::TaskManager(memory) => return Some(DirectMemory::set(memory.jvm_direct())),
        Memory::JobManager(memory) if memory.direct_limit => return Some(DirectMemory::set(memory.off_heap)),
        Memory::JobManager(memory) => memory.off_heap,
        Memory::HeapOnly(_) => memory.size(Pool::HeapCutoff).unwrap_or_default(),
        Memory::Local(_) => return None,
    };
    let limit = Heap::new(memory.size(Pool::JvmHeap)?, collector, java).max_memory()?;
    Some(DirectMemory { limit, is_set: false, planned, beyond: rest(limit, planned) })
}

impl DirectMemory {
    /// A limit that is as large as what was planned.
    fn set(limit: MemorySize) -> DirectMemory {
        DirectMemory { limit, is_set: true, planned: limit, beyond: MemorySize::ZERO }
    }
}

#[cfg(test)]
mod tests {
    use flink_memory::{Configuration, Deployment, Environment, Process, Release, Request, derive};

    use super::*;

    /// What is said of a process with these options.
    fn said(release: Release, process: Process, deployment: Deployment, options: &[(&str, &str)]) -> Option<DirectMemory> {
        let configuration = options.iter().copied().collect::<Configuration>();
        let request = Request { release, process, deployment, environment: Environment::default(), configuration };
        derive(&request).memory.ok().as_ref().and_then(|memory| direct_memory(memory, Collector::G1, 11))
    }

    const SIZE: (&str, &str) = ("jobmanager.memory.process.size", "1600m");

    #[test]
    fn a_limit_that_is_set_is_what_was_planned() {
        let limited = said(
            Release::V1_20,
            Process::JobManager,
            Deployment::Standalone,
            &[SIZE, ("jobmanager.memory.enable-jvm-direct-memory-limit", "true")],
        );
        assert_eq!(limited, Some(DirectMemory::set(MemorySize::from_mebibytes(128))));
        let options = [("taskmanager.memory.process.size", "1728m")];
        let task_manager = said(Release::V1_20, Process::TaskManager, Deployment::Standalone, &options);
        assert_eq!(task_manager.map(|direct| (direct.is_set, direct.limit.bytes())), Some((true, 268_435_458)));
    }

    #[test]
    fn without_a_limit_it_is_the_heap() {
        let large = [SIZE, ("jobmanager.memory.off-heap.size", "900m")];
        let direct = said(Release::V1_20, Process::JobManager, Deployment::Standalone, &large);
        // A heap of 252 MiB allows less than was planned.
        assert_eq!(direct.map(|direct| (direct.limit.whole_mebibytes(), direct.beyond)), Some((252, MemorySize::ZERO)));
        let old = said(Release::V1_10, Process::JobManager, Deployment::Container, &[("jobmanager.heap.size", "1024m")]);
        let old = old.map(|direct| [direct.limit, direct.planned, direct.beyond].map(MemorySize::whole_mebibytes));
        assert_eq!(old, Some([424, 600, 0]));
    }

    #[test]
    fn the_jvm_around_local_execution_is_not_known() {
        assert_eq!(said(Release::V1_20, Process::Local, Deployment::Standalone, &[]), None);
    }
}
