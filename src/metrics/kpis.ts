import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import { lineKind } from "../inputs/tables/transactions.ts";
import { addSpan, type EpochDay, startOfMonth } from "../math/calendar.ts";
import { addAcquisitionCosts } from "./acquisition-cost.ts";

export interface KpiSettings {
  /** Money units in one unit of the currency, and the digits money is rounded to at the end. */
  readonly moneyUnits: number;
  readonly moneyDigits: number;
  readonly guests: "exclude" | "totals";
}

interface FigureSettings extends KpiSettings {
  /** Without amounts nothing is said of money. */
  readonly hasAmounts: boolean;
}

/**
 * Builds `kpis(scope, key, period_start, period_end, period_kind, metric, value, numerator, denominator)`: figures of the
 * business for the whole past (`history`) and per calendar month from the first event to as-of, for the base (`all`),
 * per segment, for guests and per acquisition channel.
 *
 * - `known_customers`: everyone in the population; `customers`: those with an order in the period; `orders`;
 *   `new_customers`: with their first order in the period
 * - `gross_revenue`: sales; `net_revenue`: sales minus returns booked in the period
 * - `average_order` = gross revenue ÷ orders
 * - `repeat_share` = customers with two orders or more ÷ customers, over the history
 * - `marketing_cost` and `cac`, where there are costs: see addAcquisitionCosts
 *
 * Orders and money of the base are those of its segments and, where guests count in totals, of the guests, who are no
 * customers. Ratios carry numerator and denominator; a ratio with nothing below the line has no row. Reads `days`,
 * `customer_ids`, `attributes`, `lines`, `costs` and `segment_of(customer, segment)`.
 */
export async function buildKpis(engine: Engine, staged: StagedTables, kpiSettings: KpiSettings): Promise<void> {
  const { dialect } = engine;
  const settings: FigureSettings = { ...kpiSettings, hasAmounts: staged.hasAmounts };
  const { asOf, firstEvent } = staged;
  await engine.run(`CREATE OR REPLACE TABLE kpis (scope VARCHAR, key VARCHAR, period_start INTEGER, period_end INTEGER, period_kind VARCHAR,
    metric VARCHAR, value DOUBLE, numerator DOUBLE, denominator DOUBLE)`);
  await loadMonths(engine, staged);

  const ofCustomers = `SELECT d.customer, d.day, d.orders, d.gross, d.returned,
      CASE WHEN d.day = f.first_order AND d.orders > 0 THEN 1 ELSE 0 END AS is_first, coalesce(s.segment, 'none') AS segment
    FROM days d JOIN customer_ids f ON d.customer = f.customer LEFT JOIN segment_of s ON d.customer = s.customer`;
  const ofGuests = `SELECT CAST(NULL AS INTEGER) AS customer, day, orders, gross, returned, 0 AS is_first, CAST(NULL AS VARCHAR) AS segment
    FROM (${guestLines(staged)})`;
  const ofAll = settings.guests === "totals" ? `${ofCustomers} UNION ALL ${ofGuests}` : ofCustomers;

  const history = `${firstEvent} AS period_start, ${asOf} AS period_end, 'history' AS period_kind, ${sums}`;
  await addFigures(engine, settings, `SELECT 'all' AS scope, 'all' AS key, ${history} FROM (${ofAll})`);
  await addFigures(
    engine,
    settings,
    `SELECT 'segment' AS scope, segment AS key, ${history} FROM (${ofCustomers}) GROUP BY segment`,
  );
  if (settings.guests === "totals") {
    await addFigures(engine, settings, `SELECT 'guests' AS scope, 'guests' AS key, ${history} FROM (${ofGuests})`);
    await engine.run(`DELETE FROM kpis WHERE scope = 'guests' AND metric IN ('customers', 'new_customers')`);
  }
  const month = dialect.epochDay(`date_trunc('month', ${dialect.dateOfEpochDay("day")})`);
  const figures = ["orders", "gross", "net", "customers", "new_customers"];
  await addFigures(
    engine,
    settings,
    `SELECT 'all' AS scope, 'all' AS key, m.period_start, m.period_end, 'month' AS period_kind,
       ${figures.map((name) => `coalesce(s.${name}, CAST(0 AS DOUBLE)) AS ${name}`).join(", ")}
     FROM calendar_months m LEFT JOIN (SELECT month, ${sums} FROM (SELECT *, ${month} AS month FROM (${ofAll})) GROUP BY month) s
     ON s.month = m.period_start`,
  );
  await addRepeatShares(engine, firstEvent, asOf);
  await engine.run(`INSERT INTO kpis SELECT 'all', 'all', ${firstEvent}, ${asOf}, 'history', 'known_customers',
    CAST(count(*) AS DOUBLE), NULL, NULL FROM customer_ids`);
  if (staged.hasCosts) await addAcquisitionCosts(engine, staged, settings);
  await engine.run("DROP TABLE calendar_months");
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

/** What every figure is made of, from rows of customer and day. */
const sums = `CAST(sum(orders) AS DOUBLE) AS orders, CAST(sum(gross) AS DOUBLE) AS gross, CAST(sum(gross + returned) AS DOUBLE) AS net,
  CAST(count(DISTINCT CASE WHEN orders > 0 THEN customer END) AS DOUBLE) AS customers, CAST(sum(is_first) AS DOUBLE) AS new_customers`;

/** Makes `calendar_months(period_start, period_end)`: every month of the history, the last one cut by as-of. */
async function loadMonths(engine: Engine, { asOf, firstEvent }: StagedTables) {
  const starts: EpochDay[] = [];
  const ends: number[] = [];
  let start = firstEvent < asOf ? startOfMonth(firstEvent) : asOf;
  while (start < asOf) {
    starts.push(start);
    start = addSpan(start, { count: 1, unit: "month" });
    ends.push(Math.min(start, asOf));
  }
  await engine.load("calendar_months", [
    { name: "period_start", type: "INTEGER", values: Int32Array.from(starts) },
    { name: "period_end", type: "INTEGER", values: Int32Array.from(ends) },
  ]);
}

/**
 * Orders and money of the lines without a customer. They cannot be joined to a person, so a guest order is an order id,
 * or a row where there is none or where rows are orders.
 */
function guestLines({ orderKey }: StagedTables): string {
  const sale = `kind = ${lineKind.sale}`;
  const alone = orderKey === "row" ? sale : `${sale} AND order_key IS NULL`;
  const lines = `SELECT day, CASE WHEN ${alone} THEN 1 ELSE 0 END AS orders, CASE WHEN ${sale} THEN amount ELSE 0 END AS gross,
      CASE WHEN kind = ${lineKind.return} THEN amount ELSE 0 END AS returned FROM lines WHERE customer IS NULL`;
  const byOrderId = `SELECT min(day) AS day, 1, 0, 0 FROM lines WHERE customer IS NULL AND ${sale} AND order_key IS NOT NULL GROUP BY order_key`;
  return orderKey === "row" ? lines : `${lines} UNION ALL ${byOrderId}`;
}

/** Turns rows of sums (orders, gross, net, customers, new_customers) into one row per figure. */
async function addFigures(engine: Engine, { moneyUnits, moneyDigits, hasAmounts }: FigureSettings, rows: string) {
  const money = (column: string) => `round(${column} / ${moneyUnits}, ${moneyDigits})`;
  const figures: [metric: string, value: string, numerator: string, denominator: string, where: string][] = [
    ["customers", "customers", "NULL", "NULL", "TRUE"],
    ["new_customers", "new_customers", "NULL", "NULL", "TRUE"],
    ["orders", "orders", "NULL", "NULL", "TRUE"],
  ];
  if (hasAmounts) {
    figures.push(
      ["gross_revenue", money("gross"), "NULL", "NULL", "TRUE"],
      ["net_revenue", money("net"), "NULL", "NULL", "TRUE"],
      ["average_order", `gross / ${moneyUnits} / orders`, money("gross"), "orders", "orders > 0"],
    );
  }
  await engine.run(`CREATE OR REPLACE TABLE figure_sums AS ${rows}`);
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
