import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection, Json } from "@duckdb/node-api";
import * as z from "zod";
import { specsOf, type TableName } from "../../src/inputs/columns.ts";
import { type EpochDay, parseIsoDate } from "../../src/math/calendar.ts";
import { UserError } from "../../src/user-error.ts";
import type { Row } from "./trouble.ts";

/** A base as it was generated, every field as text. */
export interface CleanBase {
  readonly folder: string;
  readonly asOf: EpochDay;
  /** The same, `yyyy-mm-dd`; texts of times compare with it. */
  readonly asOfText: string;
  readonly historyFrom: EpochDay;
  readonly timezone: string;
  readonly currency: string;
  readonly tables: ReadonlyMap<TableName, CleanTable>;
  /** Rows of a query over the tables, by their names. */
  query(sql: string): Promise<Record<string, Json>[]>;
  /** Every row of a table in its order, in pieces. */
  rows(table: TableName): AsyncIterable<Row[]>;
}

export interface CleanTable {
  readonly file: string;
  readonly columns: readonly string[];
}

const worldFile = z.object({
  as_of: z.string(),
  history_from: z.string(),
  world: z.object({ timezone: z.string(), currency: z.string() }),
});

/**
 * Reads the files of a generated base into the connection's database, all columns as text.
 *
 * @throws UserError 2 when the folder holds no generated base
 */
export async function openCleanBase(connection: DuckDBConnection, folder: string): Promise<CleanBase> {
  const { asOf, historyFrom, timezone, currency } = await readWorld(folder);
  const tables = new Map<TableName, CleanTable>();
  const query = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
  for (const table of Object.keys(specsOf) as TableName[]) {
    // its keys are the names
    const file = [`${table}.parquet`, `${table}.csv`].find((name) => existsSync(join(folder, name)));
    if (file === undefined) continue;
    const path = `'${join(folder, file).replaceAll("'", "''")}'`;
    const source = file.endsWith(".csv")
      ? `read_csv(${path}, all_varchar = true, header = true, delim = ',', quote = '"', escape = '"', sample_size = 1)`
      : path;
    await connection.run(`CREATE TABLE ${table} AS SELECT COLUMNS(*)::VARCHAR FROM ${source}`);
    const columns = await query(`DESCRIBE ${table}`);
    tables.set(table, { file, columns: columns.map(({ column_name }) => String(column_name)) });
  }
  if (!tables.has("transactions") || !tables.has("customers")) {
    throw new UserError(2, `${folder} holds no transactions and customers; make a base there first`);
  }
  return {
    folder,
    asOf: dayOf(asOf),
    asOfText: asOf,
    historyFrom: dayOf(historyFrom),
    timezone,
    currency,
    tables,
    query,
    rows: async function* (table) {
      const result = await connection.stream(`FROM ${table} ORDER BY rowid`);
      for await (const rows of result.yieldRowObjectJs()) yield rows as Row[]; // all columns are text
    },
  };
}

async function readWorld(folder: string) {
  const path = join(folder, "truth", "world.json");
  if (!existsSync(path)) {
    throw new UserError(2, `${folder} has no truth/world.json; give the folder of a base that the generator wrote`);
  }
  const parsed = worldFile.safeParse(JSON.parse(await readFile(path, "utf8")));
  if (!parsed.success) {
    throw new UserError(2, `${path} is of an earlier generator; make the base again`);
  }
  const { as_of, history_from, world } = parsed.data;
  return { asOf: as_of, historyFrom: history_from, ...world };
}

function dayOf(date: string): EpochDay {
  return parseIsoDate(date) as EpochDay; // the generator wrote it
}
