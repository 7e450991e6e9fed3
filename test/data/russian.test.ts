import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateBase } from "../../data/generate.ts";
import { mostTags } from "../../data/worlds/society.ts";
import { worlds } from "../../data/worlds/worlds.ts";
import { query } from "./query.ts";
import { expectShare, numbers } from "./simulated-base.ts";

const [world, customers] = [worlds.get("russian"), 800];
const out = mkdtempSync(join(tmpdir(), "tessera-russian-"));
const [transactions, customerRows, rates] = ["transactions", "customers", "rates"].map(
  (table) => `'${out}/${table}.parquet'`,
);

beforeAll(async () => {
  if (world === undefined) throw new Error("there is no world russian");
  await generateBase({ world, customers, seed: 2, format: "parquet", out, tables: "all" });
});
afterAll(() => rmSync(out, { recursive: true }));

describe("the world russian", () => {
  it("speaks Russian, the letter yo included", async () => {
    const [texts] = await query(`SELECT
      bool_and(regexp_full_match(city, '[А-ЯЁа-яё -]+')) AS city, bool_and(regexp_full_match(profession, '[а-яё]+')) AS profession,
      bool_and(regexp_full_match(interests, '[а-яё ;]+')) AS interests, bool_and(regexp_full_match(climate_zone, '[а-яё ]+')) AS climate,
      bool_or(city = 'Орёл') AS yo FROM ${customerRows}`);
    expect(texts).toEqual({ city: true, profession: true, interests: true, climate: true, yo: true });
    const [words] = await query(
      `SELECT bool_and(regexp_full_match(category || channel, '[а-яё]+')) AS russian FROM ${transactions}`,
    );
    expect(words).toEqual({ russian: true });
  });

  it("takes money in the currency of the customer's country", async () => {
    const pairs = await query(
      `SELECT DISTINCT country, currency FROM ${transactions} JOIN ${customerRows} USING (customer_id) ORDER BY country`,
    );
    expect(pairs).toEqual([
      { country: "BY", currency: "BYN" },
      { country: "KZ", currency: "KZT" },
      { country: "RU", currency: "RUB" },
    ]);
    const [[abroad, all]] = await numbers(`SELECT count(*) FILTER (country <> 'RU'), count(*)
      FROM (SELECT DISTINCT customer_id, country FROM ${customerRows})`);
    expectShare(abroad, all, 13 / 100, "customers abroad");
  });

  it("has a rate of every foreign currency for every month of the history, near the planted one", async () => {
    expect(
      await query(`SELECT currency, count(*)::INTEGER AS months, min(valid_from)::VARCHAR AS first, max(valid_from)::VARCHAR AS last
        FROM ${rates} GROUP BY currency ORDER BY currency`),
    ).toEqual([
      { currency: "BYN", months: 36, first: "2023-01-01", last: "2025-12-01" },
      { currency: "KZT", months: 36, first: "2023-01-01", last: "2025-12-01" },
    ]);
    const [[tenge, rouble]] = await numbers(`SELECT median(rate) FILTER (currency = 'KZT') / 0.18,
      median(rate) FILTER (currency = 'BYN') / 28 FROM ${rates}`);
    for (const ratio of [tenge, rouble]) expect(Math.abs(Math.log(ratio))).toBeLessThan(0.5);
  });

  it("sells for about the same abroad, once money is exchanged", async () => {
    const [[home, abroad]] = await numbers(`SELECT
      median(ln(amount)) FILTER (line.currency = 'RUB'), median(ln(amount * rate)) FILTER (line.currency <> 'RUB')
      FROM ${transactions} AS line LEFT JOIN ${rates} AS rate
        ON rate.currency = line.currency AND valid_from = date_trunc('month', ts) WHERE kind = 'sale'`);
    expect(Math.abs(home - abroad)).toBeLessThan(0.3);
  });

  it("takes back exactly what was paid, in whatever currency", async () => {
    const [[whole, wrong]] =
      await numbers(`SELECT count(*), count(*) FILTER (back.amount <> -sale.amount OR back.currency <> sale.currency)
      FROM ${transactions} AS back JOIN ${transactions} AS sale USING (order_id)
      WHERE back.kind = 'return' AND sale.kind = 'sale' AND abs(back.amount + sale.amount) < 0.4 * sale.amount`);
    expect(whole).toBeGreaterThan(300);
    expect(wrong).toBe(0);
  });
});

describe.each([...worlds.values()])("the world $name", (each) => {
  it("has one entry per archetype and per category in every list", () => {
    const perArchetype = [each.initial, each.ordersPerMonth, each.medianBasket, each.discountShare, each.returnShare];
    perArchetype.push(each.visits.sessionsPerMonth, each.feedback.complaintShare, each.feedback.stars);
    perArchetype.push(each.feedback.pollShare, each.feedback.recommendation);
    for (const list of perArchetype) expect(list).toHaveLength(each.archetypes.length);
    expect(each.assortment.shelves).toHaveLength(each.categories.names.length);
    for (const row of each.categories.rows) expect(row).toHaveLength(each.categories.names.length);
  });

  it("names only categories, archetypes, channels and countries that there are", () => {
    const { society, categories, archetypes, acquisition, visits, channels, demography, foreign } = each;
    for (const { category } of society.interests) expect([null, ...categories.names]).toContain(category);
    for (const value of society.values) for (const name of value.archetypes) expect(archetypes).toContain(name);
    expect(Object.keys(society.sources)).toEqual(acquisition.map(({ channel }) => channel));
    for (const channel of visits.channels) expect(channels.names).toContain(channel);
    const countries = demography.places.map(({ country }) => country);
    for (const currency of foreign) for (const country of currency.countries) expect(countries).toContain(country);
    expect(Math.max(society.interests.length, society.values.length)).toBeLessThanOrEqual(mostTags);
  });

  it("finds a profession for every age", () => {
    for (let age = 18; age < 100; age++) {
      expect(each.society.professions.some(({ ages: [from, until] }) => age >= from && age < until)).toBe(true);
    }
  });
});
