import type { Engine } from "../engine/engine.ts";
import { addSpan, type EpochDay, startOfMonth } from "../math/calendar.ts";

/** The calendar months of a history, oldest first; the last one is cut by the end of the history. */
export interface Months {
  /** The history: from its first day to the day after its last. */
  readonly from: EpochDay;
  readonly until: EpochDay;
  /** First day of each of the M months, and the day after the last. */
  readonly starts: readonly EpochDay[];
  readonly ends: readonly EpochDay[];
  /** Whether each month was over when the history ended. */
  readonly complete: readonly boolean[];
  /** Month of each day of the history. */
  readonly ofDays: Int16Array;
}

/** No months when nothing lies between the two days. */
export function monthsBetween(from: EpochDay, until: EpochDay): Months {
  const starts: EpochDay[] = [];
  const ends: EpochDay[] = [];
  const complete: boolean[] = [];
  let start = from < until ? startOfMonth(from) : until;
  const ofDays = new Int16Array(Math.max(0, until - from));
  for (let month = 0; start < until; month++) {
    const next = addSpan(start, { count: 1, unit: "month" });
    const end = next < until ? next : until;
    ofDays.fill(month, Math.max(0, start - from), end - from);
    starts.push(start);
    ends.push(end);
    complete.push(next <= until);
    start = next;
  }
  return { from, until, starts, ends, complete, ofDays };
}

/** Month of a day, undefined outside the history. */
export function monthOf({ from, ofDays }: Months, day: number): number | undefined {
  return ofDays[day - from];
}

/** Makes `calendar_months(period_start, period_end)`. */
export async function loadMonths(engine: Engine, { starts, ends }: Months): Promise<void> {
  await engine.load("calendar_months", [
    { name: "period_start", type: "INTEGER", values: Int32Array.from(starts) },
    { name: "period_end", type: "INTEGER", values: Int32Array.from(ends) },
  ]);
}
