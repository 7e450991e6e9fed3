import type { Engine } from "../../engine/engine.ts";
import type { WindowsConfig } from "../../features/window.ts";
import { addSpan, civil, type EpochDay, epochDayOf, startOfMonth, toIsoDate } from "../../math/calendar.ts";

/** Fewer missing days than this are a long weekend. */
const leastMissing = 4;
/** Fewer days with events than this tell nothing of usual pauses. */
const leastDays = 20;
/** Days before the last event in which pauses are looked for. */
const year = 365;

/**
 * Tells in words when the calendar period of the last event stops early: more days are missing than the longest pause of
 * the whole base in the year before, and at least four.
 *
 * @returns undefined when the period is complete, or too short to tell
 */
export async function incompletePeriod(
  engine: Engine,
  lastEvent: EpochDay,
  every: WindowsConfig["every"],
): Promise<string | undefined> {
  const end = endOfPeriod(lastEvent, every);
  const missing = end - 1 - lastEvent;
  if (missing < leastMissing) return undefined;
  const [{ days, longest }] = await engine.rows(
    `SELECT CAST(count(*) AS DOUBLE) AS days, CAST(coalesce(max(pause), 0) AS DOUBLE) AS longest FROM (
       SELECT day - lag(day) OVER (ORDER BY day) - 1 AS pause FROM (SELECT DISTINCT day FROM lines WHERE day > ${lastEvent - year}))`,
  );
  if (Number(days) < leastDays || missing <= Number(longest)) return undefined;
  return `the last ${every} is incomplete: the last event is of ${toIsoDate(lastEvent)}, ${missing} days are missing; a run as of ${toIsoDate(end)} would take them for silence`;
}

function endOfPeriod(day: EpochDay, every: WindowsConfig["every"]): EpochDay {
  if (every === "day") return addSpan(day, { count: 1, unit: "day" });
  // 1970-01-01 was a Thursday; weeks end with Sunday.
  if (every === "week") return addSpan(day, { count: 7 - ((((day + 3) % 7) + 7) % 7), unit: "day" });
  const { year: of, month } = civil(day);
  if (every === "month") return addSpan(startOfMonth(day), { count: 1, unit: "month" });
  if (every === "quarter")
    return addSpan(epochDayOf(of, 3 * Math.floor((month - 1) / 3) + 1, 1), { count: 3, unit: "month" });
  return epochDayOf(of + 1, 1, 1);
}
