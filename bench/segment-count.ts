import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { generateBase } from "../data/generate.ts";
import { everyday } from "../data/worlds/everyday.ts";
import { segmentModel } from "../src/segments/segment-model.ts";
import { configurationOf, runAsOf } from "./commands/tessera.ts";

/**
 * How many segments a run chooses in `everyday`, seed by seed: `npm run study:segment-count` runs the whole job at 100,000
 * customers with ten seeds and writes bench/results/segment-count.json; `-- 20000 3` fewer customers and seeds. Goal: the
 * same number, three or more, for nine seeds in ten.
 */
const root = resolve(import.meta.dirname, "../..");
const customers = Number(process.argv[2] ?? 100_000);
const seeds = Number(process.argv[3] ?? 10);
const base = join(root, "data", "out", `everyday-${customers}`);
if (!existsSync(join(base, "truth", "world.json"))) {
  await generateBase({ world: everyday, customers, seed: 1, format: "parquet", out: base });
}

const results = Array.from({ length: seeds }, (_, i) => {
  const { k, verdict, kind, candidates } = chosenWith(i + 1);
  console.log(`seed ${i + 1}: ${k} segments, ${verdict}, ${kind}`);
  const table = candidates.map(({ revenue, gaps, misses, ...figures }) => ({
    ...figures,
    revenue: revenue?.eta2 ?? null,
    misses: misses.map(({ demand }) => demand),
  }));
  return { seed: i + 1, k, verdict, kind, candidates: table };
});
const counts = new Map<number, number>();
for (const { k } of results) counts.set(k, (counts.get(k) ?? 0) + 1);
const [k, agreeing] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
const holds = k >= 3 && agreeing >= 0.9 * seeds;
const file = join(root, "bench", "results", "segment-count.json");
mkdirSync(join(root, "bench", "results"), { recursive: true });
const study = { command: "npm run study:segment-count", customers, k, agreeing, seeds, holds, results };
writeFileSync(file, `${JSON.stringify(study, null, 2)}\n`);
console.log(`${k} segments for ${agreeing} of ${seeds} seeds: ${holds ? "holds" : "MISSED"}\nwritten: ${file}`);
process.exitCode = holds ? 0 : 1;

/** The choice of a whole run. */
function chosenWith(seed: number) {
  const work = mkdtempSync(join(tmpdir(), "tessera-segment-count-"));
  try {
    const { runDir } = runAsOf("2026-01-01", work, configurationOf(base, "everyday", `segments: { seed: ${seed} }`)); // as `run --json` prints it
    return segmentModel.parse(JSON.parse(readFileSync(join(runDir, "model.json"), "utf8"))).choice;
  } finally {
    rmSync(work, { recursive: true });
  }
}
