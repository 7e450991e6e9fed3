import type { Dialect } from "../../engine/dialect.ts";
import type { Engine } from "../../engine/engine.ts";
import type { EpochDay } from "../../math/calendar.ts";
import type { RulesOf } from "../table-rules.ts";
import { lateRows } from "./late-rows.ts";

/** Events that get features of their own; the rest share one. */
const maxEvents = 12;
const otherEvent = "other";

/** Visits with their day and session; those of nobody known, and those at or after as-of, are left out. */
export function visitRules(dialect: Dialect, asOf: EpochDay): RulesOf {
  return (columns) => {
    const has = (name: string) => columns.has(name);
    const own = has("customer_id") ? "customer_id" : "CAST(NULL AS VARCHAR)";
    const day = dialect.epochDay("ts");
    // Without a session id, what somebody does in a day is one session.
    const ofDay = dialect.rowHash(`${own}, ${day}`);
    return {
      derived: {
        person: own,
        day,
        session: has("session_id")
          ? `CASE WHEN session_id IS NULL THEN ${ofDay} ELSE ${dialect.rowHash("session_id")} END`
          : ofDay,
        action: has("event") ? "lower(event)" : "CAST(NULL AS VARCHAR)",
        duration: has("duration_s")
          ? "CASE WHEN duration_s >= 0 THEN CAST(round(duration_s) AS BIGINT) END"
          : "CAST(NULL AS BIGINT)",
      },
      wrong: [],
      leftOut: [...lateRows(dialect, columns, "day", asOf), { policy: "anonymous", where: "person IS NULL" }],
      kept: ["person", "day", "session", "action", "duration"],
    };
  };
}

/** Leaves `visits` of known customers; returns the events, ascending. */
export async function numberVisits(engine: Engine): Promise<string[]> {
  const rows = await engine.rows(`SELECT action FROM staged_visits WHERE policy IS NULL AND action IS NOT NULL
    GROUP BY action ORDER BY count(*) DESC, action LIMIT ${maxEvents + 1}`);
  const named = rows
    .slice(0, maxEvents)
    .map(({ action }) => String(action))
    .filter((action) => action !== otherEvent);
  const all = named.length < rows.length ? [...named, otherEvent].sort() : named.sort();
  const cases = named.map((action) => `WHEN t.action = ${engine.dialect.text(action)} THEN ${all.indexOf(action)}`);
  const rest = all.includes(otherEvent) ? `WHEN t.action IS NOT NULL THEN ${all.indexOf(otherEvent)}` : "";
  const code = cases.length === 0 && rest === "" ? "NULL" : `CASE ${cases.join(" ")} ${rest} END`;
  await engine.run(`CREATE OR REPLACE TABLE visits AS
    SELECT c.customer, t.day, t.session, CAST(${code} AS INTEGER) AS event, t.duration
    FROM staged_visits t JOIN customer_ids c ON t.person = c.customer_id WHERE t.policy IS NULL`);
  return all;
}
