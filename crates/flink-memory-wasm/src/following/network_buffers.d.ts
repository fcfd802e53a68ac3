
/** Flink's name of a kind of result partition. */
export type ResultPartitionType =
  | "PIPELINED"
  | "PIPELINED_BOUNDED"
  | "PIPELINED_APPROXIMATE"
  | "BLOCKING"
  | "BLOCKING_PERSISTENT"
  | "HYBRID_FULL"
  | "HYBRID_SELECTIVE";

export interface NetworkBuffersOptions {
  /** The gates of a task, one for each of its inputs; none where absent. */
  gates?: readonly Gate[];
  /** The partitions of a task, one for each data set that it hands on; none where absent. */
  partitions?: readonly Partition[];
  /** How many such tasks are set up, one after the other; 1 where absent. */
  tasks?: number;
  /** The network memory of the TaskManager; what Flink derives for the request where absent. */
  network?: Size;
}

/** Where a task reads one of its inputs. */
export interface Gate {
  /** How many producers it reads from. */
  channels: number;
  /** How many of them are on another TaskManager, at most all of them, which is what counts where absent. Only these have exclusive buffers. */
  remoteChannels?: number;
  /** The kind of partition that it reads; PIPELINED_BOUNDED, as of streaming jobs, where absent. */
  type?: ResultPartitionType;
}

/** Where a task leaves what it hands on. */
export interface Partition {
  /** How many consumers read from it. */
  subpartitions: number;
  /** PIPELINED_BOUNDED, as of streaming jobs, where absent. */
  type?: ResultPartitionType;
}

/** The network buffers of a TaskManager, and what equal tasks take. All numbers but sizes are buffers; Flink checks few of them, so that they may be below zero. */
export interface NetworkBuffers {
  ok: true;
  /** The network memory in bytes. */
  network: bigint;
  /** How many buffers that is. */
  networkBuffers: number;
  settings: BufferSettings;
  /** One for each gate, in order. */
  gates: GateBuffers[];
  /** One for each partition, in order. */
  partitions: PartitionBuffers[];
  /** What the task says that it could use, for slots of fine-grained resources; absent before 1.14. Source: NettyShuffleMaster.computeShuffleMemorySizeForTask. */
  announced?: AnnouncedBuffers | Refusal;
  /** How many of the tasks have what they require. Source: NetworkBufferPool and LocalBufferPool. */
  deployed: DeployedTasks | Refusal;
  log: LogLine[];
}

/** What a TaskManager reads when it starts. Source: NettyShuffleEnvironmentConfiguration. */
export interface BufferSettings {
  /** The size of a buffer in bytes. */
  segmentSize: number;
  /** Exclusive buffers of each remote channel. */
  buffersPerChannel: number;
  /** Floating buffers of each gate. */
  floatingBuffersPerGate: number;
  /** What a gate requires at most, where that is set; from 1.17 on. */
  maxRequiredBuffersPerGate?: number;
  /** What one subpartition may hold; from 1.11 on. */
  maxBuffersPerChannel?: number;
  /** What a partition that sorts takes at least; from 1.12 on. */
  sortShuffleMinBuffers?: number;
  /** From how many subpartitions on a blocking partition sorts; from 1.12 on. */
  sortShuffleMinParallelism?: number;
  /** What a partition may take over its limit; from 1.16 on. */
  maxOverdraftBuffersPerGate?: number;
  /** Whether partitions keep their data in tiers, which they may from 1.18 on. */
  tieredStorage: boolean;
}

/** Source: SingleInputGateFactory, from 1.17 on InputGateSpecUtils. */
export interface GateBuffers {
  /** Exclusive ones of each remote channel. */
  exclusivePerChannel: number;
  /** Exclusive ones of all remote channels. */
  exclusive: number;
  /** Floating ones that the gate does not start without. */
  floatingRequired: number;
  /** Floating ones that it may take. */
  floatingMax: number;
}

/** Source: ResultPartitionFactory and NettyShuffleUtils. */
export interface PartitionBuffers {
  /** What the partition does not start without. */
  min: number;
  /** What it may take; absent for no limit. */
  max?: number;
  /** What it may take over that while buffers are free; from 1.16 on. */
  overdraft?: number;
}

export interface AnnouncedBuffers {
  ok: true;
  buffers: number;
  /** The same in bytes. */
  size: bigint;
}

export interface DeployedTasks {
  ok: true;
  /** How many tasks have all that they require. */
  tasks: number;
  /** What they require, and what the one after them got before it failed. */
  required: number;
  /** "Insufficient number of network buffers: ...", which the next one fails with; absent where all of them fit. */
  insufficient?: FlinkError;
}
