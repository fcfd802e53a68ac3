
/** Cores and memory: of a node, or of what a pod requests. */
export interface CapacityOptions {
  /** Kept to thousandths. */
  cores: number;
  memory: Size;
}

/** The machines of a cluster, all of one kind. */
export interface NodeOptions extends CapacityOptions {
  /** What the kubelet keeps for itself, by who runs Kubernetes; nothing where absent. Source: "Plan GKE Standard node sizes", bootstrap.sh of amazon-eks-ami. */
  managedBy?: "gke" | "eks";
  /** The most pods on a node, which on EKS decides what is kept, such as 58 on an m5.2xlarge. */
  mostPods?: number;
  /** What pods do not get besides, such as what daemons request; nothing where absent. */
  reserved?: CapacityOptions;
}

export interface PlanClusterOptions {
  /** Slots that jobs need: the largest parallelism of a job if it shares slots. */
  parallelism: number;
  node: NodeOptions;
  /** Slots of a TaskManager; those of the request where absent. */
  slots?: number;
  /** What the pod of a TaskManager requests; what kubernetesPods() says where absent. */
  taskManager?: CapacityOptions;
  /** The same for a JobManager. */
  jobManager?: CapacityOptions;
  /** 0 to 16; 1 where absent. */
  jobManagers?: number;
  /** The price of a node for an hour, in whatever money: a decimal number as text, exact, or a number, of which six decimals count. */
  nodeHour?: string | number;
  /** What to plan besides: TaskManagers of 1 to so many slots (at most 255), each slot as large as in the request, or of these slots and sizes; nothing where absent. */
  alternatives?: number | readonly TaskManagerSize[];
}

export interface TaskManagerSize {
  slots: number;
  /** What its pod requests. */
  taskManager: CapacityOptions;
}

export interface PlannedCluster {
  ok: true;
  /** What was planned: slots of a TaskManager, and what each pod requests. */
  slots: number;
  taskManager: Capacity;
  jobManager: Capacity;
  /** What a node can give to pods. */
  allocatable: Capacity;
  plan: Plan | NoPlan;
  /** In the order of what was asked for. */
  alternatives: Alternative[];
  /** The index of the best of them: with the fewest nodes, then with the least memory requested, then with the fewest TaskManagers. Absent where none has a plan. */
  best?: number;
}

export interface Alternative {
  slots: number;
  taskManager: Capacity;
  plan: Plan | NoPlan;
}

export interface Capacity {
  cores: number;
  /** In bytes. */
  memory: bigint;
}

/** A cluster on the fewest nodes that hold it. Where pods land is up to Kubernetes' scheduler, which may need more. */
export interface Plan {
  ok: true;
  /** parallelism divided by slots, rounded up. */
  taskManagers: number;
  /** Slots that nothing needs. */
  idleSlots: number;
  /** TaskManagers that fit on a node without a JobManager; 0 where there are none. */
  perNode: number;
  /** What keeps more of them from a node; absent where there are none. */
  bound?: Bound;
  nodes: number;
  /** What is on them: first nodes with JobManagers, then full ones, and last one that is not full. */
  groups: NodeGroup[];
  /** What all nodes have: reserved, used and waste together. */
  capacity: Capacity;
  /** What of it pods do not get. */
  reserved: Capacity;
  /** What of it pods request. */
  used: Capacity;
  /** What of it is left over. */
  waste: Capacity;
  /** The price of all nodes for an hour, as an exact decimal number: "3.456"; absent where that of one is not given. */
  hour?: string;
}

export type Bound = "cores" | "memory" | "both";

/** Nodes with the same pods on them. */
export interface NodeGroup {
  nodes: number;
  /** On each. */
  taskManagers: number;
  /** On each. */
  jobManagers: number;
  /** What pods leave of each. */
  left: Capacity;
}

/** Why there is no plan. */
export interface NoPlan {
  ok: false;
  code: "no-slots" | "nothing-requested" | "pod-too-large" | "too-many-job-managers" | "too-large";
  /** The same as a sentence. */
  message: string;
  /** The pod that it is about. */
  pod?: "taskManager" | "jobManager";
  /** What is too much of a pod that no node can hold. */
  bound?: Bound;
}
