
/** What the native Kubernetes integration asks for. Each half fails on its own: a client creates the JobManager's pod, and the JobManager the others. Source: KubernetesUtils.getResourceRequirements. */
export interface KubernetesPods {
  jobManager: JobManagerPod | Refusal;
  taskManager: TaskManagerPod | Refusal;
  /** What client and JobManager log, each distinct line once, in order. */
  log: LogLine[];
}

/** A pod. Flink adds nothing for the JVM, for other containers or for the pod itself. */
export interface JobManagerPod {
  ok: true;
  /** What the pod is promised. */
  requests: PodResources;
  /** What it may use: the requests times the limit factors, which came with 1.15. */
  limits: PodResources;
}

export interface TaskManagerPod extends JobManagerPod {
  /** The sizes that its process is started with. */
  worker: WorkerSizes;
}

export interface PodResources {
  /** Cores. */
  cpu: number;
  /** In bytes, whole mebibytes; below zero above 2 PiB, because Flink counts in 32 bits. */
  memory: bigint;
  /** Every resource as it stands in the pod, external ones among them: { cpu: "1.0", memory: "1600Mi" }. */
  written: Record<string, string>;
}
