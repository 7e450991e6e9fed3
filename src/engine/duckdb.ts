import { resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { duckdbDialect, literalPath } from "./dialect.ts";
import { csvHeader, readCsv } from "./duckdb-csv.ts";
import { fold, load, stream } from "./duckdb-numbers.ts";
import type { Engine, SqlRow } from "./engine.ts";
import type { EngineConfig } from "./engine-config.ts";

/**
 * DuckDB, embedded. Tables live in memory, and what of them and of queries is beyond the memory limit in `folder`, which the
 * caller removes after `close`. A database in a file would write every table there, needed or not: a third of the CPU of
 * reading a CSV file into one.
 *
 * The session's zone is UTC and nothing is downloaded, whatever the machine is set to.
 */
export async function openDuckDb(config: EngineConfig, folder: string): Promise<Engine> {
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: config.memory,
    temp_directory: `${folder}/spill`,
    ...(config.threads === "auto" ? {} : { threads: String(config.threads) }),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'; SET enable_progress_bar = false; SET errors_as_json = false");

  const writer = await instance.connect();
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
    fold: (sql, tables, start) => inTurn(() => fold(connection, writer, sql, tables, start)),
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
      writer.closeSync();
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
