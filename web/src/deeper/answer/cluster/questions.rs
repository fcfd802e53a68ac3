//! What is asked of a cluster, with what the configuration says of it by default. What follows stands beside this file.

use flink_memory::resource_manager::{KubernetesPods, Pod};
use flink_memory::{Configuration, MemorySize, parse_double};
use flink_memory_sizing::cluster::{Capacity, ClusterRequest, MOST_JOB_MANAGERS, Node, Price, Reservation};

use super::told;
use crate::deeper::field::{self, Complaint, Field, Read};
use crate::state::Asked;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Questions {
    /// Slots that jobs need.
    pub parallelism: Field,
    /// Cores of a TaskManager's pod.
    pub cores: Field,
    /// JobManagers, the cores and the memory of each.
    pub job_managers: [Field; 3],
    /// Why Flink refuses the JobManager of this configuration, for which cores and memory are assumed then.
    pub job_manager_refused: Option<String>,
    /// Cores and memory of a node.
    pub node: [Field; 2],
    /// Who keeps what of a node.
    pub reserved: Field,
    /// The most pods of a node, where that decides what is kept.
    pub most_pods: Option<Field>,
    /// Cores and memory that are kept, where a person says them.
    pub by_hand: Option<[Field; 2]>,
    /// Cores and memory that daemons request on each node.
    pub daemons: [Field; 2],
    /// The price of a node for an hour.
    pub price: Field,
}

/// Who says what is kept of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// Google.
    Gke,
    /// Amazon.
    Eks,
    /// A person.
    ByHand,
}

/// Who says what is kept of a node, by their stable names.
pub const RESERVATIONS: [(Keeper, &str); 3] = [(Keeper::Gke, "gke"), (Keeper::Eks, "eks"), (Keeper::ByHand, "by-hand")];

/// The option of the parallelism.
pub(super) const PARALLELISM: &str = "parallelism.default";

/// The highest parallelism that Flink takes.
const MOST_PARALLELISM: u32 = 32_768;

/// The most pods of Amazon's `m5.4xlarge`, which is as large as the node that is asked for by default.
const MOST_PODS: u32 = 234;

/// The cores and the memory of a JobManager whose own configuration Flink refuses.
const JOB_MANAGER: Capacity = Capacity { cores_millis: 1000, memory: MemorySize::from_mebibytes(1600) };

/// Reads the questions, and makes a request of them in which the TaskManager has no memory and no slots yet; nothing while a text cannot be read.
pub(super) fn read(asked: &Asked, configuration: &Configuration, slots: u32, pods: &KubernetesPods) -> (Questions, Option<ClusterRequest>) {
    let configured = |name, key: &str, default: u32, least, most| {
        configured(asked, name, configuration.text(key).unwrap_or_else(|| default.to_string()), |text| {
            text.parse().ok().filter(|number| (least..=most).contains(number)).ok_or(Complaint::NotWhole { least, most })
        })
    };
    let cores = |name, default| configured_cores(asked, name, default);
    let worker = pods.task_manager.as_ref().ok().map_or(u64::from(slots) * 1000, |(pod, _)| requested(pod).cores_millis);
    let job_manager = pods.job_manager.as_ref().map_or(JOB_MANAGER, requested);

    let (parallelism_field, parallelism) = configured("cluster-parallelism", PARALLELISM, slots, 1, MOST_PARALLELISM);
    let (cores_field, pod_cores) = cores("cluster-cores", worker);
    let (count_field, job_managers) = configured("cluster-job-managers", "kubernetes.jobmanager.replicas", 1, 0, MOST_JOB_MANAGERS);
    let (job_cores_field, job_cores) = cores("cluster-job-cores", job_manager.cores_millis);
    let (job_memory_field, job_memory) = field::size(asked, "cluster-job-memory", job_manager.memory);
    let (node_cores_field, node_cores) = cores("cluster-node-cores", 16_000);
    let (node_memory_field, node_memory) = field::size(asked, "cluster-node-memory", MemorySize::from_mebibytes(64 << 10));
    let (reserved_field, keeper) = field::one_of(asked, "cluster-reserved", &RESERVATIONS, "gke");
    let pods_read = (keeper == Some(Keeper::Eks)).then(|| field::whole(asked, "cluster-node-pods", MOST_PODS, 1, 10_000));
    let pair = |[cores_name, memory_name]: [&'static str; 2]| {
        let ((cores, millis), (memory, size)) = (cores(cores_name, 0), field::size(asked, memory_name, MemorySize::ZERO));
        ([cores, memory], capacity(millis, size))
    };
    let by_hand = (keeper == Some(Keeper::ByHand)).then(|| pair(["cluster-reserved-cores", "cluster-reserved-memory"]));
    let (daemon_fields, daemons) = pair(["cluster-daemon-cores", "cluster-daemon-memory"]);
    let (price_field, price) = field::optional(asked, "cluster-price", |text| text.parse::<Price>().map_err(|_| Complaint::NotNumber));

    let request = || {
        let machine = capacity(node_cores, node_memory)?;
        let kept = match keeper? {
            Keeper::Gke => Reservation::Gke.of(machine),
            Keeper::Eks => Reservation::Eks { most_pods: pods_read.as_ref()?.1? }.of(machine),
            Keeper::ByHand => by_hand.as_ref()?.1?,
        };
        Some(ClusterRequest {
            parallelism: parallelism?,
            slots: 0,
            task_manager: Capacity { cores_millis: pod_cores?, memory: MemorySize::ZERO },
            job_manager: capacity(job_cores, job_memory)?,
            job_managers: job_managers?,
            node: Node { capacity: machine, reserved: kept.plus(daemons?)? },
            node_hour: price,
        })
    };
    let request = request().filter(|_| price_field.complaint.is_none());
    let questions = Questions {
        parallelism: parallelism_field,
        cores: cores_field,
        job_managers: [count_field, job_cores_field, job_memory_field],
        job_manager_refused: pods.job_manager.as_ref().err().map(|error| told(error.exception(), error)),
        node: [node_cores_field, node_memory_field],
        reserved: reserved_field,
        most_pods: pods_read.map(|(field, _)| field),
        by_hand: by_hand.map(|(fields, _)| fields),
        daemons: daemon_fields,
        price: price_field,
    };
    (questions, request)
}

fn capacity(cores_millis: Option<u64>, memory: Option<MemorySize>) -> Option<Capacity> {
    Some(Capacity { cores_millis: cores_millis?, memory: memory? })
}

/// What a pod requests. Flink's count of mebibytes is below zero for pods that no node holds; those count as the largest.
pub(super) fn requested(pod: &Pod) -> Capacity {
    let memory = u32::try_from(pod.requests.mebibytes).map_or(MemorySize::MAX, MemorySize::from_mebibytes);
    Capacity { cores_millis: millis(pod.requests.cpu).unwrap_or(u64::MAX), memory }
}

/// A question whose default is a text that somebody configured, and may therefore not be readable either.
fn configured<T>(asked: &Asked, name: &'static str, default: String, read: impl Fn(&str) -> Result<T, Complaint>) -> Read<T> {
    let (mut field, mut value) = field::optional(asked, name, |text| read(text));
    if field.text.is_empty() {
        match read(default.trim_ascii()) {
            Ok(known) => value = Some(known),
            Err(complaint) => field.complaint = Some(complaint),
        }
    }
    field.default = default;
    (field, value)
}

fn configured_cores(asked: &Asked, name: &'static str, default: u64) -> Read<u64> {
    configured(asked, name, cores_text(default), |text| parse_double(text).ok().and_then(millis).ok_or(Complaint::NotNumber))
}

/// Thousandths of a core, rounded up as Kubernetes does; nothing for what is no number, is below zero, or is beyond a million of them.
fn millis(cores: f64) -> Option<u64> {
    // What a double misses of a decimal number is less than a thousandth of a thousandth.
    let millis = (cores * 1000.0 - 1e-3).ceil();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies within the bounds that were looked at")]
    (0.0..=1e6).contains(&cores).then_some(millis.max(0.0) as u64)
}

/// Cores out of thousandths of them, with as many decimals as it takes: `2`, `15.89`.
pub fn cores_text(millis: u64) -> String {
    let (mut decimals, mut width) = (millis % 1000, 3);
    if decimals == 0 {
        return (millis / 1000).to_string();
    }
    while decimals.is_multiple_of(10) {
        decimals /= 10;
        width -= 1;
    }
    format!("{}.{decimals:0width$}", millis / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cores_are_counted_in_thousandths() {
        for (cores, expected) in
            [(1.1, Some(1100)), (0.0, Some(0)), (2.0, Some(2000)), (0.0005, Some(1)), (1e9, None), (-1.0, None), (f64::NAN, None)]
        {
            assert_eq!(millis(cores), expected, "{cores}");
        }
        assert_eq!([15_890, 2000, 5, 100].map(cores_text), ["15.89", "2", "0.005", "0.1"]);
    }
}
