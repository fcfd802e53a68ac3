// The conformance run in WebAssembly under Node: node conformance.mjs PACKAGE DIR. PACKAGE is what wasm-bindgen wrote; it does what the native command does and prints the same.

import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, parse, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const own = fileURLToPath(new URL("../vectors", import.meta.url));
const [packageFolder, folder = own] = process.argv.slice(2);
if (packageFolder === undefined) {
  console.error("usage: node conformance.mjs PACKAGE [DIR]");
  process.exit(2);
}

const { Run } = createRequire(import.meta.url)(resolve(packageFolder, "conformance.js"));
const run = new Run();
try {
  for (const file of await vectorFiles(folder)) {
    run.addFile(parse(file).name, await readFile(join(folder, file), "utf8"));
  }
  console.log(run.print());
  process.exitCode = run.isGreen() ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** The `*.jsonl` of a folder, oldest release first. */
async function vectorFiles(folder) {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".jsonl"));
  if (files.length === 0) {
    throw new Error(`no *.jsonl in ${folder}`);
  }
  return files.sort((left, right) => left.localeCompare(right, "en", { numeric: true }));
}
