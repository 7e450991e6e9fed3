import { describe, expect, it } from "vitest";
import { everyday } from "../../data/worlds/everyday.ts";
import { query } from "./query.ts";
import { customers, errorsAllowed, expectShare, numbers, simulatedBase } from "./simulated-base.ts";

const { transactions, customerRows, costs, truth, newcomers } = simulatedBase();

describe("the rest of the base", () => {
  it("spends about the planted cost on a new customer of each channel", async () => {
    const rows = await query(`
      SELECT channel, sum(spent)::DOUBLE / sum(new) AS cac, count(*)::INTEGER AS months FROM (
        SELECT channel, period_start, any_value(amount) AS spent, count(customer_id) AS new
        FROM ${costs} LEFT JOIN (
          SELECT DISTINCT customer_id, acquisition_channel, first FROM ${customerRows} JOIN ${newcomers} USING (customer_id)
          JOIN (SELECT customer_id, min(ts) AS first FROM ${transactions} WHERE kind = 'sale' GROUP BY ALL) USING (customer_id))
        ON acquisition_channel = channel AND first >= period_start AND first < period_end
        GROUP BY ALL) GROUP BY channel`);
    expect(rows).toHaveLength(everyday.acquisition.length);
    for (const { channel, cac, months: count } of rows) {
      const planted = everyday.acquisition.find((source) => source.channel === channel)?.cac ?? Number.NaN;
      expect(count).toBe(42);
      // Each month is 10 % off, and the busiest months weigh most.
      expect(Math.abs(Number(cac) / planted - 1)).toBeLessThan((errorsAllowed * 0.1) / Math.sqrt(30));
    }
  });

  it("knows what each customer spends in the hold-out, less what comes back in it", async () => {
    expect(
      await numbers(`
        SELECT count(*) FILTER (coalesce(net, 0) <> holdout_net) AS wrong, count(net) > 1000 AS many FROM ${truth}
        LEFT JOIN (SELECT customer_id, sum(amount) AS net FROM ${transactions}
                   WHERE ts >= '2026-01-01' GROUP BY ALL) USING (customer_id)`),
    ).toEqual([[0, 1]]);
  });

  it("leaves some attributes unknown and gives every known place its country", async () => {
    const [[births, sexes, cities, sources]] = await numbers(`
      SELECT count(*) FILTER (birth_date IS NULL), count(*) FILTER (sex IS NULL), count(*) FILTER (city IS NULL),
             count(*) FILTER (acquisition_channel IS NULL)
      FROM (SELECT DISTINCT ON (customer_id) * FROM ${customerRows} ORDER BY customer_id, valid_from)`);
    const { unknown } = everyday.demography;
    expectShare(births, customers, unknown.birthDate, "birth date unknown");
    expectShare(sexes, customers, unknown.sex, "sex unknown");
    expectShare(cities, customers, unknown.city, "city unknown");
    expectShare(sources, customers, everyday.acquisitionUnknown, "acquisition unknown");

    const places = await query(
      `SELECT DISTINCT country, region, city FROM ${customerRows} WHERE city IS NOT NULL ORDER BY city`,
    );
    const planted = everyday.demography.places.map(({ country, region, city }) => ({ country, region, city }));
    expect(places).toEqual(planted.sort((a, b) => (a.city < b.city ? -1 : 1)));
    expect(
      await numbers(
        `SELECT count(*) AS n FROM ${customerRows} WHERE country IS NULL OR birth_date > registered_at - INTERVAL 18 YEAR`,
      ),
    ).toEqual([[0]]);
  });
});
