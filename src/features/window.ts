import * as z from "zod";
import type { DatePrecision } from "../inputs/staged-tables.ts";
import { addSpan, type CalendarSpan, calendarSpan, type EpochDay } from "../math/calendar.ts";
import { UserError } from "../user-error.ts";

export const windowsConfig = z.strictObject({
  every: z
    .enum(["day", "week", "month", "quarter", "year"])
    .default("month")
    .describe("Step between the ends of neighbouring windows; the newest ends at as-of."),
  lookback: calendarSpan.prefault("12mo").describe("Length of history each window looks at."),
  count: z.int().min(1).max(120).default(12).describe("Number of windows, the newest included."),
});
export type WindowsConfig = z.output<typeof windowsConfig>;

/** Half-open: `from` is in the window, `until` is not. Nothing at or after `until` is seen. */
export interface Window {
  readonly from: EpochDay;
  readonly until: EpochDay;
  /** The history starts after `from`: shown, but left out of verdicts over time. */
  readonly short: boolean;
  /** The history stops well before `until`: likewise. */
  readonly incomplete: boolean;
}

/** What the history of a base is like in time. */
export interface HistoryBounds {
  /** First and last day with an event; as-of where there is none. */
  readonly firstEvent: EpochDay;
  readonly lastEvent: EpochDay;
  /** Most days in a row without any event, in the year up to the last event. */
  readonly longestPause: number;
  readonly precision: DatePrecision;
}

const steps: Record<WindowsConfig["every"], CalendarSpan> = {
  day: { count: 1, unit: "day" },
  week: { count: 7, unit: "day" },
  month: { count: 1, unit: "month" },
  quarter: { count: 3, unit: "month" },
  year: { count: 12, unit: "month" },
};

/** The step between the ends of neighbouring windows. */
export function stepOf(every: WindowsConfig["every"]): CalendarSpan {
  return steps[every];
}

/** Days without events at a window's end that are no reason to doubt it, whatever the pauses before. */
const usualPause = 3;

/**
 * The windows of a run, oldest first; the last one ends at as-of and is always there. Earlier ones that would end before
 * anything happened are left out.
 *
 * A window is incomplete when more days are missing between the last event and its end than the base has ever been
 * silent for in the year before, and more than three.
 *
 * @param asOf first day that is not seen
 * @throws UserError 2 when the windows step by days or weeks and the dates of the events do not
 */
export function windowsUntil(asOf: EpochDay, history: HistoryBounds, config: WindowsConfig): Window[] {
  const { firstEvent, longestPause, precision } = history;
  if ((precision === "month" || precision === "year") && (config.every === "day" || config.every === "week")) {
    throw new UserError(
      2,
      `windows.every: a ${config.every} is finer than the dates of the events, which are exact to the ${precision}; choose month, quarter or year`,
    );
  }
  const lastComplete = completeUntil(longestPause, history);
  const windows: Window[] = [];
  for (let i = config.count - 1; i >= 0; i--) {
    // Always counted from as-of, so that month ends do not drift (31 March, 28 February, 28 January).
    const until = addSpan(asOf, steps[config.every], -i);
    if (i > 0 && until <= firstEvent) continue;
    const from = addSpan(until, config.lookback, -1);
    windows.push({ from, until, short: from < firstEvent, incomplete: until > lastComplete });
  }
  return windows;
}

/** The latest end of a time that is seen whole: more days without events after the last one are a gap in the data. */
export function completeUntil(longestPause: number, { lastEvent }: Pick<HistoryBounds, "lastEvent">): EpochDay {
  return addSpan(lastEvent, { count: Math.max(longestPause, usualPause) + 1, unit: "day" });
}

/** Whether a window sees all of the time it stands for, so that it may be compared with others. */
export function isWhole({ short, incomplete }: Pick<Window, "short" | "incomplete">): boolean {
  return !short && !incomplete;
}

/**
 * The day on which the later half of a window begins: in the middle of its months where they are even in number, so that
 * it falls on the ends of other windows; otherwise in the middle of its days.
 */
export function middleOf({ from, until }: Pick<Window, "from" | "until">): EpochDay {
  const months = Math.round((until - from) / 30.436875); // mean length of a month
  if (months % 2 === 0 && months > 0 && addSpan(until, { count: months, unit: "month" }, -1) === from)
    return addSpan(until, { count: months / 2, unit: "month" }, -1);
  return (from + Math.floor((until - from) / 2)) as EpochDay; // whole days between two days
}
