import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";

/**
 * Adds `marketing_cost` and `cac` = cost ÷ new customers to `kpis`: for the base and per acquisition channel over all
 * costs, and for the base per calendar month.
 *
 * A customer counts as new for a set of costs when their first order lies within one of its periods, and, for a
 * channel, when that channel brought them. So whoever came outside the time that was paid for, or through a channel
 * nothing is known about, makes nobody look cheaper. The base counts all newcomers of its paid time, whatever brought
 * them (blended cost). Left out are periods that ended before the history begins, since nobody knows who came then, and
 * months that share a bill with their neighbours.
 *
 * Reads `costs`, `attributes`, `customer_ids` with `first_order`, and `calendar_months(period_start, period_end)`.
 *
 * @param money units of money in one of the currency, and the digits it is rounded to at the end
 */
export async function addAcquisitionCosts(
  engine: Engine,
  { firstEvent, attributes }: StagedTables,
  money: { readonly moneyUnits: number; readonly moneyDigits: number },
): Promise<void> {
  const hasChannel = attributes.has("acquisition_channel");
  await engine.run(`CREATE OR REPLACE TABLE first_orders AS ${hasChannel ? firstOrdersByChannel : firstOrders}`);
  await engine.run(
    `CREATE OR REPLACE TABLE scoped_costs AS ${[
      costsOver("'all'", "'all'", "", firstEvent),
      ...(hasChannel ? [costsOver("'acquisition'", "channel", "PARTITION BY channel", firstEvent)] : []),
      costsByMonth,
    ].join(" UNION ALL ")}`,
  );
  const period = "scope, key, period_kind, period_start, period_end";
  await engine.run(`CREATE OR REPLACE TABLE acquisition_sums AS
    SELECT ${period}, CAST(sum(cost) AS DOUBLE) AS cost, CAST(sum(newcomers) AS DOUBLE) AS newcomers FROM (
      SELECT ${period}, amount AS cost, 0 AS newcomers FROM scoped_costs
      UNION ALL SELECT ${period}, 0, newcomers FROM (
        SELECT DISTINCT s.scope, s.key, s.period_kind, s.period_start, s.period_end, f.day, f.channel, f.newcomers
        FROM scoped_costs s JOIN first_orders f ON f.day >= s.cost_start AND f.day < s.cost_end
        AND (s.scope <> 'acquisition' OR f.channel = s.key)))
    GROUP BY ${period}`);

  const cost = `round(cost / ${money.moneyUnits}, ${money.moneyDigits})`;
  const key = "scope, key, period_start, period_end, period_kind";
  await engine.run(`INSERT INTO kpis SELECT ${key}, 'marketing_cost', ${cost}, NULL, NULL FROM acquisition_sums`);
  await engine.run(`INSERT INTO kpis SELECT ${key}, 'cac', cost / ${money.moneyUnits} / newcomers, ${cost}, newcomers
    FROM acquisition_sums WHERE newcomers > 0`);
  await engine.run("DROP TABLE first_orders; DROP TABLE scoped_costs; DROP TABLE acquisition_sums");
}

const firstOrders = `SELECT first_order AS day, CAST(NULL AS VARCHAR) AS channel, count(*) AS newcomers
  FROM customer_ids WHERE first_order IS NOT NULL GROUP BY first_order`;

/** The channel of a customer is the one that was known first. */
const firstOrdersByChannel = `SELECT c.first_order AS day, a.acquisition_channel AS channel, count(*) AS newcomers
  FROM customer_ids c
  LEFT JOIN (SELECT customer, min(valid_from) AS since FROM attributes WHERE acquisition_channel IS NOT NULL GROUP BY customer) k
    ON k.customer = c.customer
  LEFT JOIN attributes a ON a.customer = c.customer AND a.valid_from = k.since
  WHERE c.first_order IS NOT NULL GROUP BY c.first_order, a.acquisition_channel`;

/** All costs of a scope, each row with the time that they span together. */
function costsOver(scope: string, key: string, partition: string, firstEvent: number): string {
  return `SELECT ${scope} AS scope, ${key} AS key, 'history' AS period_kind, min(period_start) OVER (${partition}) AS period_start,
      max(period_end) OVER (${partition}) AS period_end, period_start AS cost_start, period_end AS cost_end, amount
    FROM costs WHERE period_end > ${firstEvent}`;
}

/** The costs of the months that share none with another month. */
const costsByMonth = `SELECT 'all', 'all', 'month', m.period_start, m.period_end, k.period_start, k.period_end, k.amount
  FROM calendar_months m JOIN costs k ON k.period_start >= m.period_start AND k.period_end <= m.period_end
  WHERE NOT EXISTS (SELECT 1 FROM costs x WHERE x.period_start < m.period_end AND x.period_end > m.period_start
    AND (x.period_start < m.period_start OR x.period_end > m.period_end))`;
