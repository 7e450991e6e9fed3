import type { Engine } from "../engine/engine.ts";
import { UserError } from "../user-error.ts";
import type { ColumnSpec, TableName } from "./columns.ts";
import { copyColumns, copyHashes, dropCopies } from "./duplicates.ts";
import { cleaned } from "./parsing/clean-field.ts";
import { isDateFormat } from "./parsing/date-format.ts";
import { expectation } from "./parsing/expectation.ts";
import { parsedColumns, sqlTypesOf } from "./parsing/parse-column.ts";
import type { ParseSettings } from "./parsing/parse-settings.ts";
import { type ColumnMap, mapColumns, type TableLayout } from "./reading/map-columns.ts";
import { type FileColumn, type FileReading, fileNames, openFile, unreadable } from "./reading/read-file.ts";
import { addRejects, recordRejected } from "./rejects.ts";
import { type FilePlace, numberRows, type RowNumbers, toldNumber } from "./row-numbers.ts";
import type { TableSource } from "./sources-config.ts";
import type { RulesOf, TableRules } from "./table-rules.ts";

/** A table as it was read: every field typed, every row's fate known as far as the row alone decides it. */
export interface StagedTable {
  readonly table: TableName;
  /**
   * Name of the table in the engine: `file`, the columns that the table's rules keep, and `policy`, null for rows that
   * are still in. Its rows are those of the files, in their order.
   */
  readonly staged: string;
  /** Canonical columns that at least one file has. */
  readonly columns: ReadonlySet<string>;
  readonly files: readonly StagedFile[];
  readonly numbers: RowNumbers;
  /** Removes the table and what reading it left. */
  close(): Promise<void>;
}

export interface StagedFile {
  /** Name without folder, or with as much of it as tells it from the table's other files. */
  readonly name: string;
  readonly path: string;
  readonly rows: number;
  /** Columns of the file that nothing is read from. */
  readonly unused: readonly string[];
}

/** Looks at the typed rows of a file before they are staged. */
export type ObserveRows = (seen: ObservedFile) => Promise<void>;

export interface ObservedFile {
  readonly table: TableName;
  readonly file: string;
  readonly reading: FileReading;
  readonly map: ColumnMap;
  readonly specs: readonly ColumnSpec[];
  /** SQL of typed rows over the SQL of records: each canonical column, and its cleaned field as `clean_<name>`. */
  readonly rows: (records: string) => string;
}

/**
 * Reads the files of one table into `staged_<table>` in one pass each: fields trimmed and typed, columns derived, rows that
 * cannot be used set apart with file, row, column and reason, policies named, copies marked.
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
  layout: TableLayout,
  files: readonly string[],
  settings: ParseSettings,
  rulesOf: RulesOf,
  observe?: ObserveRows,
): Promise<StagedTable> {
  const { specs } = layout;
  checkFormats(table, specs, settings);
  const names = fileNames(files);
  const readings: MappedReading[] = [];
  for (const [index, path] of files.entries()) {
    const reading = await openFile(engine, table, source, index, { path, name: names[index] });
    const found = reading.columns.map(({ name }) => name);
    readings.push({ reading, map: mapColumns(table, layout, reading.name, found) });
  }
  const present = specs.filter((spec) => readings.some(({ map }) => map.has(spec.name)));
  const columns = new Set(present.map(({ name }) => name));
  const rules = rulesOf(columns);
  const numbered = layout.numbered && !columns.has("customer_id");
  // Rows without an id that are the same are different people, in two files as in one.
  const mayOverlap = files.length > 1 && !numbered;
  const watchCopies = source.duplicates === "exact" || (source.duplicates === "redelivery" && mayOverlap);
  const problems = problemsOf(present, rules, settings);
  const plan: StagingPlan = {
    present,
    rules,
    problems,
    settings,
    unmapped: watchCopies ? unmappedNames(readings) : null,
    numbered,
    told: readings.some(({ reading }) => reading.rowNumber !== null),
  };

  const staged = `staged_${table}`;
  const places: FilePlace[] = [];
  const stagedFiles: StagedFile[] = [];
  let first = 0;
  for (const [index, { reading, map }] of readings.entries()) {
    const statement = (records: string) =>
      `${index === 0 ? `CREATE OR REPLACE TABLE ${staged} AS` : `INSERT INTO ${staged}`} ${stagedRows(engine, plan, { reading, map }, index, records)}`;
    try {
      if (observe !== undefined) {
        const rows = (records: string) => typedRows(engine, plan, { reading, map }, records);
        await observe({ table, file: reading.name, rows, reading, map, specs: present });
      }
      await reading.read(statement);
    } catch (error) {
      throw unreadable(table, reading.name, error);
    }
    if (reading.headerRecords === 1) await engine.run(`DELETE FROM ${staged} WHERE rowid = ${first}`);
    places.push({ reading, first });
    const [{ last, rows }] = await engine.rows(
      `SELECT CAST(coalesce(max(rowid), -1) AS DOUBLE) AS last, CAST(count(*) AS DOUBLE) AS rows FROM ${staged} WHERE rowid >= ${first}`,
    );
    first = Math.max(Number(last) + 1, first + reading.headerRecords);
    const broken = await rejectBroken(engine, table, reading);
    const used = new Set(map.values());
    const unused = reading.columns.map(({ name }) => name).filter((name) => !used.has(name));
    stagedFiles.push({ name: reading.name, path: reading.path, rows: Number(rows) + broken, unused });
  }
  if (stagedFiles.every(({ rows }) => rows === 0)) {
    throw new UserError(3, `${table}: ${names.join(", ")} holds no rows; expected at least one`);
  }

  if (plan.numbered) await numberCustomers(engine, staged, places, plan.told);
  const numbers = numberRows(engine, staged, places);
  const close = async () => {
    await engine.run(`DROP TABLE ${staged}`);
    await numbers.close();
    for (const { reading } of readings) await reading.close();
  };
  const done = { table, staged, columns, files: stagedFiles, numbers, close };
  await recordRejected(engine, done, problemTexts(engine, problems));
  if (watchCopies && source.duplicates !== "none") await dropCopies(engine, done, source.duplicates);
  return done;
}

interface MappedReading {
  readonly reading: FileReading;
  readonly map: ColumnMap;
}

interface StagingPlan {
  readonly present: readonly ColumnSpec[];
  readonly rules: TableRules;
  readonly problems: readonly Problem[];
  readonly settings: ParseSettings;
  /** Columns that nobody asked for, of any of the files; null when copies do not matter. */
  readonly unmapped: readonly string[] | null;
  /** Whether `customer_id` is filled in afterwards. */
  readonly numbered: boolean;
  /** Whether a file tells the numbers of its rows. */
  readonly told: boolean;
}

/** A reason for a row to be rejected. */
interface Problem {
  readonly where: string;
  /** Canonical column that is to blame; null for the whole row. */
  readonly column: string | null;
  readonly reason: string;
  readonly rawText: string | undefined;
}

/** SQL of a file's rows as they are staged: cleaned, typed, derived, judged. */
function stagedRows(engine: Engine, plan: StagingPlan, file: MappedReading, index: number, records: string): string {
  const { dialect } = engine;
  const { present, rules, problems, unmapped } = plan;
  const derived = Object.entries(rules.derived).map(([name, sql]) => `${sql} AS ${name}`);
  const problem = problems.map(
    ({ where, rawText }, code) =>
      `WHEN ${where} THEN ${rawText === undefined ? dialect.text(String(code)) : `${dialect.text(`${code}:`)} || ${rawText}`}`,
  );
  const policies = rules.leftOut.map(({ policy, where }) => `WHEN ${where} THEN ${dialect.text(policy)}`);
  const copies = unmapped === null ? [] : [copyHashes(engine, ...hashedColumns(present, unmapped))];
  const kept = [
    ...rules.kept,
    "problem",
    ...(unmapped === null ? [] : copyColumns),
    ...(plan.told ? [toldNumber] : []),
  ];
  return `SELECT CAST(${index} AS SMALLINT) AS file, ${kept.join(", ")},
      CASE WHEN problem IS NOT NULL THEN 'rejected' ${policies.join(" ")} END AS policy
    FROM (SELECT *, ${[...copies, `${problem.length === 0 ? "CAST(NULL AS VARCHAR)" : `CASE ${problem.join(" ")} END`} AS problem`].join(", ")}
    FROM (SELECT ${["*", ...derived].join(", ")} FROM (${typedRows(engine, plan, file, records)})))`;
}

/** SQL of a file's rows, cleaned and typed. */
function typedRows(
  engine: Engine,
  { present, settings, unmapped, numbered, told }: StagingPlan,
  { reading, map }: MappedReading,
  records: string,
): string {
  const { dialect } = engine;
  const clean: string[] = told ? [`${reading.rowNumber ?? "CAST(NULL AS BIGINT)"} AS ${toldNumber}`] : [];
  const typed: string[] = numbered ? ["CAST(NULL AS VARCHAR) AS customer_id"] : [];
  for (const spec of present) {
    const column = columnNamed(reading, map.get(spec.name));
    if (column === undefined) {
      clean.push(`CAST(NULL AS VARCHAR) AS clean_${spec.name}`);
      typed.push(...sqlTypesOf(spec).map(({ name, sqlType }) => `CAST(NULL AS ${sqlType}) AS ${name}`));
      continue;
    }
    clean.push(`${cleaned(dialect, spec, column, settings)} AS clean_${spec.name}`);
    const parsed = parsedColumns(dialect, spec, `clean_${spec.name}`, column.type, settings);
    typed.push(...parsed.map(({ name, expression }) => `${expression} AS ${name}`));
  }
  const rest = (unmapped ?? []).map((name, i) => `${trimmedText(engine, columnNamed(reading, name))} AS rest_${i}`);
  return `SELECT ${["*", ...typed].join(", ")} FROM (SELECT ${[...clean, ...rest].join(", ")} FROM ${records})`;
}

/** Why a typed row may be rejected, in the order of the checks. */
function problemsOf(present: readonly ColumnSpec[], rules: TableRules, settings: ParseSettings): Problem[] {
  const untyped = present.flatMap((spec): Problem[] => {
    const field = `clean_${spec.name}`;
    const expected = expectation(spec, settings);
    const missing = {
      where: `${field} IS NULL`,
      column: spec.name,
      reason: `no value; expected ${expected}`,
      rawText: undefined,
    };
    const [{ name }, second] = sqlTypesOf(spec);
    const unread = second === undefined ? `${name} IS NULL` : `${name} IS NULL AND ${second.name} IS NULL`;
    const unreadable = {
      where: `${field} IS NOT NULL AND ${unread}`,
      column: spec.name,
      reason: `cannot be read; expected ${expected}`,
      rawText: `CAST(${field} AS VARCHAR)`,
    };
    const mayBeAnything = spec.type === "text" || spec.type === "country" || spec.lenient;
    return [...(spec.required ? [missing] : []), ...(mayBeAnything ? [] : [unreadable])];
  });
  const empty = present.map(({ name }) => `clean_${name} IS NULL`).join(" AND ");
  const blank = {
    where: empty,
    column: null,
    reason: "all fields are empty; the row is blank",
    rawText: undefined,
  };
  const ruled = rules.wrong.map(({ where, column, reason, rawText }) => ({ where, column, reason, rawText }));
  return present.length > 1 ? [blank, ...untyped, ...ruled] : [...untyped, ...ruled];
}

/** Column, reason and raw text of a rejected row, from the number and the text in `problem`. */
function problemTexts(engine: Engine, problems: readonly Problem[]) {
  const { text } = engine.dialect;
  const code = "CAST(split_part(problem, ':', 1) AS INTEGER)";
  const literal = (said: string | null) => (said === null ? "CAST(NULL AS VARCHAR)" : text(said));
  const byCode = (of: (problem: Problem) => string | null) =>
    `CASE ${code} ${problems.map((problem, i) => `WHEN ${i} THEN ${literal(of(problem))}`).join(" ")} END`;
  return {
    column: byCode(({ column }) => column),
    reason: byCode(({ reason }) => reason),
    rawText: "CASE WHEN instr(problem, ':') > 0 THEN substr(problem, instr(problem, ':') + 1) END",
  };
}

/** All columns of a row, and those that are texts, for its hashes. */
function hashedColumns(present: readonly ColumnSpec[], unmapped: readonly string[]): [string[], string[]] {
  const rest = unmapped.map((_, i) => `rest_${i}`);
  const typed = present.flatMap((spec) => sqlTypesOf(spec));
  const texts = typed.filter(({ sqlType }) => sqlType === "VARCHAR").map(({ name }) => name);
  return [
    [...typed.map(({ name }) => name), ...rest],
    [...texts, ...rest],
  ];
}

function columnNamed({ columns }: FileReading, name: string | undefined): FileColumn | undefined {
  return columns.find((column) => column.name === name);
}

/** Columns that nobody asked for, of any of the files. */
function unmappedNames(readings: readonly MappedReading[]): string[] {
  const names = readings.flatMap(({ reading, map }) => {
    const mapped = new Set(map.values());
    return reading.columns.map(({ name }) => name).filter((name) => !mapped.has(name));
  });
  return [...new Set(names)];
}

function trimmedText({ dialect }: Engine, column: FileColumn | undefined): string {
  if (column === undefined) return "CAST(NULL AS VARCHAR)";
  const text = column.type === "VARCHAR" ? column.sql : `CAST(${column.sql} AS VARCHAR)`;
  if (column.tidy) return `nullif(${text}, '')`;
  return `nullif(CASE WHEN ${dialect.hasOuterBlanks(text)} THEN ${dialect.trimmed(text)} ELSE ${text} END, '')`;
}

/** Adds the records that could not be taken apart to the rejects; returns how many there are. */
async function rejectBroken(
  engine: Engine,
  table: TableName,
  { name, broken, rowNumber }: FileReading,
): Promise<number> {
  if (broken === null) return 0;
  const { text } = engine.dialect;
  await addRejects(
    engine,
    `SELECT ${text(table)}, ${text(name)}, row_number, "column", ${text(rowNumber === null ? "not a CSV record: " : "not a JSON object: ")} || reason, text FROM ${broken}`,
  );
  const [{ n }] = await engine.rows(`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${broken}`);
  return Number(n);
}

function checkFormats(table: TableName, specs: readonly ColumnSpec[], settings: ParseSettings) {
  for (const { name } of specs) {
    const format = settings.dates[name];
    if (format !== undefined && !isDateFormat(format)) {
      throw new UserError(
        2,
        `sources.${table}.dates.${name}: "${format}" is not a date format; write it like yyyy-MM-dd HH:mm:ss`,
      );
    }
  }
}

/** Ids for rows without one: the number of the record, behind the file's name where there are several. */
async function numberCustomers(engine: Engine, staged: string, places: readonly FilePlace[], told: boolean) {
  const { text } = engine.dialect;
  const first = places.map(({ first: at }, file) => `WHEN ${file} THEN ${at}`);
  const place = `rowid - CASE file ${first.join(" ")} END + 1`;
  const number = `lpad(CAST(${told ? `coalesce(${toldNumber}, ${place})` : place} AS VARCHAR), 9, '0')`;
  const names = places.map(({ reading }, file) => `WHEN ${file} THEN ${text(`${reading.name}:`)}`);
  const id = places.length === 1 ? number : `CASE file ${names.join(" ")} END || ${number}`;
  await engine.run(`UPDATE ${staged} SET customer_id = ${id}`);
}
