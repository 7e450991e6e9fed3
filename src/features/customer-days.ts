import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import { lineKind } from "../inputs/transactions.ts";

/**
 * Builds `days`, the cube every window, label and figure is cut from: one row per customer and purchase day, and one per
 * customer and day with nothing but returns. It is built once.
 *
 * `days(customer, day, orders, gross, returned, gap, category_0…, channel_0…)`: `orders` begun that day, `gross` and
 * `returned` (≤ 0) money, `gap` days since the customer's purchase day before, null for the first and for rows without
 * an order, `category_j` gross money per category, `channel_j` orders per sales channel. An order belongs to its
 * earliest line's day and to the channel that comes first in the list when its lines disagree. Adds `first_order` (day, null when there is none) to `customer_ids`.
 */
export async function buildCustomerDays(
  engine: Engine,
  { categories, channels, orderKey }: StagedTables,
): Promise<void> {
  const sale = `kind = ${lineKind.sale} AND customer IS NOT NULL`;
  const categoryColumns = categories.map((_, j) => `category_${j}`);
  const channelColumns = channels.map((_, j) => `channel_${j}`);
  const money = (lead: string) => [
    `${lead === "" ? "amount" : lead} AS gross`,
    ...categoryColumns.map(
      (name, j) => `${lead === "" ? `CASE WHEN category = ${j} THEN amount ELSE 0 END` : lead} AS ${name}`,
    ),
  ];
  const counted = (one: string) => [
    `CAST(${one} AS INTEGER) AS orders`,
    ...channelColumns.map(
      (name, j) => `CAST(${one === "0" ? "0" : `CASE WHEN channel = ${j} THEN 1 ELSE 0 END`} AS INTEGER) AS ${name}`,
    ),
  ];

  // With rows as orders a line is its own order; otherwise orders are counted apart, dated by their first line.
  const events =
    orderKey === "row"
      ? [`SELECT customer, day, ${[...money(""), ...counted("1")].join(", ")} FROM lines WHERE ${sale}`]
      : [
          `SELECT customer, day, ${[...money(""), ...counted("0")].join(", ")} FROM lines WHERE ${sale}`,
          `SELECT customer, day, ${[...money("0"), ...counted("1")].join(", ")} FROM
             (SELECT customer, min(day) AS day, min(channel) AS channel FROM lines WHERE ${sale} GROUP BY customer, ${orderKey})`,
        ];
  const measures = ["gross", ...categoryColumns, "orders", ...channelColumns];
  await engine.run(`CREATE OR REPLACE TABLE purchase_days AS
    SELECT customer, day, ${measures.map((name) => `CAST(sum(${name}) AS BIGINT) AS ${name}`).join(", ")}
    FROM (${events.join(" UNION ALL ")}) GROUP BY customer, day`);

  const rest = [...categoryColumns, ...channelColumns];
  await engine.run(`CREATE OR REPLACE TABLE days AS
    SELECT customer, day, orders, gross, CAST(0 AS BIGINT) AS returned,
      day - lag(day) OVER (PARTITION BY customer ORDER BY day) AS gap ${rest.map((name) => `, ${name}`).join("")}
    FROM purchase_days WHERE orders > 0
    UNION ALL SELECT customer, day, orders, gross, 0, NULL ${rest.map((name) => `, ${name}`).join("")} FROM purchase_days WHERE orders = 0
    UNION ALL SELECT customer, day, 0, 0, CAST(sum(amount) AS BIGINT), NULL ${rest.map(() => ", 0").join("")}
      FROM lines WHERE kind = ${lineKind.return} AND customer IS NOT NULL GROUP BY customer, day`);
  await engine.run("DROP TABLE purchase_days");
  await engine.run(`CREATE OR REPLACE TABLE customer_ids AS
    SELECT c.customer, c.customer_id, c.known_from, c.first_event, o.first_order
    FROM customer_ids c LEFT JOIN (SELECT customer, min(day) AS first_order FROM days WHERE orders > 0 GROUP BY customer) o
    ON c.customer = o.customer ORDER BY c.customer`);
}
