import type { Engine } from "../engine/engine.ts";

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
