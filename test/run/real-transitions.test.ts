import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transitionRules } from "../../src/transitions/rules/transition-rules.ts";
import { query } from "../data/query.ts";
import { readTable, run, workFolder } from "./batch.ts";

const data = resolve(import.meta.dirname, "../../../shared/data");
const required = process.env.TESSERA_REQUIRE?.split(",").includes("data") ?? false;
const present = existsSync(data);
if (!present && !required) console.warn(`real-transitions: skipped, there is no reference data in ${data}`);

const folder = workFolder();
afterAll(folder.remove);

const settings = `
segments: { k: 3, restarts: 1 }
stability: { bootstraps: 10 }
ltv: { horizon: 30y }`;

const retailFiles = ["online_retail_2009_2010.csv.gz", "online_retail_2010_2011.csv.gz"].map((file) =>
  join(data, "online_retail_ii", file),
);

const bases = [
  {
    name: "Online Retail II",
    asOf: "2011-12-01",
    windows: 13,
    sources: `project: retail
timezone: Europe/London
currency: GBP
sources:
  transactions:
    path: [${retailFiles.join(", ")}]
    columns: { customer_id: Customer ID, ts: InvoiceDate, order_id: Invoice, product_id: StockCode, quantity: Quantity, unit_price: Price }
    duplicates: redelivery
    returnPrefixes: [C]
    adjustmentPrefixes: [A]`,
  },
  {
    name: "CDNOW",
    asOf: "1998-07-01",
    windows: 7,
    sources: `project: cdnow
currency: USD
sources:
  transactions:
    path: ${join(data, "cdnow/CDNOW_master.txt.gz")}
    format: csv
    delimiter: whitespace
    columns: { ts: date, amount: dollar_value }
    dates: { ts: yyyyMMdd }
    orderKey: [customer_id, day]`,
  },
];

describe.skipIf(!present && !required).each(bases)("moves in $name", ({ name, asOf, windows, sources }) => {
  const configOf = (count: number) =>
    folder.write(
      `${name}/${count}.yaml`,
      `version: 1\n${sources}\nwindows: { count: ${count} }\ntransitions: { activity: { mode: off } }${settings}\n`,
    );
  let runDir = "";
  beforeAll(async () => {
    runDir = (await run(configOf(windows), asOf, { out: join(folder.path, "runs") })).runDir;
  });

  const pooledRows = async () =>
    (await readTable(runDir, "transitions.parquet")).filter(
      ({ basis, window_from, count }) => basis === "raw" && window_from === "pooled" && Number(count) > 0,
    );
  const cellsOf = (rows: readonly Record<string, unknown>[]) =>
    rows.map((row) => `${row.from_segment} → ${row.to_segment}: ${row.count}`).sort();

  it("are what a join of windows.parquet with itself counts", async () => {
    const counted = await query(
      `SELECT a.segment_id AS from_segment, b.segment_id AS to_segment, CAST(count(*) AS INTEGER) AS "count"
       FROM '${runDir}/windows.parquet' a JOIN '${runDir}/windows.parquet' b
         ON a.customer_id = b.customer_id AND b.as_of = a.as_of + INTERVAL 1 MONTH GROUP BY ALL`,
    );
    const moves = (await pooledRows()).filter(({ from_segment }) => from_segment !== "(entered)");
    expect(counted.length).toBeGreaterThan(8);
    expect(cellsOf(moves)).toEqual(cellsOf(counted));
  });

  it("come beside those who were in no window before", async () => {
    const entered = await query(
      `SELECT '(entered)' AS from_segment, segment_id AS to_segment, CAST(count(*) AS INTEGER) AS "count"
       FROM '${runDir}/windows.parquet' later
       WHERE as_of > (SELECT min(as_of) FROM '${runDir}/windows.parquet') AND NOT EXISTS (
         FROM '${runDir}/windows.parquet' earlier
         WHERE earlier.customer_id = later.customer_id AND earlier.as_of < later.as_of)
       GROUP BY ALL`,
    );
    const newcomers = (await pooledRows()).filter(({ from_segment }) => from_segment === "(entered)");
    expect(cellsOf(newcomers)).toEqual(cellsOf(entered));
  });

  it("have shares of their row, and intervals by Wilson's formula", async () => {
    const rows = await pooledRows();
    const z = 1.959963984540054;
    for (const { from_segment, count, probability, lo, hi } of rows) {
      const n = rows
        .filter((row) => row.from_segment === from_segment)
        .reduce((sum, row) => sum + Number(row.count), 0);
      const p = Number(count) / n;
      expect(probability).toBeCloseTo(p, 12);
      const middle = (p + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
      const half = (z / (1 + z ** 2 / n)) * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
      expect(lo).toBeCloseTo(middle - half, 9);
      expect(hi).toBeCloseTo(middle + half, 9);
    }
  });

  it("follow rules as often in the window that confirms them as a run of that day lets SQL count", async () => {
    const file = join(runDir, "transition_rules.json");
    const saved = transitionRules.parse(JSON.parse(readFileSync(file, "utf8")));
    if (saved.status === "refused") throw new Error(saved.reason.en);
    expect(saved.rules.length).toBeGreaterThan(0);
    // features.parquet of the earlier run holds what was known then, whatever its own segments are.
    const { runDir: then } = await run(configOf(1), saved.confirmedOn, { out: join(folder.path, "then") });
    for (const { origin, destination, sql, later } of saved.rules) {
      const stateAt = (day: string) =>
        `(SELECT customer_id AS id, segment_id AS state FROM '${runDir}/windows.parquet' WHERE as_of = ${day})`;
      const counted = await query(
        `SELECT CAST(count(*) AS INTEGER) AS customers, CAST(count(*) FILTER (moves) AS INTEGER) AS moved,
           CAST(count(*) FILTER (covers) AS INTEGER) AS covered, CAST(count(*) FILTER (covers AND moves) AS INTEGER) AS hits
         FROM (SELECT coalesce(${sql}, false) AS covers, after.state = '${destination}' AS moves
               FROM '${then}/features.parquet' JOIN ${stateAt(`DATE '${saved.confirmedOn}'`)} before ON before.id = customer_id
               JOIN ${stateAt(`DATE '${saved.confirmedOn}' + INTERVAL 1 MONTH`)} after ON after.id = customer_id
               WHERE before.state = '${origin}')`,
      );
      const { customers, moved, covered, hits } = later;
      expect(counted, sql).toEqual([{ customers, moved, covered, hits }]);
    }
  });
});
