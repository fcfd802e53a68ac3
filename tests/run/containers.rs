//! Laws of what resource managers give: containers that YARN rounds up, and what of the configured size a TaskManager keeps.

use flink_memory::resource_manager::{YarnAllocation, YarnAllocations, YarnCluster, YarnScheduler, kubernetes, yarn};
use flink_memory::{Configuration, Release};
use proptest::prelude::*;

const TASK_MANAGER: &str = "taskmanager.memory.process.size";

fn release() -> impl Strategy<Value = Release> {
    proptest::sample::select(Release::ALL.to_vec())
}

/// The option for the size of the JobManager's process.
fn job_manager(release: Release) -> &'static str {
    if release == Release::V1_10 { "jobmanager.heap.size" } else { "jobmanager.memory.process.size" }
}

fn scheduler() -> impl Strategy<Value = YarnScheduler> {
    prop_oneof![Just(YarnScheduler::Capacity), (0..3000i32).prop_map(|increment_mebibytes| YarnScheduler::Fair { increment_mebibytes })]
}

fn cluster(minimum_mebibytes: i32, maximum_mebibytes: i32) -> YarnCluster {
    YarnCluster { minimum_mebibytes, minimum_cores: 1, maximum_mebibytes, maximum_cores: 64, largest_node_mebibytes: maximum_mebibytes }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    /// A container is at least what is asked for, a multiple of its unit, and the smallest such one, unless there is none below the maximum.
    #[test]
    fn containers_are_rounded_up(scheduler in scheduler(), asked in 0..100_000i32, minimum in 1..3000i32) {
        let given = scheduler.gives(asked, &cluster(minimum, i32::MAX));
        let unit = match scheduler {
            YarnScheduler::Fair { increment_mebibytes: unit @ 1.. } => unit,
            _ => minimum,
        };
        prop_assert_eq!(given % unit, 0);
        prop_assert!(given >= asked.max(minimum) && given - unit < asked.max(minimum));
        prop_assert_eq!(scheduler.gives(given, &cluster(minimum, i32::MAX)), given);
        prop_assert_eq!(scheduler.gives(asked, &cluster(minimum, 4096)), given.min(4096));
    }

    /// Processes of the sizes that fill their containers waste nothing, and are given the same containers.
    #[test]
    fn a_process_can_fill_its_container(release in release(), scheduler in scheduler(), size in 1200..60_000u32, minimum in 1..3000i32, slots in 1..4u32) {
        let cluster = cluster(minimum, 1 << 20);
        let ask = |job_manager_size: String, task_manager_size: String| {
            let slots = slots.to_string();
            let options = [(job_manager(release), job_manager_size), (TASK_MANAGER, task_manager_size), ("taskmanager.numberOfTaskSlots", slots)];
            yarn(&Configuration::from_iter(options), release, &cluster).allocated(&cluster, scheduler)
        };
        let first = ask(format!("{}m", size / 2 + 512), format!("{size}m"));
        let full = |allocation: Option<YarnAllocation>| allocation.expect("the sizes are no extremes").full_process_size().shortest_text();
        let again = ask(full(first.job_manager), full(first.task_manager));
        prop_assert_eq!(again.job_manager.map(YarnAllocation::waste_mebibytes), Some(0));
        prop_assert_eq!(again.task_manager.map(YarnAllocation::waste_mebibytes), Some(0));
        let containers = |both: YarnAllocations| (both.job_manager.map(|of| of.container_mebibytes), both.task_manager.map(|of| of.container_mebibytes));
        prop_assert_eq!(containers(first), containers(again));
    }

    /// Any numbers have an answer.
    #[test]
    fn every_number_has_an_answer(release in release(), numbers in any::<[i32; 4]>()) {
        let [asked, minimum, maximum, increment_mebibytes] = numbers;
        let cluster = cluster(minimum, maximum);
        let containers = yarn(&Configuration::from_iter([(TASK_MANAGER, "2g")]), release, &cluster);
        for scheduler in [YarnScheduler::Capacity, YarnScheduler::Fair { increment_mebibytes }] {
            prop_assert!(scheduler.gives(asked, &cluster) <= maximum);
            if let Some(allocation) = containers.allocated(&cluster, scheduler).task_manager {
                prop_assert!(allocation.full_process_size().whole_mebibytes() <= 1 << 31);
            }
        }
    }

    /// One total alone is what is asked for, to the mebibyte.
    #[test]
    fn one_total_is_kept(release in release(), mebibytes in 1200..60_000u32) {
        let size = format!("{mebibytes}m");
        let configuration = Configuration::from_iter([(job_manager(release), "2g"), (TASK_MANAGER, &size)]);
        let (pod, worker) = kubernetes(&configuration, release).task_manager.expect("the size is no extreme");
        prop_assert_eq!(pod.requests.mebibytes, mebibytes.cast_signed());
        prop_assert_eq!(worker.configured_process.whole_mebibytes(), u64::from(mebibytes));
    }
}

#[test]
fn two_totals_are_not_what_is_asked_for() {
    let configuration = Configuration::from_iter([(TASK_MANAGER, "2g"), ("taskmanager.memory.flink.size", "1500m")]);
    for &release in Release::ALL {
        let (pod, worker) = kubernetes(&configuration, release).task_manager.expect("the sizes fit");
        let asked = if release < Release::V1_18 { 2048 } else { 1951 };
        assert_eq!((pod.requests.mebibytes, worker.configured_process.whole_mebibytes()), (asked, 2048), "{release}");
    }
}
