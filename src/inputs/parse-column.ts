import type { Dialect } from "../engine/dialect.ts";
import type { ColumnSpec } from "./columns.ts";

/** What a source says about how its fields are to be read. */
export interface ParseSettings {
  /** Texts that mean: not known. */
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
  number: "DECIMAL(18,4)",
  money: "DECIMAL(18,4)",
  boolean: "BOOLEAN",
  year: "BIGINT",
} as const;

/** The SQL type a column has once it is parsed. */
export function sqlTypeOf(spec: ColumnSpec): string {
  return sqlTypes[spec.type];
}

/** A field with outer blanks removed, null when it is one of the texts that mean "not known". Numbers and times pass through. */
export function cleaned(dialect: Dialect, column: string, sqlType: string, settings: ParseSettings): string {
  if (sqlType !== "VARCHAR") return column;
  const trimmed = `trim(${column}, ' ' || chr(9) || chr(10) || chr(13))`;
  const unknown = settings.unknown.map((text) => dialect.text(text)).join(", ");
  return unknown === "" ? trimmed : `CASE WHEN ${trimmed} IN (${unknown}) THEN NULL ELSE ${trimmed} END`;
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
    case "text":
      return sqlType === "VARCHAR" ? field : `CAST(${field} AS VARCHAR)`;
    case "number":
    case "money":
      return dialect.tryCast(field, "DECIMAL(18,4)");
    case "year":
      return dialect.tryCast(field, "BIGINT");
    case "boolean":
      return sqlType === "BOOLEAN" ? field : parsedBoolean(field);
    case "timestamp":
    case "date":
      return parsedTime(dialect, spec, field, sqlType, settings);
  }
}

/** What was expected of a column, for the reason in the rejects. */
export function expectation(spec: ColumnSpec, settings: ParseSettings): string {
  switch (spec.type) {
    case "id":
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

const strftimeLetters: readonly (readonly [string, string])[] = [
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
];

/**
 * A date format of the configuration (letters as in `yyyy-MM-dd HH:mm:ss`) in strftime letters, or undefined when it
 * has letters that mean nothing here.
 */
export function strftimeFormat(format: string): string | undefined {
  let result = "";
  let rest = format;
  while (rest !== "") {
    const run = /^([A-Za-z])\1*/.exec(rest);
    if (run === null) {
      result += rest[0] === "%" ? "%%" : rest[0];
      rest = rest.slice(1);
      continue;
    }
    const known = strftimeLetters.find(([letters]) => letters === run[0]);
    if (known !== undefined) result += known[1];
    else if (run[0] === "T" || run[0] === "Z") result += run[0];
    else return undefined;
    rest = rest.slice(run[0].length);
  }
  return result;
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
  const localised = (local: string) =>
    spec.type === "date" || sourceZone === projectZone
      ? local
      : dialect.localTime(dialect.instant(local, sourceZone), projectZone);

  if (sqlType === "DATE") return `CAST(${field} AS TIMESTAMP)`;
  if (sqlType === "TIMESTAMP WITH TIME ZONE") return dialect.localTime(field, projectZone);
  if (sqlType.startsWith("TIMESTAMP")) return localised(`CAST(${field} AS TIMESTAMP)`);

  const text = sqlType === "VARCHAR" ? field : `CAST(${field} AS VARCHAR)`;
  const format = settings.dates[spec.name];
  if (format !== undefined) {
    const strftime = strftimeFormat(format);
    if (strftime === undefined) throw new RangeError(`parse-column: "${format}" is not a date format`);
    return localised(dialect.tryParseTimestamp(text, strftime));
  }
  const withOffset = dialect.matches(text, "\\d\\d:\\d\\d.*(Z|[+-]\\d\\d(:?\\d\\d)?)$");
  const iso = dialect.matches(
    text,
    "^\\d{4}-\\d\\d-\\d\\d([ T]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?\\s*(Z|[+-]\\d\\d(:?\\d\\d)?)?)?$",
  );
  return `CASE WHEN NOT ${iso} THEN NULL
    WHEN ${withOffset} THEN ${dialect.localTime(dialect.tryCast(text, "TIMESTAMPTZ"), projectZone)}
    ELSE ${localised(dialect.tryCast(text, "TIMESTAMP"))} END`;
}

function parsedBoolean(field: string): string {
  const text = `lower(CAST(${field} AS VARCHAR))`;
  return `CASE WHEN ${text} IN ('true', 't', 'yes', 'y', '1') THEN TRUE WHEN ${text} IN ('false', 'f', 'no', 'n', '0') THEN FALSE END`;
}
