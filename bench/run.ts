import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { generateBase } from "../data/generate.ts";
import { everyday } from "../data/worlds/everyday.ts";
import { configurationOf, runAsOf } from "./commands/tessera.ts";

/**
 * The whole job on 100,000 and 1,000,000 customers of `everyday`, a first run and, a month later, one with a champion: seconds,
 * CPU seconds and peak memory of every stage, from the runs' own timings.json, written to bench/results/run.json. Sizes may be
 * given: `npm run bench:run -- 100000`.
 */
const root = resolve(import.meta.dirname, "../..");
const sizes = process.argv.slice(2).map(Number);
const months = ["2025-12-01", "2026-01-01"];

interface Timings {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  readonly stages: readonly { name: string; seconds: number; cpuSeconds: number; peakMiB: number }[];
}

interface MeasuredRun {
  readonly asOf: string;
  readonly loadBefore: number;
  readonly timings: Timings;
  readonly manifest: {
    readonly inputs: readonly { table: string; rowsRead: number }[];
    readonly promotion: { readonly decision: string };
    readonly verdict: { word: string } | null;
  };
  readonly exitCode: number;
}

const results: Record<string, unknown>[] = [];
for (const customers of sizes.length > 0 ? sizes : [100_000, 1_000_000]) {
  const base = await baseOf(customers);
  for (const month of runMonths(base, customers)) report(customers, month);
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

function report(customers: number, { asOf, loadBefore, timings, manifest, exitCode }: MeasuredRun) {
  const transactions = manifest.inputs.find(({ table }) => table === "transactions")?.rowsRead;
  const { decision } = manifest.promotion;
  console.log(
    `\n${customers} customers, ${transactions} transactions, as of ${asOf} (${decision}; load before: ${loadBefore.toFixed(1)}, exit ${exitCode})`,
  );
  console.log("stage              seconds   CPU-s   peak MiB");
  for (const { name, seconds, cpuSeconds, peakMiB } of [...timings.stages, { name: "whole run", ...timings }]) {
    console.log(
      `${name.padEnd(16)} ${seconds.toFixed(1).padStart(9)} ${cpuSeconds.toFixed(1).padStart(7)} ${String(peakMiB).padStart(10)}`,
    );
  }
  const { seconds, cpuSeconds, peakMiB, stages } = timings;
  const sumOf = (names: readonly string[], figure: "seconds" | "cpuSeconds") =>
    stages.filter(({ name }) => names.includes(name)).reduce((sum, stage) => sum + stage[figure], 0);
  const dividing = sumOf(["structures", "figures"], "cpuSeconds");
  const proof = ["segments", "stability"];
  console.log(
    `segments and certificate: ${sumOf(proof, "seconds").toFixed(1)} s, ${sumOf(proof, "cpuSeconds").toFixed(1)} CPU-s (goal of each at a million customers: 60); structures and metrics: ${dividing.toFixed(1)} CPU-s (goal: 60), ${((100 * dividing) / cpuSeconds).toFixed(0)} % of the run`,
  );
  results.push({
    ...{ customers, transactions, asOf, promotion: decision, loadBefore, seconds, cpuSeconds, peakMiB, stages },
    verdict: manifest.verdict?.word,
  });
}

/** The base, made once and kept in data/out. */
async function baseOf(customers: number): Promise<string> {
  const out = join(root, "data", "out", `everyday-${customers}`);
  if (existsSync(join(out, "truth", "world.json"))) return out;
  console.log(`making a base of ${customers} customers in ${out} …`);
  await generateBase({ world: everyday, customers, seed: 1, format: "parquet", out });
  return out;
}

/** The runs of two months, the second with the champion that the first left. */
function runMonths(base: string, customers: number): MeasuredRun[] {
  const work = join(tmpdir(), `tessera-bench-${process.pid}-${customers}`);
  mkdirSync(work, { recursive: true });
  const configuration = configurationOf(base, "bench", "engine: { memory: 4GB }");
  const measured = months.map((asOf) => {
    const loadBefore = loadavg()[0];
    const { exitCode, runDir } = runAsOf(asOf, work, configuration);
    const read = (name: string) => JSON.parse(readFileSync(join(runDir, name), "utf8"));
    const timings = read("timings.json") as Timings;
    const manifest = read("manifest.json") as MeasuredRun["manifest"];
    return { asOf, loadBefore, timings, manifest, exitCode };
  });
  rmSync(work, { recursive: true });
  return measured;
}
