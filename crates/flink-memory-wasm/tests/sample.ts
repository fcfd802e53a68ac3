// Uses every type of the API the way a caller would; it has to compile with --strict. What the values are is tested in node.mjs.

import { derive, options, releases } from "flink-memory-wasm";
import type { ConfigValue, Derivation, DeriveRequest, FlinkError, LogLine, OptionInfo, Origin, PoolTree, ReleaseInfo, Rule, Setting, Step } from "flink-memory-wasm";

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

// What must not compile.
// @ts-expect-error an unknown process
derive({ release: "2.3", process: "master" });
// @ts-expect-error no release
derive({ process: "local" });
// @ts-expect-error a value that is none
derive({ release: "2.3", process: "local", config: { key: null } });
// @ts-expect-error sizes are bigint
const notANumber: number | undefined = answer.ok ? answer.sizes.managed : 0;
console.log(notANumber);
