import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { generateBase } from "../data/generate.ts";
import { everyday } from "../data/worlds/everyday.ts";

/**
 * The whole job on 100,000 and 1,000,000 customers of `everyday`: seconds, CPU seconds and peak memory of every stage,
 * from the runs' own timings.json, written to bench/results/run.json. Sizes may be given: `npm run bench:run -- 100000`.
 */
const root = resolve(import.meta.dirname, "../..");
const sizes = process.argv.slice(2).map(Number);

interface Timings {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  readonly stages: readonly { name: string; seconds: number; cpuSeconds: number; peakMiB: number }[];
}

const results: Record<string, unknown>[] = [];
for (const customers of sizes.length > 0 ? sizes : [100_000, 1_000_000]) {
  const base = await baseOf(customers);
  const load = loadavg()[0];
  const { timings, manifest, exitCode } = runJob(base, customers);
  const transactions = manifest.inputs.find(({ table }) => table === "transactions")?.rowsRead;
  console.log(
    `\n${customers} customers, ${transactions} transactions (load before: ${load.toFixed(1)}, exit ${exitCode})`,
  );
  console.log("stage              seconds   CPU-s   peak MiB");
  for (const { name, seconds, cpuSeconds, peakMiB } of [...timings.stages, { name: "whole run", ...timings }]) {
    console.log(
      `${name.padEnd(16)} ${seconds.toFixed(1).padStart(9)} ${cpuSeconds.toFixed(1).padStart(7)} ${String(peakMiB).padStart(10)}`,
    );
  }
  const { seconds, cpuSeconds, peakMiB, stages } = timings;
  const dividing = stages.filter(({ name }) => name === "structures" || name === "figures");
  const cpuOfDividing = dividing.reduce((sum, stage) => sum + stage.cpuSeconds, 0);
  console.log(
    `structures and metrics: ${cpuOfDividing.toFixed(1)} CPU-s (goal at a million customers: 60), ${((100 * cpuOfDividing) / cpuSeconds).toFixed(0)} % of the run`,
  );
  results.push({
    customers,
    transactions,
    loadBefore: load,
    seconds,
    cpuSeconds,
    peakMiB,
    stages,
    verdict: manifest.verdict?.word,
  });
}

const file = join(root, "bench", "results", "run.json");
mkdirSync(join(root, "bench", "results"), { recursive: true });
const machine = {
  cores: availableParallelism(),
  cpu: cpus()[0]?.model,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};
writeFileSync(file, `${JSON.stringify({ command: "npm run bench:run", machine, results }, null, 2)}\n`);
console.log(`\nwritten: ${file}`);

/** The base, made once and kept in data/out. */
async function baseOf(customers: number): Promise<string> {
  const out = join(root, "data", "out", `everyday-${customers}`);
  if (existsSync(join(out, "truth", "world.json"))) return out;
  console.log(`making a base of ${customers} customers in ${out} …`);
  await generateBase({ world: everyday, customers, seed: 1, format: "parquet", out });
  return out;
}

function runJob(base: string, customers: number) {
  const work = join(tmpdir(), `tessera-bench-${process.pid}-${customers}`);
  mkdirSync(work, { recursive: true });
  const sources = ["transactions", "customers", "contacts", "costs"].map(
    (table) => `  ${table}: { path: ${base}/${table}.parquet }`,
  );
  const config = join(work, "tessera.yaml");
  writeFileSync(
    config,
    `version: 1\nproject: bench\ntimezone: Europe/Berlin\nsources:\n${sources.join("\n")}\nengine: { memory: 4GB }\n`,
  );
  const program = join(root, "dist", "src", "cli", "tessera.js");
  const args = [
    program,
    "run",
    "--config",
    config,
    "--as-of",
    "2026-01-01",
    "--out",
    join(work, "runs"),
    "--models",
    join(work, "models"),
    "--json",
  ];
  const child = spawnSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  if (child.status !== 0 && child.status !== 4) throw new Error(`the run ended with ${child.status}`);
  const { runDir } = JSON.parse(child.stdout) as { runDir: string };
  const read = (name: string) => JSON.parse(readFileSync(join(runDir, name), "utf8"));
  const timings = read("timings.json") as Timings;
  const manifest = read("manifest.json") as {
    inputs: { table: string; rowsRead: number }[];
    verdict: { word: string } | null;
  };
  rmSync(work, { recursive: true });
  return { timings, manifest, exitCode: child.status };
}
