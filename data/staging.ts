import { type DuckDBAppender, type DuckDBConnection, DuckDBDataChunk, INTEGER } from "@duckdb/node-api";
import type { BasePlan } from "./base-plan.ts";
import { type BaseRows, createBaseRows, type StagedTable, stagedColumns, stagedTables } from "./base-rows.ts";
import { bufferRows, type HandOn } from "./row-buffer.ts";

export interface Staging {
  /** Rows put here reach the staged tables when a buffer is full, and all of them at `finish`. */
  readonly rows: BaseRows;
  finish(): void;
}

/** Creates the staged tables of a base, all INTEGER, in the connection's database. */
export async function openStaging(connection: DuckDBConnection, plan: BasePlan): Promise<Staging> {
  const names = stagedColumns(plan);
  const appenders: DuckDBAppender[] = [];
  const handOn = new Map<StagedTable, HandOn>();
  for (const table of stagedTables) {
    const appender = await createStagedTable(connection, table, names[table]);
    appenders.push(appender);
    handOn.set(table, appendTo(appender, names[table].length));
  }
  // One entry for each of the tables, which are all there are.
  const rows = createBaseRows(plan, Object.fromEntries(handOn) as Record<StagedTable, HandOn>);
  return {
    rows,
    finish: () => {
      for (const table of stagedTables) rows[table].flush();
      for (const appender of appenders) appender.closeSync();
    },
  };
}

async function createStagedTable(
  connection: DuckDBConnection,
  table: string,
  columns: readonly string[],
): Promise<DuckDBAppender> {
  await connection.run(`CREATE TABLE ${table} (${columns.map((name) => `${name} INTEGER`).join(", ")})`);
  return connection.createAppender(table);
}

/** One data chunk serves all rows of a table: a new chunk for every 2,048 rows doubles the time. */
function appendTo(appender: DuckDBAppender, width: number): HandOn {
  const types = Array.from({ length: width }, () => INTEGER);
  const chunk = DuckDBDataChunk.create(types, bufferRows);
  return (columns, rows) => {
    if (chunk.rowCount !== rows) chunk.rowCount = rows;
    for (const [j, values] of columns.entries()) {
      const vector = chunk.getColumnVector(j);
      for (let i = 0; i < rows; i++) vector.setItem(i, values[i]);
      vector.flush();
    }
    appender.appendDataChunk(chunk);
  };
}
