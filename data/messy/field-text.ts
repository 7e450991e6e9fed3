import { civil, type EpochDay, parseIsoDate, toIsoDate } from "../../src/math/calendar.ts";
import type { Row } from "./trouble.ts";

/** Cents of a decimal text with two digits, such as `-12.30`. */
export function centsOf(amount: string): number {
  return Math.round(Number(amount) * 100);
}

/** A decimal text with two digits. */
export function amountOf(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${cents < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The field of a column that the caller has made sure is not empty. */
export function filled(row: Row, column: string): string {
  const field = row[column];
  if (field === null || field === undefined) throw new RangeError(`messy: no ${column} in a row that needs one`);
  return field;
}

/** `yyyy-mm-dd`, or with a time after a blank, in its parts. */
export function timeParts(text: string): { readonly day: EpochDay; readonly time: string } {
  return { day: parseIsoDate(text.slice(0, 10)) as EpochDay, time: text.slice(11) }; // the generator wrote it
}

/** The same time so many days later. */
export function daysLater(text: string, days: number): string {
  const { day, time } = timeParts(text);
  const date = toIsoDate((day + days) as EpochDay); // a whole number of days later
  return time === "" ? date : `${date} ${time}`;
}

/** The same day so many seconds later; the caller makes sure that it is the same day. */
export function secondsLater(text: string, seconds: number): string {
  const { day, time } = timeParts(text);
  const [hours, minutes, rest] = time.split(":").map(Number);
  const second = hours * 3600 + minutes * 60 + rest + seconds;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${toIsoDate(day)} ${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
}

/** A date, or a date and time, in other letters: `format` is given its parts as numbers, and the time as text. */
export function rewriteTime(
  text: string,
  format: (parts: { readonly year: number; readonly month: number; readonly day: number }, time: string) => string,
): string {
  const { day, time } = timeParts(text);
  return format(civil(day), time);
}

/** A row with those of the columns that it has and that are not empty rewritten. */
export function mapFields(row: Row, columns: readonly string[], write: (field: string) => string): Row {
  const changed: Record<string, string> = {};
  for (const column of columns) {
    const field = row[column];
    if (field !== null && field !== undefined) changed[column] = write(field);
  }
  return { ...row, ...changed };
}

/** A row with those of the columns that it has and that are empty filled. */
export function fillEmpty(row: Row, columns: readonly string[], text: string): Row {
  const empty = columns.filter((column) => row[column] === null);
  return { ...row, ...Object.fromEntries(empty.map((column) => [column, text])) };
}
