import type { DuckDBConnection } from "@duckdb/node-api";
import { duckdbDialect, literalPath } from "./dialect.ts";
import type { CsvFile } from "./engine.ts";

const { identifier, text } = duckdbDialect;
/** The delimiter that stands for any run of blanks. */
const whitespace = "whitespace";
/** Columns to look for in a header: a read of thousands takes half a second, and what is beyond the last is not one. */
const headerWidths = [32, 256, 4096];

/** See `Engine.csvHeader`. */
export async function csvHeader(connection: DuckDBConnection, file: CsvFile): Promise<string[]> {
  if (file.delimiter === whitespace) {
    const reader = await connection.runAndReadAll(
      `SELECT ${wordsOf("line")} AS words FROM ${lines(file)} WHERE line IS NOT NULL LIMIT 1`,
    );
    const [first] = reader.getRowObjectsJS();
    return first === undefined ? [] : (first.words as string[]).map(headerName); // a list of texts
  }
  for (const width of headerWidths) {
    const record = await firstRecord(connection, file, width);
    const last = record.findLastIndex((name) => name !== null);
    if (last < width - 1) return record.slice(0, last + 1).map((name) => headerName(name ?? ""));
  }
  throw new Error(`its header has more than ${headerWidths.at(-1)} columns`);
}

/** The first `width` fields of a file; those it does not have are null. */
async function firstRecord(connection: DuckDBConnection, file: CsvFile, width: number): Promise<(string | null)[]> {
  const read = async (options: readonly string[]) => {
    const tolerant = ["null_padding = true", "strict_mode = false", "parallel = false", ...options];
    const reader = await connection.runAndReadAll(`SELECT * FROM ${csv(file, width, tolerant)} LIMIT 1`);
    return (reader.getRowsJS()[0] ?? []) as (string | null)[]; // all columns are text
  };
  try {
    return await read([]);
  } catch (error) {
    const line = /CSV Error on Line: (\d+).*not utf-8/s.exec(String(error))?.[1];
    if (line === undefined) throw error;
    if (line === "1") throw new Error("its header is not UTF-8");
    return read(["ignore_errors = true"]); // a later record, which readCsv sets apart
  }
}

/** A name without its outer blanks; to `trim`, the byte-order mark a file may begin with is one of them. */
function headerName(name: string): string {
  return name.trim();
}

/** See `Engine.readCsv`. */
export async function readCsv(
  connection: DuckDBConnection,
  file: CsvFile,
  columns: readonly string[],
  broken: string,
  statement: (records: string) => string,
): Promise<void> {
  const reader = await connection.runAndReadAll("SELECT current_setting('threads')");
  const threads = Number(reader.getRowsJS()[0][0]);
  // Several threads have been seen to hand in the records of a busy machine in another order than the file's, and
  // `parallel = false` passes over a quote that is never closed.
  await connection.run("SET threads = 1");
  try {
    if (file.delimiter === whitespace) await readWords(connection, file, columns, broken, statement);
    else await readRecords(connection, file, columns, broken, statement);
  } catch (error) {
    if (!/state machine reached an invalid state/.test(String(error))) throw error;
    throw new Error("its line ends are of different kinds, or its records are not CSV");
  } finally {
    await connection.run(`SET threads = ${threads}`);
  }
}

async function readRecords(
  connection: DuckDBConnection,
  file: CsvFile,
  columns: readonly string[],
  broken: string,
  statement: (records: string) => string,
) {
  await connection.run("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans");
  await connection.run(
    statement(`(SELECT * FROM ${csv(file, columns.length, ["store_rejects = true", "rejects_limit = 0"])})`),
  );
  const names = columns.map((name, i) => `WHEN 'c${i}' THEN ${text(name)}`);
  const brokenText = `ltrim(csv_line, chr(10) || chr(13))`;
  await connection.run(
    `CREATE OR REPLACE TABLE ${identifier(broken)} AS SELECT line AS row_number, CASE min(column_name) ${names.join(" ")} END AS "column",
       min(error_message) AS reason, min(${brokenText}) AS text,
       bool_or(error_type = 'LINE SIZE OVER MAXIMUM' OR (error_type = 'UNQUOTED VALUE'
         AND regexp_matches(rtrim(${brokenText}, chr(10) || chr(13)), '[\\n\\r]'))) AS runs_on
     FROM reject_errors GROUP BY line`,
  );
  await connection.run("DROP TABLE reject_errors; DROP TABLE reject_scans");
}

/** Reads a file whose fields are words between runs of blanks; there are no quotes. */
async function readWords(
  connection: DuckDBConnection,
  file: CsvFile,
  columns: readonly string[],
  broken: string,
  statement: (records: string) => string,
) {
  const n = columns.length;
  const numbered = identifier(`${broken}_lines`);
  await connection.run(
    `CREATE OR REPLACE TABLE ${numbered} AS SELECT line, ${wordsOf("line")} AS words FROM ${lines(file)}`,
  );
  const fields = columns.map((_, i) => `words[${i + 1}] AS c${i}`);
  await connection.run(
    statement(
      `(SELECT ${fields.join(", ")} FROM ${numbered} WHERE line IS NOT NULL AND len(words) = ${n} AND words <> [''])`,
    ),
  );
  await connection.run(
    `CREATE OR REPLACE TABLE ${identifier(broken)} AS SELECT rowid + 1 AS row_number, CAST(NULL AS VARCHAR) AS "column",
       'Expected Number of Columns: ${n} Found: ' || CASE WHEN words = [''] THEN 0 ELSE len(words) END AS reason, line AS text, FALSE AS runs_on
     FROM ${numbered} WHERE line IS NOT NULL AND (len(words) <> ${n} OR words = [''])`,
  );
  await connection.run(`DROP TABLE ${numbered}`);
}

/** The lines of a file, each whole; a control character that no text holds stands for the delimiter. */
function lines(file: CsvFile): string {
  return `read_csv(${text(literalPath(file.path))}, auto_detect = false, delim = chr(1), quote = '', escape = '', header = false,
    max_line_size = 16777216, columns = {'line': 'VARCHAR'})`;
}

function wordsOf(line: string): string {
  return `regexp_split_to_array(trim(${line}, ' ' || chr(9) || chr(13)), '\\s+')`;
}

function csv(file: CsvFile, columns: number, options: readonly string[]): string {
  const declared = Array.from({ length: columns }, (_, i) => `'c${i}': 'VARCHAR'`);
  return `read_csv(${text(literalPath(file.path))}, auto_detect = false, delim = ${text(file.delimiter)}, header = false,
    quote = '"', escape = '"', max_line_size = 16777216, buffer_size = 33554432, columns = {${declared.join(", ")}}, ${options.join(", ")})`;
}
