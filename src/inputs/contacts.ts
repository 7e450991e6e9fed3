import type { Engine } from "../engine/engine.ts";
import type { EpochDay } from "../math/calendar.ts";
import type { StagedTable } from "./stage-table.ts";

/** Leaves `dated_contacts` with the fate of every row; a contact at or after as-of is left out. */
export async function dateContacts(engine: Engine, { staged, columns }: StagedTable, asOf: EpochDay): Promise<void> {
  const flag = (name: string) => (columns.has(name) ? `CASE WHEN ${name} THEN 1 ELSE 0 END` : "0");
  await engine.run(`CREATE OR REPLACE TABLE dated_contacts AS
    SELECT customer_id, day, channel, ${columns.has("arm") ? "CASE WHEN lower(arm) = 'control' THEN 0 ELSE 1 END" : "1"} AS is_message,
      ${flag("opened")} AS opened, ${flag("clicked")} AS clicked, ${flag("converted")} AS converted,
      CASE WHEN policy IS NOT NULL THEN policy WHEN day >= ${asOf} THEN 'after_as_of' END AS fate
    FROM (SELECT *, ${engine.dialect.epochDay("ts")} AS day FROM ${staged})`);
  await engine.run(`DROP TABLE ${staged}`);
}

/** Leaves `contacts` of known customers; returns the channels, ascending, and how many contacts had an unknown customer. */
export async function numberContacts(engine: Engine): Promise<{ channels: string[]; orphans: number }> {
  const channels = await engine.rows("SELECT DISTINCT channel FROM dated_contacts WHERE fate IS NULL ORDER BY channel");
  const levels = channels.map(({ channel }) => String(channel));
  const code = levels.map((level, i) => `WHEN ${engine.dialect.text(level)} THEN ${i}`).join(" ");
  await engine.run(`CREATE OR REPLACE TABLE contacts AS
    SELECT c.customer, t.day, ${levels.length === 0 ? "0" : `CASE t.channel ${code} END`} AS channel, t.is_message, t.opened, t.clicked, t.converted
    FROM dated_contacts t JOIN customer_ids c ON t.customer_id = c.customer_id WHERE t.fate IS NULL`);
  const [{ n }] = await engine.rows(
    "SELECT CAST((SELECT count(*) FROM dated_contacts WHERE fate IS NULL) - (SELECT count(*) FROM contacts) AS DOUBLE) AS n",
  );
  return { channels: levels, orphans: Number(n) };
}
