
/** Flink refuses what is asked for. A breakdown that cannot be derived has its log and steps in derive(). */
export interface Refusal {
  ok: false;
  error: FlinkError;
}

/** A size that is given: a text as Flink's MemorySize reads it, such as "512m", or a number of bytes. */
export type Size = string | number | bigint;

/** The sizes with which a resource manager starts a TaskManager, in bytes. From 1.18 on, and before with fine-grained resources, they are derived anew around total Flink memory. Source: TaskExecutorProcessUtils.processSpecFromWorkerResourceSpec. */
export interface WorkerSizes {
  totalProcess: bigint;
  /** The whole process as it is configured, and as a start script derives it. It may differ from totalProcess where more than one total or part is set. */
  configuredProcess: bigint;
  totalFlink: bigint;
  jvmOverhead: bigint;
  cpuCores: number;
}
