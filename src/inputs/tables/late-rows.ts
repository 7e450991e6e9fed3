import type { Dialect } from "../../engine/dialect.ts";
import type { EpochDay } from "../../math/calendar.ts";
import type { LeftOutRows } from "../table-rules.ts";

/**
 * Rows that a run as of a day must not see: what happens, or begins to hold, at or after it, and what arrived only then.
 *
 * @param day SQL of the day of a row; a row without one is not late
 */
export function lateRows(dialect: Dialect, columns: ReadonlySet<string>, day: string, asOf: EpochDay): LeftOutRows[] {
  const received = { policy: "received_after_as_of", where: `${dialect.epochDay("received_at")} >= ${asOf}` };
  return [{ policy: "after_as_of", where: `${day} >= ${asOf}` }, ...(columns.has("received_at") ? [received] : [])];
}
