import type { Dialect } from "./dialect.ts";

/** A value of a small result: what a row of counts or names is made of. */
export type SqlValue = string | number | bigint | boolean | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** Most rows in a block of a result. */
export const blockSize = 2048;

/** One column of a block of a result, as the engine holds it: numbers in a typed array, NaN where the value is null. */
export type NumericColumn = Int32Array | Float64Array;

/** A column of numbers on its way into the engine. */
export interface LoadColumn {
  readonly name: string;
  readonly type: "INTEGER" | "DOUBLE";
  /** DOUBLE columns turn NaN into null. */
  readonly values: Int32Array | Int16Array | Float64Array;
}

/** A table of numbers. */
export interface NumericTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: "INTEGER" | "BIGINT" | "DOUBLE" }[];
}

/** Adds rows to a table: a column of numbers for each of its columns, NaN for null. */
export type BlockWriter = (columns: readonly NumericColumn[], rows: number) => void;

/** Takes a result block by block, of `blockSize` rows at most and in their order; `end` comes after the last one. */
export interface RowFold {
  block(columns: readonly NumericColumn[], rows: number): void;
  end(): void;
}

/** A CSV file as the engine shall read it: every field as text, nothing guessed. */
export interface CsvFile {
  readonly path: string;
  /** One character, or `whitespace` for fields that are words between runs of blanks. */
  readonly delimiter: string;
}

/**
 * Where table work runs. Tables live in the engine and are named; only small results and columns of numbers leave it.
 * All statements of one engine run one after another.
 */
export interface Engine {
  readonly dialect: Dialect;
  /** Folder for files that are needed as long as the engine is open. */
  readonly scratch: string;
  /** Runs statements for their effect. */
  run(sql: string): Promise<void>;
  /** The rows of a small result. */
  rows(sql: string): Promise<SqlRow[]>;
  /**
   * Streams a result of INTEGER columns without nulls and DOUBLE columns block by block. The arrays are valid until the
   * callback returns.
   */
  stream(sql: string, onBlock: (columns: readonly NumericColumn[], rows: number) => void): Promise<void>;
  /**
   * Makes tables of what a function makes of a result as its rows stream by: for what follows from the order of rows.
   *
   * @param sql see `stream`
   * @param start called once, with a writer for each table; BIGINT columns take whole numbers up to 2⁵³
   */
  fold(
    sql: string,
    tables: readonly NumericTable[],
    start: (writers: readonly BlockWriter[]) => RowFold,
  ): Promise<void>;
  /** Makes a table of columns of equal length; INTEGER and DOUBLE only. */
  load(table: string, columns: readonly LoadColumn[]): Promise<void>;
  /** Paths of the files that a glob names, ascending; a relative one starts from `folder`, which is no pattern. */
  files(pattern: string, folder: string): Promise<string[]>;
  /** Names and SQL types of a query's columns. */
  columnsOf(query: string): Promise<{ readonly name: string; readonly type: string }[]>;
  /** Names in the first record of a CSV file that is not a blank line; an empty list when the file holds nothing. */
  csvHeader(file: CsvFile): Promise<string[]>;
  /**
   * Reads a CSV file by one statement, which gets the SQL of its records: every field as text, `c0, c1, …` in the order
   * of `columns`, rows in the order of the file, its header first where it has one.
   *
   * The table `broken(row_number, "column", reason, text, runs_on)` then has the records that could not be taken apart,
   * numbered from 1 with blank lines counted. One that `runs_on` took the lines after it in, and what they hold is lost.
   */
  readCsv(
    file: CsvFile,
    columns: readonly string[],
    broken: string,
    statement: (records: string) => string,
  ): Promise<void>;
  /** Writes a query's rows, in its order, to a Parquet file. */
  writeParquet(query: string, path: string): Promise<void>;
  /** Stops the statement that is running; it fails with an error. */
  interrupt(): void;
  close(): Promise<void>;
}
