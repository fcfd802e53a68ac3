
/** A state backend with memory outside of the JVM; "forst" from 2.0 on. */
export type StateBackendId = "rocksdb" | "forst";

export interface StateBackendOptions {
  /** The state backend's share of a slot's managed memory, which managedShares() tells; all of the default slot's where absent, which is right for a job without operators and Python in managed memory. */
  managed?: Size;
  /** What the job itself sets, over the cluster's configuration in the request. The size per TaskManager is read from the cluster's alone. */
  jobConfig?: Readonly<Record<string, ConfigValue>> | ReadonlyMap<string, ConfigValue>;
  /** The size of one write buffer. Where absent, state.backend.rocksdb.writebuffer.size or ForSt's option of that name, and 64 MiB where that is not set. */
  writeBufferSize?: Size;
}

/** The memory of a state backend. Source: RocksDBMemoryConfiguration and RocksDBSharedResourcesFactory, and ForSt's of the same names. */
export interface StateBackendMemory {
  ok: true;
  /** state.backend.rocksdb.memory.managed; a fixed size per slot goes before it. */
  usesManagedMemory: boolean;
  /** state.backend.rocksdb.memory.fixed-per-slot in bytes; absent where it is not set. */
  fixedPerSlot?: bigint;
  /** Which memory is shared; absent where each column family has cache and write buffers of its own, without a bound for all. */
  sharing?: "SLOT_SHARED_UNMANAGED" | "SLOT_SHARED_MANAGED" | "TM_SHARED_UNMANAGED";
  /** How that is divided; absent where nothing is shared. */
  shared?: SharedMemory;
  /** The warning of write buffers that have no room. */
  log: LogLine[];
}

/** Shared memory of a state backend, in bytes. Ratios outside of 0 to 1 give sizes below zero. Source: RocksDBMemoryControllerUtils. */
export interface SharedMemory {
  size: bigint;
  /** The share for write buffers. */
  writeBufferRatio: number;
  /** The share of the cache for index and filter blocks. */
  highPriorityPoolRatio: number;
  /** What the block cache may hold, the write buffers included, which are charged to it. */
  cacheCapacity: bigint;
  /** What the write buffers may hold together; they may exceed it by half. */
  writeBufferManagerCapacity: bigint;
  /** Absent before 1.12, which does not check. */
  arena?: Arena;
}

/** Whether write buffers have room for the blocks that they grow by, in bytes. Source: RocksDBOperationUtils. */
export interface Arena {
  /** The size of one write buffer. */
  writeBufferSize: bigint;
  /** What a write buffer grows by: an eighth of it, rounded up to 4096. */
  arenaBlockSize: bigint;
  /** From where on write buffers are flushed: seven eighths of writeBufferManagerCapacity. */
  mutableLimit: bigint;
  /** Whether a block is within that limit; if not, each write is flushed at once. */
  fits: boolean;
}
