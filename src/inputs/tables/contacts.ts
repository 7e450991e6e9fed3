import type { Dialect } from "../../engine/dialect.ts";
import type { Engine } from "../../engine/engine.ts";
import type { EpochDay } from "../../math/calendar.ts";
import { inMoneyUnits } from "../currency.ts";
import type { ContactsSource } from "../sources-config.ts";
import type { RulesOf } from "../table-rules.ts";
import { lateRows } from "./late-rows.ts";

const events = ["opened", "clicked", "visited", "converted", "unsubscribed"] as const;

/**
 * Contacts with their day, what came of them and what they cost; one at or after as-of, or received then, is left out.
 *
 * @param moneyUnits units of money in one of the currency
 */
export function contactRules(
  dialect: Dialect,
  source: ContactsSource,
  asOf: EpochDay,
  asDay: (date: string) => EpochDay,
  moneyUnits: number,
): RulesOf {
  return (columns) => {
    const has = (name: string) => columns.has(name);
    // Without its column an event is not known of any contact; with it, nothing said means that it did not happen.
    const flag = (name: string) => (has(name) ? `CASE WHEN ${name} THEN 1 ELSE 0 END` : "CAST(NULL AS INTEGER)");
    const at = source.at === undefined ? "NULL" : String(asDay(source.at));
    return {
      derived: {
        day: has("ts") ? dialect.epochDay("ts") : `CAST(${at} AS INTEGER)`,
        via: has("channel") ? "channel" : dialect.text(source.channel ?? ""),
        is_message: has("arm") ? "CASE WHEN lower(arm) = 'control' THEN 0 ELSE 1 END" : "1",
        ...Object.fromEntries(events.map((event) => [`was_${event}`, flag(event)])),
        spent: has("cost") ? inMoneyUnits("cost", moneyUnits) : "CAST(NULL AS BIGINT)",
      },
      wrong: [],
      leftOut: lateRows(dialect, columns, "day", asOf),
      kept: [
        "customer_id",
        "day",
        "via",
        "is_message",
        ...events.map((event) => `was_${event}`),
        "spent",
        ...(has("cost") && has("currency") ? ["currency"] : []),
      ],
    };
  };
}

/** Leaves `contacts` of known customers; returns the channels, ascending. */
export async function numberContacts(engine: Engine): Promise<string[]> {
  const channels = await engine.rows(
    `SELECT DISTINCT via AS channel FROM staged_contacts WHERE policy IS NULL ORDER BY channel`,
  );
  const levels = channels.map(({ channel }) => String(channel));
  const code = levels.map((level, i) => `WHEN ${engine.dialect.text(level)} THEN ${i}`).join(" ");
  await engine.run(`CREATE OR REPLACE TABLE contacts AS
    SELECT c.customer, t.day, CAST(${levels.length === 0 ? "0" : `CASE t.via ${code} END`} AS INTEGER) AS channel, t.is_message,
      ${events.map((event) => `t.was_${event} AS ${event}`).join(", ")}, t.spent AS cost
    FROM staged_contacts t JOIN customer_ids c ON t.customer_id = c.customer_id WHERE t.policy IS NULL`);
  return levels;
}
