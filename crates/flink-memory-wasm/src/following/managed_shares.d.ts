
/** A consumer of managed memory, by its name in taskmanager.memory.managed.consumer-weights from 1.13 on. */
export type ConsumerId = "OPERATOR" | "STATE_BACKEND" | "PYTHON";

export interface ManagedSharesOptions {
  /** The slot's managed memory; that of the TaskManager's default slot where absent. */
  managed?: Size;
  /** Whether the job's state backend is one of those that use managed memory, which RocksDB and ForSt are, whatever their own options say; true where absent. */
  stateBackendUsesManagedMemory?: boolean;
}

/** What the consumers of a job get of a slot's managed memory, from 1.12 on. Source: ManagedMemoryUtils.convertToFractionOfSlot and MemoryManager.computeMemorySize. */
export interface ManagedShares {
  ok: true;
  /** The slot's managed memory in bytes. */
  managed: bigint;
  /** In the order of the consumers that were given. */
  shares: ManagedShare[];
}

export interface ManagedShare {
  consumer: ConsumerId;
  /** The part of the slot's managed memory, cut off after 16 decimals. */
  fraction: number;
  /** That part in bytes, rounded down; absent where there is an error. */
  size?: bigint;
  /** What a task fails with that asks for its share. */
  error?: FlinkError;
}
