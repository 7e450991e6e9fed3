import type { Engine } from "../engine/engine.ts";
import type { StagedTable } from "./stage-table.ts";

/** Columns of a staged table by which copies are found. */
export const copyColumns = ["row_hash", "text_hash"] as const;

/**
 * Two hashes of a row, of 64 bits each: of all its columns, typed and trimmed, and of its texts joined. Rows that differ
 * agree in both once in some 10^38 pairs, so what agrees is a copy.
 *
 * @param columns every column of the row, as SQL
 * @param texts those that are texts, as SQL
 */
export function copyHashes(engine: Engine, columns: readonly string[], texts: readonly string[]): string {
  const joined = texts.map((text) => `coalesce(${text}, chr(30))`).join(" || chr(31) || ");
  return `${engine.dialect.rowHash(columns.join(", "))} AS row_hash, ${engine.dialect.rowHash(joined || "''")} AS text_hash`;
}

/**
 * Marks copies in a staged table with the policy `duplicate`. Two rows are copies when every column agrees once fields
 * are typed and trimmed, mapped or not.
 *
 * - `redelivery` keeps, of equal rows, as many as the file with the most of them holds, so that a file delivered twice
 *   changes nothing while repeats within a file stay;
 * - `exact` keeps one.
 *
 * Which of equal rows stay cannot matter, since they are equal; it is the first by file and row.
 */
export async function dropCopies(
  engine: Engine,
  { staged }: Pick<StagedTable, "staged">,
  policy: "redelivery" | "exact",
): Promise<void> {
  const hashes = copyColumns.join(", ");
  await engine.run(`CREATE OR REPLACE TABLE candidate_rows AS
    SELECT ${hashes} FROM ${staged} WHERE policy IS NULL GROUP BY ${hashes}
    HAVING ${policy === "exact" ? "count(*) > 1" : "min(file) < max(file)"}`);
  const copyInFile = policy === "exact" ? "1" : `row_number() OVER (PARTITION BY ${hashes}, file ORDER BY place)`;
  await engine.run(`CREATE OR REPLACE TABLE copies AS
    SELECT place FROM (
      SELECT place, row_number() OVER (PARTITION BY ${hashes}, copy_in_file ORDER BY place) AS nth
      FROM (SELECT *, ${copyInFile} AS copy_in_file FROM (
        SELECT s.rowid AS place, s.file, s.row_hash, s.text_hash FROM ${staged} s
        JOIN candidate_rows c ON s.row_hash = c.row_hash AND s.text_hash = c.text_hash WHERE s.policy IS NULL)))
    WHERE nth > 1`);
  await engine.run(`UPDATE ${staged} SET policy = 'duplicate' FROM copies WHERE ${staged}.rowid = copies.place`);
  await engine.run("DROP TABLE candidate_rows; DROP TABLE copies");
}
