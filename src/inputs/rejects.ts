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

/** Which rows are wrong, and what is to be said of them; everything but the names is SQL over a row of `from`. */
export interface Rejection {
  /** Table with `file`, `row_number` and the fate of every row. */
  readonly from: string;
  /** Column that holds the fate: null for rows that are still in. */
  readonly fate: "policy" | "fate";
  readonly where: string;
  readonly column: string;
  readonly reason: string;
  readonly rawText: string;
}

/** Adds those of the rows still in that fulfil the condition to the rejects, and marks them `quarantined`. */
export async function rejectRows(
  engine: Engine,
  { table, files }: Pick<StagedTable, "table" | "files">,
  { from, fate, where, column, reason, rawText }: Rejection,
): Promise<void> {
  const names = files.map(({ name }, index) => `WHEN ${index} THEN ${engine.dialect.text(name)}`);
  const wrong = `${from} WHERE ${fate} IS NULL AND (${where})`;
  await addRejects(
    engine,
    `SELECT ${engine.dialect.text(table)}, CASE file ${names.join(" ")} END, row_number, ${column}, ${reason}, ${rawText} FROM ${wrong}`,
  );
  await engine.run(`UPDATE ${from} SET ${fate} = 'quarantined' WHERE ${fate} IS NULL AND (${where})`);
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
