import type { Engine } from "../engine/engine.ts";
import type { EpochDay } from "../math/calendar.ts";
import type { StagedTable } from "./stage-table.ts";

/** Makes `customer_ids`: everyone with an accepted event or an accepted row of attributes, numbered by ascending id. */
export async function numberCustomers(
  engine: Engine,
  transactions: StagedTable | undefined,
  customers: StagedTable | undefined,
  asOf: EpochDay,
): Promise<void> {
  const events =
    transactions === undefined
      ? "SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS INTEGER) AS first_event WHERE FALSE"
      : `SELECT customer_id, min(day) AS first_event FROM ${transactions.staged}
         WHERE policy IS NULL AND customer_id IS NOT NULL GROUP BY customer_id`;
  const number = "CAST(row_number() OVER (ORDER BY customer_id) - 1 AS INTEGER) AS customer, customer_id";
  if (customers === undefined) {
    await engine.run(`CREATE OR REPLACE TABLE customer_ids AS
      SELECT ${number}, first_event AS known_from, first_event FROM (${events}) ORDER BY customer`);
    return;
  }
  const { staged } = customers;
  await engine.run(`CREATE OR REPLACE TABLE first_events AS ${events}`);
  // Someone who registers at or after as-of is not known yet, unless there were events before.
  await engine.run(`UPDATE ${staged} SET policy = 'after_as_of' WHERE policy IS NULL AND own_registered_at >= ${asOf}
    AND NOT EXISTS (SELECT 1 FROM first_events f WHERE f.customer_id = ${staged}.customer_id)`);
  await engine.run(
    `UPDATE ${staged} SET own_registered_at = NULL WHERE policy IS NULL AND own_registered_at >= ${asOf}`,
  );
  await engine.run(`CREATE OR REPLACE TABLE customer_ids AS
    SELECT ${number}, least(registered, since, first_event) AS known_from, first_event
    FROM (SELECT customer_id, min(registered) AS registered, min(since) AS since, min(first_event) AS first_event FROM (
        SELECT customer_id, own_registered_at AS registered, since, NULL AS first_event FROM ${staged} WHERE policy IS NULL
        UNION ALL SELECT customer_id, NULL, NULL, first_event FROM first_events)
      GROUP BY customer_id) ORDER BY customer`);
  await engine.run("DROP TABLE first_events");
}
