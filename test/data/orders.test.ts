import { describe, expect, it } from "vitest";
import { everyday } from "../../data/worlds/everyday.ts";
import { customers, expectMean, expectShare, numbers, simulatedBase } from "./simulated-base.ts";

const { transactions, customerRows, contacts, truth, months, orders, newcomers } = simulatedBase();

describe("orders", () => {
  it("come at the archetype's rate × the customer's factor × the season, campaigns aside", async () => {
    const rates = `[${everyday.ordersPerMonth.join(", ")}]`;
    const seasons = `[${everyday.season.join(", ")}]`;
    // The month of registration is only partly lived and begins with an order, so it is left out.
    const cells = `(
      SELECT state, month(months.month) AS calendar, coalesce(n, 0) - coalesce(added, 0) AS seen,
             ${rates}[state + 1] * rate_factor * ${seasons}[month(months.month)] AS planted
      FROM ${months} AS months
      JOIN ${truth} AS person USING (customer_id)
      JOIN (SELECT customer_id, min(registered_at) AS registered_at FROM ${customerRows} GROUP BY ALL) USING (customer_id)
      LEFT JOIN (SELECT customer_id, date_trunc('month', ts) AS month, count(*) AS n
                 FROM ${transactions} WHERE kind = 'sale' GROUP BY ALL) AS sales USING (customer_id, month)
      LEFT JOIN (SELECT customer_id, date_trunc('month', ts) AS month, count(*) AS added
                 FROM ${contacts} WHERE converted GROUP BY ALL) AS campaigns USING (customer_id, month)
      WHERE months.month > registered_at)`;
    for (const group of ["state", "calendar"]) {
      const rows = await numbers(
        `SELECT ${group}, sum(seen) AS seen, sum(planted) AS planted FROM ${cells} GROUP BY ${group}`,
      );
      expect(rows).toHaveLength(group === "state" ? 6 : 12);
      for (const [key, seen, planted] of rows) expectMean(seen, planted, Math.sqrt(planted), `orders, ${group} ${key}`);
    }
  });

  it("are about 20 a customer in the history; some customers never buy", async () => {
    const [[perCustomer, never]] = await numbers(`
      SELECT count(*) FILTER (kind = 'sale' AND customer_id IS NOT NULL AND ts < '2026-01-01') / ${customers},
             ${customers} - count(DISTINCT customer_id) FROM ${transactions}`);
    expect(perCustomer).toBeGreaterThan(19);
    expect(perCustomer).toBeLessThan(21);
    expect(never / customers).toBeGreaterThan(0.02);
    expect(never / customers).toBeLessThan(0.1);
  });

  it("open 85 % of the newcomers' first months, never before the day of registration", async () => {
    const [[all, opened, early]] = await numbers(`
      SELECT count(*), count(*) FILTER (date_trunc('month', first) = date_trunc('month', registered_at)),
             count(*) FILTER (first < registered_at)
      FROM ${newcomers} LEFT JOIN (SELECT customer_id, min(ts)::DATE AS first FROM ${transactions} GROUP BY ALL) USING (customer_id)`);
    expectShare(opened, all, 0.85, "an order in the first month");
    expect(early).toBe(0);
  });

  it("spread over customers as a gamma of shape 5 and a lognormal say", async () => {
    const [[rate, rateSpread, basket, basketSpread]] = await numbers(
      `SELECT avg(rate_factor), var_samp(rate_factor), avg(ln(basket_factor)), stddev_samp(ln(basket_factor)) FROM ${truth}`,
    );
    expectMean(rate, 1, Math.sqrt(1 / 5 / customers), "rate factor");
    // Fourth central moment of Gamma(5, 1/5): (3·25 + 6·5) / 5⁴.
    expectMean(rateSpread, 1 / 5, Math.sqrt((105 / 625 - 1 / 25) / customers), "variance of the rate factor");
    expectMean(basket, 0, 0.3 / Math.sqrt(customers), "log basket factor");
    expectMean(basketSpread, 0.3, 0.3 / Math.sqrt(2 * customers), "spread of the log basket factor");
  });

  it("have the planted median price, spread and pieces before the discount", async () => {
    const rows = await numbers(`
      SELECT state, count(*) AS n, avg(ln((amount + discount_amount) / basket_factor)) AS log_price,
             stddev_samp(ln((amount + discount_amount) / basket_factor)) AS spread, avg(quantity - 1) AS more
      FROM ${orders} GROUP BY state`);
    expect(rows).toHaveLength(6);
    for (const [state, n, logPrice, spread, more] of rows) {
      const [sd, items] = [everyday.basketLogSd[state], everyday.itemsMean[state] - 1];
      expectMean(logPrice, Math.log(everyday.medianBasket[state]), sd / Math.sqrt(n), `log price, ${state}`);
      expectMean(spread, sd, sd / Math.sqrt(2 * n), `spread of the log price, ${state}`);
      expectMean(more, items, Math.sqrt(items / n), `pieces beyond the first, ${state}`);
    }
  });

  it("carry a discount of 5 to 35 % as often as planted", async () => {
    const rows = await numbers(`
      SELECT state, count(*) AS n, count(*) FILTER (discount_amount > 0) AS discounted FROM ${orders} GROUP BY state`);
    for (const [state, n, discounted] of rows)
      expectShare(discounted, n, everyday.discountShare[state], `discount, ${state}`);

    const [[least, most, mean, n]] = await numbers(`
      SELECT min(share), max(share), avg(share), count(*) FROM (
        SELECT discount_amount / (amount + discount_amount) AS share FROM ${orders}
        WHERE discount_amount > 0 AND amount + discount_amount > 10)`);
    expect(least).toBeGreaterThan(0.049);
    expect(most).toBeLessThan(0.351);
    expectMean(mean, 0.2, 0.3 / Math.sqrt(12 * n), "discount");
  });

  it("go to the favourite category and channel as often as planted, otherwise by the archetype's mix", async () => {
    const tastes = [
      { key: "category", share: everyday.favouriteCategoryShare, mix: everyday.categories },
      { key: "channel", share: everyday.favouriteChannelShare, mix: everyday.channels },
    ];
    for (const { key, share, mix } of tastes) {
      const rows = await numbers(`
        SELECT state, count(*) AS n,
               ${mix.names.map((name) => `count(*) FILTER (${key} = '${name}') AS n_${name}`).join(", ")},
               ${mix.names.map((name) => `count(*) FILTER (favourite_${key} = '${name}') AS f_${name}`).join(", ")}
        FROM ${orders} GROUP BY state`);
      for (const [state, n, ...counts] of rows) {
        for (const [i, name] of mix.names.entries()) {
          const [seen, loved] = [counts[i], counts[mix.names.length + i]];
          const byMix = (1 - share) * mix.rows[state][i];
          const variance = loved * (share + byMix) * (1 - share - byMix) + (n - loved) * byMix * (1 - byMix);
          expectMean(seen, share * loved + n * byMix, Math.sqrt(variance), `${name} of archetype ${state}`);
        }
      }
    }
  });

  it("are joined by about 3 % without a customer id", async () => {
    const [[guests, own]] = await numbers(`
      SELECT count(*) FILTER (customer_id IS NULL), count(*) FILTER (customer_id IS NOT NULL)
             - (SELECT count(*) FROM ${contacts} WHERE converted) FROM ${transactions} WHERE kind = 'sale'`);
    expectShare(guests, own, 0.03, "guests");
  });
});
