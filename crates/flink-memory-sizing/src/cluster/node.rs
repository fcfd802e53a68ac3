//! A node, and what a managed Kubernetes keeps of it for itself.

use flink_memory::MemorySize;

use super::Capacity;
use crate::bytes::{sum, thousandths, times};

/// A machine that pods run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it has.
    pub capacity: Capacity,
    /// What pods do not get: [`Reservation::of`] and the requests of daemons, such as agents for logs and networks.
    pub reserved: Capacity,
}

impl Node {
    /// What pods can be given; nothing where more is reserved than is there.
    pub fn allocatable(&self) -> Capacity {
        self.capacity.rest(self.reserved)
    }
}

/// How much of a node the kubelet keeps for itself, by who runs Kubernetes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reservation {
    /// Google Kubernetes Engine, nodes with Linux: 25 % of the first 4 GiB of memory, 20 % of the next 4, 10 % of the next 8, 6 % of the next 112 and
    /// 2 % above; 255 MiB of nodes below 1 GiB. With it come 100 MiB below which pods are evicted.
    ///
    /// Source: "Plan GKE Standard node sizes" of its documentation. Machines with shared cores keep more of a core.
    Gke,
    /// Amazon's Elastic Kubernetes Service: 255 MiB and 11 MiB for each pod that the node may have, and 100 MiB below which pods are evicted.
    ///
    /// Source: `bootstrap.sh` of amazon-eks-ami, `get_memory_mebibytes_to_reserve` and `evictionHard`.
    Eks {
        /// The most pods on a node, which its type decides; 58 on an `m5.2xlarge`.
        most_pods: u32,
    },
}

/// Thousandths that are kept of memory up to a number of GiB.
const GKE_MEMORY: [(u32, u32); 5] = [(4, 250), (8, 200), (16, 100), (128, 60), (u32::MAX, 20)];

/// Hundredths of a percent that are kept of cores up to a number of thousandths; the same in GKE and EKS.
const CORES: [(u64, u64); 4] = [(1000, 600), (2000, 100), (4000, 50), (u64::MAX, 25)];

/// Below how much memory pods are evicted, which is kept free as well.
const EVICTION: MemorySize = MemorySize::from_mebibytes(100);

/// What either keeps of the smallest nodes.
const SMALLEST: MemorySize = MemorySize::from_mebibytes(255);

impl Reservation {
    /// What is kept of a node of this size. Each share is rounded down, to bytes and to thousandths of a core.
    ///
    /// Cores, in both: 6 % of the first, 1 % of the second, 0.5 % of the next two and 0.25 % of all others.
    ///
    /// ```
    /// use flink_memory::MemorySize;
    /// use flink_memory_sizing::cluster::{Capacity, Reservation};
    ///
    /// let node = Capacity { cores_millis: 8000, memory: MemorySize::from_mebibytes(32 << 10) };
    /// let kept = Reservation::Gke.of(node);
    /// assert_eq!((kept.cores_millis, kept.memory.whole_mebibytes()), (90, 3745));
    /// let kept = Reservation::Eks { most_pods: 58 }.of(node);
    /// assert_eq!((kept.cores_millis, kept.memory.whole_mebibytes()), (90, 993));
    /// ```
    pub fn of(self, node: Capacity) -> Capacity {
        let memory = match self {
            Reservation::Gke if node.memory < MemorySize::from_mebibytes(1024) => SMALLEST,
            Reservation::Gke => gke_memory(node.memory),
            Reservation::Eks { most_pods } => {
                let pods = times(MemorySize::from_mebibytes(11), u64::from(most_pods)).unwrap_or(MemorySize::MAX);
                sum(SMALLEST, pods)
            }
        };
        Capacity { cores_millis: cores(node.cores_millis), memory: sum(memory, EVICTION) }
    }
}

fn gke_memory(memory: MemorySize) -> MemorySize {
    let (mut kept, mut below) = (MemorySize::ZERO, MemorySize::ZERO);
    for (gibibytes, share) in GKE_MEMORY {
        let end = times(MemorySize::from_mebibytes(1024), u64::from(gibibytes)).unwrap_or(MemorySize::MAX).min(memory);
        kept = sum(kept, thousandths(end.minus(below).unwrap_or_default(), share));
        below = below.max(end);
    }
    kept
}

fn cores(millis: u64) -> u64 {
    let (mut kept, mut below) = (0, 0);
    for (end, share) in CORES {
        let part = end.min(millis).saturating_sub(below);
        // Parted, so that no product is too long.
        kept += part / 10_000 * share + part % 10_000 * share / 10_000;
        below = end;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nodes_keep_what_others_work_out() {
        // learnk8s, "Allocatable memory and CPU": 70m and 1.8 GiB. gke-node-allocatable-memory-calculator: 9.8577 GiB with eviction.
        for (cores_millis, gibibytes, kept_cores, kept_mebibytes) in [(2000, 8, 70, 1943), (64_000, 150, 230, 10_094)] {
            let node = Capacity { cores_millis, memory: MemorySize::from_mebibytes(gibibytes << 10) };
            let kept = Reservation::Gke.of(node);
            assert_eq!((kept.cores_millis, kept.memory.whole_mebibytes()), (kept_cores, kept_mebibytes));
        }
    }

    proptest! {
        #[test]
        fn a_larger_node_keeps_no_less(cores_millis: u64, more: u32, memory in 1u64 << 30..1 << 62, most_pods: u32) {
            let size = |bytes| MemorySize::from_bytes(bytes).unwrap_or_default();
            let node = Capacity { cores_millis, memory: size(memory) };
            let larger = Capacity { cores_millis: cores_millis.saturating_add(u64::from(more)), memory: size(memory + u64::from(more)) };
            for reservation in [Reservation::Gke, Reservation::Eks { most_pods }] {
                let (kept, of_larger) = (reservation.of(node), reservation.of(larger));
                prop_assert!(kept.cores_millis <= of_larger.cores_millis && kept.memory <= of_larger.memory);
                prop_assert!(kept.cores_millis <= cores_millis);
            }
            let node = Node { capacity: node, reserved: larger };
            prop_assert_eq!(node.allocatable(), Capacity::ZERO);
        }
    }
}
