//! Laws of network buffers, held against random tasks: they hold whatever Flink asks for, without knowing how much that is.

use flink_memory::network_buffers::{BufferSettings, Gate, Partition, ResultPartitionType, Task};
use flink_memory::{Configuration, MemorySize, Release};
use proptest::prelude::*;

fn kind() -> impl Strategy<Value = ResultPartitionType> {
    proptest::sample::select(ResultPartitionType::ALL.to_vec())
}

fn release() -> impl Strategy<Value = Release> {
    proptest::sample::select(Release::ALL.to_vec())
}

prop_compose! {
    fn gate()(channels in 1..2000i32, local in 0.0..1.0, kind in kind()) -> Gate {
        #[expect(clippy::cast_possible_truncation, reason = "a share of a small number")]
        Gate { channels, remote: channels - (f64::from(channels) * local) as i32, kind }
    }
}

prop_compose! {
    fn partition()(subpartitions in 1..2000i32, kind in kind()) -> Partition {
        Partition { subpartitions, kind }
    }
}

prop_compose! {
    fn task()(gates in prop::collection::vec(gate(), 0..3), partitions in prop::collection::vec(partition(), 0..3)) -> Task {
        Task { gates, partitions }
    }
}

fn settings(release: Release, mebibytes: u32) -> BufferSettings {
    BufferSettings::read(&Configuration::new(), release, MemorySize::from_mebibytes(mebibytes)).expect("nothing is set that could be wrong")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    /// What is required is there, and the task after the last one lacks what it says.
    #[test]
    fn tasks_never_take_more_than_there_is(release in release(), mebibytes in 0..4096u32, task in task(), tasks in 0..100u32) {
        let settings = settings(release, mebibytes);
        let deployed = settings.deploy(&task, tasks).expect("defaults can be deployed");
        prop_assert!(deployed.required <= settings.total);
        prop_assert_eq!(deployed.insufficient.is_none(), deployed.tasks == tasks);
        if let Some(lacking) = deployed.insufficient {
            prop_assert!(lacking.required > lacking.available);
            prop_assert_eq!(lacking.available, settings.total - deployed.required);
        }
    }

    /// Many tasks take as many buffers as that many alone.
    #[test]
    fn tasks_take_the_same_each(release in release(), task in task(), tasks in 1..50u32) {
        let settings = settings(release, 1 << 20);
        let one = settings.deploy(&task, 1).expect("defaults can be deployed");
        let all = settings.deploy(&task, tasks).expect("defaults can be deployed");
        prop_assert_eq!((all.tasks, all.required), (tasks, one.required * tasks.cast_signed()));
    }

    /// More memory never has room for fewer tasks.
    #[test]
    fn more_memory_has_room_for_as_many(release in release(), mebibytes in 0..1024u32, more in 0..1024u32, task in task(), tasks in 0..100u32) {
        let fit = |mebibytes| settings(release, mebibytes).deploy(&task, tasks).expect("defaults can be deployed").tasks;
        prop_assert!(fit(mebibytes) <= fit(mebibytes + more));
    }

    /// A pool may take at least what it requires, and a gate's buffers are for channels that it has.
    #[test]
    fn bounds_are_in_order(release in release(), gate in gate(), partition in partition()) {
        let settings = settings(release, 64);
        let of_gate = settings.gate(gate);
        prop_assert!(of_gate.floating_required <= of_gate.floating_max);
        prop_assert_eq!(of_gate.exclusive, of_gate.exclusive_per_channel * gate.remote);
        let of_partition = settings.partition(partition);
        prop_assert!(0 < of_partition.min && of_partition.min <= of_partition.max);
    }

    /// Whatever numbers are set, in whatever range, there is an answer, and what it says can be printed.
    #[test]
    fn every_number_has_an_answer(
        release in release(),
        numbers in prop::collection::vec(any::<i32>(), 7),
        (channels, remote, subpartitions, kind) in (any::<i32>(), any::<i32>(), any::<i32>(), kind()),
        tasks in any::<u32>(),
    ) {
        let keys = [
            "taskmanager.network.memory.buffers-per-channel",
            "taskmanager.network.memory.floating-buffers-per-gate",
            "taskmanager.network.memory.max-buffers-per-channel",
            "taskmanager.network.memory.max-overdraft-buffers-per-gate",
            "taskmanager.network.memory.read-buffer.required-per-gate.max",
            "taskmanager.network.sort-shuffle.min-buffers",
            "taskmanager.network.sort-shuffle.min-parallelism",
        ];
        let mut configuration = Configuration::new();
        for (key, number) in keys.into_iter().zip(numbers) {
            configuration.set(key, number.to_string());
        }
        match BufferSettings::read(&configuration, release, MemorySize::from_mebibytes(1024)) {
            Err(refusal) => prop_assert!(!refusal.to_string().is_empty()),
            Ok(settings) => {
                let task = Task { gates: vec![Gate { channels, remote, kind }], partitions: vec![Partition { subpartitions, kind }] };
                if let Err(refusal) = settings.announced(&task) {
                    let message = refusal.to_string();
                    prop_assert!(message.ends_with(kind.name()) || message == "bytes must be >= 0");
                }
                if let Err(refusal) = settings.deploy(&task, tasks) {
                    prop_assert!(refusal.to_string().ends_with('.'));
                }
            }
        }
    }
}
