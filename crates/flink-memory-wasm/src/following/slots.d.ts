
export interface SlotsOptions {
  /** Whose slots are taken out of the TaskManager, one after the other; none where absent. An empty object stands for a group that says nothing and gets a default slot. */
  groups?: readonly SlotSharingGroup[];
  /** How much of each external resource, such as "gpu", the TaskManager has. Where absent, what external-resources and external-resource.<name>.amount say, which resources have from 1.13 on. */
  externalResources?: Readonly<Record<string, number>> | ReadonlyMap<string, number>;
}

/** What a program gives the builder of a SlotSharingGroup, from 1.14 on. Flink wants both cpuCores and taskHeap, or nothing at all. */
export interface SlotSharingGroup {
  /** CPU cores; Flink keeps eight decimals. */
  cpuCores?: number;
  taskHeap?: Size;
  /** Nothing where absent. */
  taskOffHeap?: Size;
  /** Nothing where absent. */
  managed?: Size;
  /** By name. */
  externalResources?: Readonly<Record<string, number>> | ReadonlyMap<string, number>;
}

/** The slots of a TaskManager. Source: SlotManagerUtils and ResourceProfile. */
export interface Slots {
  ok: true;
  /** The number of default slots: taskmanager.numberOfTaskSlots, where -1 stands for one. */
  slots: number;
  /** What all slots have together. */
  total: Resources;
  /** A share of each, rounded down. */
  defaultSlot: Resources;
  /** One for each group, in order. What Flink refuses takes nothing. */
  allocations: (Allocation | Refusal)[];
}

/** Resources of a TaskManager or slot; sizes in bytes. */
export interface Resources {
  /** To eight decimals, rounded down, as Flink keeps them from 1.14 on. */
  cpuCores: number;
  taskHeap: bigint;
  taskOffHeap: bigint;
  managed: bigint;
  /** Nothing in a slot that a group asks for: there it follows from the job. */
  network: bigint;
  /** By name; what there is nothing of is no field. */
  externalResources: Record<string, number>;
  /** As Flink logs it: "ResourceProfile{cpuCores=1, ...}". */
  profile: string;
}

/** A slot of a group. */
export interface Allocation {
  ok: true;
  slot: Resources;
  /** How often the empty TaskManager has room for it; absent for a slot of nothing. */
  fitsTimes?: number;
  /** Whether it fits into what the groups before it left. Where it does not, it takes nothing. */
  fits: boolean;
  /** What is left then; absent where it does not fit. */
  left?: Resources;
}
