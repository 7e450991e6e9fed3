import { describe, expect, it } from "vitest";
import { everyday } from "../../data/worlds/everyday.ts";
import { bursty, distinct, lapsing, lingering, outlying, quartet, quiet } from "../../data/worlds/hidden-states.ts";
import type { World } from "../../data/worlds/world.ts";
import { studentTUpperTail } from "../../src/math/student-t.ts";
import { expectMean, expectShare, numbers, simulatedBase } from "./simulated-base.ts";

type Base = ReturnType<typeof simulatedBase>;

/** One row per customer and whole month: orders that no campaign added, and how many are planted. */
function orderMonths({ months, truth, customerRows, transactions, contacts }: Base, world: World): string {
  return `(
    SELECT state, coalesce(n, 0) - coalesce(added, 0) AS seen,
           [${world.ordersPerMonth.join(", ")}][state + 1] * rate_factor * [${world.season.join(", ")}][month(months.month)] AS planted
    FROM ${months} AS months
    JOIN ${truth} AS person USING (customer_id)
    JOIN (SELECT customer_id, min(registered_at) AS registered_at FROM ${customerRows} GROUP BY ALL) USING (customer_id)
    LEFT JOIN (SELECT customer_id, date_trunc('month', ts) AS month, count(*) AS n
               FROM ${transactions} WHERE kind = 'sale' GROUP BY ALL) AS sales USING (customer_id, month)
    LEFT JOIN (SELECT customer_id, date_trunc('month', ts) AS month, count(*) AS added
               FROM ${contacts} WHERE converted GROUP BY ALL) AS campaigns USING (customer_id, month)
    WHERE months.month > registered_at)`;
}

/** Spells of customers in archetypes: length, and whether both ends were seen. */
function spells({ months }: Base): string {
  return `(
    SELECT customer_id, state, count(*) AS length, min(month) AS began, max(month) AS ended,
           row_number() OVER (PARTITION BY customer_id ORDER BY min(month)) = 1 AS first,
           max(month) = DATE '2026-06-01' AS last
    FROM (SELECT *, row_number() OVER (PARTITION BY customer_id ORDER BY month)
                    - row_number() OVER (PARTITION BY customer_id, state ORDER BY month) AS spell FROM ${months})
    GROUP BY customer_id, state, spell)`;
}

describe("the world quiet", () => {
  const base = simulatedBase(quiet);

  it("has two thirds of the everyday orders, own ones and those of campaigns", async () => {
    const [[seen, planted]] = await numbers(`SELECT sum(seen), sum(planted) FROM ${orderMonths(base, quiet)}`);
    expectMean(seen, planted, Math.sqrt(planted), "orders");
    for (const [z, orders] of quiet.ordersPerMonth.entries())
      expect(orders / everyday.ordersPerMonth[z]).toBeCloseTo(2 / 3, 12);
    expect(quiet.campaign.uplift[2] / everyday.campaign.uplift[2]).toBeCloseTo(2 / 3, 12);
    expect(quiet.campaign.open).toEqual(everyday.campaign.open);
  });
});

describe("the world bursty", () => {
  const base = simulatedBase(bursty);

  it("has month counts that spread as a negative binomial of shape 2", async () => {
    const [[n, seen, planted, variance]] = await numbers(`
      SELECT count(*), avg(seen), avg(planted), avg((seen - planted) ** 2 / (planted + planted ** 2 / 2))
      FROM ${orderMonths(base, bursty)} WHERE planted > 0.5`);
    expect(n).toBeGreaterThan(10_000);
    // Standardised squares of counts have a variance of about 10 where means are about 1.
    expectMean(seen, planted, Math.sqrt((planted + planted ** 2) / n), "orders");
    expectMean(variance, 1, Math.sqrt(12 / n), "spread");
  });

  it("has as many months without orders as a negative binomial of shape 2 says", async () => {
    const [[n, empty, planted]] = await numbers(`
      SELECT count(*), count(*) FILTER (seen = 0), sum((1 + planted / 2) ** -2)
      FROM ${orderMonths(base, bursty)} WHERE planted > 0.5`);
    expectShare(empty, n, planted / n, "months without orders");
  });
});

describe("the world lingering", () => {
  const base = simulatedBase(lingering);

  it("leaves no archetype before four months", async () => {
    const rows = await numbers(
      `SELECT length, count(*) FROM ${spells(base)} WHERE NOT first AND NOT last GROUP BY length ORDER BY length`,
    );
    expect(rows[0][0]).toBe(4);
    expect(rows[0][1]).toBeGreaterThan(100);
  });

  it("moves by the planted matrix from the fourth month on", async () => {
    const rows = await numbers(`
      SELECT state, count(*) AS spells, count(*) FILTER (length = 4) AS left_then FROM ${spells(base)}
      WHERE NOT first AND began <= DATE '2026-02-01' GROUP BY state ORDER BY state`);
    expect(rows).toHaveLength(6);
    for (const [state, all, left] of rows)
      expectShare(left, all, 1 - lingering.monthlyMatrix[state][state], `left archetype ${state} after four months`);
  });
});

describe("the world outlying", () => {
  const base = simulatedBase(outlying);

  it.each([0.5, 1, 3, 6])(
    "has the prices beyond %d standard deviations of a Student t of 3 degrees",
    async (beyond) => {
      const medians = `[${outlying.medianBasket.join(", ")}][state + 1]`;
      const scales = `[${outlying.basketLogSd.join(", ")}][state + 1]`;
      const [[n, far]] = await numbers(`
      SELECT count(*), count(*) FILTER (
        abs(ln((amount + discount_amount) / (basket_factor * ${medians})) / ${scales}) > ${beyond})
      FROM ${base.orders}`);
      expect(n).toBeGreaterThan(10_000);
      expectShare(far, n, 2 * studentTUpperTail(beyond * Math.sqrt(3), 3), `beyond ${beyond}`);
    },
  );
});

describe("the world distinct", () => {
  const base = simulatedBase(distinct);

  it("has ten times the orders, each with an id of its own", async () => {
    const [[seen, planted]] = await numbers(`SELECT sum(seen), sum(planted) FROM ${orderMonths(base, distinct)}`);
    expectMean(seen, planted, Math.sqrt(planted), "orders");
    const [[sales, ids, most]] = await numbers(`
      SELECT count(*), count(DISTINCT order_id), (SELECT max(n) FROM (
        SELECT count(*) AS n FROM ${base.transactions} WHERE kind = 'sale' GROUP BY customer_id HAVING customer_id IS NOT NULL))
      FROM ${base.transactions} WHERE kind = 'sale'`);
    expect(ids).toBe(sales);
    expect(most).toBeGreaterThan(1000);
  });
});

describe("the world quartet", () => {
  const base = simulatedBase(quartet);

  it("has four of the everyday archetypes, who move to each other as often", async () => {
    expect(await numbers(`SELECT DISTINCT state FROM ${base.months} ORDER BY state`)).toEqual([[0], [1], [2], [3]]);
    for (const [y, from] of quartet.archetypes.entries())
      for (const [z, to] of quartet.archetypes.entries())
        if (y !== z)
          expect(quartet.monthlyMatrix[y][z]).toBe(
            everyday.monthlyMatrix[everyday.archetypes.indexOf(from)][everyday.archetypes.indexOf(to)],
          );
  });
});

describe("the world lapsing", () => {
  const base = simulatedBase(lapsing);
  const lapsed = lapsing.archetypes.indexOf("lapsed");

  it("lets nobody move but to the lapsed, as often as planted", async () => {
    const rows = await numbers(`
      SELECT before, count(*) AS months, count(*) FILTER (state <> before) AS moved,
             count(*) FILTER (state <> before AND state <> ${lapsed}) AS elsewhere
      FROM (SELECT state, lag(state) OVER (PARTITION BY customer_id ORDER BY month) AS before FROM ${base.months})
      WHERE before IS NOT NULL GROUP BY before ORDER BY before`);
    expect(rows).toHaveLength(6);
    for (const [before, all, moved, elsewhere] of rows) {
      expect(elsewhere).toBe(0);
      expectShare(moved, all, lapsing.monthlyMatrix[before][lapsed] % 1, `lapsed of ${before}`);
    }
  });

  it("has no order of anybody who has lapsed", async () => {
    expect(await numbers(`SELECT count(*) FROM ${base.orders} WHERE state = ${lapsed}`)).toEqual([[0]]);
  });
});
