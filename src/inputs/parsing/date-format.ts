import type { DatePrecision } from "../staged-tables.ts";

/**
 * Letters of a date format in strftime: year, month, day, hour, minute, second, millisecond; MMM and MMMM are English names
 * such as Jan and January. A year of two digits, yy, is one of 1969 to 2068.
 */
const formatLetters: ReadonlyMap<string, string> = new Map([
  ["yyyy", "%Y"],
  ["yy", "%y"],
  ["MMMM", "%B"],
  ["MMM", "%b"],
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

/** Formats that are numbers: days since 1899-12-30 as spreadsheets count them, seconds since 1970-01-01 UTC. */
const numberFormats = ["spreadsheet", "unix"];

/** Whether a format of the configuration can be read; it needs a year, and a month where it has a day. */
export function isDateFormat(format: string): boolean {
  if (numberFormats.includes(format)) return true;
  return strftimeFormat(format) !== undefined && /y/.test(format) && (!/[dHms]/.test(format) || /M/.test(format));
}

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

/** How exact the dates written in a format are; those that are numbers have a time. */
export function precisionOf(format: string): DatePrecision {
  if (numberFormats.includes(format) || /[Hh]/.test(format)) return "time";
  if (format.includes("d")) return "day";
  return format.includes("M") ? "month" : "year";
}

/**
 * What a text of a date format looks like, as a regular expression. A year has four digits where it is written `yyyy`;
 * a leading zero may be missing as long as something stands between the parts.
 */
export function patternOf(format: string): string {
  const packed = isPacked(format);
  const digits = (letters: string) => {
    if (letters === "yyyy") return "[1-9]\\d{3}";
    if (letters === "yy" || letters === "SSS") return `\\d{${letters.length}}`;
    if (letters === "MMM" || letters === "MMMM") return "[A-Za-z]{3,9}";
    return packed && letters.length === 2 ? "\\d{2}" : "\\d{1,2}";
  };
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/, "\\$&");
  return `^${runsOf(format)
    .map((run) => (isLiteral(run) ? literal(run) : digits(run)))
    .join("")}$`;
}

/** The letters of a text in which every part of a format has its full width, and where the year begins in it, from 0. */
export function fullWidthOf(format: string): { readonly length: number; readonly yearAt: number } | undefined {
  // Names of months differ in length, and `strptime` reads a text that begins with a letter in ways of its own.
  if (!/^[yMdHms]/.test(format) || format.includes("MMM") || !format.includes("yyyy")) return undefined;
  const runs = runsOf(format);
  const width = (run: string) => (/^[MdHms]$/.test(run) ? 2 : run.length);
  const length = runs.reduce((sum, run) => sum + width(run), 0);
  const yearAt = runs.slice(0, runs.indexOf("yyyy")).reduce((sum, run) => sum + width(run), 0);
  return { length, yearAt };
}

/** Whether two parts of a format follow each other with nothing between them. */
function isPacked(format: string): boolean {
  return /([yMdHmsS])(?!\1)[yMdHmsS]/.test(format);
}

/** A format in runs of one letter and single other characters. */
function runsOf(format: string): string[] {
  return [...format.matchAll(/([A-Za-z])\1*|[^A-Za-z]/gu)].map(([run]) => run);
}

function isLiteral(run: string): boolean {
  return run === "T" || run === "Z" || !/[A-Za-z]/.test(run);
}
