// Times the cases in WebAssembly under Node: node run.mjs PACKAGE. PACKAGE is what wasm-bindgen wrote for Node.

import { createRequire } from "node:module";
import { resolve } from "node:path";

const ROUNDS = 201;
const DERIVATIONS_PER_ROUND = 500;

const [packageFolder] = process.argv.slice(2);
if (packageFolder === undefined) {
  console.error("usage: node run.mjs PACKAGE");
  process.exit(2);
}

const { caseNames, deriveRepeatedly } = createRequire(import.meta.url)(resolve(packageFolder, "flink_memory_bench.js"));

/** Microseconds per derivation, one number for each round. */
function rounds(number) {
  return Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    deriveRepeatedly(number, DERIVATIONS_PER_ROUND);
    return ((performance.now() - start) * 1000) / DERIVATIONS_PER_ROUND;
  });
}

for (const [number, name] of caseNames().entries()) {
  rounds(number); // Until Node has compiled the module for speed.
  const times = rounds(number).sort((left, right) => left - right);
  const at = (share) => times[Math.floor((times.length - 1) * share)].toFixed(2);
  console.log(`${name.padEnd(28)} median ${at(0.5)} µs, fastest ${at(0)} µs, slowest ${at(1)} µs`);
}
