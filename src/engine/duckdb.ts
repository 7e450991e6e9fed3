import { resolve } from "node:path";
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
import { duckdbDialect, literalPath } from "./dialect.ts";
import { csvHeader, readCsv } from "./duckdb-csv.ts";
import type { Engine, LoadColumn, NumericColumn, SqlRow } from "./engine.ts";
import type { EngineConfig } from "./engine-config.ts";

/** Rows DuckDB handles at a time. */
const vectorSize = 2048;

/**
 * DuckDB, embedded. The database is a file in `folder`, so that tables larger than the memory limit live on disk, and
 * queries spill beside it; the caller removes the folder after `close`.
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
  // Work tables are read once or twice: finding the best compression for them costs more than it saves.
  await connection.run("SET force_compression = 'uncompressed'");

  const inTurn = oneAfterAnother();

  return {
    dialect: duckdbDialect,
    scratch: folder,
    run: (sql) =>
      inTurn(async () => {
        await connection.run(sql);
      }),
    rows: (sql) =>
      inTurn(async () => {
        const reader = await connection.runAndReadAll(sql);
        return reader.getRowObjectsJS() as unknown as SqlRow[]; // the caller selects text, numbers and booleans
      }),
    stream: (sql, onBlock) => inTurn(() => stream(connection, sql, onBlock)),
    load: (table, columns) => inTurn(() => load(connection, table, columns)),
    files: (pattern, base) =>
      inTurn(async () => {
        const place = duckdbDialect.text(resolve(literalPath(resolve(base)), pattern));
        const found = await connection.runAndReadAll(`SELECT file FROM glob(${place}) ORDER BY file`);
        return found.getRowsJS().map(([file]) => String(file));
      }),
    columnsOf: (query) =>
      inTurn(async () => {
        const described = await connection.runAndReadAll(`DESCRIBE ${query}`);
        return described
          .getRowObjectsJS()
          .map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
      }),
    csvHeader: (file) => inTurn(() => csvHeader(connection, file)),
    readCsv: (file, columns, broken, statement) => inTurn(() => readCsv(connection, file, columns, broken, statement)),
    writeParquet: (query, path) =>
      inTurn(async () => {
        await connection.run(`COPY (${query}) TO ${duckdbDialect.text(path)} (FORMAT parquet, COMPRESSION snappy)`);
      }),
    interrupt: () => connection.interrupt(),
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Runs each piece of work when the one before has ended: a second statement would cut off a stream being read. */
function oneAfterAnother() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work);
    last = result;
    return result;
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
  if (validity.data === null) return items;
  const valid = new Uint8Array(validity.data.buffer, validity.data.byteOffset, validity.data.byteLength);
  for (let i = 0; i < chunk.rowCount; i++) {
    if ((valid[i >> 3] & (1 << (i & 7))) !== 0) continue;
    if (items instanceof Int32Array) throw new RangeError("engine: a null in an INTEGER column; cast it to DOUBLE");
    items[i] = Number.NaN;
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
  for (const { name, values } of columns) {
    if (values.length !== rows) {
      throw new RangeError(`engine: column ${name} has ${values.length} rows, ${columns[0].name} has ${rows}`);
    }
  }
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
