
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
}

export interface YarnTaskManager {
  ok: true;
  /** Absent where YARN has no container that large, and nothing is asked for. */
  container?: YarnContainer;
  /** The sizes that its process is started with. */
  worker: WorkerSizes;
}

/** A container as Flink asks for it; YARN may give a larger one. */
export interface YarnContainer {
  /** In bytes, whole mebibytes. */
  memory: bigint;
  vcores: number;
}
