
/** A start script of Flink's by its file; the last two, which run in pods, from 1.13 on. */
export type ScriptId = "taskmanager.sh" | "jobmanager.sh" | "standalone-job.sh" | "kubernetes-taskmanager.sh" | "kubernetes-jobmanager.sh";

export interface StartScriptOptions {
  /** The script that starts the process of the request, taskmanager.sh or jobmanager.sh, where absent. Where it is given, the process does not count. */
  script?: ScriptId;
  /** Whether the process goes on in the background; "start" where absent. What runs in a pod has no mode. */
  mode?: "start" | "start-foreground";
  /** What kubernetes-jobmanager.sh starts; "kubernetes-session" where absent. */
  entryPoint?: "kubernetes-session" | "kubernetes-application";
  /** The words behind that. Those that the script hears set options over the configuration. */
  arguments?: readonly string[];
  /** The Java version; 17 where absent, which scripts treat as they treat 8 and 11. */
  java?: number;
  /** The file that the configuration stands in; config.yaml where the release reads it, and flink-conf.yaml else, where absent. */
  file?: "flink-conf.yaml" | "config.yaml";
  /** Variables of the environment; what is empty counts as absent. FLINK_TM_HEAP and FLINK_JM_HEAP stand in the request. */
  env?: Readonly<ScriptEnvironment>;
  /** Flink's folder; "<home>" where absent. */
  home?: string;
  /** FLINK_IDENT_STRING, which the log is named after; "<user>" where absent. */
  user?: string;
  /** The host, which the log is named after; "<host>" where absent. */
  host?: string;
}

export interface ScriptEnvironment {
  /** Arguments before all others, which lose against later ones. */
  JVM_ARGS?: string;
  /** Instead of everything that options say for all processes. */
  FLINK_ENV_JAVA_OPTS?: string;
  /** Instead of what options say for TaskManagers. */
  FLINK_ENV_JAVA_OPTS_TM?: string;
  /** Instead of what options say for JobManagers. */
  FLINK_ENV_JAVA_OPTS_JM?: string;
  /** The memory of a TaskManager in a pod, which a JobManager decides. */
  FLINK_TM_JVM_MEM_OPTS?: string;
}

/** What the script calls. Source: config.sh and the script itself, up to what a shell does with variables and stars in options. */
export interface StartedScript {
  ok: true;
  script: ScriptId;
  /** The words with which Java is called, without the program itself. The class path is the word "<classpath>". */
  commandLine: string[];
}

/** The script, or the process that it starts, gives up. */
export interface FailedScript extends Refusal {
  script: ScriptId;
  /** What a person finds on the terminal, without the frames of Java's stack; absent where the arguments cannot be read. */
  printed?: string;
}
