import type { Engine } from "../engine/engine.ts";

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
  staged: string,
  columns: readonly string[],
  policy: "redelivery" | "exact" | "none",
): Promise<void> {
  const all = [...columns, "rest"].join(", ");
  // A hash first, so that only rows that may have a copy are compared in full.
  await engine.run(`CREATE OR REPLACE TABLE hashed_rows AS
    SELECT file, row_number, ${engine.dialect.rowHash(all)} AS row_hash FROM ${staged} WHERE policy IS NULL`);
  await engine.run(`CREATE OR REPLACE TABLE candidate_rows AS
    SELECT h.file, h.row_number FROM hashed_rows h
    JOIN (SELECT row_hash FROM hashed_rows GROUP BY row_hash HAVING ${policy === "exact" ? "count(*) > 1" : "min(file) < max(file)"}) c
    ON h.row_hash = c.row_hash`);
  const copyInFile = policy === "exact" ? "1" : `row_number() OVER (PARTITION BY ${all}, file ORDER BY row_number)`;
  await engine.run(`CREATE OR REPLACE TABLE copies AS
    SELECT file, row_number FROM (
      SELECT file, row_number, row_number() OVER (PARTITION BY ${all}, copy_in_file ORDER BY file, row_number) AS place
      FROM (SELECT *, ${copyInFile} AS copy_in_file FROM ${staged}
            WHERE EXISTS (SELECT 1 FROM candidate_rows c WHERE c.file = ${staged}.file AND c.row_number = ${staged}.row_number)))
    WHERE place > 1`);
  await engine.run(`UPDATE ${staged} SET policy = 'duplicate' FROM copies
    WHERE ${staged}.file = copies.file AND ${staged}.row_number = copies.row_number`);
  await engine.run("DROP TABLE hashed_rows; DROP TABLE candidate_rows; DROP TABLE copies");
}
