
/** How a job runs, by Flink's name in execution.runtime-mode. */
export type RuntimeExecutionMode = "STREAMING" | "BATCH";

/** How the stages of a batch job hand on their data, by Flink's name in execution.batch-shuffle-mode; the last two from 1.16 on. */
export type BatchShuffleMode = "ALL_EXCHANGES_PIPELINED" | "ALL_EXCHANGES_BLOCKING" | "ALL_EXCHANGES_HYBRID_FULL" | "ALL_EXCHANGES_HYBRID_SELECTIVE";

/** How records get from stage to stage, by the name that the job graph of Flink's web UI shows. HASH is keyBy, a join, a GROUP BY. */
export type Exchange = "HASH" | "REBALANCE" | "SHUFFLE" | "BROADCAST" | "GLOBAL" | "CUSTOM" | "FORWARD" | "RESCALE";

/** A job: chains of operators with what joins them, in the default slot sharing group. */
export interface Job {
  /** What execution.runtime-mode of the request says where absent, and STREAMING where it says nothing. */
  mode?: RuntimeExecutionMode;
  /** Of batch jobs. What execution.batch-shuffle-mode of the request says where absent, and else Flink's default, ALL_EXCHANGES_BLOCKING. */
  batchShuffleMode?: BatchShuffleMode;
  /** At least one, each behind those that it reads. */
  stages: readonly Stage[];
}

/** A chain of operators. */
export interface Stage {
  /** How many subtasks it has, 1 to 32768. */
  parallelism: number;
  /** What it reads; none for a source, which is what counts where absent, and two for a join. */
  inputs?: readonly StageInput[];
}

/** What a stage reads. */
export interface StageInput {
  /** The index of an earlier stage, from 0. */
  stage: number;
  /** FORWARD joins stages of the same parallelism only. */
  exchange: Exchange;
}

export interface JobBuffersOptions {
  /** Where the tasks are that a task reads from: all on other TaskManagers, with which what suffices does so however slots are taken, or as many as there can be on the same one. "remote" where absent. */
  placement?: "remote" | "local";
  /** The network memory of the TaskManager; what Flink derives for the request where absent. */
  network?: Size;
}

/** What a job takes of the network buffers of the TaskManager that holds the most of it. Source: the counting of networkBuffers(), for the tasks that StreamingJobGraphGenerator and the slot sharing of a job make. */
export interface JobBuffers {
  ok: true;
  /** The network memory in bytes. */
  network: bigint;
  /** How many buffers that is. */
  networkBuffers: number;
  settings: BufferSettings;
  /** The slots of the TaskManager. */
  slots: number;
  /** How many TaskManagers there must be, so that each subtask of any stage has a slot. */
  taskManagers: number;
  /** One for each stage, in order. */
  stages: StageBuffers[];
  /** The tasks that the TaskManager holds, in the order in which they are set up. */
  deployed: Subtasks[];
  /** What these take together. */
  taskManager: NeededBuffers;
  /** "Insufficient number of network buffers: ...", which the first task fails with that lacks some; absent where there are enough. */
  insufficient?: FlinkError;
  log: LogLine[];
}

/** A number of buffers. */
export interface BufferRange {
  /** What is required: without it something does not start. */
  least: number;
  /** What is in use when every pool has all that it may take; absent where a pool has no limit, and above 2^31 - 1. */
  most?: number;
}

export interface NeededBuffers extends BufferRange {
  /** The network memory that has exactly the required buffers, in bytes: taskmanager.memory.network.min and .max set to it. */
  leastMemory: bigint;
  /** The same for the most. */
  mostMemory?: bigint;
}

export interface StageBuffers {
  /** The gates of its largest task, in the order of its inputs. */
  gates: Required<Gate>[];
  /** The partitions of its largest task, in the order of the stages that read them. */
  partitions: Required<Partition>[];
  /** What that task takes. */
  perTask: BufferRange;
  /** How many of its subtasks the TaskManager has slots for. */
  subtasks: number;
  /** What these take. */
  perTaskManager: BufferRange;
}

/** Some subtasks of a stage. */
export interface Subtasks {
  /** The index of the stage. */
  stage: number;
  count: number;
}
