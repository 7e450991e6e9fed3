import {
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDoubleVector,
  DuckDBInstance,
  DuckDBIntegerVector,
  type DuckDBVector,
  INTEGER,
} from "@duckdb/node-api";
import { duckdbDialect } from "./dialect.ts";
import type { BrokenRecord, CsvFile, Engine, LoadColumn, NumericColumn, SqlRow } from "./engine.ts";
import type { EngineConfig } from "./engine-config.ts";

/** Rows DuckDB handles at a time. */
const vectorSize = 2048;
/** The delimiter that stands for any run of blanks. */
const whitespace = "whitespace";
/** A header with more names than this is not one. */
const maxColumns = 4096;

/**
 * DuckDB, embedded. The database is a file in `folder`, so that tables larger than the memory limit live on disk,
 * compressed, and queries spill beside it; the caller removes the folder after `close`.
 *
 * The session's zone is UTC and nothing is downloaded, whatever the machine is set to.
 */
export async function openDuckDb(config: EngineConfig, folder: string): Promise<Engine> {
  const instance = await DuckDBInstance.create(`${folder}/work.duckdb`, {
    memory_limit: config.memory,
    temp_directory: `${folder}/spill`,
    ...(config.threads === "auto" ? {} : { threads: String(config.threads) }),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'; SET enable_progress_bar = false; SET errors_as_json = false");

  return {
    dialect: duckdbDialect,
    run: async (sql) => {
      await connection.run(sql);
    },
    rows: async (sql) => {
      const reader = await connection.runAndReadAll(sql);
      return reader.getRowObjectsJS() as unknown as SqlRow[]; // the caller selects text, numbers and booleans
    },
    stream: (sql, onBlock) => stream(connection, sql, onBlock),
    load: (table, columns) => load(connection, table, columns),
    files: async (pattern) => {
      const found = await connection.runAndReadAll(
        `SELECT file FROM glob(${duckdbDialect.text(pattern)}) ORDER BY file`,
      );
      return found.getRowsJS().map(([file]) => String(file));
    },
    columnsOf: async (query) => {
      const described = await connection.runAndReadAll(`DESCRIBE ${query}`);
      return described
        .getRowObjectsJS()
        .map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
    },
    csvHeader: (file) => csvHeader(connection, file),
    readCsv: (table, file, columns) => readCsv(connection, table, file, columns),
    writeParquet: async (query, path) => {
      await connection.run(`COPY (${query}) TO ${duckdbDialect.text(path)} (FORMAT parquet, COMPRESSION snappy)`);
    },
    interrupt: () => connection.interrupt(),
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function stream(
  connection: DuckDBConnection,
  sql: string,
  onBlock: (columns: readonly NumericColumn[], rows: number) => void,
) {
  const result = await connection.stream(sql);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    const columns: NumericColumn[] = [];
    for (let c = 0; c < chunk.columnCount; c++) columns.push(numbersOf(chunk, c));
    onBlock(columns, chunk.rowCount);
  }
}

function numbersOf(chunk: DuckDBDataChunk, column: number): NumericColumn {
  const vector = chunk.getColumnVector(column);
  const { items, validity } = memoryOf(vector);
  if (items instanceof Float64Array && validity.data !== null) {
    const valid = new Uint8Array(validity.data.buffer, validity.data.byteOffset, validity.data.byteLength);
    for (let i = 0; i < items.length; i++) if ((valid[i >> 3] & (1 << (i & 7))) === 0) items[i] = Number.NaN;
  }
  return items;
}

/**
 * The memory behind a vector of numbers. The package declares it private, yet it is the only way in and out that does
 * not box every value; `test/engine/duckdb.test.ts` fails when a new version moves it.
 */
function memoryOf(vector: DuckDBVector) {
  if (!(vector instanceof DuckDBIntegerVector || vector instanceof DuckDBDoubleVector)) {
    throw new RangeError(`engine: a column is ${vector.type}, expected INTEGER or DOUBLE`);
  }
  // Both classes hold exactly these fields (see numbersOf).
  return vector as unknown as {
    readonly items: NumericColumn;
    readonly validity: { readonly data: BigUint64Array | null };
  };
}

async function load(connection: DuckDBConnection, table: string, columns: readonly LoadColumn[]) {
  const rows = columns[0]?.values.length ?? 0;
  const declared = columns.map(({ name, type }) => `${duckdbDialect.identifier(name)} ${type}`);
  await connection.run(`CREATE OR REPLACE TABLE ${duckdbDialect.identifier(table)} (${declared.join(", ")})`);
  const appender = await connection.createAppender(table);
  const types = columns.map(({ type }) => (type === "INTEGER" ? INTEGER : DOUBLE));
  for (let from = 0; from < rows; from += vectorSize) {
    const count = Math.min(vectorSize, rows - from);
    const chunk = DuckDBDataChunk.create(types, count);
    for (const [c, { values }] of columns.entries()) {
      const vector = chunk.getColumnVector(c);
      const block = values.subarray(from, from + count);
      memoryOf(vector).items.set(block);
      if (vector instanceof DuckDBDoubleVector) {
        for (let i = 0; i < count; i++) if (Number.isNaN(block[i])) vector.setItem(i, null);
      }
      vector.flush();
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

async function csvHeader(connection: DuckDBConnection, file: CsvFile): Promise<string[]> {
  if (file.delimiter === whitespace) {
    const reader = await connection.runAndReadAll(`SELECT ${wordsOf("line")} AS words FROM ${lines(file)} LIMIT 1`);
    const [first] = reader.getRowObjectsJS();
    return first === undefined ? [] : (first.words as string[]).map(headerName); // a list of texts
  }
  const names = Array.from({ length: maxColumns }, (_, i) => `c${i}`);
  const reader = await connection.runAndReadAll(
    `SELECT * FROM ${csv(file, names, ["header = false", "null_padding = true", "strict_mode = false", "parallel = false"])} LIMIT 1`,
  );
  const record = reader.getRowsJS()[0] as (string | null)[] | undefined; // all columns are text
  if (record === undefined) return [];
  const last = record.findLastIndex((name) => name !== null);
  return record.slice(0, last + 1).map((name) => headerName(name ?? ""));
}

/** A name without its outer blanks, and without the byte-order mark a file may begin with. */
function headerName(text: string): string {
  return text.replace(/^\uFEFF/, "").trim();
}

async function readCsv(
  connection: DuckDBConnection,
  table: string,
  file: CsvFile,
  columns: readonly string[],
): Promise<BrokenRecord[]> {
  if (file.delimiter === whitespace) return readWords(connection, table, file, columns);
  await connection.run("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans");
  await connection.run(
    `CREATE OR REPLACE TABLE ${duckdbDialect.identifier(table)} AS
     SELECT * FROM ${csv(file, columns, ["header = true", "store_rejects = true", "rejects_limit = 0"])}`,
  );
  return brokenRecords(
    connection,
    `SELECT CAST(line AS DOUBLE) AS row, min(column_name) AS column, min(error_message) AS reason, min(csv_line) AS text
     FROM reject_errors GROUP BY line ORDER BY line`,
  );
}

/** Reads a file whose fields are words between runs of blanks; there are no quotes. */
async function readWords(
  connection: DuckDBConnection,
  table: string,
  file: CsvFile,
  columns: readonly string[],
): Promise<BrokenRecord[]> {
  const named = columns.map((name, i) => `words[${i + 1}] AS ${duckdbDialect.identifier(name)}`);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE word_lines AS SELECT line, ${wordsOf("line")} AS words FROM ${lines(file)}`,
  );
  await connection.run(
    `CREATE OR REPLACE TABLE ${duckdbDialect.identifier(table)} AS
     SELECT ${named.join(", ")} FROM word_lines WHERE rowid > 0 AND len(words) = ${columns.length} ORDER BY rowid`,
  );
  const broken = await brokenRecords(
    connection,
    `SELECT CAST(rowid + 1 AS DOUBLE) AS row, NULL AS column,
       'Expected Number of Columns: ${columns.length} Found: ' || len(words) AS reason, line AS text
     FROM word_lines WHERE rowid > 0 AND len(words) <> ${columns.length} ORDER BY rowid`,
  );
  await connection.run("DROP TABLE word_lines");
  return broken;
}

async function brokenRecords(connection: DuckDBConnection, sql: string): Promise<BrokenRecord[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjectsJS() as unknown as BrokenRecord[]; // the query has the four columns
}

/** The lines of a file, each whole; a control character that no text holds stands for the delimiter. */
function lines(file: CsvFile): string {
  return `read_csv(${duckdbDialect.text(file.path)}, auto_detect = false, delim = chr(1), quote = '', escape = '', header = false,
    max_line_size = 16777216, columns = {'line': 'VARCHAR'})`;
}

function wordsOf(line: string): string {
  return `regexp_split_to_array(trim(${line}, ' ' || chr(9) || chr(13)), '\\s+')`;
}

function csv(file: CsvFile, columns: readonly string[], options: readonly string[]): string {
  const declared = columns.map((name) => `${duckdbDialect.text(name)}: 'VARCHAR'`);
  return `read_csv(${duckdbDialect.text(file.path)}, auto_detect = false, delim = ${duckdbDialect.text(file.delimiter)},
    quote = '"', escape = '"', max_line_size = 16777216, columns = {${declared.join(", ")}}, ${options.join(", ")})`;
}
