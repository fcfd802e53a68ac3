
export interface EstimateOverheadOptions extends JvmOptions {
  /** Threads, those of the JVM with them; 100 where absent. */
  threads?: number;
  /** The stack of a thread; -Xss of the command line where absent, or 1 MiB. */
  stack?: Size;
  /** -XX:ReservedCodeCacheSize of the command line where absent, or 240 MiB. */
  codeCache?: Size;
  /** Native memory that is known of and that no pool of Flink's holds: libraries, RocksDB with a fixed size; nothing where absent. */
  native?: Size;
}

/** An estimate of what JVM overhead must hold, which depends on the load: the low end is what quiet JVMs were measured to take, the high end what one may take by its own limit or, without one, twice what busy ones took. Source: native memory tracking of OpenJDK 17, 21 and 25 and of a TaskManager of Flink 2.3; the allocator is a rule of thumb. */
export interface OverheadEstimate {
  ok: true;
  /** What the estimate is of. */
  load: Load;
  items: OverheadItem[];
  /** All of them together. */
  sum: Estimate;
  /** JVM overhead as Flink derives it, in bytes; absent where it plans none, as for the JobManager of 1.10. */
  overhead?: bigint;
  /** Whether that is below the low end, between both, or reaches the high end. */
  sufficiency?: "tooSmall" | "mayBeTooSmall" | "enough";
}

/** What an estimate depends on; sizes in bytes. */
export interface Load {
  collector: CollectorId;
  /** -Xmx, as Flink derives it. */
  heap: bigint;
  threads: number;
  stack: bigint;
  codeCache: bigint;
  processors: number;
  native: bigint;
}

/** Stacks of threads; compiled code; what the collector keeps about the heap; symbols, arenas and the like; what the allocator of C does not give back; what was told. */
export interface OverheadItem extends Estimate {
  item: "threadStacks" | "codeCache" | "garbageCollector" | "jvmItself" | "allocator" | "native";
}
