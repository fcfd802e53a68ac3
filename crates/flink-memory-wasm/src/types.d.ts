/** A line of Flink releases, such as "1.20". */
export interface ReleaseInfo {
  release: string;
  /** The patch release whose answers the model was held against, such as "1.20.5". */
  verifiedPatch: string;
}

/** An option, as one release knows it. */
export interface OptionInfo {
  key: string;
  type: "MemorySize" | "Float" | "Double" | "Integer" | "Long" | "Boolean" | "String" | "Duration" | "Map" | "BatchShuffleMode";
  /** The default as Flink prints it; absent where there is none. */
  default?: string;
  /** The default in bytes, for options of the type MemorySize. */
  defaultSize?: bigint;
  /** Older keys through which the release still reads the option, in Flink's order. */
  olderKeys: string[];
  /** Whether Flink marks the option itself as deprecated. */
  deprecated: boolean;
}

export type ProcessId = "taskmanager" | "jobmanager" | "local";
export type DeploymentId = "standalone" | "container";

/** A configured value. Text is what flink-conf.yaml and -D give; the other types are what a config.yaml gives. */
export type ConfigValue = string | number | boolean | bigint;

/** A question to the model. */
export interface DeriveRequest {
  /** A release or patch release: "1.20", "1.20.5". */
  release: string;
  process: ProcessId;
  /** What is configured, by key; keys that Flink does not know are allowed. */
  config?: Readonly<Record<string, ConfigValue>> | ReadonlyMap<string, ConfigValue>;
  /** How the process is started; "standalone" where absent. */
  deployment?: DeploymentId;
  /** The environment variables of Flink's start scripts. */
  env?: Readonly<{ FLINK_TM_HEAP?: string; FLINK_JM_HEAP?: string }>;
}

export type PoolId =
  | "totalProcess"
  | "totalFlink"
  | "jvmHeap"
  | "frameworkHeap"
  | "taskHeap"
  | "offHeap"
  | "managed"
  | "jvmDirect"
  | "frameworkOffHeap"
  | "taskOffHeap"
  | "network"
  | "jvmMetaspace"
  | "jvmOverhead"
  | "heapCutoff";

/** What Flink makes of the configuration, or why it refuses it. */
export type Derivation = Derived | Refused;

/** Flink derives the memory of the process. Every size is in bytes. */
export interface Derived {
  ok: true;
  /** The size of every pool that the process has, and of every sum that has a name. */
  sizes: { [pool in PoolId]?: bigint };
  /** How the pools nest. */
  tree: PoolTree;
  /** Absent for a JobManager. */
  cpuCores?: number;
  /** The arguments of java; absent for local execution. */
  jvmParameters?: string;
  /** The -D arguments of Flink's scripts; absent where the release gives none. */
  dynamicConfiguration?: string;
  /** The lines of the "Final ... Memory configuration" block; absent where the release prints none. */
  summary?: string[];
  /** The default slot of a TaskManager. */
  slot?: Slot;
  /** The totals that the web UI of a local cluster shows, from 1.12 on. */
  webUi?: WebUi;
  log: LogLine[];
  /** How each pool got its size, in Flink's order. */
  steps: Step[];
}

/** Flink refuses the configuration. */
export interface Refused {
  ok: false;
  error: FlinkError;
  log: LogLine[];
  /** The steps that were reached. */
  steps: Step[];
}

/** A pool and the pools inside it, in the order of Flink's own picture. */
export interface PoolTree {
  pool: PoolId;
  /** Absent where the JVM is given no limit, as by the JobManager script of 1.10. */
  size?: bigint;
  children: PoolTree[];
}

/** What the running TaskManager makes of one slot; where it fails, what it had computed before. */
export interface Slot {
  slots?: number;
  cpuCores?: number;
  taskHeap?: bigint;
  taskOffHeap?: bigint;
  managed?: bigint;
  network?: bigint;
  /** The size of a network buffer in bytes. */
  pageSize?: number;
  networkBuffers?: number;
  error?: FlinkError;
}

export interface WebUi {
  totalFlink: ShownTotal;
  totalProcess: ShownTotal;
}

/** A total, or the exception that its computation ends with. */
export type ShownTotal = { size: bigint } | { exception: string; message?: string };

/** A line that Flink logs, or that its start script prints. */
export interface LogLine {
  level: "info" | "warn" | "printed";
  /** The simple name of the class that logs it; absent for what a script prints. */
  logger?: string;
  text: string;
}

export interface Cause {
  /** The simple name of the Java class. */
  exception: string;
  message: string;
}

export interface FlinkError extends Cause {
  /** Outermost first. */
  causes: Cause[];
  /** A stable name of the kind of error; messages differ between releases, codes never do. */
  code: string;
  /** The keys that a person would change to do away with the error. */
  keys: string[];
}

/** How one pool got its size. */
export interface Step {
  pool: PoolId;
  size: bigint;
  rule: Rule;
}

export type Rule =
  /** An option says the size. */
  | { kind: "option"; setting: Setting<bigint> }
  /** A fraction of other pools, or, where isInverse, f / (1 - f) of them; kept within a range. */
  | {
      kind: "fraction";
      fraction: Setting<number>;
      of: Part[];
      isInverse: boolean;
      product: bigint;
      /** What the product is a whole number of, in bytes. */
      unit: bigint;
      range?: Range;
      cap?: "min" | "max";
    }
  /** What is left of a whole. */
  | { kind: "remainder"; whole: Part; minus: Part[]; required?: Range }
  | { kind: "sum"; parts: Part[] }
  /** A number of network buffers of one size. */
  | { kind: "buffers"; count: Setting<number>; segment: Setting<bigint> }
  /** Local execution sets the option by itself. */
  | { kind: "localDefault"; key: string }
  /** Local execution copies one option to another. */
  | { kind: "localCopy"; set: Setting<bigint>; copiedTo: string }
  /** Flink 1.10: whole mebibytes of what is configured. */
  | { kind: "wholeMebibytes"; setting: Setting<bigint> };

export interface Part {
  pool: PoolId;
  size: bigint;
}

export interface Range {
  min: Setting<bigint>;
  max?: Setting<bigint>;
}

/** The value of an option, and who decided it. */
export interface Setting<Value> {
  key: string;
  value: Value;
  origin: Origin;
}

export type Origin =
  | { kind: "key" }
  | { kind: "olderKey"; key: string }
  | { kind: "legacyOption"; key: string }
  | { kind: "environment"; variable: string }
  | { kind: "default" };

/** A kind of text that holds Flink configuration, or what came of one. */
export type FormatId =
  | "flink-conf"
  | "config-yaml"
  | "arguments"
  | "log"
  | "manifest"
  | "flink-properties"
  | "rest"
  | "sql"
  | "jvm-flags";

export interface FormatInfo {
  format: FormatId;
  /** What a file of this format is called. */
  fileName: string;
  /** Whether edit() takes texts of this format. */
  editable: boolean;
}

/** A format that a text may be in. */
export interface Detected {
  format: FormatId;
  /** Certain: it says so in words that only this format has. */
  confidence: "possible" | "likely" | "certain";
}

/** Something noticed while reading, editing or writing. */
export interface Finding {
  /** Error: Flink would not start with this, or something could not be done. Warning: it was left out, or is not what it seems. */
  severity: "info" | "warning" | "error";
  /** A stable name of what it is, such as "too-long". */
  code: string;
  /** From 1; absent for a text as a whole. */
  line?: number;
  /** In characters (not UTF-16 units), from 1. */
  column?: number;
  /** What it is about, by names that go with the code; numbers in decimal. */
  facts: Record<string, string>;
}

export interface ParseOptions {
  /** The one that detect() puts first where absent. */
  format?: FormatId;
  /** The release that counts where the text names none: that of the request where absent, or the latest. */
  release?: string;
  /** What was set before: a TaskManager as the release ships it where absent. */
  request?: DeriveRequest;
}

/** What a text says. What was not understood stands among the findings. */
export interface Parsed {
  format: FormatId;
  /** The release that the text names. */
  release?: string;
  /** The process that the text is about. */
  process?: ProcessId;
  /** How the text says that the process is started. */
  deployment?: DeploymentId;
  env: { FLINK_TM_HEAP?: string; FLINK_JM_HEAP?: string };
  /** What the entries stand on: a whole configuration, lines behind the shipped one, or a part of what was set before. */
  base: "nothing" | "shipped" | "current";
  /** In the order of the text. Of entries with the same key the last counts. */
  entries: ReadEntry[];
  /** What processes say of their memory, in the order of the text. */
  reported: Reported[];
  findings: Finding[];
  /** What the text makes of the request before it, ready for derive(). */
  request: FullRequest;
}

/** A request with everything in it. */
export interface FullRequest extends DeriveRequest {
  config: Record<string, ConfigValue>;
  deployment: DeploymentId;
  env: { FLINK_TM_HEAP?: string; FLINK_JM_HEAP?: string };
}

export interface ReadEntry {
  /** As Flink takes it, flattened. */
  key: string;
  value: ConfigValue;
  line: number;
  column: number;
}

/** What one process says of its memory. */
export interface Reported {
  process: ProcessId;
  /** Where it says so first. */
  line: number;
  column: number;
  pools: ReportedPool[];
}

export type ReportedPool = { pool: PoolId } & ReportedSize;

/** To the byte, in whole mebibytes rounded down, or as the JVM rounded it to an alignment of its own. */
export type ReportedSize =
  | { exactness: "exact" | "aligned"; bytes: bigint }
  | { exactness: "mebibytes"; mebibytes: bigint };

export interface CheckOptions {
  /** The one that detect() puts first where absent. */
  format?: FormatId;
}

/** What one process says of its memory, against what Flink derives. */
export interface Check {
  process: ProcessId;
  line: number;
  column: number;
  /** Whether every pool agrees. */
  agrees: boolean;
  pools: ComparedPool[];
  /** Why nothing was derived. */
  error?: FlinkError;
}

export type ComparedPool = ReportedPool & {
  /** Whether the sizes are the same, as exactly as the process says. */
  agrees: boolean;
  /** Absent where nothing was derived, and where the derived process has no such pool. */
  derived?: bigint;
  /** Reported less derived, in bytes. */
  difference?: bigint;
};

export interface EditOptions {
  /** The one that detect() puts first where absent. */
  format?: FormatId;
  /** Decides which of several files in one ConfigMap counts; the latest where absent. */
  release?: string;
  /** New values by key; null takes the key away. */
  changes?: Readonly<Record<string, ConfigValue | null>> | ReadonlyMap<string, ConfigValue | null>;
  /** Sets spec.flinkVersion of a FlinkDeployment to this release. */
  flinkVersion?: string;
}

/** A text that was changed. */
export interface Changed {
  text: string;
  /** What the text cannot say, and so was not changed. */
  findings: Finding[];
}

/** A text that can be written. */
export type TargetId =
  | "config-yaml-nested"
  | "config-yaml-flat"
  | "flink-conf"
  | "dynamic-properties"
  | "flink-deployment"
  | "flink-deployment-patch"
  | "flink-properties"
  | "jvm-flags"
  | "json"
  | "markdown"
  | "svg";

/** Only what is set, or besides every pool with the size that it has. */
export type ScopeId = "set" | "pinned";

export interface TargetInfo {
  target: TargetId;
  mediaType: string;
  /** At least one. */
  scopes: ScopeId[];
}

export interface EmitOptions {
  /** The first that the target has where absent. */
  scope?: ScopeId;
  /** What names of pools, headings and comments are written in; English where absent. Flink's own words stay as they are. */
  lang?: LanguageId;
}

export interface SvgOptions {
  /** English where absent. */
  lang?: LanguageId;
}

/** A text that was written. */
export interface Emitted {
  text: string;
  /** The name that a file with the text would have. */
  fileName: string;
  mediaType: string;
  /** What the text cannot say, and what Flink will not like about it. */
  findings: Finding[];
}

/** What a link says. */
export interface Linked {
  request: FullRequest;
  /** Names and values that are none of a request's. */
  view: Record<string, string>;
  findings: Finding[];
}
