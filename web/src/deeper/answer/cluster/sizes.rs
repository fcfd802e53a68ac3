//! The same slots in larger and smaller TaskManagers, the best of them, and what would have to be set for it.

use flink_memory::option::taskmanager::{CPU_CORES, NUM_TASK_SLOTS, TOTAL_FLINK_MEMORY, TOTAL_PROCESS_MEMORY};
use flink_memory::resource_manager::kubernetes;
use flink_memory::{Memory, MemorySize, Request, derive};
use flink_memory_sizing::cluster::{Alternative, Capacity, ClusterRequest, Plan, alternatives, best, plan};

use super::Questions;
use super::questions::{PARALLELISM, cores_text, requested};
use crate::deeper::field::Target;

/// The most slots of a TaskManager that are looked at, besides those that it has.
const MOST_SLOTS: u8 = 16;

/// TaskManagers of other sizes.
#[derive(Clone, Debug, PartialEq)]
pub struct Sizes {
    /// Each of them with its plan, by slots.
    pub all: Vec<Alternative>,
    /// The slots that a TaskManager has now.
    pub present: u32,
    /// The slots with the fewest nodes, as far as Flink takes such a TaskManager; those that it has now where none has fewer.
    pub best: u32,
    /// What would have to be set, where fewer nodes do.
    pub take: Option<Take>,
    /// Whether fewer nodes would do, but no process size alone makes such a TaskManager.
    pub is_blocked: bool,
}

/// What has to be set for TaskManagers of another size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Take {
    /// The number of slots.
    pub slots: u32,
    /// The size of the process, as Flink reads it.
    pub size: String,
    /// Where the cores of a pod would not be as many by themselves: what has to say them, and how many.
    pub cores: Option<(Target, String)>,
    /// The parallelism, where nobody says it and it is that of the slots.
    pub parallelism: Option<String>,
    /// The nodes that it then takes.
    pub nodes: u64,
}

/// The sizes that can be had instead of the one that was planned.
pub(super) fn of(request: &Request, cluster: &ClusterRequest, present_plan: &Plan, questions: &Questions) -> Sizes {
    let mut all = alternatives(cluster, MOST_SLOTS);
    // A slot's share is rounded up; what is there now is what it is.
    let present = Alternative { slots: cluster.slots, task_manager: cluster.task_manager, plan: Ok(present_plan.clone()) };
    match all.iter_mut().find(|one| one.slots == cluster.slots) {
        Some(one) => *one = present,
        None => all.push(present),
    }
    let mut left = all.clone();
    let mut is_blocked = false;
    let take = loop {
        let better = best(&left).filter(|best| best.plan.as_ref().is_ok_and(|other| other.nodes < present_plan.nodes));
        let Some(slots) = better.map(|better| better.slots) else { break None };
        let taken = better.and_then(|better| take(request, cluster, better, questions));
        is_blocked |= taken.is_none();
        if taken.as_ref().is_some_and(|taken| taken.nodes < present_plan.nodes) {
            break taken;
        }
        left.retain(|one| one.slots != slots);
    };
    Sizes { all, present: cluster.slots, best: take.as_ref().map_or(cluster.slots, |take| take.slots), is_blocked, take }
}

/// What has to be set for this one, and the nodes that it then takes; nothing where Flink makes no such TaskManager of it.
fn take(request: &Request, cluster: &ClusterRequest, one: &Alternative, questions: &Questions) -> Option<Take> {
    // A pod has whole mebibytes.
    let size = MemorySize::from_mebibytes(u32::try_from(one.task_manager.memory.bytes().div_ceil(1 << 20)).ok()?).shortest_text();
    let (slots, wanted) = (one.slots, one.task_manager.cores_millis);
    let mut changed = request.clone();
    changed.configuration.remove(TOTAL_FLINK_MEMORY.key);
    changed.configuration.set(TOTAL_PROCESS_MEMORY.key, size.as_str());
    changed.configuration.set(NUM_TASK_SLOTS.key, slots.to_string());
    match derive(&changed).memory {
        Ok(Memory::TaskManager(memory)) if memory.slot.error.is_none() => {}
        _ => return None,
    }
    let pod = requested(&kubernetes(&changed.configuration, changed.release).task_manager.ok()?.0);
    let says_cores = if questions.cores.text.is_empty() { Target::Option(CPU_CORES.key) } else { questions.cores.target };
    let is_as_wanted = questions.cores.text.is_empty() && pod.cores_millis == wanted;
    let has_parallelism = !questions.parallelism.text.is_empty() || request.configuration.get(PARALLELISM).is_some();
    let task_manager = Capacity { cores_millis: wanted, memory: pod.memory };
    Some(Take {
        slots,
        size,
        cores: (!is_as_wanted).then(|| (says_cores, cores_text(wanted))),
        parallelism: (!has_parallelism).then(|| cluster.parallelism.to_string()),
        nodes: plan(&ClusterRequest { slots, task_manager, ..*cluster }).ok()?.nodes,
    })
}
