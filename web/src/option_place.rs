//! Where each option stands on the page, and which pool it is about. Data only; what an option means stands in the model and in `text`.

use flink_memory::option::{containerized, jobmanager, network, taskmanager};
use flink_memory::{Deployment, OptionSpec, Pool, Process, Release};

use crate::state::slider_scale::SliderScale;
use flink_memory::Request;

/// One of the controls that come first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Control {
    /// A total, which is one of two options.
    Total {
        /// The whole process.
        process: &'static OptionSpec,
        /// What Flink itself uses.
        flink: &'static OptionSpec,
    },
    /// One option.
    Single(&'static OptionSpec, SliderScale),
}

/// Options that stand together under one heading.
#[derive(Debug, PartialEq)]
pub struct Group {
    /// What they have in common.
    pub name: GroupName,
    /// The options, in order.
    pub options: &'static [&'static OptionSpec],
}

/// The headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupName {
    /// What people set most after the first controls.
    Basic,
    /// What Flink keeps for itself, cores and pages.
    Framework,
    /// How network buffers are used.
    Buffers,
    /// What local execution ignores.
    IgnoredLocally,
    /// From before the memory model; deployment and environment variables stand here, too.
    Older,
}

impl GroupName {
    /// Whether the group is open at first.
    pub const fn is_open(self) -> bool {
        matches!(self, GroupName::Basic)
    }

    /// A stable name for element ids.
    pub const fn id(self) -> &'static str {
        match self {
            GroupName::Basic => "basic",
            GroupName::Framework => "framework",
            GroupName::Buffers => "buffers",
            GroupName::IgnoredLocally => "ignored-locally",
            GroupName::Older => "older",
        }
    }
}

/// The controls that come first for a question, in order; those that its release does not know stand elsewhere.
pub fn controls(request: &Request) -> Vec<Control> {
    let all = match request.process {
        Process::TaskManager => TASK_MANAGER_CONTROLS,
        Process::JobManager => JOB_MANAGER_CONTROLS,
        Process::Local => LOCAL_CONTROLS,
    };
    all.iter().copied().filter(|control| control.is_first_in(request)).collect()
}

impl Control {
    /// Whether the control matters enough to come first for this release and deployment.
    fn is_first_in(self, request: &Request) -> bool {
        match self {
            Control::Total { process, .. } => process.in_release(request.release).is_some(),
            // After 1.10 it is a legacy option like any other.
            Control::Single(option, _) if option == &jobmanager::JOB_MANAGER_HEAP_MEMORY => request.release == Release::V1_10,
            Control::Single(option, _) if option == &containerized::CONTAINERIZED_HEAP_CUTOFF_RATIO => {
                request.deployment == Deployment::Container && option.in_release(request.release).is_some()
            }
            Control::Single(option, _) => option.in_release(request.release).is_some(),
        }
    }

    /// Whether the control sets this option.
    pub fn sets(self, option: &OptionSpec) -> bool {
        match self {
            Control::Total { process, flink } => option == process || option == flink,
            Control::Single(single, _) => option == single,
        }
    }
}

/// The groups of a process, in order.
pub const fn groups(process: Process) -> &'static [Group] {
    match process {
        Process::TaskManager => TASK_MANAGER_GROUPS,
        Process::JobManager => JOB_MANAGER_GROUPS,
        Process::Local => LOCAL_GROUPS,
    }
}

/// The options of a group that are shown for a question: those that the release knows and those that are set, less the ones that come first.
pub fn options_shown(group: &Group, request: &Request) -> Vec<&'static OptionSpec> {
    let first = controls(request);
    let is_shown = |option: &&'static OptionSpec| {
        let is_set = request.configuration.get(option.key).is_some();
        !first.iter().any(|control| control.sets(option)) && (is_set || option.in_release(request.release).is_some())
    };
    group.options.iter().copied().filter(is_shown).collect()
}

/// Whether the release still reads a legacy heap from the environment, so that the way of starting matters.
pub fn has_legacy_heap(request: &Request) -> bool {
    request.process != Process::Local && request.release <= Release::V1_20
}

const TASK_MANAGER_CONTROLS: &[Control] = &[
    Control::Total { process: &taskmanager::TOTAL_PROCESS_MEMORY, flink: &taskmanager::TOTAL_FLINK_MEMORY },
    Control::Single(&taskmanager::MANAGED_MEMORY_FRACTION, SliderScale::Fraction),
    Control::Single(&taskmanager::JVM_OVERHEAD_MIN, SliderScale::BOUND),
    Control::Single(&taskmanager::JVM_OVERHEAD_MAX, SliderScale::BOUND),
    Control::Single(&taskmanager::JVM_OVERHEAD_FRACTION, SliderScale::Fraction),
];

const JOB_MANAGER_CONTROLS: &[Control] = &[
    Control::Total { process: &jobmanager::TOTAL_PROCESS_MEMORY, flink: &jobmanager::TOTAL_FLINK_MEMORY },
    Control::Single(&jobmanager::JOB_MANAGER_HEAP_MEMORY, SliderScale::TOTAL),
    Control::Single(&containerized::CONTAINERIZED_HEAP_CUTOFF_RATIO, SliderScale::Fraction),
    Control::Single(&jobmanager::OFF_HEAP_MEMORY, SliderScale::PART),
    Control::Single(&jobmanager::JVM_OVERHEAD_MIN, SliderScale::BOUND),
    Control::Single(&jobmanager::JVM_OVERHEAD_MAX, SliderScale::BOUND),
    Control::Single(&jobmanager::JVM_OVERHEAD_FRACTION, SliderScale::Fraction),
];

const LOCAL_CONTROLS: &[Control] = &[
    Control::Single(&taskmanager::MANAGED_MEMORY_SIZE, SliderScale::PART),
    Control::Single(&taskmanager::NETWORK_MEMORY_MIN, SliderScale::PART),
];

const TASK_MANAGER_GROUPS: &[Group] = &[
    Group {
        name: GroupName::Basic,
        options: &[
            &taskmanager::TASK_HEAP_MEMORY,
            &taskmanager::MANAGED_MEMORY_SIZE,
            &taskmanager::TASK_OFF_HEAP_MEMORY,
            &taskmanager::NETWORK_MEMORY_MIN,
            &taskmanager::NETWORK_MEMORY_MAX,
            &taskmanager::NETWORK_MEMORY_FRACTION,
            &taskmanager::JVM_METASPACE,
            &taskmanager::NUM_TASK_SLOTS,
        ],
    },
    Group {
        name: GroupName::Framework,
        options: &[
            &taskmanager::FRAMEWORK_HEAP_MEMORY,
            &taskmanager::FRAMEWORK_OFF_HEAP_MEMORY,
            &taskmanager::NETWORK_BATCH_SHUFFLE_READ_MEMORY,
            &taskmanager::MANAGED_MEMORY_CONSUMER_WEIGHTS,
            &taskmanager::CPU_CORES,
            &taskmanager::MEMORY_SEGMENT_SIZE,
        ],
    },
    BUFFERS,
    Group {
        name: GroupName::Older,
        options: &[
            &taskmanager::TASK_MANAGER_HEAP_MEMORY,
            &taskmanager::TASK_MANAGER_HEAP_MEMORY_MB,
            &network::NETWORK_NUM_BUFFERS,
            &network::NETWORK_BUFFERS_MEMORY_MIN,
            &network::NETWORK_BUFFERS_MEMORY_MAX,
            &network::NETWORK_BUFFERS_MEMORY_FRACTION,
            &network::NETWORK_EXCLUSIVE_BUFFERS_REQUEST_TIMEOUT_MILLISECONDS,
        ],
    },
];

const BUFFERS: Group = Group {
    name: GroupName::Buffers,
    options: &[
        &taskmanager::MIN_MEMORY_SEGMENT_SIZE,
        &taskmanager::STARTING_MEMORY_SEGMENT_SIZE,
        &taskmanager::BUFFER_DEBLOAT_ENABLED,
        &taskmanager::BUFFER_DEBLOAT_PERIOD,
        &taskmanager::BUFFER_DEBLOAT_SAMPLES,
        &taskmanager::BUFFER_DEBLOAT_TARGET,
        &taskmanager::BUFFER_DEBLOAT_THRESHOLD_PERCENTAGES,
        &network::NETWORK_BUFFERS_PER_CHANNEL,
        &network::NETWORK_EXTRA_BUFFERS_PER_GATE,
        &network::NETWORK_MAX_BUFFERS_PER_CHANNEL,
        &network::NETWORK_MAX_OVERDRAFT_BUFFERS_PER_GATE,
        &network::NETWORK_READ_MAX_REQUIRED_BUFFERS_PER_GATE,
        &network::NETWORK_BUFFERS_REQUEST_TIMEOUT,
    ],
};

const JOB_MANAGER_GROUPS: &[Group] = &[
    Group {
        name: GroupName::Basic,
        options: &[
            &jobmanager::JVM_HEAP_MEMORY,
            &jobmanager::JVM_METASPACE,
            &jobmanager::JVM_DIRECT_MEMORY_LIMIT_ENABLED,
            &containerized::CONTAINERIZED_HEAP_CUTOFF_MIN,
            &containerized::CONTAINERIZED_HEAP_CUTOFF_RATIO,
            // Where the release does not know the controls that come first, what is set there is still shown.
            &jobmanager::TOTAL_PROCESS_MEMORY,
            &jobmanager::TOTAL_FLINK_MEMORY,
            &jobmanager::OFF_HEAP_MEMORY,
            &jobmanager::JVM_OVERHEAD_MIN,
            &jobmanager::JVM_OVERHEAD_MAX,
            &jobmanager::JVM_OVERHEAD_FRACTION,
        ],
    },
    Group { name: GroupName::Older, options: &[&jobmanager::JOB_MANAGER_HEAP_MEMORY, &jobmanager::JOB_MANAGER_HEAP_MEMORY_MB] },
];

const LOCAL_GROUPS: &[Group] = &[
    Group {
        name: GroupName::Basic,
        options: &[
            &taskmanager::NETWORK_MEMORY_MAX,
            &taskmanager::TASK_HEAP_MEMORY,
            &taskmanager::TASK_OFF_HEAP_MEMORY,
            &taskmanager::CPU_CORES,
            &taskmanager::NUM_TASK_SLOTS,
            &taskmanager::MEMORY_SEGMENT_SIZE,
            &taskmanager::MANAGED_MEMORY_CONSUMER_WEIGHTS,
        ],
    },
    BUFFERS,
    Group {
        name: GroupName::IgnoredLocally,
        options: &[
            &taskmanager::TOTAL_PROCESS_MEMORY,
            &taskmanager::TOTAL_FLINK_MEMORY,
            &taskmanager::FRAMEWORK_HEAP_MEMORY,
            &taskmanager::FRAMEWORK_OFF_HEAP_MEMORY,
            &taskmanager::NETWORK_BATCH_SHUFFLE_READ_MEMORY,
            &taskmanager::MANAGED_MEMORY_FRACTION,
            &taskmanager::NETWORK_MEMORY_FRACTION,
            &taskmanager::JVM_METASPACE,
            &taskmanager::JVM_OVERHEAD_MIN,
            &taskmanager::JVM_OVERHEAD_MAX,
            &taskmanager::JVM_OVERHEAD_FRACTION,
            &taskmanager::TASK_MANAGER_HEAP_MEMORY,
            &taskmanager::TASK_MANAGER_HEAP_MEMORY_MB,
        ],
    },
    Group {
        name: GroupName::Older,
        options: &[
            &network::NETWORK_NUM_BUFFERS,
            &network::NETWORK_BUFFERS_MEMORY_MIN,
            &network::NETWORK_BUFFERS_MEMORY_MAX,
            &network::NETWORK_BUFFERS_MEMORY_FRACTION,
            &network::NETWORK_EXCLUSIVE_BUFFERS_REQUEST_TIMEOUT_MILLISECONDS,
        ],
    },
];

/// The options that say a pool's size, and those that say its fraction and bounds, by process.
const ABOUT_TASK_MANAGER: &[(Pool, &[&OptionSpec], &[&OptionSpec])] = &[
    (Pool::TotalProcess, &[&taskmanager::TOTAL_PROCESS_MEMORY], &[]),
    (Pool::TotalFlink, &[&taskmanager::TOTAL_FLINK_MEMORY], &[]),
    (Pool::JvmHeap, &[], &[&taskmanager::FRAMEWORK_HEAP_MEMORY, &taskmanager::TASK_HEAP_MEMORY]),
    (Pool::FrameworkHeap, &[&taskmanager::FRAMEWORK_HEAP_MEMORY], &[]),
    (Pool::TaskHeap, &[&taskmanager::TASK_HEAP_MEMORY], &[]),
    (Pool::OffHeap, &[], &[&taskmanager::MANAGED_MEMORY_FRACTION, &taskmanager::NETWORK_MEMORY_FRACTION]),
    (Pool::Managed, &[&taskmanager::MANAGED_MEMORY_SIZE], &[&taskmanager::MANAGED_MEMORY_FRACTION]),
    (
        Pool::JvmDirect,
        &[],
        &[&taskmanager::FRAMEWORK_OFF_HEAP_MEMORY, &taskmanager::TASK_OFF_HEAP_MEMORY, &taskmanager::NETWORK_MEMORY_FRACTION],
    ),
    (Pool::FrameworkOffHeap, &[&taskmanager::FRAMEWORK_OFF_HEAP_MEMORY], &[]),
    (Pool::TaskOffHeap, &[&taskmanager::TASK_OFF_HEAP_MEMORY], &[]),
    (Pool::Network, &[], &[&taskmanager::NETWORK_MEMORY_FRACTION, &taskmanager::NETWORK_MEMORY_MIN, &taskmanager::NETWORK_MEMORY_MAX]),
    (Pool::JvmMetaspace, &[&taskmanager::JVM_METASPACE], &[]),
    (Pool::JvmOverhead, &[], &[&taskmanager::JVM_OVERHEAD_FRACTION, &taskmanager::JVM_OVERHEAD_MIN, &taskmanager::JVM_OVERHEAD_MAX]),
];

const ABOUT_JOB_MANAGER: &[(Pool, &[&OptionSpec], &[&OptionSpec])] = &[
    (Pool::TotalProcess, &[&jobmanager::TOTAL_PROCESS_MEMORY], &[&jobmanager::JOB_MANAGER_HEAP_MEMORY]),
    (Pool::TotalFlink, &[&jobmanager::TOTAL_FLINK_MEMORY], &[]),
    (Pool::JvmHeap, &[&jobmanager::JVM_HEAP_MEMORY], &[&jobmanager::JOB_MANAGER_HEAP_MEMORY]),
    (Pool::OffHeap, &[&jobmanager::OFF_HEAP_MEMORY], &[]),
    (Pool::JvmMetaspace, &[&jobmanager::JVM_METASPACE], &[]),
    (Pool::JvmOverhead, &[], &[&jobmanager::JVM_OVERHEAD_FRACTION, &jobmanager::JVM_OVERHEAD_MIN, &jobmanager::JVM_OVERHEAD_MAX]),
    (Pool::HeapCutoff, &[], &[&containerized::CONTAINERIZED_HEAP_CUTOFF_RATIO, &containerized::CONTAINERIZED_HEAP_CUTOFF_MIN]),
];

const ABOUT_LOCAL: &[(Pool, &[&OptionSpec], &[&OptionSpec])] = &[
    (Pool::TaskHeap, &[&taskmanager::TASK_HEAP_MEMORY], &[]),
    (Pool::TaskOffHeap, &[&taskmanager::TASK_OFF_HEAP_MEMORY], &[]),
    (Pool::Managed, &[&taskmanager::MANAGED_MEMORY_SIZE], &[]),
    (Pool::Network, &[], &[&taskmanager::NETWORK_MEMORY_MIN, &taskmanager::NETWORK_MEMORY_MAX]),
];

/// The pool whose size an option says.
pub fn pool_of(key: &str) -> Option<Pool> {
    let says = |(_, options, _): &&(Pool, &[&OptionSpec], &[&OptionSpec])| options.iter().any(|option| option.key == key);
    [ABOUT_TASK_MANAGER, ABOUT_JOB_MANAGER].into_iter().flatten().find(says).map(|(pool, ..)| *pool)
}

/// The pool that a fraction is for. Pools stand in the tables after those around them, and the inner one is meant.
pub fn pool_shared_by(key: &str) -> Option<Pool> {
    let is_for = |(_, _, others): &&(Pool, &[&OptionSpec], &[&OptionSpec])| others.first().is_some_and(|option| option.key == key);
    [ABOUT_TASK_MANAGER, ABOUT_JOB_MANAGER].into_iter().flatten().rfind(is_for).map(|(pool, ..)| *pool)
}

/// The keys that would change a pool, the most direct first.
pub fn levers(pool: Pool, process: Process, release: Release) -> Vec<&'static str> {
    let about = match process {
        Process::TaskManager => ABOUT_TASK_MANAGER,
        Process::JobManager => ABOUT_JOB_MANAGER,
        Process::Local => ABOUT_LOCAL,
    };
    let Some((_, own, others)) = about.iter().find(|(about, ..)| *about == pool) else { return Vec::new() };
    let mut keys = Vec::new();
    for options in [own, others] {
        keys.extend(options.iter().filter(|option| option.in_release(release).is_some()).map(|option| option.key));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use flink_memory::ReleaseOption;

    fn shown(request: &Request) -> Vec<&'static str> {
        let first = controls(request).into_iter().flat_map(|control| match control {
            Control::Total { process, flink } => vec![process, flink],
            Control::Single(option, _) => vec![option],
        });
        let grouped = groups(request.process).iter().flat_map(|group| options_shown(group, request));
        first.chain(grouped).map(|option| option.key).collect()
    }

    #[test]
    fn a_fraction_is_for_the_innermost_pool() {
        let pools = ["taskmanager.memory.managed.fraction", "jobmanager.memory.jvm-overhead.fraction", "containerized.heap-cutoff-ratio"];
        assert_eq!(pools.map(pool_shared_by), [Pool::Managed, Pool::JvmOverhead, Pool::HeapCutoff].map(Some));
    }

    #[test]
    fn every_option_of_a_process_has_one_place() {
        let tables = [
            (Process::TaskManager, vec![taskmanager::TABLE, network::TABLE]),
            (Process::JobManager, vec![jobmanager::TABLE, containerized::TABLE]),
            (Process::Local, vec![taskmanager::TABLE, network::TABLE]),
        ];
        for (process, tables) in tables {
            for &release in Release::ALL {
                let request = Request::shipped(release, process);
                let shown = shown(&request);
                for option in tables.iter().copied().flatten().filter(|option| option.in_release(release).is_some()) {
                    let places = shown.iter().filter(|key| **key == option.key).count();
                    let legacy_locally = process == Process::Local && option.in_release(release).is_some_and(ReleaseOption::is_deprecated);
                    assert!(places == 1 || legacy_locally && places <= 1, "{release} {} has {places} places", option.key);
                }
            }
        }
    }

    #[test]
    fn what_is_set_is_shown_where_the_release_does_not_know_it() {
        let mut request = Request::shipped(Release::LATEST, Process::TaskManager);
        request.configuration.set("taskmanager.heap.size", "1g");
        assert!(shown(&request).contains(&"taskmanager.heap.size"));
        let old = Request::shipped(Release::LATEST, Process::JobManager);
        let old = Request { release: Release::V1_10, ..old };
        assert!(shown(&old).contains(&"jobmanager.memory.process.size"));
    }

    #[test]
    fn every_lever_is_known_to_the_release() {
        assert_eq!(levers(Pool::HeapCutoff, Process::JobManager, Release::V1_11), Vec::<&str>::new());
        assert_eq!(pool_of("jobmanager.memory.heap.size"), Some(Pool::JvmHeap));
        assert_eq!(pool_of("taskmanager.memory.network.min"), None);
    }
}
