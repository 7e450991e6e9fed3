import { epochDay, parseIsoDate, toIsoDate } from "../../math/calendar.ts";
import type { DayRange } from "../../metrics/period-figures.ts";
import { UserError } from "../../user-error.ts";

/**
 * Reads a period from the command line.
 *
 * @param option what it was given by, such as `--before`
 * @returns half-open: the last day named is not in it
 * @throws UserError(2) for anything but two dates `yyyy-mm-dd..yyyy-mm-dd`, the earlier one first
 */
export function parsePeriod(option: string, written: string): DayRange {
  const dates = written.split("..");
  const [from, until] = dates.map(parseIsoDate);
  if (dates.length !== 2 || from === undefined || until === undefined)
    throw new UserError(
      2,
      `${option} ${written} is not a period; write it as yyyy-mm-dd..yyyy-mm-dd, such as 2024-01-01..2024-07-01`,
    );
  if (from >= until) {
    const reason = from === until ? "holds no day, since its last date is not in it" : "ends before it begins";
    throw new UserError(2, `${option} ${written} ${reason}; write the earlier date first`);
  }
  return { from, until };
}

/** A period as it is written on the command line. */
export function writtenPeriod({ from, until }: DayRange): string {
  return `${toIsoDate(epochDay.parse(from))}..${toIsoDate(epochDay.parse(until))}`;
}

/**
 * Refuses periods that cannot be compared. The clock only guards here; no figure depends on it.
 *
 * @throws UserError(2) when the later one begins before the earlier one ends, or has not ended anywhere on earth yet
 */
export function assertComparable(before: DayRange, after: DayRange, now: () => number = Date.now): void {
  const [first, second] = [writtenPeriod(before), writtenPeriod(after)];
  if (after.until <= before.from)
    throw new UserError(2, `--after ${second} lies before --before ${first}; exchange the two`);
  if (after.from < before.until)
    throw new UserError(
      2,
      `--before ${first} and --after ${second} overlap; begin the later one on ${first.slice(-10)} or after it`,
    );
  const today = Math.floor(now() / 86_400_000);
  if (after.until > today + 1)
    throw new UserError(
      2,
      `--after ${second} has not ended yet (today is ${toIsoDate(epochDay.parse(today))}); choose an end that has come`,
    );
}
