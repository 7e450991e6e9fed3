import { basename } from "node:path";
import type { Engine } from "../engine/engine.ts";
import { UserError } from "../user-error.ts";
import type { TableName, TableSource } from "./sources-config.ts";

/** A column of a file. */
export interface FileColumn {
  /** Its name in the file, without outer blanks. */
  readonly name: string;
  /** How SQL over the file's rows refers to it, and of which SQL type it is. */
  readonly sql: string;
  readonly type: string;
}

/** A file as a relation of the engine. */
export interface FileReading {
  readonly path: string;
  /** How rejects and errors call the file. */
  readonly name: string;
  readonly columns: readonly FileColumn[];
  /** SQL of the rows, and of a row's number in its file: the header of CSV is row 1, the first row of Parquet is. */
  readonly rows: string;
  readonly rowNumber: string;
  /** Table of the records that could not be taken apart, see `Engine.readCsv`; null for Parquet. */
  readonly broken: string | null;
  /** Removes what reading left in the engine. */
  readonly drop: () => Promise<void>;
}

/**
 * Opens a Parquet file, or reads a CSV file into the engine as text.
 *
 * @param index place of the file among those of its table
 * @throws UserError 3 for a file that cannot be read, is empty or names two columns alike
 */
export async function readFileInto(
  engine: Engine,
  table: TableName,
  source: TableSource,
  index: number,
  { path, name }: Pick<FileReading, "path" | "name">,
): Promise<FileReading> {
  const format = source.format === "auto" ? (/\.(parquet|pq)$/i.test(path) ? "parquet" : "csv") : source.format;
  try {
    return format === "parquet"
      ? { path, name, ...(await openParquet(engine, path)) }
      : { path, name, ...(await readCsvInto(engine, `raw_${table}_${index}`, `${table}: ${name}`, source, path)) };
  } catch (error) {
    throw unreadable(table, name, error);
  }
}

/** Names of files without their folders, or, where two would be the same, without the folders they share. */
export function fileNames(paths: readonly string[]): string[] {
  const names = paths.map((path) => basename(path));
  if (new Set(names).size === names.length) return names;
  const parts = paths.map((path) => path.split(/[\\/]/));
  let shared = 0;
  while (parts.every((each) => each[shared] === parts[0][shared])) shared++;
  return parts.map((each) => each.slice(shared).join("/"));
}

/** What the engine said of a file it could not read, as an error of the user's; an interruption stays what it is. */
export function unreadable(table: TableName, file: string, error: unknown): unknown {
  if (error instanceof UserError) return error;
  const [said] = (error instanceof Error ? error.message : String(error)).split("\n");
  if (said.startsWith("INTERRUPT")) return error;
  const reason = said.replace(/^[A-Z][\w ]* Error: /, "");
  return new UserError(3, `${table}: ${file} cannot be read (${reason}); deliver it again or correct sources.${table}`);
}

async function openParquet(engine: Engine, path: string): Promise<Omit<FileReading, "path" | "name">> {
  const { dialect } = engine;
  const described = await engine.columnsOf(`SELECT * FROM ${dialect.parquet(path)}`);
  return {
    columns: described.map(({ name, type }) => ({ name, sql: dialect.identifier(name), type })),
    rows: dialect.parquet(path, { rowNumbers: true }),
    rowNumber: "CAST(file_row_number AS BIGINT) + 1",
    broken: null,
    drop: async () => {},
  };
}

async function readCsvInto(
  engine: Engine,
  raw: string,
  who: string,
  { delimiter }: TableSource,
  path: string,
): Promise<Omit<FileReading, "path" | "name">> {
  const names = await engine.csvHeader({ path, delimiter });
  if (names.length === 0) throw new UserError(3, `${who} is empty; expected a header and rows`);
  const twice = names.find((name, i) => name !== "" && names.indexOf(name) !== i);
  if (twice !== undefined) throw new UserError(3, `${who} has two columns named "${twice}"; rename one of them`);

  await engine.readCsv(raw, { path, delimiter }, names);
  const broken = `${raw}_broken`;
  const [{ row }] = await engine.rows(`SELECT CAST(min(row_number) AS DOUBLE) AS row FROM ${broken} WHERE runs_on`);
  if (row !== null) {
    throw new UserError(
      3,
      `${who}, row ${row}: a quote is opened and not closed, so the rows after it cannot be told apart; close or double the quote`,
    );
  }
  return {
    columns: names.map((name, i) => ({ name, sql: `c${i}`, type: "VARCHAR" })),
    rows: raw,
    rowNumber: "row_number",
    broken,
    drop: () => engine.dropCsv(raw),
  };
}
