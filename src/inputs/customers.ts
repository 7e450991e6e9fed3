import type { Engine } from "../engine/engine.ts";
import type { EpochDay } from "../math/calendar.ts";
import { rejectRows } from "./rejects.ts";
import type { StagedTable } from "./stage-table.ts";

/** Beyond any day: the end of an attribute row that is still valid, and the start of one without a date. */
const always = 2147483647;

/** Attributes of `attributes`, in the order of its columns, with how each is taken from the typed column. */
const attributeExpressions: ReadonlyMap<string, string> = new Map([
  ["registered_at", "registered"],
  ["birth_date", "birth_day"],
  ["birth_year", "birth_year"],
  ["sex", "CASE lower(sex) WHEN 'f' THEN 'female' WHEN 'm' THEN 'male' ELSE lower(sex) END"],
  ["country", "country"],
  ["region", "region"],
  ["city", "city"],
  ["acquisition_channel", "acquisition_channel"],
  ["consent_email", "consent_email"],
  ["consent_sms", "consent_sms"],
  ["consent_push", "consent_push"],
  ["consent_phone", "consent_phone"],
  ["consent_post", "consent_post"],
]);

/**
 * Marks customer rows that are dated at or after as-of, rejects those that contradict each other (the same customer and
 * date, different content: which one holds cannot be known, so none does), and leaves `dated_customers`.
 */
export async function checkCustomers(engine: Engine, table: StagedTable, asOf: EpochDay): Promise<void> {
  const { dialect } = engine;
  const { staged, columns } = table;
  const day = (column: string) => (columns.has(column) ? dialect.epochDay(column) : "CAST(NULL AS INTEGER)");
  const rest = [...columns].filter(
    (name) => !["customer_id", "registered_at", "birth_date", "valid_from"].includes(name),
  );
  await engine.run(`CREATE OR REPLACE TABLE dated_customers AS
    SELECT *, CASE WHEN policy IS NOT NULL THEN policy
        WHEN coalesce(valid_from, -${always}) >= ${asOf} THEN 'after_as_of' END AS fate
    FROM (SELECT file, row_number, policy, customer_id, ${day("registered_at")} AS registered, ${day("birth_date")} AS birth_day,
      ${day("valid_from")} AS valid_from ${rest.map((name) => `, ${name}`).join("")} FROM ${staged})`);

  const content = ["registered", "birth_day", ...rest].map(
    (name) => `count(DISTINCT ${name}) + max(CASE WHEN ${name} IS NULL THEN 1 ELSE 0 END) > 1`,
  );
  await engine.run(`CREATE OR REPLACE TABLE contradictions AS
    SELECT customer_id, coalesce(valid_from, -${always}) AS since FROM dated_customers WHERE fate IS NULL
    GROUP BY customer_id, coalesce(valid_from, -${always}) HAVING count(*) > 1 AND (${content.join(" OR ")})`);
  const contradicts = `EXISTS (SELECT 1 FROM contradictions c WHERE c.customer_id = dated_customers.customer_id
    AND c.since = coalesce(dated_customers.valid_from, -${always}))`;
  await rejectRows(engine, table, {
    from: "dated_customers",
    fate: "fate",
    where: contradicts,
    column: "'customer_id'",
    reason: `'another row of the same customer' || CASE WHEN valid_from IS NULL THEN '' ELSE ' and valid_from' END || ' says something else'`,
    rawText: "customer_id",
  });
  // Rows that agree word for word say the same thing twice; the first one stays.
  await engine.run(`UPDATE dated_customers SET fate = 'duplicate' FROM (
      SELECT file, row_number, row_number() OVER (PARTITION BY customer_id, coalesce(valid_from, -${always}) ORDER BY file, row_number) AS place
      FROM dated_customers WHERE fate IS NULL) p
    WHERE dated_customers.file = p.file AND dated_customers.row_number = p.row_number AND p.place > 1`);
  await engine.run(`DROP TABLE ${staged}; DROP TABLE contradictions`);
}

/** Leaves `attributes`, one row per customer and span of validity. */
export async function spanAttributes(engine: Engine, columns: ReadonlySet<string>): Promise<void> {
  const selected = [...attributeExpressions]
    .filter(([name]) => columns.has(name))
    .map(([name, expression]) => `${expression} AS ${name}`);
  await engine.run(`CREATE OR REPLACE TABLE attributes AS
    SELECT c.customer, coalesce(d.valid_from, -${always}) AS valid_from,
      coalesce(lead(d.valid_from) OVER (PARTITION BY d.customer_id ORDER BY coalesce(d.valid_from, -${always})), ${always}) AS valid_to
      ${selected.map((each) => `, ${each}`).join("")}
    FROM dated_customers d JOIN customer_ids c ON d.customer_id = c.customer_id WHERE d.fate IS NULL`);
}
