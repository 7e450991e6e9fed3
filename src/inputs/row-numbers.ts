import type { Engine } from "../engine/engine.ts";
import type { FileReading } from "./reading/read-file.ts";

/**
 * The number of a staged row in its file, for people who look it up there. Where a file does not tell it, a staged table
 * holds the file's rows in their order, so it follows from a row's place: the records that could not be taken apart and the
 * blank lines before it, which have a number and no row, move it on. They are looked for when a row is first asked for.
 */
export interface RowNumbers {
  /** Makes `table` the rows of a condition as `(file, row_number, …columns)`. */
  number(table: string, where: string, columns: string): Promise<void>;
  /** Removes what was found out. */
  close(): Promise<void>;
}

/** Records of one file in a staged table: those from `first` (a rowid), its header if it has one, to before the `first` of the next. */
export interface FilePlace {
  readonly reading: FileReading;
  readonly first: number;
}

/** SQL of a row's number where its file tells it, for tables of whose files at least one does. */
export const toldNumber = "told_number";

export function numberRows(engine: Engine, staged: string, places: readonly FilePlace[]): RowNumbers {
  const gaps = `gaps_${staged}`;
  const known = new Set<number>();
  const isTold = places.some(({ reading }) => reading.rowNumber !== null);

  async function findGaps(file: number) {
    const { reading } = places[file];
    if (known.has(file) || reading.rowNumber !== null) return;
    if (known.size === 0) {
      await engine.run(`CREATE OR REPLACE TABLE ${gaps} (file INTEGER, place BIGINT, shift BIGINT)`);
    }
    known.add(file);
    await engine.load("blank_lines", [{ name: "number", type: "INTEGER", values: await reading.blankLines() }]);
    const broken = reading.broken === null ? "" : `UNION SELECT row_number FROM ${reading.broken}`;
    // Of numbers without a row that follow each other, the last tells how far they move the rows after them.
    await engine.run(`INSERT INTO ${gaps}
      SELECT ${file}, number - nth, max(nth) FROM (
        SELECT number, row_number() OVER (ORDER BY number) AS nth FROM (SELECT CAST(number AS BIGINT) AS number FROM blank_lines ${broken}))
      GROUP BY number - nth`);
    await engine.run("DROP TABLE blank_lines");
  }

  return {
    number: async (table, where, columns) => {
      const first = places.map((place, file) => `WHEN ${file} THEN ${place.first}`);
      await engine.run(`CREATE OR REPLACE TABLE ${table} AS
        SELECT CAST(file AS INTEGER) AS file, rowid - CASE file ${first.join(" ")} END AS place,
          ${isTold ? toldNumber : "CAST(NULL AS BIGINT)"} AS told, ${columns} FROM ${staged} WHERE ${where}`);
      for (const { file } of await engine.rows(`SELECT DISTINCT file FROM ${table} ORDER BY file`)) {
        await findGaps(Number(file));
      }
      const gap = known.size === 0 ? "" : `ASOF LEFT JOIN ${gaps} g ON t.file = g.file AND t.place >= g.place`;
      const shift = known.size === 0 ? "0" : "coalesce(g.shift, 0)";
      await engine.run(`CREATE OR REPLACE TABLE ${table} AS
        SELECT t.* EXCLUDE (place, told), coalesce(t.told, t.place + 1 + ${shift}) AS row_number FROM ${table} t ${gap}`);
    },
    close: () => engine.run(`DROP TABLE IF EXISTS ${gaps}`),
  };
}
