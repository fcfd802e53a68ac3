//! What YARN gives for what Flink asks: containers that are rounded up, what of them no process uses, and the process that would. YARN is not
//! Flink: what is told here stands in Hadoop, and no vector proves it.

use super::client::mebibytes;
use super::{YarnCluster, YarnContainers};
use crate::size::MemorySize;

/// How YARN rounds the memory of containers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YarnScheduler {
    /// The Capacity Scheduler, which is Hadoop's default, and the FIFO one: up to multiples of `yarn.scheduler.minimum-allocation-mb`.
    Capacity,
    /// The Fair Scheduler: at least that minimum, up to multiples of an increment.
    Fair {
        /// `yarn.resource-types.memory-mb.increment-allocation`, before Hadoop 3.1 `yarn.scheduler.increment-allocation-mb`; 1024 by default.
        /// Unit: MiB.
        increment_mebibytes: i32,
    },
}

/// The containers that YARN gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YarnAllocations {
    /// The JobManager's; `None` where the client gives up.
    pub job_manager: Option<YarnAllocation>,
    /// A TaskManager's; `None` where the JobManager gives up, or asks for nothing.
    pub task_manager: Option<YarnAllocation>,
}

/// A container that YARN gives. Unit: MiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YarnAllocation {
    /// What the process is started with.
    pub process_mebibytes: i32,
    /// What the container has.
    pub container_mebibytes: i32,
}

impl YarnScheduler {
    /// What a container has that so much is asked for. Unit: MiB.
    ///
    /// Source: Hadoop's `DefaultResourceCalculator.normalize`.
    ///
    /// ```
    /// use flink_memory::resource_manager::{YarnCluster, YarnScheduler};
    ///
    /// let cluster = YarnCluster {
    ///     minimum_mebibytes: 1024,
    ///     minimum_cores: 1,
    ///     maximum_mebibytes: 8192,
    ///     maximum_cores: 4,
    ///     largest_node_mebibytes: 65_536,
    /// };
    /// assert_eq!(YarnScheduler::Capacity.gives(1600, &cluster), 2048);
    /// assert_eq!(YarnScheduler::Fair { increment_mebibytes: 512 }.gives(1100, &cluster), 1536);
    /// ```
    pub fn gives(self, mebibytes: i32, cluster: &YarnCluster) -> i32 {
        let minimum = cluster.minimum_mebibytes;
        let unit = match self {
            // Without an increment the Fair Scheduler falls back on the minimum.
            YarnScheduler::Capacity | YarnScheduler::Fair { increment_mebibytes: 0 } => minimum,
            YarnScheduler::Fair { increment_mebibytes } => increment_mebibytes,
        };
        let (asked, unit) = (i64::from(mebibytes.max(minimum).max(0)), i64::from(unit.max(1)));
        let multiple = (asked + unit - 1) / unit * unit;
        i32::try_from(multiple).unwrap_or(i32::MAX).min(cluster.maximum_mebibytes)
    }
}

impl YarnAllocation {
    /// What of the container the process does not use. Unit: MiB.
    pub fn waste_mebibytes(self) -> i32 {
        self.container_mebibytes.saturating_sub(self.process_mebibytes)
    }

    /// The size of a process that uses all of the container, for `taskmanager.memory.process.size` or `jobmanager.memory.process.size` with
    /// no other total set; for the JobManager of 1.10 `jobmanager.heap.size`.
    pub fn full_process_size(self) -> MemorySize {
        MemorySize::from_mebibytes(u32::try_from(self.container_mebibytes).unwrap_or_default())
    }
}

impl YarnContainers {
    /// What YARN gives for what Flink asks.
    ///
    /// ```
    /// use flink_memory::resource_manager::{YarnCluster, YarnScheduler, yarn};
    /// use flink_memory::{Configuration, Release};
    ///
    /// let cluster = YarnCluster {
    ///     minimum_mebibytes: 1024,
    ///     minimum_cores: 1,
    ///     maximum_mebibytes: 8192,
    ///     maximum_cores: 4,
    ///     largest_node_mebibytes: 65_536,
    /// };
    /// let configuration =
    ///     Configuration::from_iter([("jobmanager.memory.process.size", "1600m"), ("taskmanager.memory.process.size", "1728m")]);
    /// let allocations = yarn(&configuration, Release::V1_20, &cluster).allocated(&cluster, YarnScheduler::Capacity);
    /// let task_manager = allocations.task_manager.ok_or("too large")?;
    /// assert_eq!((task_manager.container_mebibytes, task_manager.waste_mebibytes()), (2048, 320));
    /// assert_eq!(task_manager.full_process_size().shortest_text(), "2g");
    /// # Ok::<(), &str>(())
    /// ```
    pub fn allocated(&self, cluster: &YarnCluster, scheduler: YarnScheduler) -> YarnAllocations {
        // Also 1.11, which rounds up by itself, comes to what YARN makes of the process.
        let given =
            |process_mebibytes| YarnAllocation { process_mebibytes, container_mebibytes: scheduler.gives(process_mebibytes, cluster) };
        let job_manager = self.job_manager.as_ref().ok().map(|asked| asked.process_mebibytes);
        let asked = self.task_manager.as_ref().ok().filter(|asked| asked.container.is_some());
        let task_manager = asked.map(|asked| mebibytes(asked.worker.total_process));
        YarnAllocations { job_manager: job_manager.map(given), task_manager: task_manager.map(given) }
    }
}
