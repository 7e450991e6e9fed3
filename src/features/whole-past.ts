import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import type { EpochDay } from "../math/calendar.ts";
import { eventTables } from "./event-sources.ts";
import type { Window } from "./window.ts";

/** The window that holds everything that was seen before as-of. */
export async function wholePast(
  engine: Engine,
  {
    asOf,
    hasEvents,
    contactChannels,
    hasVisits,
    hasFeedback,
  }: Pick<StagedTables, "asOf" | "hasEvents" | "contactChannels" | "hasVisits" | "hasFeedback">,
): Promise<Window> {
  const tables = [
    ...(hasEvents ? ["lines"] : []),
    ...(contactChannels.length > 0 ? [eventTables.messages] : []),
    ...(hasVisits ? [eventTables.events] : []),
    ...(hasFeedback ? [eventTables.feedback] : []),
  ];
  const days = await Promise.all(
    tables.map(async (table) => {
      const [{ day }] = await engine.rows(`SELECT CAST(min(day) AS DOUBLE) AS day FROM ${table}`);
      return day === null ? asOf : Number(day);
    }),
  );
  // A window is a day long at least.
  return { from: Math.min(asOf - 1, ...days) as EpochDay, until: asOf, short: false, incomplete: false }; // a whole day
}
