
export interface InsufficientBuffersOptions {
  /** The job whose stages may have asked. */
  job?: Job;
}

/** "Insufficient number of network buffers", as a text says it, and who asks for so many. Source: NetworkBufferPool. */
export interface InsufficientBuffers {
  ok: true;
  /** What a task asked for: all that a pool requires, or the exclusive buffers of one channel. */
  required: number;
  /** What was left. */
  available: number;
  /** What the TaskManager had. */
  total: number;
  /** The size of each in bytes. */
  segmentSize: number;
  /** With how many buffers the one that failed would have had its own; tasks behind it may ask for more. Absent where that is none, or above 2^31 - 1. */
  enough?: number;
  /** The network memory that has exactly so many, in bytes, with the size of a buffer that the request says. */
  enoughMemory?: bigint;
  /** The gates and partitions that ask for exactly what was required. */
  askedBy: Asker[];
  /** The stages of the job that do; absent without a job. */
  askedByStages?: StageAsker[];
}

/** The part of a task that asks: the pool of a partition, or of one that sorts before it writes; the pool of a gate, for floating buffers; one channel of a gate, for exclusive ones. */
export type AskingPart = "partition" | "sortPartition" | "gate" | "channel";

/** Parts that ask for the same number of buffers. */
export interface Asker {
  part: AskingPart;
  /** In which kinds of partition, or in gates that read them. */
  types: ResultPartitionType[];
  /** The fewest subpartitions of such a partition, or channels of such a gate. */
  from: number;
  /** The most of them, up to 32768, the highest parallelism. */
  to: number;
}

/** A stage that asks for the number of buffers. */
export interface StageAsker {
  /** The index of the stage whose tasks ask. */
  stage: number;
  part: AskingPart;
  /** The index of the stage that they read from or write to with it. */
  peer: number;
  /** How many channels or subpartitions it has. */
  count: number;
}
