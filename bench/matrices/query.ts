import { DuckDBInstance } from "@duckdb/node-api";

export type Row = Readonly<Record<string, unknown>>;

/** Rows of a statement, in a database of its own. */
export async function query(sql: string): Promise<Row[]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Ends of a run's windows, oldest first, yyyy-mm-dd. */
export async function windowEnds(runDir: string): Promise<string[]> {
  const rows = await query(
    `SELECT DISTINCT CAST(as_of AS VARCHAR) AS until FROM '${runDir}/windows.parquet' ORDER BY 1`,
  );
  return rows.map(({ until }) => String(until));
}

/** The column of the truth that holds the archetype at a window's end: that of the month before. */
export function archetypeColumn(until: string): string {
  const [year, month] = until.split("-").map(Number);
  const last = 12 * year + month - 2;
  return `archetype_${Math.floor(last / 12)}_${String((last % 12) + 1).padStart(2, "0")}`;
}

/** SQL to order rows by a column of states, those that are no segment after those that are. */
export function lastOnes(column: string): string {
  return `list_position(['none', 'dormant', '(entered)'], ${column}) NULLS FIRST, ${column}`;
}
