import { epochDay, type IsoDate, isoDate, toEpochDay, toIsoDate } from "../math/calendar.ts";
import { UserError } from "../user-error.ts";

/**
 * A date from the command line, such as the one a run is made as of.
 *
 * @param option what it was given with
 * @throws UserError(2) for anything but a date written yyyy-mm-dd
 */
export function parseAsOf(text: string, option = "--as-of"): IsoDate {
  const date = isoDate.safeParse(text);
  if (date.success) return date.data;
  throw new UserError(2, `${option} ${text} is not a date; write it as yyyy-mm-dd, such as 2024-12-01`);
}

/**
 * Refuses a date that has not come anywhere on earth yet: a run sees what has happened, and nothing has happened then.
 * The clock only guards here; no figure depends on it.
 *
 * @throws UserError(2) when the date is more than a day ahead of UTC
 */
export function refuseFuture(asOf: IsoDate, now: () => number = Date.now, option = "--as-of"): void {
  const today = Math.floor(now() / 86_400_000);
  if (toEpochDay(asOf) <= today + 1) return;
  throw new UserError(
    2,
    `${option} ${asOf} is in the future (today is ${toIsoDate(epochDay.parse(today))}); choose a day that has come`,
  );
}
