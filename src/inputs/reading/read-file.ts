import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { blankLines } from "../../engine/blank-lines.ts";
import type { CsvFile, Engine } from "../../engine/engine.ts";
import { mayHaveOuterBlanks } from "../../engine/outer-blanks.ts";
import { UserError } from "../../user-error.ts";
import type { TableName } from "../columns.ts";
import type { RawColumn } from "../parsing/clean-field.ts";
import { shownText } from "../shown-text.ts";
import type { TableSource } from "../sources-config.ts";
import { decodeText } from "./decode-text.ts";
import { readJsonLines } from "./json-lines.ts";

/** A column of a file, and how SQL over the file's records refers to it. */
export interface FileColumn extends RawColumn {
  /** Its name in the file, without outer blanks. */
  readonly name: string;
}

/** A file that is ready to be read. */
export interface FileReading {
  readonly path: string;
  /** How rejects and errors call the file. */
  readonly name: string;
  readonly columns: readonly FileColumn[];
  /** Records before the first row: 1 for a header. */
  readonly headerRecords: 0 | 1;
  /** SQL of a record's number in the file, from 1; null where records come in their order, so that a row's place tells. */
  readonly rowNumber: string | null;
  /** Runs a statement over the file's records. */
  read(statement: (records: string) => string): Promise<void>;
  /** Table of the records that could not be taken apart, see `Engine.readCsv`, once the file was read; null for Parquet. */
  readonly broken: string | null;
  /** Numbers of the lines that are no records, ascending; none where `rowNumber` tells. */
  blankLines(): Promise<Int32Array>;
  /** Removes what reading left in the engine and its scratch folder. */
  close(): Promise<void>;
}

type Format = "csv" | "jsonl" | "parquet";
/** A text file that is open, apart from what is the same for all of them. */
type Opened = Omit<FileReading, "path" | "name" | "close">;

/**
 * Opens a file: its columns are known, its rows are not read yet.
 *
 * @param index place of the file among those of its table
 * @throws UserError 3 for a file that cannot be read, is empty or names two columns alike
 */
export async function openFile(
  engine: Engine,
  table: TableName,
  source: TableSource,
  index: number,
  { path, name }: Pick<FileReading, "path" | "name">,
): Promise<FileReading> {
  try {
    const format = formatOf(source, path);
    if (format === "parquet") return { path, name, ...(await openParquet(engine, path)) };
    const label = `${table}_${index}`;
    const text = await asUtf8(engine, source, path, label);
    const opened = format === "csv" ? openCsv : openJsonLines;
    const reading = await opened(engine, `${table}: ${name}`, label, source, text);
    const close = async () => {
      await engine.run(`DROP TABLE IF EXISTS json_${label}; DROP TABLE IF EXISTS ${reading.broken}`);
      if (text !== path) await rm(text, { force: true });
    };
    return { path, name, ...reading, close };
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
  // It quotes what it found in the file, whatever that is.
  const reason = said.replace(/^[A-Z][\w ]* Error: /, "").replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
  return new UserError(3, `${table}: ${file} cannot be read (${reason}); deliver it again or correct sources.${table}`);
}

function formatOf({ format }: TableSource, path: string): Format {
  if (format !== "auto") return format;
  if (/\.(parquet|pq)$/i.test(path)) return "parquet";
  return /\.(jsonl|ndjson)(\.gz)?$/i.test(path) ? "jsonl" : "csv";
}

/** The file itself, or a copy that is not compressed and in UTF-8, which is all the engine reads. */
async function asUtf8(engine: Engine, { encoding }: TableSource, path: string, label: string): Promise<string> {
  const gzip = /\.gz$/i.test(path);
  if (!gzip && /^utf-?8$/i.test(encoding)) return path;
  const target = join(engine.scratch, `${label}.txt`);
  await decodeText({ path, encoding, gzip }, target);
  return target;
}

async function openParquet(engine: Engine, path: string): Promise<Omit<FileReading, "path" | "name">> {
  const { dialect } = engine;
  const described = await engine.columnsOf(`SELECT * FROM ${dialect.parquet(path)}`);
  return {
    columns: described.map(({ name, type }) => ({ name, sql: dialect.identifier(name), type, tidy: false })),
    headerRecords: 0,
    rowNumber: "CAST(file_row_number AS BIGINT) + 1",
    read: (statement) => engine.run(statement(dialect.parquet(path, { rowNumbers: true }))),
    broken: null,
    blankLines: async () => new Int32Array(0),
    close: async () => {},
  };
}

async function openCsv(
  engine: Engine,
  who: string,
  label: string,
  { delimiter, header }: TableSource,
  path: string,
): Promise<Opened> {
  const file: CsvFile = { path, delimiter };
  const first = await engine.csvHeader(file);
  if (first.length === 0) throw new UserError(3, `${who} is empty; expected ${header ? "rows" : "a header and rows"}`);
  if (header !== undefined && header.length !== first.length) {
    throw new UserError(2, `${who} has ${first.length} columns, header names ${header.length}`);
  }
  const names = header ?? first;
  refuseTwins(who, names);
  const broken = `broken_${label}`;
  const tidy = !(await mayHaveOuterBlanks(file));
  return {
    columns: names.map((name, i) => ({ name, sql: `c${i}`, type: "VARCHAR", tidy })),
    headerRecords: header === undefined ? 1 : 0,
    rowNumber: null,
    read: async (statement) => {
      await engine.readCsv(file, names, broken, statement);
      await refuseRunOn(engine, who, broken);
      if (header === undefined) await refuseBrokenHeader(engine, file, broken);
    },
    broken,
    // A file of one column keeps its blank lines as records.
    blankLines: async () => (names.length === 1 ? new Int32Array(0) : blankLines(file)),
  };
}

async function openJsonLines(
  engine: Engine,
  who: string,
  label: string,
  _source: TableSource,
  path: string,
): Promise<Opened> {
  const table = `json_${label}`;
  const { columns } = await readJsonLines(engine, table, path);
  if (columns.length === 0) throw new UserError(3, `${who} is empty; expected a JSON object on every line`);
  return {
    columns: columns.map((name, i) => ({ name, sql: `c${i}`, type: "VARCHAR", tidy: false })),
    headerRecords: 0,
    rowNumber: "row_number",
    read: (statement) => engine.run(statement(table)),
    broken: `${table}_broken`,
    blankLines: async () => new Int32Array(0),
  };
}

function refuseTwins(who: string, names: readonly string[]) {
  const twice = names.find((name, i) => name !== "" && names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new UserError(3, `${who} has two columns named "${shownText(twice)}"; rename one of them`);
  }
}

async function refuseRunOn(engine: Engine, who: string, broken: string) {
  const [{ row }] = await engine.rows(`SELECT CAST(min(row_number) AS DOUBLE) AS row FROM ${broken} WHERE runs_on`);
  if (row === null) return;
  throw new UserError(
    3,
    `${who}, row ${row}: a quote is opened and not closed, so the rows after it cannot be told apart; close or double the quote`,
  );
}

async function refuseBrokenHeader(engine: Engine, file: CsvFile, broken: string) {
  const [{ first }] = await engine.rows(`SELECT CAST(min(row_number) AS DOUBLE) AS first FROM ${broken}`);
  if (first === null) return;
  const blank = await blankLines(file);
  let header = 1;
  while (blank[header - 1] === header) header++;
  if (first === header) throw new Error("its header is not a CSV record");
}
