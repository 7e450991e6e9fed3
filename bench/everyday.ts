import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { generateBase } from "../data/generate.ts";
import { everyday } from "../data/worlds/everyday.ts";
import type { Feature, FeatureTable } from "../src/features/feature-table.ts";
import type { EpochDay } from "../src/math/calendar.ts";
import { adjustedRandIndex } from "../src/segments/agreement/adjusted-rand-index.ts";
import { projectTable } from "../src/segments/project-table.ts";
import { segmentModel } from "../src/segments/segment-model.ts";
import { configurationOf, runAsOf } from "./commands/tessera.ts";

/**
 * What the engine finds of the truth planted in `everyday` at 20,000 customers with six segments: agreement of segments
 * with archetypes beside scikit-learn's k-means on the same scores and a classifier that knows the truth; the planted
 * monthly matrix recovered through the confusion of segments with archetypes; order of lifetime values beside the
 * baselines. Written to bench/results/everyday.json. Needs Python with scikit-learn as TESSERA_PYTHON (default python3).
 */
const root = resolve(import.meta.dirname, "../..");
const customers = Number(process.argv[2] ?? 20_000);
const k = everyday.archetypes.length;
const seed = 7;
const asOf = "2026-01-01";
const work = join(tmpdir(), `tessera-everyday-${process.pid}`);
mkdirSync(work, { recursive: true });

const base = join(root, "data", "out", `everyday-${customers}`);
if (!existsSync(join(base, "truth", "world.json"))) {
  await generateBase({ world: everyday, customers, seed: 1, format: "parquet", out: base });
}
const runDir = runJob();
const instance = await DuckDBInstance.create();
const connection = await instance.connect();
const truth = `read_parquet('${base}/truth/customers.parquet')`;
const table = (name: string) => `read_parquet('${runDir}/${name}')`;

const segments = await agreement();
const transitions = await recoveredTransitions();
const ltv = JSON.parse(readFileSync(join(runDir, "ltv_evaluation.json"), "utf8"));
connection.closeSync();
rmSync(work, { recursive: true });

const gini = Object.fromEntries(
  (ltv.models as { model: string; metrics: { normalisedGini: number; bias: number } }[]).map(({ model, metrics }) => [
    model,
    { gini: metrics.normalisedGini, bias: metrics.bias },
  ]),
);
const results = { command: "npm run study:everyday", customers, k, segments, transitions, ltv: gini };
const file = join(root, "bench", "results", "everyday.json");
mkdirSync(join(root, "bench", "results"), { recursive: true });
writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
console.log(JSON.stringify(results, null, 2));
const short = segments.ari - segments.peers.kmeans_ari;
console.log(
  `\nARI ${segments.ari.toFixed(4)}, scikit-learn ${segments.peers.kmeans_ari.toFixed(4)} (difference ${short.toFixed(4)}, allowed −0.02), ceiling ${segments.peers.classifier_ari.toFixed(4)}`,
);
console.log(
  `transition rows, mean total variation to the planted matrix: ${transitions.meanTotalVariation.toFixed(4)}`,
);
console.log(`written: ${file}`);
process.exitCode =
  short >= -0.02 && gini.ziln.gini > gini["last-period"].gini && gini.ziln.gini > gini.textbook.gini ? 0 : 1;

function runJob(): string {
  return runAsOf(asOf, work, configurationOf(base, "everyday", `segments: { k: ${k}, seed: ${seed} }`)).runDir;
}

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJS();
}

/** Adjusted Rand index of segments and archetypes over the clustered customers, and what the peers reach on the same scores. */
async function agreement() {
  const found = await rows(
    `SELECT f.*, c.segment_id, t.archetype_index FROM ${table("features.parquet")} f
     JOIN ${table("customers.parquet")} c USING (customer_id) JOIN ${truth} t USING (customer_id) ORDER BY customer_id`,
  );
  const model = segmentModel.parse(JSON.parse(readFileSync(join(runDir, "model.json"), "utf8")));
  const archetypes = Int32Array.from(found, (row) => Number(row.archetype_index));
  const ids = model.segments.map(({ id }) => String(id));
  const labels = Int32Array.from(found, (row) => ids.indexOf(String(row.segment_id)));
  const points = projectTable(
    model.space,
    asTable(
      found,
      model.space.encodings.map(({ feature }) => feature),
    ),
  );
  const lines = Array.from(archetypes, (archetype, i) =>
    [archetype, ...points.values.subarray(i * points.d, (i + 1) * points.d)].join(","),
  );
  const scores = join(work, "scores.csv");
  writeFileSync(scores, `${lines.join("\n")}\n`);
  const python = process.env.TESSERA_PYTHON ?? "python3";
  const script = join(root, "bench", "peers", "everyday.py");
  const peers = JSON.parse(execFileSync(python, [script, scores, String(k), String(seed)], { encoding: "utf8" }));
  return { clustered: found.length, components: points.d, ari: adjustedRandIndex(labels, archetypes), peers };
}

/** The numeric features of rows as a table; the default families have no categories. */
function asTable(found: readonly Record<string, unknown>[], names: readonly string[]): FeatureTable {
  const nameless = { title: "", high: "", low: "" };
  const features = names.map(
    (name): Feature => ({
      name,
      family: "recency",
      kind: "number",
      unit: "",
      definition: "",
      words: { en: nameless, ru: nameless },
      levels: [],
      values: Float64Array.from(found, (row) => (row[name] === null ? Number.NaN : Number(row[name]))),
    }),
  );
  const day = 0 as EpochDay; // no date enters the projection
  return {
    window: { from: day, until: day, short: false, incomplete: false },
    customers: Int32Array.from(found.keys()),
    features,
  };
}

/**
 * The planted monthly matrix as seen through the segments: every counted move between neighbouring windows is shared out
 * to pairs of archetypes by how often archetypes are in the states it joins (the confusion table over all windows), rows
 * are normalised, and compared with the planted ones by total variation.
 */
async function recoveredTransitions() {
  const months = (
    await rows(`SELECT DISTINCT CAST(as_of AS VARCHAR) AS until FROM ${table("windows.parquet")} ORDER BY until`)
  ).map(({ until }) => String(until));
  const union = months.map((until) => {
    // The state at the end of a window is that of the month before.
    const [year, month] = until.split("-").map(Number);
    const [y, m] = month === 1 ? [year - 1, 12] : [year, month - 1];
    return `SELECT w.segment_id AS state, t.archetype_${y}_${String(m).padStart(2, "0")} AS archetype
      FROM ${table("windows.parquet")} w JOIN ${truth} t USING (customer_id) WHERE w.as_of = DATE '${until}'`;
  });
  const confusion = await rows(
    `SELECT state, archetype, CAST(count(*) AS DOUBLE) AS n FROM (${union.join(" UNION ALL ")}) WHERE archetype IS NOT NULL GROUP BY ALL`,
  );
  const totals = new Map<string, number>();
  for (const { state, n } of confusion) totals.set(String(state), (totals.get(String(state)) ?? 0) + Number(n));
  const share = (state: string, archetype: number) =>
    Number(confusion.find((row) => row.state === state && Number(row.archetype) === archetype)?.n ?? 0) /
    (totals.get(state) ?? 1);
  const moves = await rows(
    `SELECT from_segment, to_segment, CAST("count" AS DOUBLE) AS n FROM ${table("transitions.parquet")} WHERE window_from = 'pooled' AND from_segment <> '(entered)'`,
  );
  const recovered = Array.from({ length: k }, () => new Array<number>(k).fill(0));
  for (const { from_segment, to_segment, n } of moves) {
    for (let a = 0; a < k; a++) {
      for (let b = 0; b < k; b++)
        recovered[a][b] += Number(n) * share(String(from_segment), a) * share(String(to_segment), b);
    }
  }
  const matrix = recovered.map((row) => {
    const total = row.reduce((sum, value) => sum + value, 0);
    return row.map((value) => value / total);
  });
  const totalVariation = matrix.map(
    (row, a) => row.reduce((sum, p, b) => sum + Math.abs(p - everyday.monthlyMatrix[a][b]), 0) / 2,
  );
  return {
    totalVariation,
    meanTotalVariation: totalVariation.reduce((sum, value) => sum + value, 0) / k,
    recovered: matrix,
  };
}
