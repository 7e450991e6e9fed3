import type { Dialect } from "../engine/dialect.ts";
import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import { lineKind } from "../inputs/tables/transactions.ts";

export type LineTables = Pick<StagedTables, "asOf" | "firstEvent" | "channels" | "orderKey" | "lineColumns">;

/**
 * Builds what every window, label and figure is cut from, once.
 *
 * - `orders(customer, day, channel, [coupon])`: one row per order, on its earliest line's day, with the channel of that
 *   day that comes first in the list; a null channel is unknown. `coupon` is 1 when that day had one. Lines without an
 *   order id are an order a day.
 * - `days(customer, day, orders, gross, returned, gap)`: one row per customer and day with sales, one per customer and
 *   day with returns: `orders` begun that day, `gross` and `returned` (≤ 0) money, `gap` days since the customer's
 *   purchase day before, null for the first and for rows without an order. Money counts on its own line's day.
 *
 * Adds `first_order` (day, null when there is none) to `customer_ids`. Costs two groupings of the lines and a sort of
 * the days within customers.
 */
export async function buildCustomerDays(engine: Engine, tables: LineTables): Promise<void> {
  const sale = `kind = ${lineKind.sale} AND customer IS NOT NULL`;
  await engine.run(`CREATE OR REPLACE TABLE orders AS ${ordersSql(engine.dialect, tables, sale)}`);

  const { key, customer, day } = customerDay(tables);
  await engine.run(`CREATE OR REPLACE TABLE purchase_days AS
    SELECT ${customer} AS customer, ${day} AS day, orders, gross FROM (
      SELECT key, CAST(sum(orders) AS INTEGER) AS orders, CAST(sum(gross) AS BIGINT) AS gross
      FROM (SELECT ${key} AS key, 0 AS orders, amount AS gross FROM lines WHERE ${sale} UNION ALL SELECT ${key}, 1, 0 FROM orders)
      GROUP BY key)`);
  await engine.run(`CREATE OR REPLACE TABLE days AS
    SELECT customer, day, orders, gross, CAST(0 AS BIGINT) AS returned,
      day - lag(day) OVER (PARTITION BY customer ORDER BY day) AS gap FROM purchase_days WHERE orders > 0
    UNION ALL SELECT customer, day, orders, gross, 0, NULL FROM purchase_days WHERE orders = 0
    UNION ALL SELECT customer, day, 0, 0, CAST(sum(amount) AS BIGINT), NULL
      FROM lines WHERE kind = ${lineKind.return} AND customer IS NOT NULL GROUP BY customer, day`);
  await engine.run("DROP TABLE purchase_days");
  await engine.run(`CREATE OR REPLACE TABLE customer_ids AS
    SELECT c.customer, c.customer_id, c.known_from, c.first_event, o.first_order
    FROM customer_ids c LEFT JOIN (SELECT customer, min(day) AS first_order FROM days WHERE orders > 0 GROUP BY customer) o
    ON c.customer = o.customer ORDER BY c.customer`);
}

/** With rows as orders a line is its own order; otherwise lines with the same customer and key are one. */
function ordersSql(dialect: Dialect, tables: LineTables, sale: string): string {
  const { orderKey, channels, lineColumns } = tables;
  const hasCoupon = lineColumns.has("coupon");
  if (orderKey === "row")
    return `SELECT customer, day, channel ${hasCoupon ? ", coupon" : ""} FROM lines WHERE ${sale}`;
  // Two orders would need the same 64-bit hash to be taken for one: once in some 90,000 bases of 20 million orders.
  const order = orderKey === "day" ? "day" : "order_key, CASE WHEN order_key IS NULL THEN day END";
  const { key, customer, day } = customerDay(tables);
  // Customer, day and channel in one number, so that one minimum finds all three; an unknown channel comes last.
  const count = channels.length + 1;
  const first = `min((${key}) * ${count} + coalesce(channel, ${channels.length}))`;
  const coupon = `min((day - ${tables.firstEvent}) * 2 + CASE WHEN coupon = 1 THEN 0 ELSE 1 END)`;
  return `SELECT ${customer} AS customer, ${day} AS day, CAST(nullif(channel, ${channels.length}) AS INTEGER) AS channel ${hasCoupon ? ", coupon" : ""}
    FROM (SELECT ${quotient("first", count)} AS key, first % ${count} AS channel ${hasCoupon ? ", 1 - coupon % 2 AS coupon" : ""}
      FROM (SELECT ${first} AS first ${hasCoupon ? `, ${coupon} AS coupon` : ""} FROM lines WHERE ${sale} GROUP BY ${dialect.rowHash(`customer, ${order}`)}))`;
}

/** Customer and day as one number, by which groups are found twice as fast as by two; and both of them back. */
function customerDay({ firstEvent, asOf }: LineTables): { key: string; customer: string; day: string } {
  const days = asOf - firstEvent + 1;
  return {
    key: `CAST(customer AS BIGINT) * ${days} + (day - ${firstEvent})`,
    customer: `CAST(${quotient("key", days)} AS INTEGER)`,
    day: `CAST(key % ${days} + ${firstEvent} AS INTEGER)`,
  };
}

/** A whole number divided by another one, rounded down; exact up to 2⁵³, for the rest is taken off first. */
function quotient(value: string, divisor: number): string {
  return `CAST((${value} - ${value} % ${divisor}) / ${divisor} AS BIGINT)`;
}
