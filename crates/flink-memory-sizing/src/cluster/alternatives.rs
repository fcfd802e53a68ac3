//! The same slots in fewer large or more small TaskManagers: a plan for each, and the best of them.

use flink_memory::MemorySize;

use super::Capacity;
use super::plan::{ClusterRequest, Plan, PlanError, plan};
use crate::bytes::times;

/// A size of TaskManager, and the plan that it makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// Slots of a TaskManager.
    pub slots: u32,
    /// What its pod requests.
    pub task_manager: Capacity,
    /// The plan, or why there is none.
    pub plan: Result<Plan, PlanError>,
}

/// A plan for TaskManagers with 1 to `most_slots` slots, each slot with the cores and memory that it has in the request.
///
/// What a TaskManager has once, such as metaspace, is thereby taken for a part of each slot. For exact sizes derive each one with
/// `flink_memory`, and give them to [`plans`].
///
/// Cores and memory of a slot are those of the TaskManager divided by its slots, rounded up.
pub fn alternatives(request: &ClusterRequest, most_slots: u8) -> Vec<Alternative> {
    (1..=u32::from(most_slots)).map(|slots| with(request, slots, scaled(request, slots))).collect()
}

/// A plan for each of these slots and sizes of a TaskManager, in their order. Everything else is as requested.
pub fn plans(request: &ClusterRequest, sizes: &[(u32, Capacity)]) -> Vec<Alternative> {
    sizes.iter().map(|&(slots, task_manager)| with(request, slots, Ok(task_manager))).collect()
}

/// The best of them: with the fewest nodes, then with the least memory requested, then with the fewest TaskManagers; the first of equal ones.
/// `None` where there is no plan.
pub fn best(alternatives: &[Alternative]) -> Option<&Alternative> {
    let planned = alternatives.iter().filter_map(|alternative| Some((alternative, alternative.plan.as_ref().ok()?)));
    planned.min_by_key(|(_, plan)| (plan.nodes, plan.used.memory, plan.task_managers)).map(|(alternative, _)| alternative)
}

fn with(request: &ClusterRequest, slots: u32, size: Result<Capacity, PlanError>) -> Alternative {
    let task_manager = size.unwrap_or_default();
    Alternative { slots, task_manager, plan: size.and_then(|task_manager| plan(&ClusterRequest { slots, task_manager, ..*request })) }
}

/// A TaskManager with other slots of the same size.
fn scaled(request: &ClusterRequest, slots: u32) -> Result<Capacity, PlanError> {
    let (Capacity { cores_millis, memory }, parts) = (request.task_manager, u64::from(request.slots));
    if parts == 0 {
        return Err(PlanError::NoSlots);
    }
    let slot = MemorySize::from_bytes(memory.bytes().div_ceil(parts)).unwrap_or_default();
    let cores_millis = cores_millis.div_ceil(parts).checked_mul(u64::from(slots)).ok_or(PlanError::TooLarge)?;
    Ok(Capacity { cores_millis, memory: times(slot, u64::from(slots)).ok_or(PlanError::TooLarge)? })
}
