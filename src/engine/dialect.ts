/**
 * The places where SQL engines differ; everything else in the engine's SQL is common ground. Expressions come in and
 * go out as SQL text.
 */
export interface Dialect {
  readonly name: string;
  /** A column or table name, quoted so that any text is safe. */
  identifier(name: string): string;
  /** A text literal, quoted so that any text is safe. */
  text(value: string): string;
  /** A double literal that every engine reads as a double, to the last bit. */
  double(value: number): string;
  /** Rows of one Parquet file, with `file_row_number` (from 0) when asked for. */
  parquet(path: string, options?: { rowNumbers?: boolean }): string;
  /** Text, number or time as another type, null when it does not fit. */
  tryCast(
    expression: string,
    type: "BIGINT" | "DOUBLE" | "DATE" | "TIMESTAMP" | "TIMESTAMPTZ" | `DECIMAL(${number},${number})`,
  ): string;
  /** Text read as a timestamp by a format in strftime letters, null when it does not fit. */
  tryParseTimestamp(expression: string, format: string): string;
  /** Days since 1970-01-01 of a date or a timestamp without zone. */
  epochDay(expression: string): string;
  /** The date of a day number. */
  dateOfEpochDay(expression: string): string;
  /** An instant as local time in a zone, a timestamp without zone. */
  localTime(instant: string, zone: string): string;
  /** Local time in a zone as an instant. */
  instant(localTime: string, zone: string): string;
  /** A 64-bit hash of a list of columns; equal rows have equal hashes within one session. */
  rowHash(columns: string): string;
  /** A text without blanks, tabs and line ends at its beginning and end. */
  trimmed(expression: string): string;
  /** Whether a text matches a regular expression anywhere. */
  matches(expression: string, pattern: string): string;
}

export const duckdbDialect: Dialect = {
  name: "duckdb",
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  text: (value) => `'${value.replaceAll("'", "''")}'`,
  double: (value) => {
    if (!Number.isFinite(value)) throw new RangeError(`dialect: ${value} has no SQL literal`);
    const digits = String(value);
    return digits.includes("e") ? digits : `${digits}e0`;
  },
  parquet: (path, options) =>
    `read_parquet(${duckdbDialect.text(literalPath(path))}${options?.rowNumbers ? ", file_row_number = true" : ""})`,
  tryCast: (expression, type) => `TRY_CAST(${expression} AS ${type})`,
  tryParseTimestamp: (expression, format) => `try_strptime(${expression}, ${duckdbDialect.text(format)})`,
  epochDay: (expression) => `CAST(date_diff('day', DATE '1970-01-01', CAST(${expression} AS DATE)) AS INTEGER)`,
  dateOfEpochDay: (expression) => `(DATE '1970-01-01' + CAST(${expression} AS INTEGER))`,
  localTime: (instant, zone) => `(${instant} AT TIME ZONE ${duckdbDialect.text(zone)})`,
  instant: (localTime, zone) => `(${localTime} AT TIME ZONE ${duckdbDialect.text(zone)})`,
  rowHash: (columns) => `hash(${columns})`,
  trimmed: (expression) => {
    const outer = ["' '", "chr(9)", "chr(10)", "chr(13)"];
    // Trimming by a set of letters walks the text, ten times slower than to see that there is nothing to trim.
    const ends = outer.map((blank) => `suffix(${expression}, ${blank})`).join(" OR ");
    return `CASE WHEN ${expression} < '!' OR ${ends} THEN trim(${expression}, ${outer.join(" || ")}) ELSE ${expression} END`;
  },
  matches: (expression, pattern) => `regexp_matches(${expression}, ${duckdbDialect.text(pattern)})`,
};

/** The pattern that names this file and no other: DuckDB takes every path for a glob. */
export function literalPath(path: string): string {
  return path.replace(/[*?[]/g, "[$&]");
}
