import type { Dialect } from "../engine/dialect.ts";
import type { Engine } from "../engine/engine.ts";
import type { OrderKey, StagedTables } from "../inputs/staged-tables.ts";
import { lineKind } from "../inputs/transactions.ts";

/**
 * Builds the cube that every window, label and figure is cut from, once.
 *
 * - `orders(customer, day, channel)`: one row per order, on its earliest line's day, with the channel of that day that
 *   comes first in the list; a null channel is unknown.
 * - `days(customer, day, orders, gross, returned, gap)`: one row per customer and day with sales, one per customer and
 *   day with returns: `orders` begun that day, `gross` and `returned` (≤ 0) money, `gap` days since the customer's
 *   purchase day before, null for the first and for rows without an order. Money counts on its own line's day.
 *
 * Adds `first_order` (day, null when there is none) to `customer_ids`.
 */
export async function buildCustomerDays(
  engine: Engine,
  { channels, orderKey }: Pick<StagedTables, "channels" | "orderKey">,
): Promise<void> {
  const sale = `kind = ${lineKind.sale} AND customer IS NOT NULL`;
  await engine.run(`CREATE OR REPLACE TABLE orders AS ${ordersSql(engine.dialect, orderKey, channels.length, sale)}`);
  await engine.run(`CREATE OR REPLACE TABLE purchase_days AS
    SELECT customer, day, CAST(sum(orders) AS INTEGER) AS orders, CAST(sum(gross) AS BIGINT) AS gross FROM (
      SELECT customer, day, 0 AS orders, amount AS gross FROM lines WHERE ${sale}
      UNION ALL SELECT customer, day, 1, 0 FROM orders)
    GROUP BY customer, day`);
  await engine.run(`CREATE OR REPLACE TABLE days AS
    SELECT customer, day, orders, gross, CAST(0 AS BIGINT) AS returned,
      day - lag(day) OVER (PARTITION BY customer ORDER BY day) AS gap FROM purchase_days WHERE orders > 0
    UNION ALL SELECT customer, day, orders, gross, 0, NULL FROM purchase_days WHERE orders = 0
    UNION ALL SELECT customer, day, 0, 0, CAST(sum(amount) AS BIGINT), NULL
      FROM lines WHERE kind = ${lineKind.return} AND customer IS NOT NULL GROUP BY customer, day`);
  await engine.run("DROP TABLE purchase_days");
  await engine.run(`CREATE OR REPLACE TABLE customer_ids AS
    SELECT c.customer, c.customer_id, c.known_from, c.first_event, o.first_order
    FROM customer_ids c LEFT JOIN (SELECT customer, min(day) AS first_order FROM orders GROUP BY customer) o
    ON c.customer = o.customer ORDER BY c.customer`);
}

/** With rows as orders a line is its own order; otherwise lines with the same customer and key are one. */
function ordersSql(dialect: Dialect, orderKey: OrderKey, channels: number, sale: string): string {
  if (orderKey === "row") return `SELECT customer, day, channel FROM lines WHERE ${sale}`;
  // Two orders of one customer would need the same 64-bit hash to be taken for one: once in some 10^11 bases of a million customers.
  const key = orderKey === "day" ? "day" : dialect.rowHash("order_id");
  // Day and channel in one number, so that one minimum finds both; an unknown channel comes last.
  const first = `min(CAST(day AS BIGINT) * ${channels + 1} + coalesce(channel, ${channels}))`;
  const channel = `${first} - CAST(min(day) AS BIGINT) * ${channels + 1}`;
  return `SELECT customer, min(day) AS day, CAST(nullif(${channel}, ${channels}) AS INTEGER) AS channel
    FROM lines WHERE ${sale} GROUP BY customer, ${key}`;
}
