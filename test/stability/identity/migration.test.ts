import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generateBase } from "../../../data/generate.ts";
import { calm, inflation, restless } from "../../../data/worlds/migrating.ts";
import type { World } from "../../../data/worlds/world.ts";
import { openDuckDb } from "../../../src/engine/duckdb.ts";
import { readHistory } from "../../../src/features/customer-history.ts";
import { openFamilyContext } from "../../../src/features/family-context.ts";
import type { FeatureTable } from "../../../src/features/feature-table.ts";
import { offeredFeatures } from "../../../src/features/offered-features.ts";
import { createFeatureBuffers, readWindow } from "../../../src/features/read-window.ts";
import { cutSpans } from "../../../src/features/spans.ts";
import { windowsConfig, windowsUntil } from "../../../src/features/window.ts";
import { sourcesConfig } from "../../../src/inputs/sources-config.ts";
import { locateInputs, stageInputs } from "../../../src/inputs/stage-inputs.ts";
import { epochDayOf } from "../../../src/math/calendar.ts";
import { fitSegmentModel } from "../../../src/segments/fit-segments.ts";
import { labelCustomers } from "../../../src/segments/label-customers.ts";
import type { SegmentModel } from "../../../src/segments/segment-model.ts";
import { segmentsConfig } from "../../../src/segments/segments-config.ts";
import { identifySegments } from "../../../src/stability/identity/identify-segments.ts";
import { query } from "../../data/query.ts";

const asOf = epochDayOf(2026, 1, 1);
const customers = 2000;
const k = 4;
/** Allowed total variation between estimated and planted rows. */
const allowed = 0.03;
const families = ["frequency", "monetary"] as const;

interface Months {
  /** One window for each month, without overlap. */
  readonly tables: readonly FeatureTable[];
  /** Planted group of each customer number in each month. */
  readonly truth: readonly Int32Array[];
}

async function monthsOf(world: World): Promise<Months> {
  const out = mkdtempSync(join(tmpdir(), "tessera-migration-"));
  try {
    await generateBase({ world, customers, seed: 5, format: "parquet", out, asOf });
    const engine = await openDuckDb({ kind: "duckdb", memory: "1GB", threads: 1 }, out);
    try {
      const sources = sourcesConfig.parse({ transactions: { path: join(out, "transactions.parquet") } });
      const staged = await stageInputs(engine, await locateInputs(engine, sources, out), {
        ...{ sources, contract: { maxRejectShare: 0 }, baseDir: out, asOf },
        ...{ timezone: world.timezone, currency: world.currency },
      });
      const windows = windowsUntil(
        asOf,
        { ...staged, longestPause: 0 },
        windowsConfig.parse({ every: "month", lookback: "1mo", count: 6 }),
      );
      const context = await openFamilyContext(engine, staged, { currency: world.currency, returns: "net" });
      const offered = windows.map((window) => offeredFeatures(families, { ...context, window }).features);
      const history = await readHistory(engine, staged, offered[0], cutSpans(windows));
      const tables: FeatureTable[] = [];
      for (const [i, window] of windows.entries()) {
        const buffers = createFeatureBuffers(staged.customers, offered[i].length);
        tables.push(await readWindow(engine, offered[i], staged, window, history, buffers));
      }
      return { tables, truth: await truthOf(out) };
    } finally {
      await engine.close();
    }
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** The generator names customers in the order of their numbers, as the engine numbers them. */
async function truthOf(out: string): Promise<Int32Array[]> {
  const rows = await query(
    `SELECT COLUMNS('archetype_2.*') FROM '${out}/truth/customers.parquet' ORDER BY customer_id`,
  );
  return Object.keys(rows[0]).map((month) => Int32Array.from(rows, (row) => Number(row[month])));
}

/** The planted group that most customers of each label are in. */
function groupsOf(labels: Int32Array, table: FeatureTable, truth: Int32Array): number[] {
  return Array.from({ length: k }, (_, label) => {
    const counts = new Array<number>(k).fill(0);
    for (const [row, customer] of table.customers.entries()) if (labels[row] === label) counts[truth[customer]]++;
    return counts.indexOf(Math.max(...counts));
  });
}

/** Mean total variation between the rows of the moves between labels and the planted matrix. */
function errorOf(labels: readonly Int32Array[], { tables, truth }: Months, { monthlyMatrix }: World): number {
  const groups = groupsOf(labels[0], tables[0], truth[0]);
  const counts = new Float64Array(k * k);
  for (let month = 1; month < tables.length; month++) {
    const before = new Map([...tables[month - 1].customers].map((customer, row) => [customer, labels[month - 1][row]]));
    for (const [row, customer] of tables[month].customers.entries()) {
      const from = before.get(customer);
      if (from !== undefined) counts[groups[from] * k + groups[labels[month][row]]]++;
    }
  }
  let error = 0;
  for (let from = 0; from < k; from++) {
    const row = counts.subarray(from * k, (from + 1) * k);
    const total = row.reduce((sum, count) => sum + count, 0);
    for (let to = 0; to < k; to++) error += Math.abs(row[to] / total - monthlyMatrix[from][to]) / 2 / k;
  }
  return error;
}

const config = segmentsConfig.parse({});

/** Errors when every month is put into segments by one model, by a model of its own, and by its own once matched. */
async function errors(world: World) {
  const months = await monthsOf(world);
  const champion = await fitSegmentModel(months.tables[0], k, config);
  // Another seed for each month: labels come in whatever order they come.
  const refits: SegmentModel[] = [];
  for (const [month, table] of months.tables.entries())
    refits.push(await fitSegmentModel(table, k, { ...config, seed: 100 + month }));
  const raw = months.tables.map((table, month) => labelCustomers(shuffled(refits[month], month), table));
  const ids = champion.segments.map(({ id }) => id);
  const matched = months.tables.map((table, month) => {
    const { segments } = identifySegments(champion, shuffled(refits[month], month), table);
    return raw[month].map((label) => ids.indexOf(segments[label].id));
  });
  return {
    frozen: errorOf(
      months.tables.map((table) => labelCustomers(champion, table)),
      months,
      world,
    ),
    raw: errorOf(raw, months, world),
    matched: errorOf(matched, months, world),
  };
}

/** The order of a model's clusters is an accident, so each month has another one. */
function shuffled(model: SegmentModel, month: number): SegmentModel {
  const turned = <T>(list: readonly T[]) => [...list.slice(month % k), ...list.slice(0, month % k)];
  return { ...model, centroids: turned(model.centroids), segments: turned(model.segments) };
}

describe("movements between segments are found again", () => {
  it.each([calm, restless])("by one model and by matched refits, not by raw labels: $name", async (world) => {
    const { frozen, raw, matched } = await errors(world);
    console.log(
      `${world.name}: frozen ${frozen.toFixed(4)}, refits matched ${matched.toFixed(4)}, raw ${raw.toFixed(4)}`,
    );
    expect(frozen).toBeLessThanOrEqual(allowed);
    expect(matched).toBeLessThanOrEqual(allowed);
    expect(raw).toBeGreaterThan(5 * allowed);
  });

  it("by matched refits while prices rise", async () => {
    const { frozen, raw, matched } = await errors(inflation);
    console.log(`inflation: frozen ${frozen.toFixed(4)}, refits matched ${matched.toFixed(4)}, raw ${raw.toFixed(4)}`);
    expect(matched).toBeLessThanOrEqual(allowed);
    expect(raw).toBeGreaterThan(5 * allowed);
  });
});
