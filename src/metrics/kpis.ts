import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import { lineKind } from "../inputs/transactions.ts";
import type { EpochDay } from "../math/calendar.ts";

export interface KpiSettings {
  /** Money units in one unit of the currency, and the digits money is rounded to at the end. */
  readonly moneyUnits: number;
  readonly moneyDigits: number;
  readonly guests: "exclude" | "totals";
}

/**
 * Builds `kpis(scope, key, period_start, period_end, period_kind, metric, value, numerator, denominator)`: figures of the
 * business for the whole past (`history`) and per calendar month, for the base (`all`), per segment and for guests.
 *
 * - `known_customers`: everyone in the population; `customers`: those with an order in the period; `orders`;
 *   `new_customers`: with their first order in the period
 * - `gross_revenue`: sales; `net_revenue`: sales minus returns booked in the period
 * - `average_order` = gross revenue ÷ orders
 * - `repeat_share` = customers with two orders or more ÷ customers, over the history
 * - `marketing_cost` and `cac` = cost ÷ new customers over the same time, where there are costs
 *
 * Ratios carry numerator and denominator; a ratio with nothing below the line has no row. Reads `days`,
 * `customer_ids`, `lines`, `costs` and `segment_of(customer, segment)`.
 */
export async function buildKpis(engine: Engine, staged: StagedTables, settings: KpiSettings): Promise<void> {
  const { dialect } = engine;
  const { asOf, firstEvent } = staged;
  await engine.run(`CREATE OR REPLACE TABLE kpis (scope VARCHAR, key VARCHAR, period_start INTEGER, period_end INTEGER, period_kind VARCHAR,
    metric VARCHAR, value DOUBLE, numerator DOUBLE, denominator DOUBLE)`);

  const orders = `SELECT d.customer, d.day, d.orders, d.gross, d.returned,
      CASE WHEN d.day = f.first_order AND d.orders > 0 THEN 1 ELSE 0 END AS is_first, coalesce(s.segment, 'none') AS segment
    FROM days d JOIN customer_ids f ON d.customer = f.customer LEFT JOIN segment_of s ON d.customer = s.customer`;
  const sums = `CAST(sum(orders) AS DOUBLE) AS orders, CAST(sum(gross) AS DOUBLE) AS gross, CAST(sum(gross + returned) AS DOUBLE) AS net,
    CAST(count(DISTINCT CASE WHEN orders > 0 THEN customer END) AS DOUBLE) AS customers, CAST(sum(is_first) AS DOUBLE) AS new_customers`;
  const month = `CAST(${dialect.epochDay(`date_trunc('month', ${dialect.dateOfEpochDay("day")})`)} AS INTEGER)`;
  const monthEnd = `least(${dialect.epochDay(`${dialect.dateOfEpochDay("period_start")} + INTERVAL 1 MONTH`)}, ${asOf})`;

  await addFigures(
    engine,
    settings,
    `SELECT 'all' AS scope, 'all' AS key, ${firstEvent} AS period_start, ${asOf} AS period_end, 'history' AS period_kind, ${sums} FROM (${orders})`,
  );
  await addFigures(
    engine,
    settings,
    `SELECT 'segment' AS scope, segment AS key, ${firstEvent} AS period_start, ${asOf} AS period_end, 'history' AS period_kind, ${sums} FROM (${orders}) GROUP BY segment`,
  );
  await addFigures(
    engine,
    settings,
    `SELECT 'all' AS scope, 'all' AS key, period_start, ${monthEnd} AS period_end, 'month' AS period_kind, ${sums}
     FROM (SELECT *, ${month} AS period_start FROM (${orders})) GROUP BY period_start`,
  );
  await addRepeatShares(engine, firstEvent, asOf);
  await engine.run(`INSERT INTO kpis SELECT 'all', 'all', ${firstEvent}, ${asOf}, 'history', 'known_customers',
    CAST(count(*) AS DOUBLE), NULL, NULL FROM customer_ids`);
  if (settings.guests === "totals") await addGuests(engine, staged, settings);
  if (staged.hasCosts) await addAcquisitionCosts(engine, settings, monthEnd);
}

/** Writes `kpis.parquet`, ordered by its key, with periods as dates. */
export async function writeKpis(engine: Engine, path: string): Promise<void> {
  const date = (column: string) => `${engine.dialect.dateOfEpochDay(column)} AS ${column}`;
  await engine.writeParquet(
    `SELECT scope, key, ${date("period_start")}, ${date("period_end")}, period_kind, metric, value, numerator, denominator
     FROM kpis ORDER BY scope, key, period_kind, kpis.period_start, metric`,
    path,
  );
}

/** Turns rows of sums (orders, gross, net, customers, new_customers) into one row per figure. */
async function addFigures(engine: Engine, { moneyUnits, moneyDigits }: KpiSettings, sums: string) {
  const money = (column: string) => `round(${column} / ${moneyUnits}, ${moneyDigits})`;
  const figures: [metric: string, value: string, numerator: string, denominator: string, where: string][] = [
    ["customers", "customers", "NULL", "NULL", "TRUE"],
    ["new_customers", "new_customers", "NULL", "NULL", "TRUE"],
    ["orders", "orders", "NULL", "NULL", "TRUE"],
    ["gross_revenue", money("gross"), "NULL", "NULL", "TRUE"],
    ["net_revenue", money("net"), "NULL", "NULL", "TRUE"],
    ["average_order", `gross / orders / ${moneyUnits}`, money("gross"), "orders", "orders > 0"],
  ];
  await engine.run(`CREATE OR REPLACE TABLE figure_sums AS ${sums}`);
  for (const [metric, value, numerator, denominator, where] of figures) {
    await engine.run(`INSERT INTO kpis SELECT scope, key, period_start, period_end, period_kind, '${metric}', ${value}, ${numerator}, ${denominator}
      FROM figure_sums WHERE orders IS NOT NULL AND ${where}`);
  }
  await engine.run("DROP TABLE figure_sums");
}

async function addRepeatShares(engine: Engine, firstEvent: EpochDay, asOf: EpochDay) {
  const perCustomer = `SELECT d.customer, coalesce(min(s.segment), 'none') AS segment, sum(d.orders) AS orders
    FROM days d LEFT JOIN segment_of s ON d.customer = s.customer GROUP BY d.customer HAVING sum(d.orders) > 0`;
  for (const [scope, key, group] of [
    ["all", "'all'", ""],
    ["segment", "segment", "GROUP BY segment"],
  ]) {
    await engine.run(`INSERT INTO kpis SELECT '${scope}', key, ${firstEvent}, ${asOf}, 'history', 'repeat_share', repeaters / customers, repeaters, customers
      FROM (SELECT ${key} AS key, CAST(sum(CASE WHEN orders >= 2 THEN 1 ELSE 0 END) AS DOUBLE) AS repeaters, CAST(count(*) AS DOUBLE) AS customers
            FROM (${perCustomer}) ${group}) WHERE customers > 0`);
  }
}

/** Guests count in totals only: their orders cannot be joined to a person. A guest order is an order id, or a row without one. */
async function addGuests(engine: Engine, { firstEvent, asOf }: StagedTables, settings: KpiSettings) {
  await addFigures(
    engine,
    settings,
    `SELECT 'guests' AS scope, 'guests' AS key, ${firstEvent} AS period_start, ${asOf} AS period_end, 'history' AS period_kind,
       CAST(count(DISTINCT CASE WHEN kind = ${lineKind.sale} THEN order_id END) + sum(CASE WHEN kind = ${lineKind.sale} AND order_id IS NULL THEN 1 ELSE 0 END) AS DOUBLE) AS orders,
       CAST(sum(CASE WHEN kind = ${lineKind.sale} THEN amount ELSE 0 END) AS DOUBLE) AS gross, CAST(sum(amount) AS DOUBLE) AS net,
       CAST(0 AS DOUBLE) AS customers, CAST(0 AS DOUBLE) AS new_customers FROM lines WHERE customer IS NULL`,
  );
}

/**
 * Cost of acquisition, whole and by channel over the time the costs span, and per month from the costs that lie within
 * one. New customers are counted over exactly that time.
 */
async function addAcquisitionCosts(engine: Engine, { moneyUnits, moneyDigits }: KpiSettings, monthEnd: string) {
  const { dialect } = engine;
  const hasChannel = (await engine.columnsOf("SELECT * FROM attributes")).some(
    ({ name }) => name === "acquisition_channel",
  );
  const cost = `round(CAST(cost AS DOUBLE) / ${moneyUnits}, ${moneyDigits})`;
  await engine.run(
    `CREATE OR REPLACE TABLE cost_span AS SELECT min(period_start) AS period_start, max(period_end) AS period_end FROM costs`,
  );
  const firsts = `SELECT c.customer, c.first_order, ${hasChannel ? "a.acquisition_channel" : "CAST(NULL AS VARCHAR)"} AS channel FROM customer_ids c
    ${hasChannel ? "LEFT JOIN (SELECT customer, min(acquisition_channel) AS acquisition_channel FROM attributes GROUP BY customer) a ON a.customer = c.customer" : ""}`;
  const monthOf = dialect.epochDay(`date_trunc('month', ${dialect.dateOfEpochDay("period_start")})`);
  const scopes = [
    `SELECT 'all' AS scope, 'all' AS key, s.period_start, s.period_end, 'history' AS period_kind, (SELECT sum(amount) FROM costs) AS cost,
       (SELECT count(*) FROM (${firsts}) f WHERE f.first_order >= s.period_start AND f.first_order < s.period_end) AS new_customers FROM cost_span s`,
    ...(hasChannel
      ? [
          `SELECT 'acquisition' AS scope, k.channel AS key, s.period_start, s.period_end, 'history' AS period_kind, k.cost,
             (SELECT count(*) FROM (${firsts}) f WHERE f.channel = k.channel AND f.first_order >= s.period_start AND f.first_order < s.period_end) AS new_customers
           FROM (SELECT channel, sum(amount) AS cost FROM costs GROUP BY channel) k CROSS JOIN cost_span s`,
        ]
      : []),
    `SELECT 'all' AS scope, 'all' AS key, k.period_start, k.period_end, 'month' AS period_kind, k.cost,
       (SELECT count(*) FROM customer_ids f WHERE f.first_order >= k.period_start AND f.first_order < k.period_end) AS new_customers
     FROM (SELECT month AS period_start, max(month_end) AS period_end, sum(amount) AS cost
           FROM (SELECT *, ${monthOf} AS month, ${monthEnd.replaceAll("period_start", monthOf)} AS month_end FROM costs) WHERE period_end <= month_end GROUP BY month) k`,
  ];
  for (const scope of scopes) {
    await engine.run(`CREATE OR REPLACE TABLE acquisition_sums AS SELECT * FROM (${scope}) WHERE cost IS NOT NULL`);
    await engine.run(
      `INSERT INTO kpis SELECT scope, key, period_start, period_end, period_kind, 'marketing_cost', ${cost}, NULL, NULL FROM acquisition_sums`,
    );
    await engine.run(`INSERT INTO kpis SELECT scope, key, period_start, period_end, period_kind, 'cac',
      CAST(cost AS DOUBLE) / ${moneyUnits} / CAST(new_customers AS DOUBLE), ${cost}, CAST(new_customers AS DOUBLE) FROM acquisition_sums WHERE new_customers > 0`);
  }
  await engine.run("DROP TABLE acquisition_sums; DROP TABLE cost_span");
}
