
/** A garbage collector of HotSpot's that is known here. */
export type CollectorId = "serial" | "parallel" | "g1" | "zgc";

/** The JVM that is asked about. */
export interface JvmOptions {
  /** What the command line chooses where absent, and else what the JVM chooses by its machine: G1 on two processors and 1792 MiB or more, else Serial. */
  collector?: CollectorId;
  /** The Java version; 17 where absent. */
  java?: number;
  /** The processors that the JVM counts, in a container its limit, rounded up; the cores of a TaskManager, and one for a JobManager, where absent. */
  processors?: number;
  /** The memory that the JVM sees, in a container its limit; that of the whole process where absent. */
  memory?: Size;
  /** The words with which Java is called; with those that stop a JVM the call throws. Where absent or empty, what startScript() gives, in a container that of the script that runs in pods. */
  commandLine?: readonly string[];
}

/** What a JVM makes of the sizes that Flink gives it, in bytes. Measured with OpenJDK 11, 17, 21 and 25 on Linux and x64; Java 8 is answered as 11. */
export interface JvmMemory {
  ok: true;
  /** -Xmx: as Flink derives it, unless the command line has another one behind it. Absent, with all that depends on it, where the JobManager script of 1.10 leaves it to the JVM. */
  heap?: bigint;
  /** The Java version that is answered for. */
  java: number;
  /** Absent, with all that depends on it, where the command line chooses one that is not known here, such as Shenandoah. */
  collector?: CollectorId;
  /** What Runtime.maxMemory() answers right after the start, and Flink's web UI shows as the maximum of the heap; absent up to 2 MiB. Source: GenArguments, DefNewGeneration, ParallelScavengeHeap and HeapRegion of OpenJDK. */
  maxMemory?: bigint;
  /** Whether references take four bytes and not eight. Source: Arguments::max_heap_for_compressed_oops of OpenJDK. */
  compressedOops?: boolean;
  /** The largest -Xmx with which they do; absent under ZGC. */
  compressedOopsEdge?: bigint;
  /** How large a heap must be to hold without them what this one would hold with them, a rule of thumb; absent where they are compressed, and under ZGC. */
  withoutCompressedOops?: Estimate;
  directMemory?: DirectMemory;
}

/** A size between two others, in bytes. */
export interface Estimate {
  /** At least this much. */
  low: bigint;
  /** Seldom more than this. */
  high: bigint;
}

/** Direct memory in bytes, as the JVM limits it and as Flink planned with it. Source: ProcessMemoryUtils.generateJvmParametersStr and jdk.internal.misc.VM.maxDirectMemory. */
export interface DirectMemory {
  /** The most that the JVM allows: -XX:MaxDirectMemorySize, else as much as maxMemory. */
  limit: bigint;
  /** Whether there is a -XX:MaxDirectMemorySize, Flink's or one of your own. */
  isSet: boolean;
  /** What Flink planned with; native memory of user code is in it, too. */
  planned: bigint;
  /** By how much the process can outgrow its total before the JVM refuses more direct memory. */
  beyond: bigint;
}
