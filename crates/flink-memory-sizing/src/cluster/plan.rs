//! The plan of a cluster: how many TaskManagers and nodes, what is on each, and where the cores and the memory of all nodes go.

use super::packing::{Packed, pack};
use super::{Capacity, Node, Price};

/// The most JobManagers in one plan. Flink runs one, and some more stand by for high availability.
pub const MOST_JOB_MANAGERS: u32 = 16;

/// What a cluster is to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClusterRequest {
    /// Slots that jobs need, as many as the largest parallelism of a job if it shares slots.
    pub parallelism: u32,
    /// Slots of a TaskManager.
    pub slots: u32,
    /// What the pod of a TaskManager requests.
    pub task_manager: Capacity,
    /// What the pod of a JobManager requests.
    pub job_manager: Capacity,
    /// JobManagers, at most [`MOST_JOB_MANAGERS`].
    pub job_managers: u32,
    /// The kind of all nodes.
    pub node: Node,
    /// The price of a node for an hour.
    pub node_hour: Option<Price>,
}

/// The pod that something is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PodKind {
    /// A TaskManager.
    TaskManager,
    /// A JobManager.
    JobManager,
}

/// What keeps more pods from a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// Its cores.
    Cores,
    /// Its memory.
    Memory,
    /// Either alone would.
    Both,
}

/// Nodes with the same pods on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeGroup {
    /// How many nodes.
    pub nodes: u64,
    /// TaskManagers on each.
    pub task_managers: u64,
    /// JobManagers on each.
    pub job_managers: u32,
    /// What pods leave of each.
    pub left: Capacity,
}

/// A cluster on the fewest nodes that hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// TaskManagers: parallelism divided by slots, rounded up.
    pub task_managers: u32,
    /// Slots that nothing needs.
    pub idle_slots: u32,
    /// TaskManagers that fit on a node without a JobManager; 0 where there are none.
    pub per_node: u64,
    /// What keeps more of them from a node; nothing where there are none.
    pub bound: Option<Bound>,
    /// Nodes.
    pub nodes: u64,
    /// What is on them: first nodes with JobManagers, then full ones, and last one that is not full.
    pub groups: Vec<NodeGroup>,
    /// What all nodes have. It is `reserved`, `used` and `waste` together.
    pub capacity: Capacity,
    /// What of it pods do not get.
    pub reserved: Capacity,
    /// What of it pods request.
    pub used: Capacity,
    /// What of it is left over.
    pub waste: Capacity,
    /// The price of all nodes for an hour, where that of one is known.
    pub hour: Option<Price>,
}

/// Why there is no plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanError {
    /// TaskManagers have no slots.
    NoSlots,
    /// A pod requests neither cores nor memory, so that any number fits.
    NothingRequested {
        /// The pod.
        pod: PodKind,
    },
    /// A pod is larger than what a node can give.
    PodTooLarge {
        /// The pod.
        pod: PodKind,
        /// What it requests.
        requested: Capacity,
        /// What a node can give.
        allocatable: Capacity,
        /// What of it is too much.
        bound: Bound,
    },
    /// There are more JobManagers than [`MOST_JOB_MANAGERS`].
    TooManyJobManagers,
    /// A sum is more than 2^63 − 1 bytes, 2^64 − 1 thousandths of a core or 2^64 − 1 millionths of a price.
    TooLarge,
}

/// Plans a cluster on the fewest nodes that hold it.
///
/// The JobManagers, which are few, are spread in every way; beside them and on further nodes go as many TaskManagers as fit by cores and by
/// memory. Of the plans with the fewest nodes, the one that has JobManagers on most of them is taken.
///
/// # Errors
/// Pods that no node can hold or that request nothing, TaskManagers without slots, and sums that no type holds.
///
/// ```
/// use flink_memory::MemorySize;
/// use flink_memory_sizing::cluster::{Bound, Capacity, ClusterRequest, Node, Price, Reservation, plan};
///
/// let machine = Capacity { cores_millis: 8000, memory: MemorySize::from_mebibytes(32 << 10) };
/// let plan = plan(&ClusterRequest {
///     parallelism: 50,
///     slots: 2,
///     task_manager: Capacity { cores_millis: 2000, memory: MemorySize::from_mebibytes(4096) },
///     job_manager: Capacity { cores_millis: 1000, memory: MemorySize::from_mebibytes(1600) },
///     job_managers: 1,
///     node: Node { capacity: machine, reserved: Reservation::Gke.of(machine) },
///     node_hour: Some(Price { millionths: 384_000 }),
/// })?;
/// // Of 8 cores 7.91 are left to pods: three TaskManagers, and half of the memory is left over.
/// assert_eq!((plan.task_managers, plan.per_node, plan.bound), (25, 3, Some(Bound::Cores)));
/// assert_eq!((plan.nodes, plan.waste.memory.whole_mebibytes()), (9, 157_203));
/// assert_eq!(plan.hour.map(|hour| hour.to_string()), Some("3.456".to_owned()));
/// # Ok::<(), flink_memory_sizing::cluster::PlanError>(())
/// ```
pub fn plan(request: &ClusterRequest) -> Result<Plan, PlanError> {
    if request.slots == 0 {
        return Err(PlanError::NoSlots);
    }
    if request.job_managers > MOST_JOB_MANAGERS {
        return Err(PlanError::TooManyJobManagers);
    }
    let task_managers = request.parallelism.div_ceil(request.slots);
    let allocatable = request.node.allocatable();
    let (mut per_node, mut bound) = (0, None);
    if task_managers > 0 {
        (per_node, bound) = fitting(allocatable, request.task_manager, PodKind::TaskManager)?;
    }
    if request.job_managers > 0 {
        fitting(allocatable, request.job_manager, PodKind::JobManager)?;
    }
    let beside = beside(request, allocatable, task_managers);
    let packed = pack(&beside, request.job_managers, u64::from(task_managers)).ok_or(PlanError::TooLarge)?;
    let groups = groups(request, allocatable, &packed, &beside, task_managers).ok_or(PlanError::TooLarge)?;
    let nodes = groups.iter().map(|group| group.nodes).sum();
    let last_slots = request.parallelism % request.slots;
    let idle_slots = if last_slots == 0 { 0 } else { request.slots - last_slots };
    let totals = || {
        let capacity = request.node.capacity.times(nodes)?;
        let available = allocatable.times(nodes)?;
        let of_job_managers = request.job_manager.times(u64::from(request.job_managers))?;
        let used = request.task_manager.times(u64::from(task_managers))?.plus(of_job_managers)?;
        Some((capacity, capacity.minus(available)?, used, available.minus(used)?))
    };
    let (capacity, reserved, used, waste) = totals().ok_or(PlanError::TooLarge)?;
    let hour = match request.node_hour {
        None => None,
        Some(price) => Some(price.times(nodes).ok_or(PlanError::TooLarge)?),
    };
    Ok(Plan { task_managers, idle_slots, per_node, bound, nodes, groups, capacity, reserved, used, waste, hour })
}

/// How many pods of one kind fit on an empty node, at least one, and what keeps more from it.
fn fitting(allocatable: Capacity, requested: Capacity, pod: PodKind) -> Result<(u64, Option<Bound>), PlanError> {
    let (count, bound) = match allocatable.counts(requested) {
        [None, None] => return Err(PlanError::NothingRequested { pod }),
        [Some(cores), Some(memory)] if cores == memory => (cores, Bound::Both),
        [Some(cores), memory] if memory.is_none_or(|memory| cores < memory) => (cores, Bound::Cores),
        [_, Some(memory)] => (memory, Bound::Memory),
        [Some(cores), None] => (cores, Bound::Cores),
    };
    if count == 0 { Err(PlanError::PodTooLarge { pod, requested, allocatable, bound }) } else { Ok((count, Some(bound))) }
}

/// How many TaskManagers fit on a node beside none, one, two JobManagers, as far as these fit.
fn beside(request: &ClusterRequest, allocatable: Capacity, task_managers: u32) -> Vec<u64> {
    let left = (0..=request.job_managers).map_while(|count| allocatable.minus(request.job_manager.times(u64::from(count))?));
    left.map(|left| if task_managers == 0 { 0 } else { left.holds(request.task_manager).unwrap_or_default() }).collect()
}

/// What is on the nodes. TaskManagers fill nodes with JobManagers first.
fn groups(request: &ClusterRequest, node: Capacity, packed: &Packed, beside: &[u64], task_managers: u32) -> Option<Vec<NodeGroup>> {
    let mut groups: Vec<NodeGroup> = Vec::new();
    let mut open = u64::from(task_managers);
    let mut add = |nodes: u64, job_managers: u32, task_managers: u64| {
        let used = request.job_manager.times(u64::from(job_managers))?.plus(request.task_manager.times(task_managers)?)?;
        let left = node.minus(used)?;
        match groups.iter_mut().find(|group| group.job_managers == job_managers && group.task_managers == task_managers) {
            Some(group) => group.nodes += nodes,
            None => groups.push(NodeGroup { nodes, task_managers, job_managers, left }),
        }
        Some(())
    };
    for &job_managers in &packed.job_managers {
        let fits = beside.get(job_managers as usize).copied().unwrap_or_default().min(open);
        open -= fits;
        add(1, job_managers, fits)?;
    }
    if packed.others > 0 {
        let alone = beside.first().copied().unwrap_or_default();
        let full = open.checked_div(alone)?;
        let last = open - full * alone;
        if full > 0 {
            add(full, 0, alone)?;
        }
        if last > 0 {
            add(1, 0, last)?;
        }
    }
    Some(groups)
}
