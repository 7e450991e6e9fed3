import type { Dialect } from "../../engine/dialect.ts";
import type { ColumnSpec, ColumnType } from "../columns.ts";
import type { ParseSettings } from "./parse-settings.ts";

/** A column as it comes from a file. */
export interface RawColumn {
  readonly sql: string;
  /** SQL type. */
  readonly type: string;
  /** Whether its fields are texts of which none begins or ends with a blank. */
  readonly tidy: boolean;
}

/** Types whose readers bear blanks at the end. */
const numeric: readonly ColumnType[] = ["number", "money", "date", "timestamp"];

/**
 * A field without its outer blanks and with its synonym instead of it, null when it is empty, one of the texts that
 * mean "not known" (exactly, after the synonyms), or NaN, which is how a data frame says so. Numbers and times of typed files
 * pass through, unless they are written like an unknown text.
 *
 * A number or date of a text file that begins with a digit is passed on as it is, blanks at its end included: it cannot
 * be unknown, and looking at both ends of every field costs as much as reading a number.
 */
export function cleaned(
  dialect: Dialect,
  { name, type }: Pick<ColumnSpec, "name" | "type">,
  { sql: column, type: sqlType, tidy }: RawColumn,
  settings: Pick<ParseSettings, "unknown" | "synonyms">,
): string {
  const unknown = settings.unknown(name);
  const synonyms = Object.entries(settings.synonyms[name] ?? {});
  if (sqlType !== "VARCHAR") {
    if (synonyms.length === 0) return knownValue(dialect, column, sqlType, unknown);
    return cleaned(dialect, { name, type }, { sql: textOf(column, sqlType), type: "VARCHAR", tidy: false }, settings);
  }
  const clean = cleanText(dialect, column, unknown, synonyms, tidy);
  const mayBeginWithDigit = [...unknown, ...synonyms.map(([text]) => text)].some((text) => /^\d/.test(text));
  if (!numeric.includes(type) || mayBeginWithDigit) return clean;
  return `CASE WHEN ${column} >= '0' AND ${column} < ':' THEN ${column} ELSE ${clean} END`;
}

/** A field as text; a whole floating-point number has no point, as in the integer column it once was. */
export function textOf(field: string, sqlType: string): string {
  if (sqlType === "VARCHAR") return field;
  const text = `CAST(${field} AS VARCHAR)`;
  if (!isFloat(sqlType)) return text;
  return `CASE WHEN abs(${field}) < 9007199254740992 AND ${field} = trunc(${field}) THEN CAST(CAST(${field} AS BIGINT) AS VARCHAR) ELSE ${text} END`;
}

export function isFloat(sqlType: string): boolean {
  return sqlType === "DOUBLE" || sqlType === "FLOAT";
}

function cleanText(
  dialect: Dialect,
  column: string,
  unknown: readonly string[],
  synonyms: readonly (readonly [string, string])[],
  tidy: boolean,
): string {
  const texts = [...new Set(["", ...unknown])];
  const known = (text: string) => `CASE WHEN NOT ${dialect.isOneOf(text, texts)} THEN ${text} END`;
  const trimmed = dialect.trimmed(column);
  if (synonyms.length > 0) {
    const cases = synonyms.map(([text, meaning]) => `WHEN ${dialect.text(text)} THEN ${dialect.text(meaning)}`);
    return known(`(CASE ${trimmed} ${cases.join(" ")} ELSE ${trimmed} END)`);
  }
  const knownAsItIs = knownText(dialect, column, unknown);
  if (tidy) return knownAsItIs;
  // Almost every text is plain: this is seen fastest and asked first.
  return `CASE WHEN ${dialect.isPlain(column)} THEN ${knownAsItIs}
    WHEN ${dialect.hasOuterBlanks(column)} THEN ${known(trimmed)} ELSE ${knownAsItIs} END`;
}

/** A text without outer blanks, null when it is empty or means "not known". */
function knownText(dialect: Dialect, column: string, unknown: readonly string[]): string {
  // Almost every text is longer than those that mean "not known".
  const longest = Math.max(0, ...unknown.map((text) => new TextEncoder().encode(text).length));
  const differs = ["", ...unknown].map((text) => `${column} <> ${dialect.text(text)}`).join(" AND ");
  return `CASE WHEN ${dialect.byteLength(column)} > ${longest} OR (${differs}) THEN ${column} END`;
}

/** A number or time of a typed file, null when it is not a number or one of those that mean "not known". */
function knownValue(dialect: Dialect, column: string, sqlType: string, unknown: readonly string[]): string {
  const isNumber = isFloat(sqlType) || /INT|^DECIMAL/.test(sqlType);
  const written = isNumber
    ? unknown.filter((text) => /^-?\d{1,15}(\.\d{1,9})?$/.test(text))
    : unknown.filter((text) => /\d/.test(text)).map((text) => dialect.text(text));
  const conditions = [
    ...(isFloat(sqlType) ? [`NOT isnan(${column})`] : []),
    ...(written.length === 0 || sqlType.endsWith("[]")
      ? []
      : [`${isNumber ? column : `CAST(${column} AS VARCHAR)`} NOT IN (${written.join(", ")})`]),
  ];
  return conditions.length === 0 ? column : `CASE WHEN ${conditions.join(" AND ")} THEN ${column} END`;
}
