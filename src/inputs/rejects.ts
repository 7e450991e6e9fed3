import type { Engine } from "../engine/engine.ts";
import type { StagedTable } from "./stage-table.ts";

/** Makes the empty table that holds every row that is not accepted because it is wrong. */
export async function createRejects(engine: Engine): Promise<void> {
  await engine.run(
    `CREATE OR REPLACE TABLE rejects ("table" VARCHAR, file VARCHAR, "row" BIGINT, "column" VARCHAR, reason VARCHAR, raw_text VARCHAR)`,
  );
}

/** Adds the rows of a query: table, file, row, column, reason, raw text. */
export async function addRejects(engine: Engine, query: string): Promise<void> {
  await engine.run(`INSERT INTO rejects ${query}`);
}

/** Which rows are wrong, and what is to be said of them; everything is SQL over a row of the staged table. */
export interface Rejection {
  readonly where: string;
  readonly column: string;
  readonly reason: string;
  readonly rawText: string;
}

/** Adds those of the rows still in that fulfil the condition to the rejects, and marks them `quarantined`. */
export async function rejectRows(engine: Engine, table: StagedTable, { where, ...said }: Rejection): Promise<void> {
  await engine.run(`UPDATE ${table.staged} SET policy = 'rejected' WHERE policy IS NULL AND (${where})`);
  await recordRejected(engine, table, said);
}

/** Adds the rows that are marked `rejected` to the rejects, and marks them `quarantined`. */
export async function recordRejected(
  engine: Engine,
  { table, staged, files, numbers }: StagedTable,
  { column, reason, rawText }: Omit<Rejection, "where">,
): Promise<void> {
  const [{ n }] = await engine.rows(`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${staged} WHERE policy = 'rejected'`);
  if (n === 0) return;
  const names = files.map(({ name }, index) => `WHEN ${index} THEN ${engine.dialect.text(name)}`);
  await numbers.number(
    "rejected",
    "policy = 'rejected'",
    `${column} AS "column", ${reason} AS reason, ${rawText} AS raw_text`,
  );
  await addRejects(
    engine,
    `SELECT ${engine.dialect.text(table)}, CASE file ${names.join(" ")} END, row_number, "column", reason, raw_text FROM rejected`,
  );
  await engine.run(`DROP TABLE rejected; UPDATE ${staged} SET policy = 'quarantined' WHERE policy = 'rejected'`);
}

/**
 * Writes `rejects.parquet`, ordered by table, file, row and column.
 *
 * @param rejectText `keep` writes what was delivered, `hash` its sha256, for places where the text may not be stored
 */
export async function writeRejects(engine: Engine, path: string, rejectText: "keep" | "hash"): Promise<void> {
  const text = rejectText === "keep" ? "raw_text" : "sha256(raw_text) AS raw_text";
  await engine.writeParquet(
    `SELECT "table", file, "row", "column", reason, ${text} FROM rejects ORDER BY "table", file, "row", "column", reason`,
    path,
  );
}
