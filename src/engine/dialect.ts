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
  /** A hash as a whole number that a DOUBLE holds: 53 of its bits; null stays null. */
  hashNumber(hash: string): string;
  /** A text without blanks (no-break and thin ones too), tabs and line ends at its beginning and end. */
  trimmed(expression: string): string;
  /** Whether a text is in ASCII and has nothing to trim; a quick look that most texts pass. */
  isPlain(expression: string): string;
  /** Whether a text has something to trim. */
  hasOuterBlanks(expression: string): string;
  /** Whether a text ends with another. */
  endsWith(expression: string, end: string): string;
  /** Bytes of a text in UTF-8. */
  byteLength(expression: string): string;
  /** Whether a text matches a regular expression anywhere. */
  matches(expression: string, pattern: string): string;
  /** What a group of a regular expression matched first, the empty text where nothing does. */
  extracted(expression: string, pattern: string, group: number): string;
  /** A text with every match of a regular expression replaced by a text. */
  replaced(expression: string, pattern: string, replacement: string): string;
  /** A timestamp without zone from microseconds since 1970-01-01. */
  timestampOfMicros(expression: string): string;
  /** Whether a text is one of some texts, null when it is null. */
  isOneOf(expression: string, texts: readonly string[]): string;
  /** An expression over the value of another, which is written and worked out once. */
  letting(value: string, name: string, body: string): string;
  /** The distinct trimmed parts of a text between separators, ascending, without empty ones: a list of texts. */
  tags(expression: string, separator: string): string;
  /** The same of the elements of a JSON array; null where a text is not one. */
  jsonTags(expression: string): string;
  /**
   * Rows of a file with a JSON object on every line, as the columns named; missing ones are null.
   *
   * @param longest bytes of the longest line
   */
  jsonObjects(path: string, columns: Readonly<Record<string, "VARCHAR" | "BIGINT">>, longest: number): string;
}

/** What is trimmed off: blank, tab, line ends; no-break, narrow no-break, thin, ideographic blank, byte-order mark. */
export const asciiBlanks = [32, 9, 10, 13];
export const otherBlanks = [0xa0, 0x202f, 0x2009, 0x3000, 0xfeff];
const blanks = String.fromCodePoint(...asciiBlanks, ...otherBlanks);

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
  epochDay: (expression) => `CAST(CAST(${expression} AS DATE) - DATE '1970-01-01' AS INTEGER)`,
  dateOfEpochDay: (expression) => `(DATE '1970-01-01' + CAST(${expression} AS INTEGER))`,
  localTime: (instant, zone) => `(${instant} AT TIME ZONE ${duckdbDialect.text(zone)})`,
  instant: (localTime, zone) => `(${localTime} AT TIME ZONE ${duckdbDialect.text(zone)})`,
  rowHash: (columns) => `hash(${columns})`,
  hashNumber: (hash) => `CAST(${hash} >> 11 AS DOUBLE)`,
  trimmed: (expression) => `trim(${expression}, ${duckdbDialect.text(blanks)})`,
  isPlain: (expression) =>
    [
      `${expression} >= '!'`,
      ...asciiBlanks.map((code) => `NOT suffix(${expression}, chr(${code}))`),
      `strlen(${expression}) = length(${expression})`,
    ].join(" AND "),
  hasOuterBlanks: (expression) => {
    // Trimming by a set of letters walks the text, ten times slower than to see that there is nothing to trim.
    const ends = (codes: readonly number[]) => codes.map((code) => `suffix(${expression}, chr(${code}))`).join(" OR ");
    const starts = otherBlanks.map((code) => `prefix(${expression}, chr(${code}))`).join(" OR ");
    // A text as long in bytes as in letters has no letter beyond ASCII.
    return `(${expression} < '!' OR ${ends(asciiBlanks)}
      OR (strlen(${expression}) <> length(${expression}) AND (${ends(otherBlanks)} OR ${starts})))`;
  },
  endsWith: (expression, end) => `suffix(${expression}, ${duckdbDialect.text(end)})`,
  byteLength: (expression) => `strlen(${expression})`,
  matches: (expression, pattern) => `regexp_matches(${expression}, ${duckdbDialect.text(pattern)})`,
  extracted: (expression, pattern, group) =>
    `regexp_extract(${expression}, ${duckdbDialect.text(pattern)}, ${Number(group)})`,
  replaced: (expression, pattern, replacement) =>
    `regexp_replace(${expression}, ${duckdbDialect.text(pattern)}, ${duckdbDialect.text(replacement)}, 'g')`,
  timestampOfMicros: (expression) => `make_timestamp(CAST(${expression} AS BIGINT))`,
  // A longer IN becomes a join, for which DuckDB works the expression out for every row, behind a CASE too.
  isOneOf: (expression, texts) => `list_contains([${texts.map(duckdbDialect.text).join(", ")}], ${expression})`,
  letting: (value, name, body) => `list_transform([${value}], lambda ${name}: ${body})[1]`,
  tags: (expression, separator) => tidyList(`string_split(${expression}, ${duckdbDialect.text(separator)})`),
  jsonTags: (expression) => {
    const elements = `from_json(${expression}, '["VARCHAR"]')`;
    // json_type fails on what is not JSON.
    return `CASE WHEN CASE WHEN json_valid(${expression}) THEN json_type(${expression}) END = 'ARRAY' THEN ${tidyList(elements)} END`;
  },
  jsonObjects: (path, columns, longest) => {
    const declared = Object.entries(columns).map(([name, type]) => `${duckdbDialect.text(name)}: '${type}'`);
    return `read_json(${duckdbDialect.text(literalPath(path))}, format = 'newline_delimited', auto_detect = false,
      maximum_object_size = ${Math.max(16_777_216, longest + 1)}, columns = {${declared.join(", ")}})`;
  },
};

function tidyList(list: string): string {
  const trimmed = `list_transform(${list}, lambda part: ${duckdbDialect.trimmed("part")})`;
  return `list_sort(list_distinct(list_filter(${trimmed}, lambda part: part <> '')))`;
}

/** The pattern that names this file and no other: DuckDB takes every path for a glob. */
export function literalPath(path: string): string {
  return path.replace(/[*?[]/g, "[$&]");
}
