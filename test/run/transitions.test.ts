import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateBase } from "../../data/generate.ts";
import { everyday } from "../../data/worlds/everyday.ts";
import { markovEvidence } from "../../src/transitions/assumptions/markov-evidence.ts";
import { type DescribedOutlook, outlook } from "../../src/transitions/outlook.ts";
import { readTable, run, workFolder } from "./batch.ts";

const folder = workFolder();
const base = join(folder.path, "base");
let runDir = "";
let saved: Record<string, unknown> = {};

beforeAll(async () => {
  await generateBase({ world: everyday, customers: 800, seed: 6, format: "parquet", out: base });
  const config = folder.write(
    "tessera.yaml",
    `version: 1
project: shop
timezone: Europe/Berlin
sources:
  transactions: { path: base/transactions.parquet }
  customers: { path: base/customers.parquet }
segments: { k: 3, restarts: 1 }
stability: { bootstraps: 10 }
windows: { count: 7 }
transitions: { horizon: 4, discount: 0 }
ltv: { horizon: 30y }
`,
  );
  runDir = (await run(config, "2026-01-01", { out: join(folder.path, "runs") })).runDir;
  saved = JSON.parse(readFileSync(join(runDir, "transitions.json"), "utf8"));
}, 120_000);
afterAll(folder.remove);

const rowsOf = async (sql: string) => {
  const connection = await (await DuckDBInstance.create()).connect();
  const reader = await connection.runAndReadAll(sql.replaceAll("RUN", runDir).replaceAll("BASE", base));
  return reader.getRowObjectsJS();
};

function foreseen(): DescribedOutlook {
  const found = outlook.parse(saved.outlook);
  if (found.status === "refused") throw new Error(found.reason.en);
  return found;
}

describe("the transitions of a run", () => {
  it("are what a count of windows.parquet by another statement gives", async () => {
    const counted = await rowsOf(`
      SELECT a.segment_id AS from_segment, b.segment_id AS to_segment, CAST(count(*) AS INTEGER) AS n
      FROM 'RUN/windows.parquet' a JOIN 'RUN/windows.parquet' b
        ON a.customer_id = b.customer_id AND b.as_of = a.as_of + INTERVAL 1 MONTH GROUP BY ALL`);
    const pooled = (await readTable(runDir, "transitions.parquet")).filter(
      ({ window_from, from_segment, count }) =>
        window_from === "pooled" && from_segment !== "(entered)" && Number(count) > 0,
    );
    const sorted = (rows: readonly string[]) => rows.toSorted();
    expect(sorted(pooled.map((row) => `${row.from_segment} ${row.to_segment} ${row.count}`))).toEqual(
      sorted(counted.map((row) => `${row.from_segment} ${row.to_segment} ${row.n}`)),
    );
  });

  it("are forecast from the sizes of now, which are those of customers.parquet", async () => {
    const { sizes, states, forecast, pairs } = foreseen();
    const now = await rowsOf(
      `SELECT segment_id, CAST(count(*) AS INTEGER) AS n FROM 'RUN/customers.parquet' GROUP BY 1`,
    );
    expect(sizes).toEqual(states.map((id) => now.find(({ segment_id }) => segment_id === id)?.n ?? 0));
    expect(pairs).toBe(6);
    expect(forecast.map(({ until }) => until)).toEqual(["2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01"]);
    for (const { sizes: bands, total } of forecast)
      expect(bands.reduce((sum, { mean }) => sum + mean, 0)).toBeCloseTo(total.mean, 6);
  });

  it("are worth what customers of each state brought in the months after", async () => {
    const { values, states } = foreseen();
    const brought = await rowsOf(`
      SELECT w.segment_id, CAST(sum(coalesce(m.amount, 0)) AS DOUBLE) / count(*) AS mean
      FROM 'RUN/windows.parquet' w
      LEFT JOIN (SELECT customer_id, date_trunc('month', CAST(ts AS TIMESTAMP)) AS month, sum(amount) AS amount
                 FROM 'BASE/transactions.parquet' GROUP BY ALL) m
        ON m.customer_id = w.customer_id AND m.month = w.as_of
      WHERE w.as_of < DATE '2026-01-01' GROUP BY 1`);
    for (const [at, id] of states.entries()) {
      const expected = Number(brought.find(({ segment_id }) => segment_id === id)?.mean ?? 0);
      expect(values?.[at]).toBeCloseTo(expected, 3);
    }
  });

  it("come with the tests of what a chain assumes", () => {
    const { status, windows, states } = markovEvidence.parse(saved.assumptions);
    expect(["passed", "failed"]).toContain(status);
    expect(windows).toHaveLength(7);
    expect(states).toEqual(foreseen().states);
  });
});
