import type { Dialect } from "../../engine/dialect.ts";
import type { ColumnSpec } from "../columns.ts";
import { textOf } from "./clean-field.ts";
import { fullWidthOf, patternOf, strftimeFormat } from "./date-format.ts";
import { parsedNumber } from "./parse-number.ts";
import type { ParseSettings } from "./parse-settings.ts";

type DateSettings = Pick<ParseSettings, "dates" | "decimal" | "sourceZone" | "projectZone">;

/**
 * A cleaned field as local time in the project's zone. A text is read by the format of its column; without one, ISO 8601
 * and nothing else is read, so that 03/02 is never guessed. Days that do not exist are null. What a format leaves out is
 * its beginning: the first of the month, midnight.
 *
 * @throws RangeError for a format that is none, see isDateFormat
 */
export function parsedDate(
  dialect: Dialect,
  spec: Pick<ColumnSpec, "name" | "type">,
  field: string,
  sqlType: string,
  settings: DateSettings,
): string {
  const { sourceZone, projectZone } = settings;
  const local = (instant: string) => dialect.localTime(instant, projectZone);
  // A date has no time of day, so no zone can move it to another day.
  const localised: Localise = (time, zone = sourceZone) =>
    spec.type === "date" || zone === projectZone ? time : local(dialect.instant(time, zone));

  if (sqlType === "DATE") return `CAST(${field} AS TIMESTAMP)`;
  if (sqlType === "TIMESTAMP WITH TIME ZONE") return local(field);
  if (sqlType.startsWith("TIMESTAMP")) return localised(`CAST(${field} AS TIMESTAMP)`);

  const format = settings.dates[spec.name];
  switch (format) {
    case undefined:
      return isoTime(dialect, textOf(field, sqlType), localised, local);
    case "spreadsheet":
      return localised(spreadsheetTime(dialect, field, sqlType, settings));
    case "unix":
      return local(dialect.instant(unixTime(dialect, field, sqlType, settings), "UTC"));
    default:
      return formattedTime(dialect, textOf(field, sqlType), format, localised);
  }
}

type Localise = (time: string, zone?: string) => string;

function isoTime(dialect: Dialect, field: string, localised: Localise, local: (instant: string) => string): string {
  const stamp = dialect.tryCast(field, "TIMESTAMP");
  // The engine reads more than ISO 8601; with these marks in these places it reads nothing else.
  const ofLength = (bytes: number, conditions: string, time: string) =>
    `WHEN ${dialect.byteLength(field)} = ${bytes} AND ${field} >= '1' AND ${conditions} THEN ${time}`;
  const marked = (pattern: string, ...ends: string[]) =>
    [`${field} LIKE ${dialect.text(pattern)}`, ...ends.map((end) => `NOT ${dialect.endsWith(field, end)}`)].join(
      " AND ",
    );
  const quick = `CASE ${ofLength(19, marked("____-__-_____:__:__", "Z"), localised(stamp))}
    ${ofLength(10, marked("____-__-__"), stamp)}
    ${ofLength(16, marked("____-__-_____:__", "Z", ":"), localised(stamp))}`;

  const text = dialect.trimmed(field);
  const day = "^[1-9]\\d{3}-\\d\\d-\\d\\d";
  const timed = `${day}[ T]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?`;
  const offset = "\\s*(Z|[+-]\\d\\d(:?\\d\\d)?)$";
  // A time without seconds and a blank before the offset are common, and strange to DuckDB.
  const wholeSeconds = `CASE WHEN substr(${text}, 17, 1) = ':' THEN '' ELSE ':00' END`;
  const instant = `substr(${text}, 1, 16) || ${wholeSeconds} || replace(substr(${text}, 17), ' ', '')`;
  const careful = `CASE WHEN ${dialect.matches(text, `${day}$`)} THEN ${dialect.tryCast(text, "TIMESTAMP")}
    WHEN ${dialect.matches(text, `${timed}$`)} THEN ${localised(dialect.tryCast(text, "TIMESTAMP"))}
    WHEN ${dialect.matches(text, `${timed}${offset}`)} THEN ${local(dialect.tryCast(instant, "TIMESTAMPTZ"))} END`;
  return `${quick} ELSE ${careful} END`;
}

function formattedTime(dialect: Dialect, field: string, format: string, localised: Localise): string {
  const strftime = strftimeFormat(format);
  if (strftime === undefined) throw new RangeError(`parse-date: "${format}" is not a date format`);
  const text = dialect.trimmed(field);
  // DuckDB alone would take 24 for a year and "infinity" for 1900.
  const careful = `CASE WHEN ${dialect.matches(text, patternOf(format))} THEN ${dialect.tryParseTimestamp(text, strftime)} END`;
  const whole = fullWidthOf(format);
  const time =
    whole === undefined
      ? careful
      : `CASE WHEN ${hasFullWidth(dialect, field, format, whole)} THEN ${dialect.tryParseTimestamp(field, strftime)} ELSE ${careful} END`;
  if (!format.includes("H")) return time;
  return localised(time, format.endsWith("Z") ? "UTC" : undefined);
}

/**
 * Whether every part of a text has its full width, which is quicker to see than to match: no part can be longer, so the
 * length tells. `strptime` takes many blanks for one and 0024 for a year.
 */
function hasFullWidth(
  dialect: Dialect,
  field: string,
  format: string,
  { length, yearAt }: { readonly length: number; readonly yearAt: number },
): string {
  const year = yearAt === 0 ? `${field} >= '1'` : `${field} NOT LIKE ${dialect.text(`${"_".repeat(yearAt)}0%`)}`;
  const blanks = format.includes(" ") ? ` AND NOT contains(${field}, '  ')` : "";
  return `${dialect.byteLength(field)} = ${length} AND ${field} < ':' AND ${year}${blanks}`;
}

/** A day number of a spreadsheet, to the millisecond: 1 is 1900-01-01, 2958465 is 9999-12-31. */
function spreadsheetTime(dialect: Dialect, field: string, sqlType: string, settings: DateSettings): string {
  const marks = { decimal: settings.decimal, thousands: "" } as const;
  const serial = parsedNumber(dialect, field, sqlType, "DECIMAL(18,11)", marks);
  const micros = (epoch: number) => `round(CAST(${serial} - ${epoch} AS DECIMAL(38,11)) * 86400000) * 1000`;
  // Spreadsheets believe in 29 February 1900, day 60; days before it are one nearer to 1970.
  return `CASE WHEN ${serial} >= 1 AND ${serial} < 60 THEN ${dialect.timestampOfMicros(micros(25568))}
    WHEN ${serial} >= 61 AND ${serial} < 2958466 THEN ${dialect.timestampOfMicros(micros(25569))} END`;
}

/** Seconds since 1970-01-01 UTC as time in UTC, from the year 1 to 9999; milliseconds are out of range. */
function unixTime(dialect: Dialect, field: string, sqlType: string, settings: DateSettings): string {
  const marks = { decimal: settings.decimal, thousands: "" } as const;
  const seconds = parsedNumber(dialect, field, sqlType, "DECIMAL(18,6)", marks);
  return `CASE WHEN ${seconds} >= -62135596800 AND ${seconds} < 253402300800
    THEN ${dialect.timestampOfMicros(`CAST(${seconds} AS DECIMAL(38,6)) * 1000000`)} END`;
}
