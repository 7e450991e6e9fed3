import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";

/** Most days in a row without any transaction in the whole base, in the year up to the last event. */
export async function longestPause(engine: Engine, { lastEvent }: Pick<StagedTables, "lastEvent">): Promise<number> {
  const [{ pause }] = await engine.rows(`SELECT max(day - previous - 1) AS pause FROM (
    SELECT day, lag(day) OVER (ORDER BY day) AS previous
    FROM (SELECT DISTINCT day FROM lines WHERE day >= ${lastEvent - 365} AND day <= ${lastEvent}))`);
  return Number(pause ?? 0);
}
