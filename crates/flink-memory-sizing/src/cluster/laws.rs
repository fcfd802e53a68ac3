//! Laws of every plan, held against random clusters.

use flink_memory::MemorySize;
use proptest::prelude::*;

use super::{Bound, Capacity, ClusterRequest, Node, NodeGroup, Plan, PlanError, PodKind, Price, alternatives, best, plan, plans};

fn capacity(cores_millis: u64, mebibytes: u32) -> Capacity {
    Capacity { cores_millis, memory: MemorySize::from_mebibytes(mebibytes) }
}

/// Clusters that a person might ask for; most of them have a plan.
fn plausible() -> impl Strategy<Value = ClusterRequest> {
    let pod = || (0u64..4000, 1u32..9000).prop_map(|(cores, memory)| capacity(cores, memory));
    let node = (3000u64..20_000, 8000u32..70_000, 0u64..600, 0u32..4000)
        .prop_map(|(cores, memory, kept_cores, kept)| Node { capacity: capacity(cores, memory), reserved: capacity(kept_cores, kept) });
    (0u32..400, 1u32..9, pod(), pod(), 0u32..6, node).prop_map(|(parallelism, slots, task_manager, job_manager, job_managers, node)| {
        ClusterRequest { parallelism, slots, task_manager, job_manager, job_managers, node, node_hour: None }
    })
}

/// Clusters of any numbers.
fn any_request() -> impl Strategy<Value = ClusterRequest> {
    let any_capacity = || {
        (any::<u64>(), any::<u64>(), 0u32..64, 1u32..64)
            .prop_map(|(cores, memory, of_cores, of_memory)| capacity_of(cores >> of_cores, memory >> of_memory))
    };
    let sizes = (any_capacity(), any_capacity(), any_capacity(), any_capacity());
    (any::<u32>(), 0u32..20, sizes, 0u32..18, any::<u64>()).prop_map(|(parallelism, slots, sizes, job_managers, millionths)| {
        let (task_manager, job_manager, machine, reserved) = sizes;
        let node = Node { capacity: machine, reserved };
        ClusterRequest { parallelism, slots, task_manager, job_manager, job_managers, node, node_hour: Some(Price { millionths }) }
    })
}

fn capacity_of(cores_millis: u64, bytes: u64) -> Capacity {
    Capacity { cores_millis, memory: MemorySize::from_bytes(bytes).unwrap_or_default() }
}

/// What is wrong with a plan.
fn wrong(request: &ClusterRequest, plan: &Plan) -> Option<&'static str> {
    let sum = plan.reserved.plus(plan.used).and_then(|sum| sum.plus(plan.waste));
    let of_groups = |count: fn(&NodeGroup) -> u64| plan.groups.iter().map(|group| group.nodes * count(group)).sum::<u64>();
    let fits = |group: &NodeGroup| {
        let pods = request.task_manager.times(group.task_managers)?.plus(request.job_manager.times(u64::from(group.job_managers))?)?;
        Some(request.node.allocatable().minus(pods)? == group.left)
    };
    let left = plan.groups.iter().try_fold(Capacity::ZERO, |sum, group| sum.plus(group.left.times(group.nodes)?));
    let slots = u64::from(plan.task_managers) * u64::from(request.slots);
    [
        (sum == Some(plan.capacity), "parts do not add up"),
        (request.node.capacity.times(plan.nodes) == Some(plan.capacity), "capacity is not that of all nodes"),
        (left == Some(plan.waste), "waste is not what nodes leave"),
        (of_groups(|_| 1) == plan.nodes, "groups have other nodes"),
        (of_groups(|group| group.task_managers) == u64::from(plan.task_managers), "groups have other TaskManagers"),
        (of_groups(|group| u64::from(group.job_managers)) == u64::from(request.job_managers), "groups have other JobManagers"),
        (plan.groups.iter().all(|group| group.task_managers + u64::from(group.job_managers) > 0), "a node has nothing to do"),
        (plan.groups.iter().all(|group| fits(group) == Some(true)), "pods do not fit"),
        (slots == u64::from(request.parallelism) + u64::from(plan.idle_slots), "slots do not add up"),
        (plan.idle_slots < request.slots, "a TaskManager has nothing to do"),
        (plan.hour == request.node_hour.and_then(|price| price.times(plan.nodes)), "another price"),
    ]
    .into_iter()
    .find_map(|(is_right, wrong)| (!is_right).then_some(wrong))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn every_plan_adds_up_and_fits(request in plausible()) {
        prop_assert_eq!(plan(&request).ok().and_then(|plan| wrong(&request, &plan)), None);
    }

    #[test]
    fn any_numbers_have_a_plan_or_an_error(request in any_request(), most_slots in 0u8..20) {
        prop_assert_eq!(plan(&request).ok().and_then(|plan| wrong(&request, &plan)), None);
        prop_assert_eq!(alternatives(&request, most_slots).len(), usize::from(most_slots));
    }

    #[test]
    fn smaller_pods_and_fewer_slots_need_no_more_nodes(
        request in plausible(),
        cores in 0u64..4000,
        memory in 1u32..9000,
        fewer in 0u32..400,
        job_managers in 0u32..6,
    ) {
        let Ok(larger) = plan(&request) else { return Ok(()) };
        let smaller = |pod: Capacity| Capacity {
            cores_millis: pod.cores_millis.min(cores),
            memory: pod.memory.min(MemorySize::from_mebibytes(memory)),
        };
        for smaller in [
            ClusterRequest { task_manager: smaller(request.task_manager), ..request },
            ClusterRequest { job_manager: smaller(request.job_manager), ..request },
            ClusterRequest { parallelism: request.parallelism.saturating_sub(fewer), ..request },
            ClusterRequest { job_managers: request.job_managers.min(job_managers), ..request },
        ] {
            prop_assert!(plan(&smaller).is_ok_and(|plan| plan.nodes <= larger.nodes), "{:?}", smaller);
        }
    }

    #[test]
    fn no_plan_has_fewer_nodes_than_the_best(request in plausible()) {
        let all = alternatives(&request, 16);
        let nodes = |plan: &Result<Plan, PlanError>| plan.as_ref().map(|plan| plan.nodes).ok();
        let fewest = all.iter().filter_map(|alternative| nodes(&alternative.plan)).min();
        prop_assert_eq!(best(&all).and_then(|best| nodes(&best.plan)), fewest);
        let given: Vec<_> = all.iter().filter(|alternative| alternative.plan.is_ok()).map(|one| (one.slots, one.task_manager)).collect();
        prop_assert!(plans(&request, &given).iter().all(|planned| all.contains(planned)));
    }
}

/// 30 slots, two to a TaskManager of 2 cores and 4 GiB, and two JobManagers, on nodes of 8 cores and 32 GiB.
fn example() -> ClusterRequest {
    ClusterRequest {
        parallelism: 29,
        slots: 2,
        task_manager: capacity(2000, 4096),
        job_manager: capacity(1000, 1600),
        job_managers: 2,
        node: Node { capacity: capacity(8000, 32 << 10), reserved: capacity(100, 3 << 10) },
        node_hour: None,
    }
}

#[test]
fn job_managers_fill_gaps_between_task_managers() -> Result<(), PlanError> {
    let plan = plan(&example())?;
    assert_eq!((plan.task_managers, plan.idle_slots, plan.per_node, plan.bound, plan.nodes), (15, 1, 3, Some(Bound::Cores), 5));
    let groups: Vec<_> = plan.groups.iter().map(|group| (group.nodes, group.task_managers, group.job_managers)).collect();
    assert_eq!(groups, [(2, 3, 1), (3, 3, 0)]);
    assert_eq!(plan.waste.cores_millis, 2 * 900 + 3 * 1900);
    Ok(())
}

#[test]
fn what_cannot_be_is_said_with_its_numbers() {
    let error = |request: ClusterRequest| plan(&request).err();
    assert_eq!(error(ClusterRequest { slots: 0, ..example() }), Some(PlanError::NoSlots));
    assert_eq!(error(ClusterRequest { job_managers: 17, ..example() }), Some(PlanError::TooManyJobManagers));
    let nothing = ClusterRequest { job_manager: Capacity::ZERO, ..example() };
    assert_eq!(error(nothing), Some(PlanError::NothingRequested { pod: PodKind::JobManager }));
    let requested = capacity(2000, 40 << 10);
    let allocatable = capacity(7900, 29 << 10);
    let large = PlanError::PodTooLarge { pod: PodKind::TaskManager, requested, allocatable, bound: Bound::Memory };
    assert_eq!(error(ClusterRequest { task_manager: requested, ..example() }), Some(large));
    let dear = ClusterRequest { node_hour: Some(Price { millionths: u64::MAX }), ..example() };
    assert_eq!(error(dear), Some(PlanError::TooLarge));
}

#[test]
fn slots_that_leave_no_gap_are_the_best() {
    let all = alternatives(&ClusterRequest { job_managers: 0, parallelism: 28, ..example() }, 8);
    let nodes: Vec<_> = all.iter().map(|one| one.plan.as_ref().map(|plan| plan.nodes).ok()).collect();
    // Of 7.9 cores seven slots leave 0.9, eight do not fit.
    assert_eq!(nodes, [Some(4), Some(5), Some(5), Some(7), Some(6), Some(5), Some(4), None]);
    // The first of two with as much memory would have 28 TaskManagers, the last four.
    assert_eq!(best(&all).map(|best| best.slots), Some(7));
}
