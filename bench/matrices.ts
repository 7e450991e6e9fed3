import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { generateBase } from "../data/generate.ts";
import { everyday } from "../data/worlds/everyday.ts";
import { cdnowConfiguration } from "./commands/cdnow.ts";
import { retailConfiguration } from "./commands/retail.ts";
import { configurationOf, runAsOf } from "./commands/tessera.ts";
import { learnedMoves } from "./matrices/learned-moves.ts";
import { plantedMoves } from "./matrices/planted-moves.ts";
import { printRun, readRun } from "./matrices/read-run.ts";

/**
 * What matrices between windows say of the truth. `npm run study:matrices` makes 100,000 customers of `everyday` and compares
 * the estimator on the planted archetypes with the planted matrix (goal: total variation of at most .02, smoothed or not), and
 * the moves of a whole run with the planted matrix carried through the confusion of archetypes with segments. Then it prints
 * matrix, tests of assumptions and rules of whole runs on Online Retail II and CDNOW, where they are. Written to
 * bench/results/matrices.json; `npm run study:matrices -- 20000` takes fewer customers.
 */
const root = resolve(import.meta.dirname, "../..");
const customers = Number(process.argv[2] ?? 100_000);
const mostVariation = 0.02;
const settings = "stability: { bootstraps: 10 }\ntransitions: { activity: { mode: off } }\nltv: { horizon: 30y }";

const generated = await inFolder(async (work) => {
  const base = join(work, "base");
  await generateBase({ world: everyday, customers, seed: 1, format: "parquet", out: base });
  const { runDir } = runAsOf("2026-01-01", work, configurationOf(base, "everyday", settings));
  return { planted: await plantedMoves(base, runDir, everyday), learned: await learnedMoves(base, runDir, everyday) };
});
const { planted, learned } = generated;
const figures = ({ mean, worst }: { mean: number; worst: number }) =>
  `${mean.toFixed(4)} (worst row ${worst.toFixed(4)})`;
console.log(
  `planted states, ${planted.moves} moves: total variation to the planted matrix ${figures(planted.counted)}, smoothed ${figures(planted.smoothed)}`,
);
console.log(
  `learned segments: ${learned.states.length} states, ${learned.moves} moves, ${(100 * learned.moved).toFixed(1)} % moved (planted ${(100 * learned.plantedMoved).toFixed(1)} %)`,
);
for (const [name, variation] of Object.entries(learned.variation)) console.log(`  to ${name}: ${figures(variation)}`);

const real = [];
for (const { name, asOf, configuration } of [
  {
    name: "Online Retail II",
    asOf: "2011-12-01",
    configuration: retailConfiguration(`windows: { count: 13 }\n${settings}`),
  },
  { name: "CDNOW", asOf: "1998-07-01", configuration: cdnowConfiguration(`windows: { count: 7 }\n${settings}`) },
  // Nothing holds customers of CDNOW apart, so a run leaves them in one segment; three are what somebody may ask for.
  {
    name: "CDNOW in three segments",
    asOf: "1998-07-01",
    configuration: cdnowConfiguration(`windows: { count: 7 }\nsegments: { k: 3 }\n${settings}`),
  },
]) {
  if (configuration === undefined) {
    console.log(`${name} is not there`);
    continue;
  }
  const found = await inFolder((work) => readRun(runAsOf(asOf, work, configuration).runDir));
  printRun(name, found);
  real.push({ name, asOf, ...found });
}

const holds = planted.counted.mean <= mostVariation && planted.smoothed.mean <= mostVariation;
const file = join(root, "bench", "results", "matrices.json");
mkdirSync(join(root, "bench", "results"), { recursive: true });
writeFileSync(
  file,
  `${JSON.stringify({ command: "npm run study:matrices", customers, goal: "total variation ≤ .02", holds, planted, learned, real }, null, 2)}\n`,
);
console.log(`${holds ? "holds" : "MISSED"}\nwritten: ${file}`);
process.exitCode = holds ? 0 : 1;

async function inFolder<T>(study: (work: string) => Promise<T>): Promise<T> {
  const work = mkdtempSync(join(tmpdir(), "tessera-matrices-"));
  try {
    return await study(work);
  } finally {
    rmSync(work, { recursive: true });
  }
}
