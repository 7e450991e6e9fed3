import type { Dialect } from "../engine/dialect.ts";
import type { ColumnSpec } from "./columns.ts";

/** What a source says about how its fields are to be read. */
export interface ParseSettings {
  /** Texts that mean: not known, besides the empty one. */
  readonly unknown: readonly string[];
  /** Format per canonical column, in the letters of the configuration (yyyy-MM-dd HH:mm). */
  readonly dates: Readonly<Record<string, string>>;
  /** Zone of times that carry none. */
  readonly sourceZone: string;
  /** Zone in which days begin. */
  readonly projectZone: string;
  /** Money units in one unit of the currency, see moneyUnitsOf. */
  readonly moneyUnits: number;
}

const sqlTypes = {
  id: "VARCHAR",
  text: "VARCHAR",
  timestamp: "TIMESTAMP",
  date: "TIMESTAMP",
  number: "DECIMAL(18,6)",
  money: "DECIMAL(17,4)",
  boolean: "BOOLEAN",
  year: "BIGINT",
} as const;

/** The SQL type a column has once it is parsed. */
export function sqlTypeOf(spec: ColumnSpec): string {
  return sqlTypes[spec.type];
}

/**
 * A field with outer blanks removed, null when it is empty, one of the texts that mean "not known", or NaN (which is
 * how a data frame says so). Other numbers and times pass through.
 */
export function cleaned(
  dialect: Dialect,
  column: string,
  sqlType: string,
  settings: Pick<ParseSettings, "unknown">,
): string {
  if (isFloat(sqlType)) return `CASE WHEN NOT isnan(${column}) THEN ${column} END`;
  if (sqlType !== "VARCHAR") return column;
  const trimmed = dialect.trimmed(column);
  const unknown = ["", ...settings.unknown].map((text) => dialect.text(text)).join(", ");
  return `CASE WHEN (${trimmed}) NOT IN (${unknown}) THEN ${trimmed} END`;
}

/** A cleaned field as a value of its column's type, null when it cannot be read as one. */
export function parsed(
  dialect: Dialect,
  spec: ColumnSpec,
  field: string,
  sqlType: string,
  settings: ParseSettings,
): string {
  switch (spec.type) {
    case "id":
      return parsedId(dialect, field, sqlType);
    case "text":
      return asText(field, sqlType);
    case "number":
      return parsedDecimal(dialect, field, sqlType, "DECIMAL(18,6)");
    case "money":
      return parsedDecimal(dialect, field, sqlType, "DECIMAL(17,4)");
    case "year": {
      const isYear = dialect.matches(`CAST(${field} AS VARCHAR)`, "^[1-9]\\d{3}(\\.0+)?$");
      return `CASE WHEN ${isYear} THEN ${dialect.tryCast(field, "BIGINT")} END`;
    }
    case "boolean":
      return sqlType === "BOOLEAN" ? field : parsedBoolean(field);
    case "timestamp":
    case "date":
      return parsedTime(dialect, spec, field, sqlType, settings);
  }
}

function isFloat(sqlType: string): boolean {
  return sqlType === "DOUBLE" || sqlType === "FLOAT";
}

function asText(field: string, sqlType: string): string {
  return sqlType === "VARCHAR" ? field : `CAST(${field} AS VARCHAR)`;
}

/** An id as it was delivered; one that a spreadsheet has rounded, such as 1.03293E+19, names nobody any more. */
function parsedId(dialect: Dialect, field: string, sqlType: string): string {
  const text = asText(field, sqlType);
  if (sqlType !== "VARCHAR" && !isFloat(sqlType)) return text;
  const rounded = dialect.matches(text, "^\\d([.,]\\d+)?[eE]\\+\\d+$");
  // The first test is quick and seldom true.
  return `CASE WHEN ${text} LIKE '%+%' AND ${rounded} THEN NULL ELSE ${text} END`;
}

/** A decimal number, with an exponent or without; DuckDB would take 1_000 for a thousand. */
function parsedDecimal(dialect: Dialect, field: string, sqlType: string, type: `DECIMAL(${number},${number})`): string {
  const number = dialect.tryCast(field, type);
  return sqlType === "VARCHAR" ? `CASE WHEN instr(${field}, '_') = 0 THEN ${number} END` : number;
}

/** What was expected of a column, for the reason in the rejects. */
export function expectation(spec: ColumnSpec, settings: ParseSettings): string {
  switch (spec.type) {
    case "id":
      return "an id as it was given, not one a spreadsheet has rounded";
    case "text":
      return "a text";
    case "number":
    case "money":
      return "a number such as 1234.50";
    case "year":
      return "a year such as 1984";
    case "boolean":
      return "yes or no";
    case "timestamp":
    case "date": {
      const format = settings.dates[spec.name];
      return format === undefined ? "a date such as 2024-01-31 or 2024-01-31 10:00:00" : `a date written ${format}`;
    }
  }
}

/** Letters of a date format in strftime. */
const formatLetters: ReadonlyMap<string, string> = new Map([
  ["yyyy", "%Y"],
  ["yy", "%y"],
  ["MM", "%m"],
  ["M", "%-m"],
  ["dd", "%d"],
  ["d", "%-d"],
  ["HH", "%H"],
  ["H", "%-H"],
  ["mm", "%M"],
  ["m", "%-M"],
  ["ss", "%S"],
  ["s", "%-S"],
  ["SSS", "%g"],
]);

/**
 * A date format of the configuration (letters as in `yyyy-MM-dd HH:mm:ss`) in strftime letters, or undefined when it
 * has letters that mean nothing here.
 */
export function strftimeFormat(format: string): string | undefined {
  let result = "";
  for (const run of runsOf(format)) {
    const letters = formatLetters.get(run);
    if (letters === undefined && !isLiteral(run)) return undefined;
    result += letters ?? (run === "%" ? "%%" : run);
  }
  return result;
}

/**
 * What a text of a date format looks like, as a regular expression. A year has four digits where it is written `yyyy`;
 * a leading zero may be missing as long as something stands between the parts.
 */
function patternOf(format: string): string {
  const packed = /([A-Za-z])(?!\1)[A-Za-z]/.test(format);
  const digits = (letters: string) => {
    if (letters === "yyyy") return "[1-9]\\d{3}";
    if (letters === "yy" || letters === "SSS") return `\\d{${letters.length}}`;
    return packed && letters.length === 2 ? "\\d{2}" : "\\d{1,2}";
  };
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/, "\\$&");
  return `^${runsOf(format)
    .map((run) => (isLiteral(run) ? literal(run) : digits(run)))
    .join("")}$`;
}

/** A format in runs of one letter and single other characters. */
function runsOf(format: string): string[] {
  return [...format.matchAll(/([A-Za-z])\1*|[^A-Za-z]/gu)].map(([run]) => run);
}

function isLiteral(run: string): boolean {
  return run === "T" || run === "Z" || !/[A-Za-z]/.test(run);
}

function parsedTime(
  dialect: Dialect,
  spec: ColumnSpec,
  field: string,
  sqlType: string,
  settings: ParseSettings,
): string {
  const { sourceZone, projectZone } = settings;
  // A date has no time of day, so no zone can move it to another day.
  const localised = (local: string, zone = sourceZone) =>
    spec.type === "date" || zone === projectZone ? local : dialect.localTime(dialect.instant(local, zone), projectZone);

  if (sqlType === "DATE") return `CAST(${field} AS TIMESTAMP)`;
  if (sqlType === "TIMESTAMP WITH TIME ZONE") return dialect.localTime(field, projectZone);
  if (sqlType.startsWith("TIMESTAMP")) return localised(`CAST(${field} AS TIMESTAMP)`);

  const text = asText(field, sqlType);
  const format = settings.dates[spec.name];
  if (format !== undefined) {
    const strftime = strftimeFormat(format);
    if (strftime === undefined) throw new RangeError(`parse-column: "${format}" is not a date format`);
    // DuckDB alone would take 24 for a year and "infinity" for 1900.
    const looksRight = dialect.matches(text, patternOf(format));
    const time = `CASE WHEN ${looksRight} THEN ${dialect.tryParseTimestamp(text, strftime)} END`;
    if (!format.includes("H")) return time;
    return localised(time, format.endsWith("Z") ? "UTC" : sourceZone);
  }
  const day = "^[1-9]\\d{3}-\\d\\d-\\d\\d";
  const time = `${day}[ T]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?`;
  const offset = "\\s*(Z|[+-]\\d\\d(:?\\d\\d)?)$";
  // A time without seconds and a blank before the offset are common, and strange to DuckDB.
  const seconds = `CASE WHEN substr(${text}, 17, 1) = ':' THEN '' ELSE ':00' END`;
  const instant = `substr(${text}, 1, 16) || ${seconds} || replace(substr(${text}, 17), ' ', '')`;
  return `CASE WHEN ${dialect.matches(text, `${day}$`)} THEN ${dialect.tryCast(text, "TIMESTAMP")}
    WHEN ${dialect.matches(text, `${time}$`)} THEN ${localised(dialect.tryCast(text, "TIMESTAMP"))}
    WHEN ${dialect.matches(text, `${time}${offset}`)} THEN ${dialect.localTime(dialect.tryCast(instant, "TIMESTAMPTZ"), projectZone)} END`;
}

function parsedBoolean(field: string): string {
  const text = `lower(CAST(${field} AS VARCHAR))`;
  return `CASE WHEN ${text} IN ('true', 't', 'yes', 'y', '1') THEN TRUE WHEN ${text} IN ('false', 'f', 'no', 'n', '0') THEN FALSE END`;
}
