// Tests the package as a person uses it who installed it: node node.mjs PACKAGE, where PACKAGE is what `npm pack` made of it.
// The API itself is tested in api.rs. $TYPESCRIPT names the folder of the npm package typescript; without it the types are not checked.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdtemp, readFile, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { ask } from "./vectors.mjs";

const [packed] = process.argv.slice(2);
if (packed === undefined) {
  console.error("usage: node node.mjs PACKAGE");
  process.exit(2);
}
const here = new URL(".", import.meta.url);
const run = promisify(execFile);

/** A project of its own that depends on the package and on nothing else, and what the package says of itself. */
let project, description;

before(async () => {
  project = await realpath(await mkdtemp(join(tmpdir(), "flink-memory-")));
  await writeFile(join(project, "package.json"), JSON.stringify({ type: "module", private: true }));
  const npm = ["npm", ["install", "--offline", "--no-audit", "--no-fund", "--loglevel=error", resolve(packed)], { cwd: project, shell: process.platform === "win32" }];
  await run(...npm);
  const { dependencies } = JSON.parse(await readFile(join(project, "package.json"), "utf8"));
  const [name] = Object.keys(dependencies);
  description = JSON.parse(await readFile(join(project, "node_modules", name, "package.json"), "utf8"));
});

after(() => rm(project, { recursive: true, force: true }));

/** Runs a module in the project and gives what it prints. */
async function printed(name, code) {
  await writeFile(join(project, name), code);
  return (await run(process.execPath, [name], { cwd: project })).stdout;
}

/** The code blocks of the README in one language, in order. */
async function blocks(language) {
  const readme = await readFile(new URL("../README.md", here), "utf8");
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(([, block]) => block);
}

test("the examples of the README print what the README says", async () => {
  const [examples, outputs] = [await blocks("js"), await blocks("text")];
  assert.equal(examples.length, outputs.length);
  assert.notEqual(examples.length, 0);
  for (const [number, example] of examples.entries()) {
    assert.equal(await printed(`example${number}.js`, example), outputs[number]);
  }
});

test("the package works through require, too", async () => {
  const code = `console.log(require(${JSON.stringify(description.name)}).releases().length)`;
  assert.equal(await printed("required.cjs", code), "15\n");
});

test("the module for browsers gives the same answer", async () => {
  const folder = join(project, "node_modules", description.name, "web");
  const web = await import(pathToFileURL(join(folder, "flink_memory_wasm.js")));
  await web.default({ module_or_path: await readFile(join(folder, "flink_memory_wasm_bg.wasm")) });
  const answer = web.derive({ release: "2.3", process: "taskmanager", config: new Map([["taskmanager.memory.process.size", "8388607t"]]) });
  assert.equal(answer.sizes.totalProcess, 9223370937343148032n);
  assert.throws(() => web.options("0.9"), { name: "Error", message: /^unknown release '0\.9'; known: 1\.10, / });
});

test("what follows from a breakdown is what real Flink answers", async () => {
  const api = await import(pathToFileURL(join(project, "node_modules", description.name, "node", "flink_memory_wasm.js")));
  const { asked, differences } = await ask(api, new URL("../../../tests/vectors/", here));
  assert.deepEqual(differences, []);
  for (const [kind, count] of Object.entries(asked)) {
    assert.ok(count > (kind === "forst" ? 50 : 200), `${count} questions about ${kind}`);
  }
});

test("the custom element has all files that it loads, and can be imported where there is no document", async () => {
  const folder = join(project, "node_modules", description.name, "element");
  const files = await readdir(folder);
  const script = await readFile(join(folder, "index.js"), "utf8");
  const named = [...script.matchAll(/"\.\/([^"/]+\.(?:js|wasm|txt))"/g)].map(([, file]) => file);
  assert.ok(named.length >= 2);
  assert.deepEqual([...named, "index.d.ts"].filter((file) => !files.includes(file)), []);
  const code = `import { FlinkMemoryCalculator } from "${description.name}/element"; console.log(FlinkMemoryCalculator.observedAttributes.length)`;
  assert.equal(await printed("element.js", code), "8\n");
});

const { TYPESCRIPT } = process.env;
const typed = { skip: TYPESCRIPT ? false : "$TYPESCRIPT is not set" };

/** What the TypeScript compiler says to a file of the project. */
async function complaints(file) {
  const options = ["--strict", "--exactOptionalPropertyTypes", "--noEmit", "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom"];
  const compiler = join(TYPESCRIPT, "bin", "tsc");
  return (await run(process.execPath, [compiler, ...options, file], { cwd: project }).catch((error) => error)).stdout;
}

test("the types can be used", typed, async () => {
  await copyFile(new URL("sample.ts", here), join(project, "sample.ts"));
  assert.equal(await complaints("sample.ts"), "");
});

/** Configurations that between them take every way that a step, an answer and a refusal can take. */
const questions = [
  { process: "taskmanager", config: { "taskmanager.memory.process.size": "2g" } },
  { process: "taskmanager", config: { "taskmanager.memory.flink.size": "2g", "taskmanager.memory.size": "512m", "taskmanager.memory.process.size": "3g" } },
  { process: "taskmanager", config: { "taskmanager.memory.task.heap.size": "1g", "taskmanager.memory.managed.size": "1g" } },
  { process: "taskmanager", config: { "taskmanager.memory.flink.size": "4g", "taskmanager.network.numberOfBuffers": "4096" } },
  { process: "taskmanager", config: { "taskmanager.memory.process.size": "8388607t" } },
  { process: "taskmanager", config: { "taskmanager.memory.process.size": "1.5g" } },
  { process: "taskmanager", config: { "taskmanager.heap.size": "2g" } },
  { process: "taskmanager", config: {}, env: { FLINK_TM_HEAP: "2g" } },
  { process: "taskmanager", config: {} },
  { process: "jobmanager", config: { "jobmanager.memory.process.size": "1g" } },
  { process: "jobmanager", config: { "jobmanager.heap.size": "1500000k" }, deployment: "container" },
  { process: "jobmanager", config: { "jobmanager.heap.mb": "512" } },
  { process: "local", config: { "taskmanager.memory.network.min": "32m", "taskmanager.memory.jvm-overhead.min": "300m" } },
  { process: "local", config: { "taskmanager.memory.network.min": "2g", "taskmanager.memory.network.max": "1g" } },
];

/** A text in each format, so that between them every field of what was read is there. */
const texts = {
  "flink-conf": "taskmanager.memory.process.size: 2g\nno pair\n",
  "config-yaml": "taskmanager:\n  memory.process.size: 2g\n  numberOfTaskSlots: 4\n",
  arguments: "-Dtaskmanager.memory.process.size=2g",
  log: "Final TaskExecutor Memory configuration:\n  Total Process Memory: 2.000gb (2147483648 bytes)\n",
  manifest: "kind: FlinkDeployment\nspec:\n  flinkVersion: v1_20\n  taskManager:\n    resource:\n      memory: 2Gi\n",
  "flink-properties": "FLINK_TM_HEAP=1g\n",
  rest: '{"memoryConfiguration": {"totalProcessMemory": 2147483648}, "totalResource": {"managedMemory": 128}}',
  sql: "SET 'taskmanager.memory.process.size' = '2g';",
  "jvm-flags": "-XX:MaxHeapSize=697932184 -XX:MaxMetaspaceSize=268435456",
};

test("the types are true of what the functions give", typed, async () => {
  const api = await import(pathToFileURL(join(project, "node_modules", description.name, "node", "flink_memory_wasm.js")));
  const releases = api.releases();
  const answers = releases.flatMap(({ release }) => questions.map((question) => api.derive({ release, ...question })));
  const kinds = new Set(answers.flatMap(({ steps }) => steps.map(({ rule }) => rule.kind)));
  const declared = ["option", "fraction", "remainder", "sum", "buffers", "localDefault", "localCopy", "wholeMebibytes"];
  assert.deepEqual([...kinds].sort(), declared.sort(), "the questions reach every kind of rule");
  assert.deepEqual(api.formats().map(({ format }) => format), Object.keys(texts));
  const read = Object.entries(texts).map(([format, text]) => api.parse(text, { format }));
  assert.deepEqual(new Set(read.flatMap(({ reported }) => reported.flatMap(({ pools }) => pools.map(({ exactness }) => exactness)))).size, 3);
  const asked = releases.flatMap(({ release }) => questions.map((question) => ({ release, ...question })));
  const written = api.targets().flatMap(({ target, scopes }) => scopes.flatMap((scope) => asked.map((request) => api.emit(target, request, { scope }))));
  const asking = asked.filter(({ process }) => process === "taskmanager");
  // What a release does not have throws, and is nothing here.
  const had = (ask) => asking.flatMap((request) => {
    try {
      return [ask(request)];
    } catch (error) {
      return [];
    }
  });
  const task = { gates: [{ channels: 100 }], partitions: [{ subpartitions: 100 }, { subpartitions: 4, type: "BLOCKING" }], tasks: 99 };
  const job = (mode) => ({ mode, stages: [{ parallelism: 64 }, { parallelism: 64, inputs: [{ stage: 0, exchange: "HASH" }] }] });
  const lacking = "Insufficient number of network buffers: required 65, but only 12 available. The total number of network buffers is currently set to 2048 of 32768 bytes each.";
  const node = { cores: 8, memory: "32g", managedBy: "gke" };
  const size = { cores: 1, memory: "2g" };
  const amounts = ["2048m", "2G", "2g", "2Gi", "2GiB", "1.5Gi", "lots"];
  const editable = api.formats().filter(({ editable }) => editable);
  const claims = [
    ["FormatInfo", api.formats()],
    ["TargetInfo", api.targets()],
    ["Detected", Object.values(texts).flatMap((text) => api.detect(text))],
    ["Parsed", read],
    ["Check", asked.flatMap((request) => Object.entries(texts).flatMap(([format, text]) => api.check(text, request, { format })))],
    ["Changed", editable.map(({ format }) => api.edit(texts[format], { format, changes: { a: 1, b: "#", "a.b": null } }))],
    ["Changed", [api.convert(texts["flink-conf"], "1.20")]],
    ["Emitted", written.map((emitted) => ({ ...emitted, text: "" }))],
    ["Linked", asked.map((request) => api.openLink(api.link(request, { tab: "1" })))],
    ["Slots | Refusal", asking.map((request) => api.slots(request))],
    ["Slots | Refusal", had((request) => api.slots(request, { groups: [{}, { managed: 1 }, { cpuCores: 0.1, taskHeap: "1m", externalResources: { a: 1 } }] }))],
    ["ManagedShares | Refusal", had((request) => api.managedShares(request, ["OPERATOR", "STATE_BACKEND"], { stateBackendUsesManagedMemory: false }))],
    ["StateBackendMemory | Refusal", had((request) => api.stateBackendMemory(request, "rocksdb"))],
    ["StateBackendMemory | Refusal", had((request) => api.stateBackendMemory(request, "forst", { jobConfig: { "state.backend.forst.memory.managed": false } }))],
    ["NetworkBuffers | Refusal", asking.map((request) => api.networkBuffers(request, task))],
    ["JobBuffers | Refusal", asking.map((request) => api.jobBuffers(request, job("STREAMING")))],
    ["JobBuffers | Refusal", asking.map((request) => api.jobBuffers(request, job("BATCH"), { placement: "local", network: "1m" }))],
    ["InsufficientBuffers | Refusal | undefined", asking.map((request) => api.insufficientBuffers(lacking, request, { job: job("BATCH") }))],
    ["JvmMemory | Refusal", asked.filter(({ process }) => process !== "local").map((request) => api.jvmMemory(request))],
    ["JvmMemory | Refusal", asking.map((request) => api.jvmMemory(request, { commandLine: ["-XX:+UseShenandoahGC"] }))],
    ["OverheadEstimate | Refusal", had((request) => api.estimateOverhead(request))],
    ["PlannedCluster | Refusal", had((request) => api.planCluster(request, { parallelism: 64, node, alternatives: 4 }))],
    ["PlannedCluster | Refusal", asking.map((request) => api.planCluster(request, { parallelism: 9, node: size, slots: 2, taskManager: size, jobManager: size, nodeHour: 0.5 }))],
    ["Quantity", amounts.flatMap((text) => [api.quantity(text), api.quantity(text, { operator: "1.6" })])],
    ["KubernetesPods", asked.map((request) => api.kubernetesPods(request))],
    ["YarnContainers", asked.map((request) => api.yarnContainers(request, { maximumAllocationMb: 2048 }))],
    ["YarnContainers", asked.map((request) => api.yarnContainers(request, { scheduler: "fair", incrementAllocationMb: 512 }))],
    ["StartedScript | FailedScript", asking.map((request) => api.startScript(request))],
    ["StartedScript | FailedScript", asking.map((request) => api.startScript(request, { arguments: ["-D"] }))],
    ["ReleaseInfo", releases],
    ["OptionInfo", releases.flatMap(({ release }) => api.options(release))],
    ["Derivation", answers],
  ];
  const lines = claims.flatMap(([type, values]) => [...new Set(values.map(literal))].map((value) => `(${value}) satisfies ${type};`));
  const types = [...new Set(claims.flatMap(([type]) => type.split(" | ")))].filter((type) => type !== "undefined").join(", ");
  await writeFile(join(project, "answers.ts"), `import type { ${types} } from ${JSON.stringify(description.name)};\n${lines.join("\n")}\n`);
  assert.equal(await complaints("answers.ts"), "");
});

/** A value as source text. TypeScript checks the fields of a literal one by one, none missing and none too many. */
function literal(value) {
  switch (typeof value) {
    case "bigint":
      return `${value}n`;
    case "object":
      if (Array.isArray(value)) {
        return `[${value.map(literal).join(", ")}]`;
      }
      return value === null ? "null" : `{ ${Object.entries(value).map(([name, field]) => `${JSON.stringify(name)}: ${literal(field)}`).join(", ")} }`;
    case "string":
      return JSON.stringify(value);
    default:
      return String(value);
  }
}
