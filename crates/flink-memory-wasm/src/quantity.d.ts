
export interface QuantityOptions {
  /** The release of Flink's Kubernetes operator, such as "1.6"; one from 1.7 on where absent. Older ones hand the text on to Flink as it is. */
  operator?: string;
}

/** What Flink, its Kubernetes operator and Kubernetes itself read in the same text, as an amount of memory and as one of CPU. */
export interface Quantity {
  memory: MemoryReadings;
  cpu: CpuReadings;
}

export interface MemoryReadings {
  /** Flink, in any configuration file, argument or variable. Source: MemorySize.parseBytes. */
  flink: ReadSize;
  /** The operator, in the memory of a FlinkDeployment. Source: FlinkConfigBuilder.parseResourceMemoryString, operator 1.7 to 1.15. */
  operator: ReadSize;
  /** Kubernetes, in pods and pod templates, in bytes; absent where it reads none. An exponent, "n", "u", "E" and "Ei" are not read here. */
  kubernetes?: KubernetesQuantity;
  /** How the text misleads; absent where all read the same, or none of them anything. */
  trap?: QuantityTrap;
}

/** What each makes of it: "thousandths", such as 2048m, which Kubernetes takes for 2.048 bytes; "powers-of-1000" to Kubernetes, and of 1024 to the others, such as 2G; not read by Kubernetes, such as 2g; not by Flink, such as 2Gi; only by the operator, such as 2GiB; only by Kubernetes, such as 1.5Gi. */
export type QuantityTrap =
  | "thousandths"
  | "powers-of-1000"
  | "not-for-kubernetes"
  | "not-for-flink"
  | "only-for-operator"
  | "only-for-kubernetes";

export interface CpuReadings {
  /** Flink, in options such as kubernetes.taskmanager.cpu.amount, and the operator. */
  flink: ReadCores;
  /** Kubernetes, in pods and pod templates, in cores; absent where it reads none. */
  kubernetes?: KubernetesQuantity;
}

/** A size in bytes, or the exception with which it is refused. */
export type ReadSize = { ok: true; size: bigint } | ({ ok: false } & Cause);

/** A number of cores, or the exception with which it is refused. */
export type ReadCores = { ok: true; cores: number } | ({ ok: false } & Cause);

/** A quantity of Kubernetes, in bytes or cores. */
export interface KubernetesQuantity {
  /** In decimal, to three decimals: "2.048", "2000000000". */
  decimal: string;
  /** The same in thousandths, rounded down. */
  thousandths: bigint;
}
