import type { DuckDBConnection } from "@duckdb/node-api";
import { blankLines } from "./blank-lines.ts";
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
  table: string,
  file: CsvFile,
  columns: readonly string[],
): Promise<void> {
  const blank = await blankLines(file);
  await dropCsv(connection, table);
  try {
    if (file.delimiter === whitespace) await readWords(connection, table, file, columns);
    else await readRecords(connection, table, file, columns, blank);
  } catch (error) {
    if (!/state machine reached an invalid state/.test(String(error))) throw error;
    throw new Error("its line ends are of different kinds, or its records are not CSV");
  }
}

/** See `Engine.dropCsv`. */
export async function dropCsv(connection: DuckDBConnection, table: string): Promise<void> {
  const names = tablesOf(table);
  await connection.run(`DROP VIEW IF EXISTS ${names.numbered}; DROP TABLE IF EXISTS ${names.records};
    DROP TABLE IF EXISTS ${names.gaps}; DROP TABLE IF EXISTS ${names.broken}`);
}

function tablesOf(table: string) {
  return {
    numbered: identifier(table),
    records: identifier(`${table}_records`),
    gaps: identifier(`${table}_gaps`),
    broken: identifier(`${table}_broken`),
  };
}

async function readRecords(
  connection: DuckDBConnection,
  table: string,
  file: CsvFile,
  columns: readonly string[],
  blank: readonly number[],
) {
  const { numbered, records, gaps, broken } = tablesOf(table);
  await connection.run("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans");
  await connection.run(
    `CREATE TABLE ${records} AS SELECT * FROM ${csv(file, columns.length, ["store_rejects = true", "rejects_limit = 0"])}`,
  );
  const names = columns.map((name, i) => `WHEN 'c${i}' THEN ${text(name)}`);
  const brokenText = `ltrim(csv_line, chr(10) || chr(13))`;
  await connection.run(
    `CREATE TABLE ${broken} AS SELECT line AS row_number, CASE min(column_name) ${names.join(" ")} END AS "column",
       min(error_message) AS reason, min(${brokenText}) AS text,
       bool_or(error_type = 'LINE SIZE OVER MAXIMUM' OR (error_type = 'UNQUOTED VALUE'
         AND regexp_matches(rtrim(${brokenText}, chr(10) || chr(13)), '[\\n\\r]'))) AS runs_on
     FROM reject_errors GROUP BY line`,
  );
  await connection.run("DROP TABLE reject_errors; DROP TABLE reject_scans");

  // Every number that no record has moves the records after it one further; a single column keeps blank lines as records.
  const passedOver = columns.length === 1 ? [] : blank;
  let header = 1;
  while (passedOver[header - 1] === header) header++;
  await connection.run(
    `CREATE TABLE ${gaps} AS SELECT number - place AS position, max(place) AS shift FROM (
       SELECT number, row_number() OVER (ORDER BY number) AS place FROM (
         SELECT row_number AS number FROM ${broken} UNION SELECT unnest([${passedOver.join(", ")}]::BIGINT[])))
     GROUP BY number - place`,
  );
  const reader = await connection.runAndReadAll(
    `SELECT (SELECT count(*) FROM ${gaps}), (SELECT count(*) FROM ${broken} WHERE row_number = ${header})`,
  );
  const [gapCount, brokenHeaders] = reader.getRowsJS()[0].map(Number);
  if (brokenHeaders > 0) throw new Error("its header is not a CSV record");
  const shifted = gapCount === 0 ? "" : `ASOF LEFT JOIN ${gaps} g ON r.rowid >= g.position`;
  await connection.run(
    `CREATE VIEW ${numbered} AS SELECT r.rowid + 1 ${gapCount === 0 ? "" : "+ coalesce(g.shift, 0)"} AS row_number, r.*
     FROM ${records} r ${shifted} WHERE r.rowid > 0`,
  );
}

/** Reads a file whose fields are words between runs of blanks; there are no quotes. */
async function readWords(connection: DuckDBConnection, table: string, file: CsvFile, columns: readonly string[]) {
  const { numbered, records, broken } = tablesOf(table);
  const n = columns.length;
  await connection.run(`CREATE TABLE ${records} AS SELECT line, ${wordsOf("line")} AS words FROM ${lines(file)}`);
  const data = `FROM ${records} WHERE line IS NOT NULL AND rowid > (SELECT min(rowid) FROM ${records} WHERE line IS NOT NULL)`;
  await connection.run(
    `CREATE TABLE ${broken} AS SELECT rowid + 1 AS row_number, CAST(NULL AS VARCHAR) AS "column",
       'Expected Number of Columns: ${n} Found: ' || CASE WHEN words = [''] THEN 0 ELSE len(words) END AS reason, line AS text, FALSE AS runs_on
     ${data} AND (len(words) <> ${n} OR words = [''])`,
  );
  const fields = columns.map((_, i) => `words[${i + 1}] AS c${i}`);
  await connection.run(
    `CREATE VIEW ${numbered} AS SELECT rowid + 1 AS row_number, ${fields.join(", ")} ${data} AND len(words) = ${n} AND words <> ['']`,
  );
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
    quote = '"', escape = '"', max_line_size = 16777216, columns = {${declared.join(", ")}}, ${options.join(", ")})`;
}
