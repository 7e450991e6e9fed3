import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { expectedPurchases, probabilitiesAlive } from "../src/ltv/btyd/btyd-forecasts.ts";
import type { BtydModel } from "../src/ltv/btyd/btyd-model.ts";
import { compressHistories, spread } from "../src/ltv/btyd/compress-histories.ts";
import { fitBtyd } from "../src/ltv/btyd/fit-btyd.ts";
import { fitGammaGamma } from "../src/ltv/btyd/fit-gamma-gamma.ts";
import { expectedSpend, spendPosterior } from "../src/ltv/btyd/gamma-gamma.ts";
import { moneyDistribution, moneyQuantile } from "../src/ltv/btyd/money-distribution.ts";
import { purchaseCountsAt, tablePurchaseCounts } from "../src/ltv/btyd/purchase-counts.ts";
import { gammaDraw } from "../src/math/gamma-draw.ts";
import { createRandom } from "../src/math/random.ts";
import { simulateHistories } from "./btyd/simulate-histories.ts";

/**
 * Buy-till-you-die models on a million customers, simulated by a BG/NBD and a Gamma-Gamma model over 78 weeks, by the day:
 * compressing, fitting, scoring, and for 100,000 of them the predictive distribution of money. CPU beside elapsed
 * seconds, on one thread. Goals: BG/NBD with compressing in 10 s; chance of being alive, expected purchases and expected spend of
 * everybody in 2 s. Written to bench/results/btyd.json; `npm run bench:btyd -- 100000` takes another size.
 */
const root = resolve(import.meta.dirname, "../..");
const customers = Number(process.argv[2] ?? 1_000_000);
const [mostToFit, mostToScore] = [10, 2];
const horizonWeeks = 26;
const kinds = ["bg-nbd", "mbg-nbd", "pareto-nbd"] as const;

interface Timing {
  readonly what: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
}
const timings: Timing[] = [];

const random = createRandom(1);
const ages = Float64Array.from({ length: customers }, () => random.below(78 * 7) / 7);
const planted = { kind: "bg-nbd", r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } as const;
const simulated = simulateHistories(planted, ages, 0, random, 1 / 7);
const purchases = simulated.x.map((x) => x + 1);
const mean = purchases.map((n) => ((gammaDraw(random, 6.25 * n) / n) * 15.44) / gammaDraw(random, 3.74));
const [load] = loadavg();

const compressed = timed("compress", () => compressHistories(simulated));
console.log(`${customers} customers have ${compressed.x.length} different histories`);
const fits = kinds.map((kind) => {
  const fit = timed(`fit ${kind}`, () => fitBtyd(kind, compressed));
  if (fit.status === "refused") throw new Error(fit.reason.en);
  return fit;
});
const spend = timed("fit gamma-gamma", () => fitGammaGamma({ purchases, mean }));
if (spend.status === "refused") throw new Error(spend.reason.en);
for (const { model } of fits) timed(`score ${model.kind}`, () => scoreAll(model));
for (const { model } of fits) {
  const table = timed(`counts ${model.kind}`, () => tablePurchaseCounts(model, compressed, horizonWeeks));
  const some = Math.min(customers, 100_000);
  timed(`80 % interval of ${some}, ${model.kind}`, () => {
    for (let i = 0; i < some; i++) {
      const posterior = spendPosterior(spend.model, purchases[i], mean[i]);
      const money = moneyDistribution(purchaseCountsAt(table, compressed.rowOf[i]), posterior);
      moneyQuantile(money, 0.1);
      moneyQuantile(money, 0.9);
    }
  });
}

const fitSeconds = secondsOf("compress") + secondsOf("fit bg-nbd");
const scoreSeconds = Math.max(...kinds.map((kind) => secondsOf(`score ${kind}`)));
const goals = [
  { goal: `compress and fit BG/NBD within ${mostToFit} s`, seconds: fitSeconds, holds: fitSeconds <= mostToFit },
  { goal: `score by each model within ${mostToScore} s`, seconds: scoreSeconds, holds: scoreSeconds <= mostToScore },
];
for (const { goal, seconds, holds } of goals)
  console.log(`${goal}: ${seconds.toFixed(2)} s, ${holds ? "holds" : "MISSED"}`);

const machine = { cores: availableParallelism(), cpu: cpus()[0]?.model, node: process.version, load };
const results = {
  customers,
  histories: compressed.x.length,
  timings,
  goals,
  planted,
  models: fits.map(({ model }) => model),
};
const file = join(root, "bench", "results", "btyd.json");
mkdirSync(join(root, "bench", "results"), { recursive: true });
writeFileSync(file, `${JSON.stringify({ command: "npm run bench:btyd", machine, ...results }, null, 2)}\n`);
console.log(`written: ${file}`);
process.exitCode = goals.every(({ holds }) => holds) ? 0 : 1;

/** Chance of being alive, purchases and money of everybody. */
function scoreAll(model: BtydModel) {
  if (spend.status === "refused") throw new Error(spend.reason.en);
  const alive = spread(probabilitiesAlive(model, compressed), compressed.rowOf);
  const expected = spread(expectedPurchases(model, compressed, horizonWeeks), compressed.rowOf);
  const each = expectedSpend(spend.model, { purchases, mean });
  return { alive, expected, money: expected.map((count, i) => count * (each?.[i] ?? 0)) };
}

function timed<Result>(what: string, run: () => Result): Result {
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  const result = run();
  const { user, system } = process.cpuUsage(cpu);
  const timing = { what, seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
  timings.push(timing);
  console.log(`${what.padEnd(36)} ${timing.seconds.toFixed(2)} s, ${timing.cpuSeconds.toFixed(2)} CPU-s`);
  return result;
}

function secondsOf(what: string): number {
  return timings.find((timing) => timing.what === what)?.seconds ?? Number.NaN;
}
