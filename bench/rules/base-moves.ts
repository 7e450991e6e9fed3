import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateBase } from "../../data/generate.ts";
import type { World } from "../../data/worlds/world.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { readHistory } from "../../src/features/customer-history.ts";
import { openFamilyContext } from "../../src/features/family-context.ts";
import { type FeatureTable, featureFamily } from "../../src/features/feature-table.ts";
import { offeredFeatures } from "../../src/features/offered-features.ts";
import { createFeatureBuffers, readWindow } from "../../src/features/read-window.ts";
import { cutSpans } from "../../src/features/spans.ts";
import type { Window } from "../../src/features/window.ts";
import { sourcesConfig } from "../../src/inputs/sources-config.ts";
import { locateInputs, stageInputs } from "../../src/inputs/stage-inputs.ts";
import { addSpan, type EpochDay, epochDayOf, toIsoDate } from "../../src/math/calendar.ts";
import { type MovesOfWindow, movesOfWindow } from "../../src/transitions/moves-of-window.ts";
import { archetypeColumn } from "../matrices/query.ts";

export interface BaseSize {
  readonly customers: number;
  readonly seed: number;
  /** Ends of monthly windows with a look-back of twelve months, the newest at as-of. */
  readonly windows: number;
}

const asOf = epochDayOf(2026, 1, 1);

/**
 * How customers of a generated base move between its archetypes: features as the engine computes them at the end of each
 * window from the files of the base, all families there are, and the planted archetypes as states.
 */
export async function movesOfBase(
  world: World,
  { customers, seed, windows: count }: BaseSize,
): Promise<MovesOfWindow[]> {
  const base = mkdtempSync(join(tmpdir(), "tessera-rules-"));
  try {
    await generateBase({ world, customers, seed, format: "parquet", out: base, asOf });
    const engine = await openDuckDb({ kind: "duckdb", memory: "2GB", threads: 1 }, base);
    try {
      const windows = Array.from({ length: count }, (_, i) => windowUntil(monthsBefore(asOf, count - 1 - i)));
      const tables = await featuresOf(engine, base, world, windows);
      const states = await archetypesOf(engine, base, windows);
      return tables.slice(0, -1).map((table, at) => movesOfWindow(table, states[at], states[at + 1]));
    } finally {
      await engine.close();
    }
  } finally {
    rmSync(base, { recursive: true });
  }
}

function monthsBefore(day: EpochDay, months: number): EpochDay {
  return addSpan(day, { count: 1, unit: "month" }, -months);
}

function windowUntil(until: EpochDay): Window {
  return { from: monthsBefore(until, 12), until, short: false, incomplete: false };
}

/** Of the customers with an order in the look-back, window by window. */
async function featuresOf(engine: Engine, base: string, world: World, windows: readonly Window[]) {
  const { timezone, currency } = world;
  const table = (name: string) => ({ path: join(base, `${name}.parquet`) });
  const sources = sourcesConfig.parse({
    transactions: table("transactions"),
    customers: table("customers"),
    contacts: table("contacts"),
  });
  const staged = await stageInputs(engine, await locateInputs(engine, sources, base), {
    ...{ sources, contract: { maxRejectShare: 0 }, baseDir: base, timezone, currency, asOf },
  });
  const context = await openFamilyContext(engine, staged, { currency, returns: "net" });
  const offered = (window: Window) => offeredFeatures(featureFamily.options, { ...context, window }).features;
  const history = await readHistory(engine, staged, offered(windows[windows.length - 1]), cutSpans(windows));
  const tables: FeatureTable[] = [];
  for (const window of windows) {
    const features = offered(window);
    const buffers = createFeatureBuffers(staged.customers, features.length);
    tables.push(await readWindow(engine, features, staged, window, history, buffers));
  }
  return tables;
}

/** Archetype of each customer by number at the end of each window, −1 before the registration. */
async function archetypesOf(engine: Engine, base: string, windows: readonly Window[]): Promise<Int16Array[]> {
  const columns = windows.map(({ until }) => `CAST(coalesce(${archetypeColumn(toIsoDate(until))}, -1) AS INTEGER)`);
  const [{ n }] = await engine.rows("SELECT CAST(max(customer) + 1 AS INTEGER) AS n FROM customer_ids");
  const states = windows.map(() => new Int16Array(Number(n)).fill(-1));
  await engine.stream(
    `SELECT CAST(customer AS INTEGER), ${columns.join(", ")} FROM customer_ids
     JOIN ${engine.dialect.parquet(join(base, "truth", "customers.parquet"))} USING (customer_id)`,
    ([who, ...values], rows) => {
      for (let i = 0; i < rows; i++) for (const [at, own] of values.entries()) states[at][who[i]] = own[i];
    },
  );
  return states;
}
