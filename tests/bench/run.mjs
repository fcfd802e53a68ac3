// Times the cases in WebAssembly under Node: node run.mjs PACKAGE. PACKAGE is what wasm-bindgen wrote for Node.

import { createRequire } from "node:module";
import { resolve } from "node:path";

const MOST_ROUNDS = 201;
/** A round lasts at least so many milliseconds, so that the clock is fine enough for it, and all rounds of a case about so many. */
const ROUND = 5;
const ALL_ROUNDS = 2000;

const [packageFolder] = process.argv.slice(2);
if (packageFolder === undefined) {
  console.error("usage: node run.mjs PACKAGE");
  process.exit(2);
}

const { caseNames, Task } = createRequire(import.meta.url)(resolve(packageFolder, "flink_memory_bench.js"));

/** The milliseconds that a task takes, so many times. */
function timed(task, times) {
  const start = performance.now();
  task.run(times);
  return performance.now() - start;
}

/** Microseconds for a task, one number for each round. */
function rounds(task, times) {
  const found = [];
  const start = performance.now();
  while (found.length < MOST_ROUNDS && (found.length < 3 || performance.now() - start < ALL_ROUNDS)) {
    found.push((timed(task, times) * 1000) / times);
  }
  return found;
}

for (const [number, name] of caseNames().entries()) {
  const task = new Task(number);
  let times = 1;
  while (timed(task, times) < ROUND) {
    times *= 2;
  }
  rounds(task, times); // Until Node has compiled the module for speed.
  const found = rounds(task, times).sort((left, right) => left - right);
  const at = (share) => shown(found[Math.floor((found.length - 1) * share)]);
  console.log(`${name.padEnd(28)} median ${at(0.5)}, fastest ${at(0)}, slowest ${at(1)}`);
}

function shown(microseconds) {
  return microseconds < 1000 ? `${microseconds.toFixed(2)} µs` : `${(microseconds / 1000).toFixed(2)} ms`;
}
