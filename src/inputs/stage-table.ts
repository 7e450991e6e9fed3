import type { Engine } from "../engine/engine.ts";
import { UserError } from "../user-error.ts";
import type { ColumnSpec } from "./columns.ts";
import { dropCopies } from "./duplicates.ts";
import { type ColumnMap, mapColumns } from "./map-columns.ts";
import { cleaned, expectation, type ParseSettings, parsed, sqlTypeOf, strftimeFormat } from "./parse-column.ts";
import { type FileReading, fileNames, readFileInto, unreadable } from "./read-file.ts";
import { addRejects, rejectRows } from "./rejects.ts";
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
  /** Name without folder, or with as much of it as tells it from the table's other files. */
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
  checkFormats(table, specs, settings);
  const watchCopies = source.duplicates === "exact" || (source.duplicates === "redelivery" && files.length > 1);

  const names = fileNames(files);
  const readings: MappedReading[] = [];
  for (const [index, path] of files.entries()) {
    const reading = await readFileInto(engine, table, source, index, { path, name: names[index] });
    const found = reading.columns.map(({ name }) => name);
    readings.push({ ...reading, map: mapColumns(table, source, specs, reading.name, found) });
  }
  const present = specs.filter((spec) => readings.some(({ map }) => map.has(spec.name)));

  const staged = `staged_${table}`;
  const unmapped = watchCopies ? unmappedNames(readings) : undefined;
  const selects = readings.map((reading, index) => typedRows(engine, present, reading, index, settings, unmapped));
  try {
    await engine.run(`CREATE OR REPLACE TABLE ${staged} AS ${selects.join(" UNION ALL ")}`);
  } catch (error) {
    throw unreadable(table, names.join(", "), error);
  }
  const counts = await rowsPerFile(engine, staged);
  const stagedFiles: StagedFile[] = [];
  for (const [index, reading] of readings.entries()) {
    const broken = await rejectBroken(engine, table, reading);
    stagedFiles.push({ name: reading.name, path: reading.path, rows: (counts.get(index) ?? 0) + broken });
    await reading.drop();
  }
  if (stagedFiles.every(({ rows }) => rows === 0)) {
    throw new UserError(3, `${table}: ${names.join(", ")} holds no rows; expected at least one`);
  }

  await rejectUntyped(engine, { table, staged, files: stagedFiles }, specs, settings);
  const columns = present.map(({ name }) => name);
  if (watchCopies) await dropCopies(engine, staged, columns, source.duplicates);
  return { table, staged, columns: new Set(columns), files: stagedFiles };
}

interface MappedReading extends FileReading {
  readonly map: ColumnMap;
}

async function rowsPerFile(engine: Engine, staged: string): Promise<ReadonlyMap<number, number>> {
  const rows = await engine.rows(`SELECT file, CAST(count(*) AS DOUBLE) AS n FROM ${staged} GROUP BY file`);
  return new Map(rows.map(({ file, n }) => [Number(file), Number(n)]));
}

/** Adds the records that could not be taken apart to the rejects; returns how many there are. */
async function rejectBroken(engine: Engine, table: TableName, { name, broken }: FileReading): Promise<number> {
  if (broken === null) return 0;
  const { text } = engine.dialect;
  await addRejects(
    engine,
    `SELECT ${text(table)}, ${text(name)}, row_number, "column", ${text("not a CSV record: ")} || reason, text FROM ${broken}`,
  );
  const [{ n }] = await engine.rows(`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${broken}`);
  return Number(n);
}

/** SQL of a file's rows with the canonical columns, typed; `problem` tells what could not be. */
function typedRows(
  engine: Engine,
  present: readonly ColumnSpec[],
  reading: MappedReading,
  index: number,
  settings: ParseSettings,
  unmapped: readonly string[] | undefined,
): string {
  const { dialect } = engine;
  const clean: string[] = [];
  const typed: string[] = [];
  const problems: string[] = [];
  for (const spec of present) {
    const column = columnNamed(reading, reading.map.get(spec.name));
    if (column === undefined) {
      typed.push(`CAST(NULL AS ${sqlTypeOf(spec)}) AS ${spec.name}`);
      continue;
    }
    const field = `clean_${spec.name}`;
    clean.push(`${cleaned(dialect, column.sql, column.type, settings)} AS ${field}`);
    typed.push(`${parsed(dialect, spec, field, column.type, settings)} AS ${spec.name}`);
    if (spec.required) problems.push(`WHEN ${field} IS NULL THEN ${dialect.text(`${spec.name}:missing:`)}`);
    if (spec.type !== "text") {
      problems.push(
        `WHEN ${field} IS NOT NULL AND ${spec.name} IS NULL THEN ${dialect.text(`${spec.name}:unreadable:`)} || CAST(${field} AS VARCHAR)`,
      );
    }
  }
  const rest = unmapped === undefined ? [] : [`${unmappedText(engine, reading, unmapped)} AS rest`];
  const problem = problems.length === 0 ? "CAST(NULL AS VARCHAR)" : `CASE ${problems.join(" ")} END`;
  const columns = [...present.map(({ name }) => name), ...(unmapped === undefined ? [] : ["rest"])];
  return `SELECT CAST(${index} AS INTEGER) AS file, row_number, ${columns.join(", ")}, ${problem} AS problem, CAST(NULL AS VARCHAR) AS policy
    FROM (SELECT *, ${typed.join(", ")} FROM (
      SELECT ${reading.rowNumber} AS row_number, ${[...clean, ...rest].join(", ")} FROM ${reading.rows}))`;
}

function columnNamed({ columns }: FileReading, name: string | undefined) {
  return columns.find((column) => column.name === name);
}

/** Columns that nobody asked for, of any of the files. */
function unmappedNames(readings: readonly MappedReading[]): string[] {
  const names = readings.flatMap(({ columns, map }) => {
    const mapped = new Set(map.values());
    return columns.map(({ name }) => name).filter((name) => !mapped.has(name));
  });
  return [...new Set(names)];
}

/** The trimmed texts of the columns nobody asked for, which still tell one row from another. */
function unmappedText(engine: Engine, reading: FileReading, unmapped: readonly string[]): string {
  const fields = unmapped.map((name) => {
    const column = columnNamed(reading, name);
    if (column === undefined) return "chr(30)";
    const trimmed = cleaned(engine.dialect, `CAST(${column.sql} AS VARCHAR)`, "VARCHAR", { unknown: [] });
    return `coalesce(${trimmed}, chr(30))`;
  });
  return fields.length === 0 ? "''" : fields.join(" || chr(31) || ");
}

/** Moves rows with a problem from the staged table to the rejects. */
async function rejectUntyped(
  engine: Engine,
  { table, staged, files }: Pick<StagedTable, "table" | "staged" | "files">,
  specs: readonly ColumnSpec[],
  settings: ParseSettings,
) {
  const { text } = engine.dialect;
  const expected = specs.map((spec) => `WHEN ${text(spec.name)} THEN ${text(expectation(spec, settings))}`);
  const part = (position: number) => `split_part(problem, ':', ${position})`;
  await rejectRows(
    engine,
    { table, files },
    {
      from: staged,
      fate: "policy",
      where: "problem IS NOT NULL",
      column: part(1),
      reason: `CASE ${part(2)} WHEN 'missing' THEN 'no value; expected ' ELSE 'cannot be read; expected ' END || CASE ${part(1)} ${expected.join(" ")} END`,
      rawText: `CASE ${part(2)} WHEN 'unreadable' THEN substr(problem, length(${part(1)}) + length(${part(2)}) + 3) END`,
    },
  );
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
