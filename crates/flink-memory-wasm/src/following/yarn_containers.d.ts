
/** What YARN says of itself. What is absent is as Hadoop 3 ships it in yarn-default.xml. */
export interface YarnCluster {
  /** yarn.scheduler.minimum-allocation-mb, in multiples of which YARN gives memory, in MiB; 1024 where absent. */
  minimumAllocationMb?: number;
  /** yarn.scheduler.minimum-allocation-vcores; 1 where absent. */
  minimumAllocationVcores?: number;
  /** yarn.scheduler.maximum-allocation-mb in MiB; 8192 where absent. */
  maximumAllocationMb?: number;
  /** yarn.scheduler.maximum-allocation-vcores; 4 where absent. */
  maximumAllocationVcores?: number;
  /** The most memory that is free on any node now, in MiB; without a bound where absent. */
  largestNodeMb?: number;
  /** How YARN rounds memory up: the Capacity Scheduler, Hadoop's default, and the FIFO one to multiples of the minimum, the Fair Scheduler to multiples of an increment. "capacity" where absent. */
  scheduler?: "capacity" | "fair";
  /** The Fair Scheduler's yarn.resource-types.memory-mb.increment-allocation in MiB, before Hadoop 3.1 yarn.scheduler.increment-allocation-mb; 1024 where absent, and 0 for the minimum. */
  incrementAllocationMb?: number;
}

/** What a cluster on YARN asks for. Each half fails on its own: a client starts the JobManager, and the JobManager the others. Source: YarnClusterDescriptor and YarnResourceManagerFactory. */
export interface YarnContainers {
  jobManager: YarnJobManager | Refusal;
  taskManager: YarnTaskManager | Refusal;
  /** What client and JobManager log, each distinct line once, in order. */
  log: LogLine[];
}

export interface YarnJobManager {
  ok: true;
  /** The process as it is configured, in bytes, whole mebibytes. The JVM stays that large, whatever the container is. */
  totalProcess: bigint;
  /** A TaskManager as the client checks it, in bytes, whole mebibytes. */
  taskManagerTotalProcess: bigint;
  container: YarnContainer;
  /** What YARN gives for it. */
  allocation: YarnAllocation;
}

export interface YarnTaskManager {
  ok: true;
  /** Absent where YARN has no container that large, and nothing is asked for. */
  container?: YarnContainer;
  /** What YARN gives for it; absent where nothing is asked for. */
  allocation?: YarnAllocation;
  /** The sizes that its process is started with. */
  worker: WorkerSizes;
}

/** A container as Flink asks for it; YARN may give a larger one. */
export interface YarnContainer {
  /** In bytes, whole mebibytes. */
  memory: bigint;
  vcores: number;
}

/** A container as YARN gives it, never above its maximum. Source: Hadoop's DefaultResourceCalculator.normalize. */
export interface YarnAllocation {
  /** What the container has, in bytes, whole mebibytes. */
  memory: bigint;
  /** What of it the process does not use, in bytes. */
  waste: bigint;
  /** The size of a process that uses all of it, in bytes, for taskmanager.memory.process.size or jobmanager.memory.process.size with no other total set; for the JobManager of 1.10 jobmanager.heap.size. */
  fullProcessSize: bigint;
}
