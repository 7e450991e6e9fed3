import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const folder = resolve(import.meta.dirname, "../../..", "bench", "results");

/** Writes what a study found to bench/results and says whether its goal is met, in words and by the exit code. */
export function keepResults<Results extends { readonly holds: boolean }>(name: string, results: Results): void {
  const file = join(folder, `${name}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  console.log(`${results.holds ? "holds" : "MISSED"}\nwritten: ${file}`);
  process.exitCode = results.holds ? 0 : 1;
}
