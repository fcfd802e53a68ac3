// Puts the vectors about what follows from a breakdown to the package, question by question, and holds what it gives against real Flink's answers.

import { readdir, readFile } from "node:fs/promises";

/** What each kind of vector asks the package, what of the answer is compared, and what the vector says to it. A question that cannot be asked gives nothing. */
const KINDS = { managed, rocksdb: stateBackend, forst: stateBackend, finegrained, network, kubernetes, yarn, commandline };

/** The vectors of every release: how many of each kind were asked, and what differed. */
export async function ask(api, folder) {
  const asked = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, 0]));
  const differences = [];
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".jsonl"))) {
    const release = file.replace(".jsonl", "");
    for (const line of (await readFile(new URL(file, folder), "utf8")).split("\n").filter(Boolean)) {
      const vector = parsed(line);
      const compared = KINDS[vector.process]?.(api, release, vector);
      if (compared) {
        asked[vector.process] += 1;
        const [given, expected] = compared.map(text);
        if (given !== expected) {
          differences.push(`${release} ${vector.process} ${vector.id}\n  given    ${given}\n  expected ${expected}`);
        }
      }
    }
  }
  return { asked, differences };
}

/** A line, with a bigint for each whole number that a number may not hold. */
function parsed(line) {
  const mark = "whole number ";
  const marked = line.replace(/:(-?\d{16,})(?=[,}])/g, `:"${mark}$1"`);
  return JSON.parse(marked, (_, value) => (typeof value === "string" && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value));
}

/** A value as text with its fields in order; sizes and numbers are the same there. */
function text(value) {
  const sorted = (key, field) => {
    if (typeof field === "bigint") {
      return Number.isSafeInteger(Number(field)) ? Number(field) : `${field}n`;
    }
    return field && typeof field === "object" && !Array.isArray(field) ? Object.fromEntries(Object.entries(field).sort(([a], [b]) => (a < b ? -1 : 1))) : field;
  };
  return JSON.stringify(value, sorted);
}

/** A refusal as vectors tell it: the first cause is left out where the message ends with it. */
function thrown({ exception, message, causes }) {
  const [first, ...rest] = causes;
  const told = (first && message.endsWith(first.message) ? rest : causes).map((cause) => `${cause.exception}: ${cause.message}`);
  return { exception, message, ...(told.length > 0 && { cause: told }) };
}

/** The fields of a vector's answer that tell of a refusal. */
function refusal({ exception, message, cause }) {
  return { exception, message, ...(cause && { cause }) };
}

/** The log as vectors have it. */
function warnings(log) {
  return log.filter(({ level }) => level !== "printed").map(({ level, logger, text }) => `${level.toUpperCase()} ${logger}: ${text}`);
}

const request = (release, config) => ({ release, process: "taskmanager", config: new Map(Object.entries(config)) });

/** Of these fields those that are there. */
function picked(fields, names) {
  return Object.fromEntries(names.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]));
}

function managed(api, release, vector) {
  const { config, useCases, stateBackendUsesManagedMemory, slotManaged } = vector;
  if (vector.exception === "UnsupportedOperationException" || useCases.length === 0) {
    return undefined;
  }
  const answer = api.managedShares(request(release, config), useCases, { managed: slotManaged, stateBackendUsesManagedMemory });
  if (!answer.ok) {
    return [thrown(answer.error), refusal(vector)];
  }
  const fractions = Object.fromEntries(answer.shares.map(({ consumer, fraction }) => [consumer, fraction]));
  const sizes = Object.fromEntries(answer.shares.map(({ consumer, size, error }) => [consumer, size ?? error.message]));
  return [{ fractions, sizes }, picked(vector, ["fractions", "sizes"])];
}

function stateBackend(api, release, vector) {
  const { process, config, taskManagerConfig = {}, totalMemory, writeBufferSize = 64 << 20, sharing } = vector;
  // Here a job reads what the cluster is configured with under what it sets itself.
  if (vector.exception === "UnsupportedOperationException" || Object.keys(taskManagerConfig).some((key) => !(key in config))) {
    return undefined;
  }
  const cluster = vector.taskManagerConfig ? taskManagerConfig : config;
  const answer = api.stateBackendMemory(request(release, cluster), process, { managed: totalMemory, writeBufferSize, jobConfig: config });
  if (!answer.ok) {
    return [thrown(answer.error), refusal(vector)];
  }
  const { usesManagedMemory, fixedPerSlot, shared } = answer;
  const decided = { usingManagedMemory: usesManagedMemory, usingFixedMemoryPerSlot: fixedPerSlot !== undefined };
  // A line that does not ask what is shared asks how it would be divided, be it shared or not.
  if (!sharing && answer.sharing === undefined) {
    return [decided, picked(vector, Object.keys(decided))];
  }
  const scope = answer.sharing === "TM_SHARED_UNMANAGED" ? "TM" : answer.sharing && "SLOT";
  const given = {
    ...decided,
    ...(sharing && { shared: { factory: answer.sharing ?? null, scope: scope ?? null } }),
    ...(shared && {
      effectiveMemory: shared.size,
      writeBufferRatio: shared.writeBufferRatio,
      highPriorityPoolRatio: shared.highPriorityPoolRatio,
      cacheCapacity: shared.cacheCapacity,
      writeBufferManagerCapacity: shared.writeBufferManagerCapacity,
    }),
    ...(shared?.arena && {
      arenaBlockSize: shared.arena.arenaBlockSize,
      mutableLimit: shared.arena.mutableLimit,
      arenaFits: shared.arena.fits,
      ...(!shared.arena.fits && { warnings: warnings(answer.log) }),
    }),
  };
  return [picked(given, Object.keys(vector)), picked(vector, Object.keys(given))];
}

function finegrained(api, release, vector) {
  const { total, slots, groups } = vector;
  const config = {
    "taskmanager.cpu.cores": total.cpu,
    "taskmanager.memory.task.heap.size": total.taskHeap,
    "taskmanager.memory.task.off-heap.size": total.taskOffHeap ?? 0,
    "taskmanager.memory.managed.size": total.managed ?? 0,
    "taskmanager.memory.network.min": total.network ?? 0,
    "taskmanager.memory.network.max": total.network ?? 0,
    "taskmanager.numberOfTaskSlots": slots,
  };
  const asked = groups.map(({ cpu, external, ...sizes }) => ({ ...(cpu !== undefined && { cpuCores: cpu }), ...sizes, ...(external && { externalResources: external }) }));
  const texts = Object.fromEntries(Object.entries(config).map(([key, value]) => [key, String(value)]));
  const answer = api.slots(request(release, texts), { groups: asked, externalResources: total.external });
  if (!answer.ok) {
    // A TaskManager like that does not start, and is a ResourceProfile only.
    return undefined;
  }
  const profile = ({ cpuCores, taskHeap, taskOffHeap, managed, network, externalResources }) => ({
    cpu: cpuCores,
    ...{ taskHeap, taskOffHeap, managed, network },
    ...(Object.keys(externalResources).length > 0 && { external: externalResources }),
  });
  const numbers = ({ cpu, external, ...sizes }) => ({
    cpu: Number(cpu),
    ...sizes,
    ...(external && { external: Object.fromEntries(Object.entries(external).map(([name, amount]) => [name, Number(amount)])) }),
  });
  const allocation = ({ ok, error, slot, fitsTimes, fits, left }, number) => {
    if (!ok) {
      return { ...thrown(error), message: error.code === "slot-cpu-cores-rounded-to-nothing" ? null : error.message };
    }
    const isDefault = Object.keys(groups[number]).length === 0;
    const found = { profile: isDefault ? "ResourceProfile{UNKNOWN}" : slot.profile, fitsTimes, fits, left: left && profile(left) };
    return picked(found, Object.keys(found));
  };
  const expected = vector.allocations.map((told) => (told.exception ? { message: null, ...told } : { ...told, ...(told.left && { left: numbers(told.left) }) }));
  return [
    { totalProfile: answer.total.profile, defaultSlot: profile(answer.defaultSlot), allocations: answer.allocations.map(allocation) },
    { totalProfile: vector.totalProfile, defaultSlot: numbers(vector.defaultSlot), allocations: expected },
  ];
}

function network(api, release, vector) {
  const { config, gates, partitions, networkMemory, tasks } = vector;
  const asked = gates.map(({ channels, remote, type }) => ({ channels, remoteChannels: remote, type }));
  const answer = api.networkBuffers(request(release, config), { gates: asked, partitions, tasks, network: networkMemory ?? 0 });
  if (!answer.ok) {
    return [thrown(answer.error), refusal(vector)];
  }
  const half = (part, given) => (part.ok ? given(part) : { error: thrown(part.error) });
  const maxRequiredBuffersPerGate = answer.settings.maxRequiredBuffersPerGate ?? null;
  const settings = { ...answer.settings, maxRequiredBuffersPerGate };
  const partitionBuffers = ({ min, max, overdraft }) => ({
    min,
    max: max ?? 2 ** 31 - 1,
    ...picked({ maxPerSubpartition: settings.maxBuffersPerChannel, overdraft }, ["maxPerSubpartition", "overdraft"]),
  });
  const given = {
    settings: vector.settings && picked(settings, Object.keys(vector.settings)),
    segments: answer.networkBuffers,
    gateBuffers: answer.gates,
    partitionBuffers: answer.partitions.map(partitionBuffers),
    announced: answer.announced && half(answer.announced, ({ buffers, size }) => ({ buffers, bytes: size })),
    deployed: half(answer.deployed, ({ tasks, required, insufficient }) => ({ tasks, required, ...(insufficient && { message: insufficient.message }) })),
    warnings: answer.log.length > 0 ? warnings(answer.log) : undefined,
  };
  return [picked(given, Object.keys(vector)), picked(vector, Object.keys(given))];
}

/** Both halves of a resource manager's answer. */
function halves(answer, vector, jobManager, taskManager) {
  const half = (part, given, told) => (part.ok ? picked(given(part), Object.keys(told)) : { error: thrown(part.error) });
  const log = warnings(answer.log);
  return [
    {
      jobManager: half(answer.jobManager, jobManager, vector.jobManager),
      taskManager: half(answer.taskManager, taskManager, vector.taskManager),
      warnings: log,
    },
    { jobManager: vector.jobManager, taskManager: vector.taskManager, warnings: vector.warnings ?? [] },
  ];
}

function kubernetes(api, release, vector) {
  const pod = ({ requests, limits, worker }) => ({ requests: requests.written, limits: limits.written, ...worker });
  return halves(api.kubernetesPods(request(release, vector.config)), vector, pod, pod);
}

function yarn(api, release, vector) {
  if (Object.values(vector.yarn).some((number) => number < 1)) {
    return undefined;
  }
  const mebibytes = (bytes) => bytes / 1048576n;
  const container = (asked) => ({ containerMb: asked ? mebibytes(asked.memory) : null, vcores: asked ? asked.vcores : null });
  const jobManager = (asked) => ({
    processMb: mebibytes(asked.totalProcess),
    clientTaskManagerMb: mebibytes(asked.taskManagerTotalProcess),
    ...container(asked.container),
  });
  const taskManager = (asked) => ({ ...container(asked.container), ...asked.worker });
  return halves(api.yarnContainers(request(release, vector.config), vector.yarn), vector, jobManager, taskManager);
}

function commandline(api, release, vector) {
  const [script, ...words] = vector.command;
  const { "flink-conf.yaml": lines, "config.yaml": yaml } = vector.files;
  const readsLines = lines !== undefined && !release.startsWith("2.");
  const [file, text, format] = readsLines ? ["flink-conf.yaml", lines, "flink-conf"] : ["config.yaml", yaml, "config-yaml"];
  const { config } = api.parse(text, { format, release }).request;
  const { FLINK_TM_HEAP, FLINK_JM_HEAP, ...env } = vector.env ?? {};
  const first = script === "kubernetes-taskmanager.sh" ? {} : { [script === "kubernetes-jobmanager.sh" ? "entryPoint" : "mode"]: words.shift() };
  const asked = { ...request(release, config), env: { FLINK_TM_HEAP, FLINK_JM_HEAP } };
  const place = { home: "<home>", user: "user", host: "host" };
  const java = vector.java && Number(vector.java);
  const answer = api.startScript(asked, { script, ...first, arguments: words, java, file, env, ...place });
  if (answer.ok) {
    return [{ call: answer.commandLine }, { call: vector.call }];
  }
  const told = answer.printed ? { exception: "ScriptFailure", message: `exit 1\n${answer.printed}` } : thrown(answer.error);
  return [told, refusal(vector)];
}
