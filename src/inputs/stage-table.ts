import { basename } from "node:path";
import type { Engine } from "../engine/engine.ts";
import { UserError } from "../user-error.ts";
import type { ColumnSpec } from "./columns.ts";
import { dropCopies } from "./duplicates.ts";
import { type ColumnMap, mapColumns } from "./map-columns.ts";
import { cleaned, expectation, type ParseSettings, parsed, sqlTypeOf, strftimeFormat } from "./parse-column.ts";
import { addRejects } from "./rejects.ts";
import type { TableName, TableSource } from "./sources-config.ts";

/** A table as it was read: every field typed, every row numbered, broken rows set apart. */
export interface StagedTable {
  readonly table: TableName;
  /** Name of the table in the engine: file, row, the canonical columns and `policy`, null for rows that are still in. */
  readonly staged: string;
  /** Canonical columns that at least one file has. */
  readonly columns: ReadonlySet<string>;
  readonly files: readonly StagedFile[];
}

export interface StagedFile {
  /** Name without folder. */
  readonly name: string;
  readonly path: string;
  readonly rows: number;
}

/**
 * Reads the files of one table into `staged_<table>`: fields trimmed and typed, rows that cannot be typed moved to the
 * rejects with file, row, column and reason, copies marked by the duplicate policy.
 *
 * Rows are counted by record, the header of a CSV file being row 1, so the number is the line in an editor wherever no
 * field holds a line break.
 *
 * @throws UserError 2 for a wrong column or format, 3 for a file that cannot be read or a table without rows
 */
export async function stageTable(
  engine: Engine,
  table: TableName,
  source: TableSource,
  specs: readonly ColumnSpec[],
  files: readonly string[],
  settings: ParseSettings,
): Promise<StagedTable> {
  const { dialect } = engine;
  checkFormats(table, specs, settings);
  const watchCopies = source.duplicates === "exact" || (source.duplicates === "redelivery" && files.length > 1);

  const readings: FileReading[] = [];
  for (const [index, path] of files.entries()) {
    const reading = await readFileInto(engine, table, source, index, path);
    readings.push({ ...reading, map: mapColumns(table, source, specs, basename(path), reading.names) });
  }
  const present = specs.filter((spec) => readings.some(({ map }) => map.has(spec.name)));

  const staged = `staged_${table}`;
  const selects = readings.map((reading, index) => typedRows(engine, present, reading, index, settings, watchCopies));
  try {
    await engine.run(`CREATE OR REPLACE TABLE ${staged} AS ${selects.join(" UNION ALL ")}`);
  } catch (error) {
    throw unreadable(table, files.map((file) => basename(file)).join(", "), error);
  }
  for (const { raw } of readings) if (raw !== undefined) await engine.run(`DROP TABLE IF EXISTS ${raw}`);

  const counted = new Map<number, number>();
  for (const { file, n } of await engine.rows(
    `SELECT file, CAST(count(*) AS DOUBLE) AS n FROM ${staged} GROUP BY file`,
  )) {
    counted.set(Number(file), Number(n));
  }
  const stagedFiles = readings.map(({ path, broken }, index) => ({
    name: basename(path),
    path,
    rows: (counted.get(index) ?? 0) + broken.length,
  }));
  if (stagedFiles.every(({ rows }) => rows === 0)) {
    throw new UserError(
      3,
      `${table}: ${stagedFiles.map(({ name }) => name).join(", ")} holds no rows; expected at least one`,
    );
  }

  for (const [index, { broken, path }] of readings.entries()) {
    for (const { row, column, reason, text } of broken) {
      await addRejects(
        engine,
        `SELECT ${dialect.text(table)}, ${dialect.text(basename(path))}, ${row}, ${column === null ? "NULL" : dialect.text(column)},
           ${dialect.text(`not a CSV record: ${reason}`)}, ${dialect.text(text ?? "")} /* file ${index} */`,
      );
    }
  }
  await rejectUntyped(engine, table, staged, specs, stagedFiles, settings);
  if (watchCopies)
    await dropCopies(
      engine,
      staged,
      present.map(({ name }) => name),
      source.duplicates,
    );
  return { table, staged, columns: new Set(present.map(({ name }) => name)), files: stagedFiles };
}

interface FileReading {
  readonly path: string;
  /** SQL of the rows: `row` and the file's own columns. */
  readonly rows: string;
  readonly names: readonly string[];
  readonly types: ReadonlyMap<string, string>;
  readonly broken: readonly { row: number; column: string | null; reason: string; text: string }[];
  /** Name of the engine's table of texts, for CSV. */
  readonly raw?: string;
  readonly map: ColumnMap;
}

async function readFileInto(
  engine: Engine,
  table: TableName,
  source: TableSource,
  index: number,
  path: string,
): Promise<Omit<FileReading, "map">> {
  const { dialect } = engine;
  const format = source.format === "auto" ? (/\.(parquet|pq)$/i.test(path) ? "parquet" : "csv") : source.format;
  try {
    if (format === "parquet") {
      const described = await engine.columnsOf(`SELECT * FROM ${dialect.parquet(path)}`);
      const names = described.map(({ name }) => name);
      return {
        path,
        names,
        types: new Map(described.map(({ name, type }) => [name, type])),
        rows: `SELECT CAST(file_row_number AS BIGINT) + 1 AS row_number, * EXCLUDE (file_row_number) FROM ${dialect.parquet(path, { rowNumbers: true })}`,
        broken: [],
      };
    }
    const file = { path, delimiter: source.delimiter };
    const names = await engine.csvHeader(file);
    if (names.length === 0) throw new UserError(3, `${table}: ${basename(path)} is empty; expected a header and rows`);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) {
      throw new UserError(3, `${table}: ${basename(path)} has two columns named "${twice}"; rename one of them`);
    }
    const raw = `raw_${table}_${index}`;
    const broken = await engine.readCsv(raw, file, names);
    return {
      path,
      names,
      types: new Map(names.map((name) => [name, "VARCHAR"])),
      rows: numbered(raw, broken),
      broken,
      raw,
    };
  } catch (error) {
    throw unreadable(table, basename(path), error);
  }
}

/** Records keep their number in the file: those after a broken one are shifted by it. */
function numbered(raw: string, broken: readonly { row: number }[]): string {
  if (broken.length === 0) return `SELECT rowid + 2 AS row_number, * FROM ${raw}`;
  // The i-th broken record (from 0) shifts every good one whose position among the good is at least its own number − 2 − i.
  const positions = broken.map(({ row }, i) => `(${row - 2 - i})`).join(", ");
  return `SELECT ${raw}.rowid + 2 + (SELECT count(*) FROM (VALUES ${positions}) AS b(position) WHERE b.position <= ${raw}.rowid) AS row_number, * FROM ${raw}`;
}

function typedRows(
  engine: Engine,
  present: readonly ColumnSpec[],
  reading: FileReading,
  index: number,
  settings: ParseSettings,
  watchCopies: boolean,
): string {
  const { dialect } = engine;
  const clean: string[] = [];
  const typed: string[] = [];
  const problems: string[] = [];
  for (const spec of present) {
    const name = reading.map.get(spec.name);
    if (name === undefined) {
      typed.push(`CAST(NULL AS ${sqlTypeOf(spec)}) AS ${spec.name}`);
      continue;
    }
    const sqlType = reading.types.get(name) ?? "VARCHAR";
    const field = `clean_${spec.name}`;
    clean.push(`${cleaned(dialect, dialect.identifier(name), sqlType, settings)} AS ${field}`);
    typed.push(`${parsed(dialect, spec, field, sqlType, settings)} AS ${spec.name}`);
    const asText = `CAST(${field} AS VARCHAR)`;
    if (spec.required) problems.push(`WHEN ${field} IS NULL THEN ${dialect.text(`${spec.name}:missing:`)}`);
    if (spec.type !== "id" && spec.type !== "text") {
      problems.push(
        `WHEN ${field} IS NOT NULL AND ${spec.name} IS NULL THEN ${dialect.text(`${spec.name}:unreadable:`)} || ${asText}`,
      );
    }
  }
  const rest = watchCopies ? [`${unmappedText(engine, reading)} AS rest`] : [];
  const problem = problems.length === 0 ? "CAST(NULL AS VARCHAR)" : `CASE ${problems.join(" ")} END`;
  return `SELECT CAST(${index} AS INTEGER) AS file, row_number, ${present.map(({ name }) => name).join(", ")}${watchCopies ? ", rest" : ""},
      ${problem} AS problem, CAST(NULL AS VARCHAR) AS policy
    FROM (SELECT *, ${typed.join(", ")} FROM (SELECT row_number, ${[...clean, ...rest].join(", ")} FROM (${reading.rows})))`;
}

/** The trimmed texts of the columns nobody asked for, which still tell one row from another. */
function unmappedText(engine: Engine, { names, map }: FileReading): string {
  const mapped = new Set(map.values());
  const others = names.filter((name) => !mapped.has(name));
  if (others.length === 0) return "''";
  const fields = others.map((name) => `coalesce(trim(CAST(${engine.dialect.identifier(name)} AS VARCHAR)), chr(30))`);
  return fields.join(" || chr(31) || ");
}

/** Moves rows with a problem from the staged table to the rejects. */
async function rejectUntyped(
  engine: Engine,
  table: TableName,
  staged: string,
  specs: readonly ColumnSpec[],
  files: readonly StagedFile[],
  settings: ParseSettings,
) {
  const { dialect } = engine;
  const expected = specs.map(
    (spec) => `WHEN ${dialect.text(spec.name)} THEN ${dialect.text(expectation(spec, settings))}`,
  );
  const names = files.map(({ name }, index) => `WHEN ${index} THEN ${dialect.text(name)}`);
  const part = (position: number) => `split_part(problem, ':', ${position})`;
  await addRejects(
    engine,
    `SELECT ${dialect.text(table)}, CASE file ${names.join(" ")} END, row_number, ${part(1)},
       CASE ${part(2)} WHEN 'missing' THEN 'no value; expected ' ELSE 'cannot be read; expected ' END || CASE ${part(1)} ${expected.join(" ")} END,
       substr(problem, length(${part(1)}) + length(${part(2)}) + 3)
     FROM ${staged} WHERE problem IS NOT NULL`,
  );
  await engine.run(`UPDATE ${staged} SET policy = 'quarantined' WHERE problem IS NOT NULL`);
}

function checkFormats(table: TableName, specs: readonly ColumnSpec[], settings: ParseSettings) {
  for (const { name } of specs) {
    const format = settings.dates[name];
    if (format !== undefined && strftimeFormat(format) === undefined) {
      throw new UserError(
        2,
        `sources.${table}.dates.${name}: "${format}" is not a date format; write it like yyyy-MM-dd HH:mm:ss`,
      );
    }
  }
}

function unreadable(table: TableName, file: string, error: unknown): unknown {
  if (error instanceof UserError) return error;
  const [reason] = (error instanceof Error ? error.message : String(error)).split("\n");
  if (/interrupt/i.test(reason)) return error;
  return new UserError(3, `${table}: ${file} cannot be read (${reason}); deliver it again or correct sources.${table}`);
}
