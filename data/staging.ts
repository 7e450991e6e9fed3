import { type DuckDBAppender, type DuckDBConnection, DuckDBDataChunk, INTEGER } from "@duckdb/node-api";
import type { BasePlan } from "./base-plan.ts";
import { type BaseRows, createBaseRows, stagedColumns } from "./base-rows.ts";
import { bufferRows, type HandOn } from "./row-buffer.ts";

export interface Staging {
  /** Rows put here reach the staged tables when a buffer is full, and all of them at `finish`. */
  readonly rows: BaseRows;
  finish(): void;
}

/** Creates the four staged tables of a base, all INTEGER, in the connection's database. */
export async function openStaging(connection: DuckDBConnection, plan: BasePlan): Promise<Staging> {
  const names = stagedColumns(plan);
  const transactions = await createStagedTable(connection, "transactions", names.transactions);
  const customers = await createStagedTable(connection, "customers", names.customers);
  const contacts = await createStagedTable(connection, "contacts", names.contacts);
  const truth = await createStagedTable(connection, "truth", names.truth);

  const rows = createBaseRows(plan, {
    transactions: appendTo(transactions, names.transactions.length),
    customers: appendTo(customers, names.customers.length),
    contacts: appendTo(contacts, names.contacts.length),
    truth: appendTo(truth, names.truth.length),
  });
  return {
    rows,
    finish: () => {
      for (const buffer of [rows.transactions, rows.customers, rows.contacts, rows.truth]) buffer.flush();
      for (const appender of [transactions, customers, contacts, truth]) appender.closeSync();
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
