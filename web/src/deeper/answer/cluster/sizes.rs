//! The same slots in larger and smaller TaskManagers, the best of them, and what would have to be set for it.

use flink_memory::option::taskmanager::{NUM_TASK_SLOTS, TOTAL_FLINK_MEMORY, TOTAL_PROCESS_MEMORY};
use flink_memory::{Memory, Request, derive};
use flink_memory_sizing::cluster::{Alternative, ClusterRequest, Plan, alternatives, best};

use super::Questions;
use super::questions::cores_text;

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
}

/// What has to be set for TaskManagers of another size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Take {
    /// The number of slots.
    pub slots: u32,
    /// The size of the process, as Flink reads it.
    pub size: String,
    /// The cores of a pod, where they would not be as many as slots by themselves.
    pub cores: Option<String>,
    /// The nodes that it then takes.
    pub nodes: u64,
}

/// The sizes that can be had instead of the one that was planned.
pub(super) fn of(request: &Request, cluster: &ClusterRequest, plan: &Plan, questions: &Questions) -> Sizes {
    let mut all = alternatives(cluster, MOST_SLOTS);
    // A slot's share is rounded up; what is there now is what it is.
    let present = Alternative { slots: cluster.slots, task_manager: cluster.task_manager, plan: Ok(plan.clone()) };
    match all.iter_mut().find(|one| one.slots == cluster.slots) {
        Some(one) => *one = present,
        None => all.push(present),
    }
    let mut left = all.clone();
    let take = loop {
        let better = best(&left).filter(|best| best.plan.as_ref().is_ok_and(|other| other.nodes < plan.nodes));
        let Some(slots) = better.map(|better| better.slots) else { break None };
        if let Some(take) = better.and_then(|better| take(request, cluster, better, questions)) {
            break Some(take);
        }
        left.retain(|one| one.slots != slots);
    };
    Sizes { all, present: cluster.slots, best: take.as_ref().map_or(cluster.slots, |take| take.slots), take }
}

/// What has to be set for this one; nothing where Flink refuses it or makes another size of it.
fn take(request: &Request, cluster: &ClusterRequest, one: &Alternative, questions: &Questions) -> Option<Take> {
    let (size, slots) = (one.task_manager.memory.shortest_text(), one.slots);
    let mut changed = request.clone();
    changed.configuration.remove(TOTAL_FLINK_MEMORY.key);
    changed.configuration.set(TOTAL_PROCESS_MEMORY.key, size.as_str());
    changed.configuration.set(NUM_TASK_SLOTS.key, slots.to_string());
    match derive(&changed).memory {
        Ok(Memory::TaskManager(memory)) if memory.slot.error.is_none() && memory.total_process() == one.task_manager.memory => {}
        _ => return None,
    }
    let is_as_slots = cluster.task_manager.cores_millis == u64::from(cluster.slots) * 1000 && questions.cores.text.is_empty();
    let cores = (!is_as_slots).then(|| cores_text(one.task_manager.cores_millis));
    Some(Take { slots, size, cores, nodes: one.plan.as_ref().ok()?.nodes })
}
