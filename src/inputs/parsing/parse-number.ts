import type { Dialect } from "../../engine/dialect.ts";
import type { ParseSettings } from "./parse-settings.ts";

export type Decimal = `DECIMAL(${number},${number})`;
type ThousandsMark = Exclude<ParseSettings["thousands"], "">;
export type NumberMarks = Pick<ParseSettings, "decimal" | "thousands">;

/** Regular expression of one blank between digits or beside a sign: an ordinary, no-break, narrow no-break or thin one. */
export const blank = "[ \\x{00a0}\\x{202f}\\x{2009}]";

/**
 * A cleaned field as a decimal number, null when it is not one. Groups of thousands must be whole: with the mark ",",
 * 1,234,567 is a number and 1,23,4 is not. A minus may be a hyphen or U+2212, and (5) is −5, as in accounts.
 *
 * @param around regular expression of what may stand before or after the number, such as a currency sign
 */
export function parsedNumber(
  dialect: Dialect,
  field: string,
  sqlType: string,
  type: Decimal,
  marks: NumberMarks,
  around?: string,
): string {
  if (sqlType !== "VARCHAR") return dialect.tryCast(field, type);
  // The engine alone would take 1_000 for a thousand.
  const foreign = marks.decimal === "." ? "" : ` AND NOT contains(${field}, '.')`;
  const plain = marks.decimal === "." ? field : `replace(${field}, ',', '.')`;
  const quick = `CASE ${groupedNumber(dialect, field, type, marks)}
    WHEN NOT contains(${field}, '_')${foreign} THEN ${dialect.tryCast(plain, type)} END`;
  const careful = dialect.letting(
    dialect.trimmed(field),
    "trimmed",
    dialect.tryCast(canonicalNumber(dialect, "trimmed", marks, around), type),
  );
  return `coalesce(${quick}, CASE WHEN ${field} IS NOT NULL THEN ${careful} END)`;
}

/** Where there are marks between thousands: a number that has them is told apart, for it costs much to fail. */
function groupedNumber(dialect: Dialect, field: string, type: Decimal, marks: NumberMarks): string {
  const { decimal, thousands } = marks;
  if (thousands === "") return "";
  const point = decimal === "." ? "\\." : ",";
  const looksRight = dialect.matches(field, `^-?\\d{1,3}(?:${thousandsPattern(thousands)}\\d{3})+(?:${point}\\d*)?$`);
  const whole = thousandsMarks(thousands).reduce((text, mark) => `replace(${text}, ${dialect.text(mark)}, '')`, field);
  return `WHEN ${looksRight} THEN ${dialect.tryCast(decimal === "." ? whole : `replace(${whole}, ',', '.')`, type)}`;
}

/** Regular expression of a number without its sign, as the marks of a file have it; no groups are captured. */
function numberPattern({ decimal, thousands }: NumberMarks): string {
  const point = decimal === "." ? "\\." : ",";
  const grouped = thousands === "" ? "" : `\\d{1,3}(?:${thousandsPattern(thousands)}\\d{3})+|`;
  return `(?:(?:${grouped}\\d+)(?:${point}\\d*)?|${point}\\d+)`;
}

/** A text that matches {@link numberPattern}, in the digits and the point every engine reads. */
function canonicalDigits(dialect: Dialect, text: string, { decimal, thousands }: NumberMarks): string {
  const marks = thousands === "" ? [] : thousandsMarks(thousands);
  const whole = marks.reduce((rest, mark) => `replace(${rest}, ${dialect.text(mark)}, '')`, text);
  return decimal === "." ? whole : `replace(${whole}, ',', '.')`;
}

/** The number a text holds, as text without marks between thousands and with a point; not a number otherwise. */
function canonicalNumber(dialect: Dialect, text: string, marks: NumberMarks, around: string | undefined): string {
  const number = `(${numberPattern(marks)}(?:[eE][+-]?\\d+)?)`;
  const before = around === undefined ? "" : `(?:${around}${blank}?)?`;
  const after = around === undefined ? "" : `(?:${blank}?${around})?`;
  const sign = "[-+\\x{2212}]?";
  const signed = around === undefined ? `${sign}` : `(?:${sign}${before}|${around}${blank}?${sign})`;
  const usual = dialect.extracted(text, `^${signed}${number}${after}$`, 1);
  const accounted = dialect.extracted(text, `^${before}\\(${before}${number}${after}\\)${after}$`, 1);
  const minus = `CASE WHEN ${dialect.matches(text, "^[^0-9]*[-(\\x{2212}]")} THEN '-' ELSE '' END`;
  return `${minus} || ${canonicalDigits(dialect, `(${usual} || ${accounted})`, marks)}`;
}

function thousandsPattern(mark: ThousandsMark): string {
  return `[${thousandsMarks(mark).join("")}]`;
}

/** The letters a mark stands for. */
function thousandsMarks(mark: ThousandsMark): readonly string[] {
  if (mark === " ") return [" ", "\u00a0", "\u202f", "\u2009"];
  return mark === "'" ? ["'", "\u2019"] : [mark];
}
