// Uses every type of the API the way a caller would; it has to compile with --strict. What the values are is tested in node.mjs.

import {
  check, complaint, convert, derive, detect, edit, emit, estimateOverhead, formats, insufficientBuffers, jobBuffers, jvmMemory, kubernetesPods, link,
  managedShares, networkBuffers, openLink, options, parse, planCluster, quantity, releases, slots, startScript, stateBackendMemory, svg, targets,
  yarnContainers,
} from "flink-memory-wasm";
import type {
  Allocation, Alternative, Asker, Changed, Check, ComparedPool, ConfigValue, Derivation, DeriveRequest, Detected, Emitted, FailedScript, Finding, FlinkError, FormatId, FormatInfo, InsufficientBuffers, Job,
  JobBuffers, JvmMemory, KubernetesPods, Linked, LogLine, ManagedShares, NetworkBuffers, NoPlan, OptionInfo, Origin, OverheadEstimate, Parsed, Plan, PlanClusterOptions, PlannedCluster, PoolTree, Quantity, Refusal, ReleaseInfo, ReportedPool, Resources, Rule, ScopeId, Setting, Slots,
  SlotSharingGroup, StartedScript, StateBackendMemory, Step, TargetInfo, YarnCluster, YarnContainers,
} from "flink-memory-wasm";

const known: ReleaseInfo[] = releases();
const table: OptionInfo[] = options(known[0]!.release);
const largest: bigint | undefined = table[0]?.defaultSize;

const config: Record<string, ConfigValue> = { text: "2g", whole: 2147483648, large: 2n ** 40n, double: 0.5, flag: true };
const request: DeriveRequest = { release: "2.3", process: "taskmanager", config, deployment: "container", env: { FLINK_TM_HEAP: "1g" } };
const answer: Derivation = derive(request);
derive({ release: "2.3", process: "local", config: new Map([["key", "value"]]) });

function total(tree: PoolTree): bigint {
  return tree.children.length === 0 ? (tree.size ?? 0n) : tree.children.reduce((sum, child) => sum + total(child), 0n);
}

function origin(from: Origin): string {
  switch (from.kind) {
    case "key":
    case "default":
      return from.kind;
    case "olderKey":
    case "legacyOption":
      return from.key;
    case "environment":
      return from.variable;
  }
}

function setting(value: Setting<bigint | number>): string {
  return `${value.key} = ${value.value} (${origin(value.origin)})`;
}

function rule(how: Rule): string {
  switch (how.kind) {
    case "option":
    case "wholeMebibytes":
      return setting(how.setting);
    case "fraction":
      return `${setting(how.fraction)} of ${how.of.length} pools, ${how.isInverse}, ${how.product}, ${how.range?.max?.value}, ${how.cap}`;
    case "remainder":
      return `${how.whole.pool} - ${how.minus.map((part) => part.pool)}, at least ${how.required?.min.value}`;
    case "sum":
      return how.parts.map((part) => part.size).join(" + ");
    case "buffers":
      return `${setting(how.count)} * ${setting(how.segment)}`;
    case "localDefault":
      return how.key;
    case "localCopy":
      return `${setting(how.set)} to ${how.copiedTo}`;
  }
}

function refusal(error: FlinkError): string {
  return [error.exception, error.message, error.code, ...error.keys, ...error.causes.map((cause) => cause.message)].join("\n");
}

const lines: string[] = answer.log.map((line: LogLine) => `${line.level} ${line.logger ?? ""} ${line.text}`);
const steps: string[] = answer.steps.map((step: Step) => `${step.pool} ${step.size} ${rule(step.rule)}`);

if (answer.ok) {
  const managed: bigint | undefined = answer.sizes.managed;
  const cores: number | undefined = answer.cpuCores ?? answer.slot?.cpuCores;
  const shown = answer.webUi?.totalFlink;
  const size: bigint | string | undefined = shown && ("size" in shown ? shown.size : shown.exception);
  const texts: (string | undefined)[] = [answer.jvmParameters, answer.dynamicConfiguration, answer.summary?.join("\n")];
  console.log(total(answer.tree), managed, cores, size, texts, answer.slot?.networkBuffers, answer.slot?.error);
} else {
  console.log(refusal(answer.error));
}
console.log(lines, steps, largest);

const guessed: Detected[] = detect("text", "1.20");
const format: FormatId | undefined = guessed[0]?.format;
const parsed: Parsed = parse("text", format ? { format, request } : {});
const again: Derivation = derive(parsed.request);
const [entry] = parsed.entries;
const value: ConfigValue | undefined = entry?.value;

function size(pool: ReportedPool): string {
  return pool.exactness === "mebibytes" ? `${pool.mebibytes} MiB` : `${pool.bytes} (${pool.exactness})`;
}

function told(finding: Finding): string {
  return `${finding.severity} ${finding.code} ${finding.line}:${finding.column} ${Object.entries(finding.facts)}`;
}

const checks: Check[] = check("text", parsed.request, { format: "log" });
const wrong: ComparedPool[] = checks.flatMap(({ pools }) => pools.filter(({ agrees }) => !agrees));
const changed: Changed = edit("a: 1", { format: "flink-conf", release: "1.20", changes: { a: null, b: 2n }, flinkVersion: "1.20" });
edit("a: 1", { changes: new Map([["a", true]]) });
const converted: Changed = convert("a: 1", "2.0");
const lists: [FormatInfo[], TargetInfo[]] = [formats(), targets()];
const scope: ScopeId | undefined = lists[1][0]?.scopes[0];
const emitted: Emitted = emit("svg", request, scope ? { scope } : {});
const picture: string = svg(request) + svg(request, { lang: "zh" });
const opened: Linked = openLink(link(request, { tab: "1" }));
const tab: string | undefined = opened.view["tab"];
const complained: string | undefined = complaint("1.20", "taskmanager.memory.process.size", 1n);
console.log(again, value, parsed.reported.flatMap(({ pools }) => pools.map(size)), parsed.findings.map(told), wrong.map((pool) => pool.difference));
console.log(changed.text, converted.findings, emitted.fileName, picture.length, tab, complained, link(opened.request));

const groups: SlotSharingGroup[] = [{ cpuCores: 0.5, taskHeap: "256m", managed: 2n ** 28n, externalResources: { gpu: 1 } }, {}];
const inSlots: Slots | Refusal = slots(request, { groups, externalResources: new Map([["gpu", 1]]) });
const fitting: (Allocation | Refusal)[] = inSlots.ok ? inSlots.allocations : [];
const left: (Resources | undefined)[] = fitting.map((allocation) => (allocation.ok ? allocation.left : undefined));
const shares: ManagedShares | Refusal = managedShares(request, ["STATE_BACKEND", "PYTHON"], { managed: "1g", stateBackendUsesManagedMemory: true });
const share = shares.ok ? shares.shares[0]?.size : undefined;
const state: StateBackendMemory | Refusal = stateBackendMemory(request, "rocksdb", { ...(share && { managed: share }), jobConfig: config });
const buffers: NetworkBuffers | Refusal = networkBuffers(request, {
  gates: [{ channels: 4, remoteChannels: 2 }],
  partitions: [{ subpartitions: 4, type: "BLOCKING" }],
  tasks: 2,
});
const lacking: FlinkError | undefined = buffers.ok && buffers.deployed.ok ? buffers.deployed.insufficient : undefined;
const cluster: YarnCluster = { maximumAllocationMb: 16384 };
const asked: [KubernetesPods, YarnContainers] = [kubernetesPods(request), yarnContainers(request, cluster)];
const gpus: string | undefined = asked[0].taskManager.ok ? asked[0].taskManager.limits.written["nvidia.com/gpu"] : undefined;
const started: StartedScript | FailedScript = startScript(request, { script: "taskmanager.sh", arguments: ["-D", "a=1"], env: { JVM_ARGS: "-Da=1" } });
console.log(left, state.ok && state.shared?.arena?.fits, lacking?.message, gpus, started.ok ? started.commandLine : started.printed);

const job: Job = { mode: "BATCH", stages: [{ parallelism: 4 }, { parallelism: 4, inputs: [{ stage: 0, exchange: "HASH" }] }] };
const taken: JobBuffers | Refusal = jobBuffers(request, job, { placement: "local", network: "64m" });
const [first] = taken.ok ? taken.stages : [];
const ofTask: NetworkBuffers | Refusal | undefined = first && networkBuffers(request, { gates: first.gates, partitions: first.partitions });
const error: InsufficientBuffers | Refusal | undefined = insufficientBuffers("text", request, { job });
const askers: Asker[] = error?.ok ? error.askedBy : [];
const given: bigint | undefined = asked[1].taskManager.ok ? asked[1].taskManager.allocation?.waste : undefined;
const jvm: JvmMemory | Refusal = jvmMemory(request, { commandLine: started.ok ? started.commandLine : [], memory: 2n ** 31n });
const overhead: OverheadEstimate | Refusal = estimateOverhead(request, { collector: "g1", threads: 200, native: "1g" });
const machines: PlanClusterOptions = {
  parallelism: 64,
  node: { cores: 8, memory: "32g", managedBy: "eks", mostPods: 58, reserved: { cores: 0.2, memory: "200m" } },
  nodeHour: "0.384",
  alternatives: [{ slots: 2, taskManager: { cores: 2, memory: "4g" } }],
};
const planned: PlannedCluster | Refusal = planCluster(request, machines);
const other: Alternative | undefined = planned.ok ? planned.alternatives[planned.best ?? 0] : undefined;
const otherPlan: Plan | NoPlan | undefined = other?.plan;
const amount: Quantity = quantity("2Gi", { operator: "1.7" });
console.log(ofTask?.ok, askers.map(({ part, types }) => `${part} ${types}`), given, jvm.ok && jvm.directMemory?.beyond, overhead.ok && overhead.sum.high);
console.log(otherPlan?.ok ? otherPlan.hour : otherPlan?.message, amount.memory.operator.ok ? amount.memory.operator.size : amount.memory.operator.message);

// What must not compile.
// @ts-expect-error an exchange that there is not
jobBuffers(request, { stages: [{ parallelism: 1, inputs: [{ stage: 0, exchange: "KEYED" }] }] });
// @ts-expect-error no nodes
planCluster(request, { parallelism: 4 });
// @ts-expect-error a consumer that there is not
managedShares(request, ["DATAPROC"]);
// @ts-expect-error no consumers
managedShares(request);
// @ts-expect-error an answer may be a refusal
console.log(inSlots.defaultSlot);
// @ts-expect-error a format that there is not
parse("text", { format: "xml" });
// @ts-expect-error a browser makes the PNG
emit("png", request);
// @ts-expect-error a configured value cannot be absent
derive({ release: "2.3", process: "local", config: { a: undefined } });
// @ts-expect-error an unknown process
derive({ release: "2.3", process: "master" });
// @ts-expect-error no release
derive({ process: "local" });
// @ts-expect-error a value that is none
derive({ release: "2.3", process: "local", config: { key: null } });
// @ts-expect-error sizes are bigint
const notANumber: number | undefined = answer.ok ? answer.sizes.managed : 0;
console.log(notANumber);

import "flink-memory-wasm/element";
import type { FlinkMemoryCalculator, FlinkMemoryChange } from "flink-memory-wasm/element";

const calculator: FlinkMemoryCalculator = document.createElement("flink-memory-calculator");
calculator.release = "1.20";
calculator.config = "taskmanager.memory.process.size: 4g";
calculator.addEventListener("change", (event) => {
  const { link, sizes, refusal } = (event as CustomEvent<FlinkMemoryChange>).detail;
  const managed: bigint | undefined = sizes["managed"];
  console.log(link, managed, refusal, calculator.link, document.querySelector("flink-memory-calculator")?.sizes);
});
