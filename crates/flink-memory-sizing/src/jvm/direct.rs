//! How much direct memory a JVM allows, and by how much a process can thereby outgrow what it was planned with.

use flink_memory::{Memory, MemorySize, Pool};

use super::Heap;
use crate::bytes::rest;

/// Direct memory, as the JVM limits it and as Flink planned with it. Unit: bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DirectMemory {
    /// The most that the JVM allows: `-XX:MaxDirectMemorySize`, else as much as `Runtime.maxMemory()`.
    pub limit: MemorySize,
    /// Whether there is a `-XX:MaxDirectMemorySize`, Flink's or a person's.
    pub is_set: bool,
    /// What Flink planned with; native memory of user code is in it, too.
    pub planned: MemorySize,
    /// By how much the process can outgrow its total before the JVM refuses more direct memory.
    pub beyond: MemorySize,
}

/// How much direct memory the JVM of this process allows, with this heap, and the `-XX:MaxDirectMemorySize` that its words end with, see
/// [`Flags::direct`](super::Flags::direct); where they say nothing, Flink's own.
///
/// A TaskManager is always given its limit. A JobManager is given one only with `jobmanager.memory.enable-jvm-direct-memory-limit`; without it
/// its direct memory can grow to the size of its heap, and a container is killed before the JVM complains. The JobManager of 1.10 is never given
/// one; in a container it planned with what the cut-off keeps out of the heap, elsewhere with nothing.
///
/// `None` for local execution, whose JVM is another's, and where a heap is the limit that is not known or that [`Heap::max_memory`] does not
/// answer.
///
/// Source: `ProcessMemoryUtils.generateJvmParametersStr`; `jdk.internal.misc.VM.maxDirectMemory`.
///
/// ```
/// use flink_memory::{Configuration, Deployment, Environment, MemorySize, Process, Release, Request, derive};
/// use flink_memory_sizing::jvm::{Collector, Heap, direct_memory};
///
/// let derivation = derive(&Request {
///     release: Release::V1_20,
///     process: Process::JobManager,
///     deployment: Deployment::Standalone,
///     environment: Environment::default(),
///     configuration: Configuration::from_iter([("jobmanager.memory.process.size", "1600m")]),
/// });
/// let heap = Heap::new(MemorySize::from_mebibytes(1024), Collector::G1, 17);
/// let direct = direct_memory(&derivation.memory?, Some(heap), None).unwrap_or_else(|| unreachable!("it has a heap"));
/// assert_eq!((direct.is_set, direct.planned), (false, MemorySize::from_mebibytes(128)));
/// assert_eq!((direct.limit, direct.beyond), (MemorySize::from_mebibytes(1024), MemorySize::from_mebibytes(896)));
/// # Ok::<(), flink_memory::FlinkError>(())
/// ```
pub fn direct_memory(memory: &Memory, heap: Option<Heap>, said: Option<MemorySize>) -> Option<DirectMemory> {
    let (planned, is_given) = match memory {
        Memory::TaskManager(memory) => (memory.jvm_direct(), true),
        Memory::JobManager(memory) => (memory.off_heap, memory.direct_limit),
        Memory::HeapOnly(_) => (memory.size(Pool::HeapCutoff).unwrap_or_default(), false),
        Memory::Local(_) => return None,
    };
    let set = said.or(is_given.then_some(planned));
    let limit = if let Some(set) = set { set } else { heap?.max_memory()? };
    Some(DirectMemory { limit, is_set: set.is_some(), planned, beyond: rest(limit, planned) })
}

#[cfg(test)]
mod tests {
    use flink_memory::{Configuration, Deployment, Environment, Process, Release, Request, derive};

    use super::*;
    use crate::jvm::Collector;

    /// What is said of a process with these options.
    fn said(release: Release, process: Process, deployment: Deployment, options: &[(&str, &str)]) -> Option<DirectMemory> {
        let configuration = options.iter().copied().collect::<Configuration>();
        let request = Request { release, process, deployment, environment: Environment::default(), configuration };
        let memory = derive(&request).memory.ok()?;
        direct_memory(&memory, memory.size(Pool::JvmHeap).map(|heap| Heap::new(heap, Collector::G1, 11)), None)
    }

    fn set(limit: MemorySize) -> DirectMemory {
        DirectMemory { limit, is_set: true, planned: limit, beyond: MemorySize::ZERO }
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
        assert_eq!(limited, Some(set(MemorySize::from_mebibytes(128))));
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
    fn a_limit_of_a_persons_own_counts() {
        let configuration = Configuration::from_iter([SIZE]);
        let (process, deployment) = (Process::JobManager, Deployment::Standalone);
        let request = Request { release: Release::V2_3, process, deployment, environment: Environment::default(), configuration };
        let own = |mebibytes| {
            let said = Some(MemorySize::from_mebibytes(mebibytes));
            let direct = derive(&request).memory.ok().and_then(|memory| direct_memory(&memory, None, said));
            direct.map(|direct| (direct.is_set, direct.limit.whole_mebibytes(), direct.beyond.whole_mebibytes()))
        };
        assert_eq!([own(64), own(512)], [Some((true, 64, 0)), Some((true, 512, 384))]);
    }

    #[test]
    fn a_smaller_heap_allows_less() {
        let configuration = Configuration::from_iter([SIZE]);
        let (process, deployment) = (Process::JobManager, Deployment::Standalone);
        let request = Request { release: Release::V2_3, process, deployment, environment: Environment::default(), configuration };
        let usual = Heap::new(MemorySize::from_mebibytes(1024), Collector::Serial, 17);
        let allowed = |heap: Heap| {
            let direct = derive(&request).memory.ok().and_then(|memory| direct_memory(&memory, Some(heap), None));
            (direct.map(|direct| direct.limit), heap.max_memory())
        };
        let (limit, reported) = allowed(Heap { new_ratio: 1, ..usual });
        assert_eq!(limit, reported);
        assert_eq!(allowed(Heap { new_ratio: 0, ..usual }), (None, None));
    }

    #[test]
    fn the_jvm_around_local_execution_is_not_known() {
        assert_eq!(said(Release::V1_20, Process::Local, Deployment::Standalone, &[]), None);
    }
}
