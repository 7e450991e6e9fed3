import * as z from "zod";
import { addSpan, type CalendarSpan, calendarSpan, type EpochDay } from "../math/calendar.ts";

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
}

const steps: Record<WindowsConfig["every"], CalendarSpan> = {
  day: { count: 1, unit: "day" },
  week: { count: 7, unit: "day" },
  month: { count: 1, unit: "month" },
  quarter: { count: 3, unit: "month" },
  year: { count: 12, unit: "month" },
};

/**
 * The windows of a run, oldest first; the last one ends at as-of and is always there. Earlier ones that would end before
 * anything happened are left out.
 *
 * @param asOf first day that is not seen
 * @param firstEvent first day of the history; as-of where there is none
 */
export function windowsUntil(asOf: EpochDay, firstEvent: EpochDay, config: WindowsConfig): Window[] {
  const windows: Window[] = [];
  for (let i = config.count - 1; i >= 0; i--) {
    // Always counted from as-of, so that month ends do not drift (31 March, 28 February, 28 January).
    const until = addSpan(asOf, steps[config.every], -i);
    if (i > 0 && until <= firstEvent) continue;
    const from = addSpan(until, config.lookback, -1);
    windows.push({ from, until, short: from < firstEvent });
  }
  return windows;
}
