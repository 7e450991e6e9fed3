import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { generateBase } from "../data/generate.ts";
import { everyday } from "../data/worlds/everyday.ts";
import type { World } from "../data/worlds/world.ts";
import { openDuckDb } from "../src/engine/duckdb.ts";
import type { Engine } from "../src/engine/engine.ts";
import { readHistory } from "../src/features/customer-history.ts";
import { cutSpans } from "../src/features/spans.ts";
import { sourcesConfig } from "../src/inputs/sources-config.ts";
import { locateInputs, stageInputs } from "../src/inputs/stage-inputs.ts";
import { epochDayOf } from "../src/math/calendar.ts";
import { adjustedRandIndex } from "../src/segments/agreement/adjusted-rand-index.ts";
import { assignAtLeastCost } from "../src/segments/agreement/assignment.ts";
import { mlKMeansEngine } from "../src/segments/ml-kmeans/ml-kmeans-engine.ts";
import { openActivityCrew } from "../src/transitions/activity/activity-crew.ts";
import type { ActivityModel } from "../src/transitions/activity/activity-model.ts";
import { type ActivityPanel, customersOf, takeFromPanel } from "../src/transitions/activity/activity-panel.ts";
import { noStatistics } from "../src/transitions/activity/activity-statistics.ts";
import { fullChain } from "../src/transitions/activity/chain-shapes.ts";
import { chooseStates } from "../src/transitions/activity/choose-states.ts";
import { priorEffects } from "../src/transitions/activity/customer-effects.ts";
import { continueActivity } from "../src/transitions/activity/fit-activity.ts";
import { inferActivity } from "../src/transitions/activity/infer-activity.ts";
import { readPanel } from "../src/transitions/activity/read-panel.ts";
import { isSeasonal } from "../src/transitions/activity/search-activity.ts";

/**
 * How well hidden states are found again in planted worlds, without a look at the truth: the number of states, the monthly matrix
 * (total variation of its rows to the planted ones), who is in which state at as-of (adjusted Rand index), and the share who
 * moves in a month. `npm run study:activity` makes three bases of `everyday` with 20,000 customers and writes
 * bench/results/activity-20000.json; `-- 100000 1` makes one with 100,000. Goals: six states in all, a total variation of at most
 * .008 (.006 from 100,000 customers on), an index of at least .52.
 */
const root = resolve(import.meta.dirname, "../..");
const customers = Number(process.argv[2] ?? 20_000);
const seeds = Number(process.argv[3] ?? 3);
const months = 24;
const mostVariation = customers >= 100_000 ? 0.006 : 0.008;
/** Customers that numbers of states are tried on, and judged on. */
const trying = 5000;
const finalRounds = 12;

const crew = openActivityCrew(availableParallelism());
const results: Awaited<ReturnType<typeof found>>[] = [];
for (let seed = 1; seed <= seeds; seed++) {
  const result = await found(everyday, seed);
  console.log(
    `${result.world}, seed ${seed}: ${result.states} states, total variation ${result.totalVariation.toFixed(4)} (nobody moves ${result.nobodyMoves.toFixed(4)}), ARI ${result.ari.toFixed(3)}, moves ${result.moves.toFixed(4)} (planted ${result.plantedMoves.toFixed(4)})`,
  );
  results.push(result);
}
await crew.close();
const holds = results.every(
  ({ states, totalVariation, ari }) => states === 6 && totalVariation <= mostVariation && ari >= 0.52,
);
const file = join(root, "bench", "results", `activity-${customers}.json`);
mkdirSync(join(root, "bench", "results"), { recursive: true });
writeFileSync(
  file,
  `${JSON.stringify({ command: `npm run study:activity -- ${customers} ${seeds}`, customers, months, holds, results }, null, 2)}\n`,
);
console.log(`${holds ? "holds" : "MISSED"}\nwritten: ${file}`);
process.exitCode = holds ? 0 : 1;

/** What is found of one base. */
async function found(world: World, seed: number) {
  const base = mkdtempSync(join(tmpdir(), "tessera-activity-"));
  try {
    await generateBase({ world, customers, seed, format: "parquet", out: base });
    const engine = await openDuckDb({ kind: "duckdb", memory: "2GB", threads: 2 }, base);
    const panel = await panelOf(engine, base);
    const truth = await truthOf(engine, base, panel);
    await engine.close();

    const options = { engine: mlKMeansEngine, seed, seasonal: isSeasonal(panel), crew };
    const some = (from: number) =>
      takeFromPanel(
        panel,
        Int32Array.from({ length: trying }, (_, i) => from + i),
      );
    const { chosen, tried } = await chooseStates(
      some(0),
      some(trying),
      { most: 8, freeEffect: false, hasBasket: true },
      options,
    );
    const shape = fullChain(chosen.states, { seasonal: options.seasonal, varied: true });
    const { model } = await continueActivity(panel, { model: chosen.fit.model }, shape, finalRounds, options);
    return {
      ...{ world: world.name, seed, states: chosen.states },
      tried: tried.map(({ states, heldOut, fit }) => ({ states, heldOut, starts: fit.starts })),
      ...compare(panel, model, truth, world),
    };
  } finally {
    rmSync(base, { recursive: true });
  }
}

async function panelOf(engine: Engine, base: string): Promise<ActivityPanel> {
  const table = (name: string) => ({ path: join(base, `${name}.parquet`) });
  const sources = sourcesConfig.parse({
    transactions: table("transactions"),
    customers: table("customers"),
    contacts: table("contacts"),
  });
  const staged = await stageInputs(engine, await locateInputs(engine, sources, base), {
    ...{ sources, contract: { maxRejectShare: 0 }, baseDir: base, timezone: everyday.timezone },
    ...{ currency: everyday.currency, asOf: epochDayOf(2026, 1, 1) },
  });
  const { knownFrom } = await readHistory(engine, staged, [], cutSpans([]));
  const monthStarts = Array.from({ length: months + 1 }, (_, t) => epochDayOf(2026, 1 - months + t, 1));
  return readPanel(engine, {
    ...{ monthStarts, knownFrom, categories: staged.categories, channels: staged.channels },
    ...{ hasDiscounts: staged.lineColumns.has("discount"), hasContacts: true },
  });
}

/** Archetype of each customer in each month, −1 before the registration, customers × months. */
async function truthOf(engine: Engine, base: string, panel: ActivityPanel): Promise<Int8Array> {
  const truth = new Int8Array(customersOf(panel) * months);
  const columns = Array.from({ length: months }, (_, t) => {
    const month = 12 * 2026 - months + t;
    return `CAST(coalesce(archetype_${Math.floor(month / 12)}_${String((month % 12) + 1).padStart(2, "0")}, -1) AS INTEGER)`;
  });
  await engine.stream(
    `SELECT CAST(customer AS INTEGER), ${columns.join(", ")} FROM customer_ids
     JOIN ${engine.dialect.parquet(join(base, "truth", "customers.parquet"))} USING (customer_id)`,
    ([who, ...values], rows) => {
      for (let i = 0; i < rows; i++) for (let t = 0; t < months; t++) truth[who[i] * months + t] = values[t][i];
    },
  );
  return truth;
}

/** States are matched to archetypes by the months they share. */
function compare(panel: ActivityPanel, model: ActivityModel, truth: Int8Array, { monthlyMatrix, archetypes }: World) {
  const { states: k } = model;
  const a = archetypes.length;
  const n = customersOf(panel);
  const effects = priorEffects(panel, model);
  const together = new Float64Array(k * a);
  const labels = new Int32Array(n);
  const planted = new Int32Array(n);
  const shares = new Float64Array(k);
  for (let sweep = 0; sweep < 3; sweep++) {
    const statistics = noStatistics(k, panel.columns.count, model.effect.values.length);
    inferActivity(panel, model, effects, 0, n, statistics, ({ customer, first, states }) => {
      if (sweep < 2) return;
      for (let t = first; t < months; t++) {
        const here = Array.from(states.subarray(t * k, (t + 1) * k));
        const label = here.indexOf(Math.max(...here));
        for (let z = 0; z < k; z++) shares[z] += here[z];
        const archetype = truth[customer * months + t];
        if (archetype >= 0) together[label * a + archetype] += 1;
        if (t === months - 1) [labels[customer], planted[customer]] = [label, archetype];
      }
    });
  }
  const stateOf = assignAtLeastCost(
    Float64Array.from({ length: a * k }, (_, cell) => -together[(cell % k) * a + Math.floor(cell / k)]),
    a,
    k,
  ).columns;
  const rows = monthlyMatrix.map((row, y) => {
    const differences = row.map((chance, z) =>
      Math.abs((stateOf[y] < 0 || stateOf[z] < 0 ? 0 : model.matrix[stateOf[y] * k + stateOf[z]]) - chance),
    );
    return differences.reduce((sum, difference) => sum + difference, 0) / 2;
  });
  const all = shares.reduce((sum, share) => sum + share, 0);
  const counts = new Float64Array(a);
  for (const archetype of truth) if (archetype >= 0) counts[archetype] += 1;
  const seen = counts.reduce((sum, count) => sum + count, 0);
  return {
    totalVariation: rows.reduce((sum, row) => sum + row, 0) / a,
    worstRow: Math.max(...rows),
    nobodyMoves: monthlyMatrix.reduce((sum, row, y) => sum + 1 - row[y], 0) / a,
    ari: adjustedRandIndex(labels, planted),
    moves: shares.reduce((sum, share, z) => sum + (share / all) * (1 - model.matrix[z * k + z]), 0),
    plantedMoves: monthlyMatrix.reduce((sum, row, y) => sum + (counts[y] / seen) * (1 - row[y]), 0),
  };
}
