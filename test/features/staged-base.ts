import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as z from "zod";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { readHistory } from "../../src/features/customer-history.ts";
import type { FamilyContext } from "../../src/features/family.ts";
import { openFamilyContext } from "../../src/features/family-context.ts";
import { type FeatureFamily, type FeatureTable, featureFamily } from "../../src/features/feature-table.ts";
import { type OfferedFeatures, offeredFeatures } from "../../src/features/offered-features.ts";
import { createFeatureBuffers, readWindow } from "../../src/features/read-window.ts";
import { cutSpans } from "../../src/features/spans.ts";
import type { Window } from "../../src/features/window.ts";
import { sourcesConfig, type transactionsSource } from "../../src/inputs/sources-config.ts";
import { locateInputs, stageInputs } from "../../src/inputs/stage-inputs.ts";
import type { StagedTables } from "../../src/inputs/staged-tables.ts";
import { type EpochDay, isoDate, toEpochDay } from "../../src/math/calendar.ts";

/** A customer base as people write it: the text of each CSV file, blanks around fields and lines ignored. */
export interface WrittenBase {
  readonly asOf: string;
  readonly transactions?: string;
  readonly customers?: string;
  readonly contacts?: string;
  readonly costs?: string;
  readonly market?: string;
  readonly visits?: string;
  readonly feedback?: string;
  readonly profiles?: string;
  /** Settings of the transactions besides their path. */
  readonly settings?: Omit<z.input<typeof transactionsSource>, "path">;
  readonly threads?: number;
}

/** The same base in an engine, with its table of customer-days. */
export interface StagedBase {
  readonly engine: Engine;
  readonly staged: StagedTables;
  /** Customer ids by number. */
  readonly ids: readonly string[];
  /** What families know of the base. */
  readonly context: Omit<FamilyContext, "window">;
  /** What the families offer for [from, until), days as `yyyy-mm-dd`. */
  offered(from: string, until: string, families?: readonly FeatureFamily[]): OfferedFeatures;
  /** The features of [from, until). */
  features(from: string, until: string, families?: readonly FeatureFamily[]): Promise<FeatureTable>;
  /** The same base where returns are not deducted. */
  gross(): StagedBase;
  /** One feature by customer id, NaN where unknown. */
  values(table: FeatureTable, name: string): Record<string, number>;
  close(): Promise<void>;
}

export const currency = "EUR";

/** Reads a written base as a run would. */
export async function stageBase(base: WrittenBase): Promise<StagedBase> {
  const folder = mkdtempSync(join(tmpdir(), "tessera-base-"));
  const sources = sourcesConfig.parse({
    ...write(folder, "customers", base.customers),
    ...write(folder, "contacts", base.contacts),
    ...write(folder, "costs", base.costs),
    ...write(folder, "market", base.market),
    ...write(folder, "visits", base.visits),
    ...write(folder, "feedback", base.feedback),
    ...write(folder, "profiles", base.profiles),
    ...write(folder, "transactions", base.transactions, base.settings),
  });
  const engine = await openDuckDb({ kind: "duckdb", memory: "1GB", threads: base.threads ?? 1 }, folder);
  const staged = await stageInputs(engine, await locateInputs(engine, sources, folder), {
    sources,
    contract: { maxRejectShare: 0 },
    baseDir: folder,
    timezone: "UTC",
    currency,
    asOf: day(base.asOf),
  });
  await readHistory(engine, staged, [], cutSpans([]));
  const returns = sources.transactions?.returns ?? "net";
  const context = await openFamilyContext(engine, staged, { currency, returns });
  const ids = await engine.rows("SELECT customer_id FROM customer_ids ORDER BY customer");
  return describeBase(
    engine,
    context,
    staged,
    ids.map((row) => String(row.customer_id)),
    async () => {
      await engine.close();
      rmSync(folder, { recursive: true });
    },
  );
}

function describeBase(
  engine: Engine,
  context: StagedBase["context"],
  staged: StagedTables,
  ids: readonly string[],
  close: () => Promise<void>,
): StagedBase {
  return {
    engine,
    context,
    staged,
    ids,
    offered: (from, until, families = featureFamily.options) =>
      offeredFeatures(families, { ...context, window: window(from, until) }),
    features: async (from, until, families = featureFamily.options) => {
      const seen = { ...context, window: window(from, until) };
      const { features } = offeredFeatures(families, seen);
      const history = await readHistory(engine, staged, features, cutSpans([seen.window]));
      const buffers = createFeatureBuffers(staged.customers, features.length);
      return readWindow(engine, features, staged, seen.window, history, buffers);
    },
    gross: () => describeBase(engine, { ...context, returns: "gross" }, staged, ids, close),
    values: (table, name) => {
      const feature = table.features.find((each) => each.name === name);
      if (feature === undefined) throw new Error(`no feature ${name} among ${table.features.map((each) => each.name)}`);
      return Object.fromEntries([...table.customers].map((customer, row) => [ids[customer], feature.values[row]]));
    },
    close,
  };
}

/** The day number of `yyyy-mm-dd`. */
export function day(date: string): EpochDay {
  return toEpochDay(isoDate.parse(date));
}

export function window(from: string, until: string): Window {
  return { from: day(from), until: day(until), short: false, incomplete: false };
}

function write(folder: string, table: string, text: string | undefined, settings = {}) {
  if (text === undefined) return {};
  const lines = text
    .trim()
    .split("\n")
    .map((line) => line.trim().replaceAll(/\s*,\s*/g, ","));
  writeFileSync(join(folder, `${table}.csv`), `${lines.join("\n")}\n`);
  return { [table]: { path: `${table}.csv`, ...settings } };
}
