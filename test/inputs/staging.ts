import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { Engine } from "../../src/engine/engine.ts";
import type { TableName } from "../../src/inputs/columns.ts";
import { type SourcesConfig, sourcesConfig } from "../../src/inputs/sources-config.ts";
import { locateInputs, stageInputs } from "../../src/inputs/stage-inputs.ts";
import type { StagedTables } from "../../src/inputs/staged-tables.ts";
import { isoDate, toEpochDay } from "../../src/math/calendar.ts";

/** Text or bytes of a file, or the SQL query whose rows a Parquet file shall hold. */
export type FileContent = string | Uint8Array | { readonly parquet: string };

export interface Delivery {
  /** Files by path within the delivery's folder. */
  readonly files: Readonly<Record<string, FileContent>>;
  readonly sources: { readonly [Table in TableName]?: Readonly<Record<string, unknown>> };
  readonly asOf?: string;
  readonly timezone?: string;
  readonly currency?: string;
  /** Everything may be rejected, unless a test says otherwise. */
  readonly maxRejectShare?: number;
  readonly onRows?: (rows: number) => void;
}

export interface Staged {
  readonly tables: StagedTables;
  readonly engine: Engine;
  readonly folder: string;
  /** The rows of a query, each as the list of its values; whole numbers of any width are numbers. */
  rows(sql: string): Promise<unknown[][]>;
  /** Rejected rows: file, row, column, reason, raw text. */
  rejects(): Promise<unknown[][]>;
  /** What became of a table's rows: read, accepted, quarantined, and every exclusion by name. */
  account(table: TableName): { read: number; accepted: number; quarantined: number; [policy: string]: number };
}

/** Writes the files into a new folder and stages them; engine and folder go when the test ends. */
export async function stage(delivery: Delivery, threads = 2): Promise<Staged> {
  const { engine, folder } = await openEngine(threads);
  return stageWith(engine, folder, delivery);
}

/** The same, with an engine and a folder that were opened before. */
export async function stageWith(engine: Engine, folder: string, delivery: Delivery): Promise<Staged> {
  for (const [name, content] of Object.entries(delivery.files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    if (typeof content === "object" && "parquet" in content) await engine.writeParquet(content.parquet, path);
    else writeFileSync(path, content);
  }
  const sources: SourcesConfig = sourcesConfig.parse(delivery.sources);
  const tables = await stageInputs(engine, await locateInputs(engine, sources, folder), {
    sources,
    contract: { maxRejectShare: delivery.maxRejectShare ?? 1 },
    baseDir: folder,
    timezone: delivery.timezone ?? "UTC",
    currency: delivery.currency ?? "EUR",
    asOf: toEpochDay(isoDate.parse(delivery.asOf ?? "2025-01-01")),
    onRows: delivery.onRows,
  });
  const rows = async (sql: string) => (await engine.rows(sql)).map((row) => Object.values(row).map(plain));
  return {
    tables,
    engine,
    folder,
    rows,
    rejects: () => rows('SELECT file, "row", "column", reason, raw_text FROM rejects ORDER BY ALL'),
    account: (table) => {
      const found = tables.accounts.find((account) => account.table === table);
      if (found === undefined) throw new Error(`staging: there is no table ${table}`);
      const { rowsRead: read, accepted, quarantined, excluded } = found;
      return { read, accepted, quarantined, ...Object.fromEntries(excluded.map(({ policy, rows: n }) => [policy, n])) };
    },
  };
}

/**
 * An engine in a new folder; both go when the test ends.
 *
 * @param atEnd vitest's `afterAll`, to keep them for all tests of a file
 */
export async function openEngine(
  threads = 2,
  atEnd: (close: () => Promise<void>) => void = onTestFinished,
): Promise<{ engine: Engine; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), "tessera-inputs-"));
  const work = join(folder, ".work");
  await mkdir(work);
  const engine = await openDuckDb({ kind: "duckdb", memory: "1GB", threads }, work);
  atEnd(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { engine, folder };
}

/** The lines of a text file, each ended. */
export function lines(...texts: string[]): string {
  return texts.map((text) => `${text}\n`).join("");
}

/** The day number of a date, as the tables hold it. */
export function day(date: string): number {
  return toEpochDay(isoDate.parse(date));
}

function plain(value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}
