import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateBase } from "../../data/generate.ts";
import { everyday } from "../../data/worlds/everyday.ts";
import { query } from "./query.ts";
import { expectMean, expectShare, numbers } from "./simulated-base.ts";

const customers = 2500;
const out = mkdtempSync(join(tmpdir(), "tessera-whole-"));
const request = { world: everyday, customers, seed: 3, format: "parquet", out, tables: "all" } as const;
const [transactions, customerRows, visits, feedback, products, truth] = [
  "transactions",
  "customers",
  "visits",
  "feedback",
  "products",
  "truth/customers",
].map((table) => `'${out}/${table}.parquet'`);
/** One row per customer, as registered. */
const people = `(SELECT DISTINCT ON (customer_id) * FROM ${customerRows} ORDER BY customer_id, valid_from)`;

beforeAll(async () => {
  await generateBase(request);
});
afterAll(() => rmSync(out, { recursive: true }));

async function count(sql: string): Promise<number> {
  const [[n]] = await numbers(sql);
  return n;
}

describe("a whole base", () => {
  it("has seven tables, of which rates is none in a world of one currency", () => {
    const tables = ["contacts", "costs", "customers", "feedback", "products", "transactions", "visits"];
    expect(readdirSync(out).sort()).toEqual([...tables.map((table) => `${table}.parquet`), "truth"].sort());
  });

  it("is the same for the same request", async () => {
    const [again, small] = [join(out, "again"), { ...request, customers: 200 }];
    await generateBase({ ...small, out: again });
    const hashes = () =>
      readdirSync(again)
        .filter((file) => file !== "truth")
        .map((file) => readFileSync(join(again, file), "hex"));
    const first = hashes();
    await generateBase({ ...small, out: again });
    for (const [i, bytes] of hashes().entries()) expect(bytes === first[i]).toBe(true);
    rmSync(again, { recursive: true });
  });

  it("says the same of a person in all their rows", async () => {
    const told = "profession, income, interests, area_type, consent_post, customer_type";
    expect(await count(`SELECT count(*) AS n FROM (SELECT DISTINCT customer_id, ${told} FROM ${customerRows})`)).toBe(
      customers,
    );
  });

  it("has students who are young, pensioners who are old, and households that hold their families", async () => {
    const age = "datediff('year', birth_date, registered_at)";
    expect(
      await count(`SELECT count(*) AS n FROM ${people} WHERE profession = 'student' AND ${age} > 26
        OR profession = 'pensioner' AND ${age} < 62`),
    ).toBe(0);
    expect(
      await count(`SELECT count(*) AS n FROM ${people} WHERE household_size <>
        children + CASE WHEN family_status IN ('married', 'partnered') THEN 2 ELSE 1 END`),
    ).toBe(0);
    const [[manager, assistant]] = await numbers(`SELECT
      median(income) FILTER (profession = 'manager') AS manager,
      median(income) FILTER (profession = 'sales assistant') AS assistant FROM ${people}`);
    expect(manager).toBeGreaterThan(2 * assistant);
  });

  it("leaves unknown what people did not tell, and businesses without professions", async () => {
    const { society } = everyday;
    const [[business, persons, silent, tagged]] = await numbers(`SELECT
      count(*) FILTER (customer_type = 'business'), count(*) FILTER (customer_type = 'person'),
      count(*) FILTER (customer_type = 'person' AND education IS NULL),
      count(*) FILTER (customer_type = 'business' AND coalesce(profession, interests, income::VARCHAR, family_status) IS NOT NULL)
      FROM ${people}`);
    expectShare(business, customers, society.businessShare, "businesses");
    expectShare(silent, persons, society.unknown.education, "education unknown");
    expect(tagged).toBe(0);
  });

  it("gives a tag of the favourite category to 40 %, and another tag to 14 %", async () => {
    const [[runners, sporty, others, rest]] = await numbers(`SELECT
      count(*) FILTER (sport AND loves), count(*) FILTER (loves), count(*) FILTER (sport AND NOT loves), count(*) FILTER (NOT loves)
      FROM (SELECT list_contains(string_split(coalesce(interests, ''), ';'), 'running') AS sport, favourite_category = 'sport' AS loves
            FROM ${people} JOIN ${truth} USING (customer_id) WHERE customer_type = 'person')`);
    const told = 1 - everyday.society.unknown.interests;
    expectShare(runners, sporty, 0.4 * told, "running among the sporty");
    expectShare(others, rest, 0.14 * told, "running among the others");
  });

  it("knows where in the acquisition channel a customer came from", async () => {
    const pairs = await query(
      `SELECT DISTINCT acquisition_channel AS channel, acquisition_source AS source FROM ${people} WHERE acquisition_channel IS NOT NULL`,
    );
    for (const { channel, source } of pairs) {
      expect(everyday.society.sources[String(channel)].map(({ name }) => name)).toContain(source);
    }
    expect(
      await count(
        `SELECT count(*) AS n FROM ${people} WHERE (acquisition_channel IS NULL) <> (acquisition_source IS NULL)`,
      ),
    ).toBe(0);
  });

  it("puts products of the order's category into baskets, at a unit price that gives the amount", async () => {
    expect(
      await count(`SELECT count(*) AS n FROM ${transactions} AS line LEFT JOIN ${products} AS product USING (product_id)
        WHERE line.category IS DISTINCT FROM product.category OR line.brand IS DISTINCT FROM product.brand`),
    ).toBe(0);
    expect(
      await count(`SELECT count(*) AS n FROM ${transactions}
        WHERE abs(unit_price * abs(quantity) - abs(amount) - discount_amount) >= 0.0001 * abs(quantity)`),
    ).toBe(0);
    expect(await query(`SELECT product_id, is_product FROM ${products} WHERE NOT is_product`)).toEqual([
      { product_id: "POST", is_product: false },
    ]);
  });

  it("buys goods at the category's share of the price, and takes their cost back with a return", async () => {
    const rows = await query(`SELECT category, (sum(cost_amount) / sum(amount + discount_amount))::DOUBLE AS share
      FROM ${transactions} WHERE kind = 'sale' GROUP BY category`);
    expect(rows).toHaveLength(8);
    for (const { category, share } of rows) {
      const { costShare } = everyday.assortment.shelves[everyday.categories.names.indexOf(String(category))];
      expect(Math.abs(Number(share) / costShare - 1), String(category)).toBeLessThan(0.1);
    }
    expect(
      await count(`SELECT count(*) AS n FROM ${transactions} AS back JOIN ${transactions} AS sale USING (order_id)
        WHERE back.kind = 'return' AND sale.kind = 'sale' AND (back.amount = -sale.amount) AND back.cost_amount <> -sale.cost_amount`),
    ).toBe(0);
  });

  it("has coupons of their month on 40 % of the discounted orders and on no other row", async () => {
    const [[discounted, withCoupon, wrong]] = await numbers(`SELECT
      count(*) FILTER (discount_amount > 0), count(*) FILTER (discount_amount > 0 AND coupon_id IS NOT NULL),
      count(*) FILTER (coupon_id IS NOT NULL AND (discount_amount = 0 OR left(coupon_id, 7) <> strftime(ts, '%Y-%m')))
      FROM ${transactions}`);
    expectShare(withCoupon, discounted, everyday.assortment.couponShare, "coupons");
    expect(wrong).toBe(0);
  });

  it("records visits of the last year, in sessions that begin with a page and go forward in time", async () => {
    const [[early, late, mixed, without]] = await numbers(`
      WITH steps AS (
        SELECT *, row_number() OVER (PARTITION BY session_id ORDER BY ts, duration_s IS NULL) AS step,
               count(*) FILTER (event = 'page_view') OVER (PARTITION BY session_id) AS pages,
               count(DISTINCT coalesce(customer_id, anonymous_id)) OVER (PARTITION BY session_id) AS visitors FROM ${visits})
      SELECT count(*) FILTER (ts < '2025-01-01'), count(*) FILTER (ts >= '2026-01-01'),
             count(*) FILTER (pages <> 1 OR visitors <> 1 OR step = 1 AND event <> 'page_view'),
             count(*) FILTER ((customer_id IS NULL) = (anonymous_id IS NULL)) FROM steps`);
    expect([early, late, mixed, without]).toEqual([0, 0, 0, 0]);
    const perMonth = (await count(`SELECT count(*) AS n FROM ${visits}`)) / customers / 12;
    expect(perMonth).toBeGreaterThan(1);
    expect(perMonth).toBeLessThan(5);
  });

  it("ends a recorded session in the purchase of an order on the site, to the second", async () => {
    const orders = `FROM ${transactions} WHERE kind = 'sale' AND channel IN ('web', 'app') AND ts >= '2025-01-01'`;
    const bought = `FROM ${visits} WHERE event = 'purchase'`;
    const [[all, recorded]] = [
      [await count(`SELECT count(*) AS n ${orders}`), await count(`SELECT count(*) AS n ${bought}`)],
    ];
    expectShare(recorded, all, everyday.visits.recordedShare, "recorded orders");
    expect(
      await count(`SELECT count(*) AS n FROM (${bought}) AS visit WHERE NOT EXISTS (
        SELECT 1 FROM (${orders}) AS sale WHERE sale.ts = visit.ts AND sale.product_id = visit.product_id
          AND sale.customer_id IS NOT DISTINCT FROM visit.customer_id)`),
    ).toBe(0);
  });

  it("hears scores on their scales, happier ones from archetypes that are happier", async () => {
    expect(
      await count(`SELECT count(*) AS n FROM ${feedback} WHERE CASE kind
        WHEN 'review' THEN scale_max <> 5 OR score NOT BETWEEN 1 AND 5
        WHEN 'poll' THEN scale_max <> 10 OR score NOT BETWEEN 0 AND 10
        ELSE score IS NOT NULL OR scale_max IS NOT NULL END`),
    ).toBe(0);
    const [[champions, lapsed]] = await numbers(`SELECT
      avg(score) FILTER (archetype = 'champion'), avg(score) FILTER (archetype IN ('casual', 'lapsed'))
      FROM ${feedback} JOIN ${truth} USING (customer_id) WHERE kind = 'review' AND ts >= '2025-07-01'`);
    expect(champions).toBeGreaterThan(lapsed);
    const [[returns, reasons, orders, reviews]] = await numbers(`SELECT
      (SELECT count(*) FROM ${transactions} WHERE kind = 'return' AND customer_id IS NOT NULL),
      (SELECT count(*) FROM ${feedback} WHERE kind = 'return_reason'),
      (SELECT count(*) FROM ${transactions} WHERE kind = 'sale' AND customer_id IS NOT NULL AND ts < '2025-12-01'),
      (SELECT count(*) FROM ${feedback} WHERE kind = 'review' AND ts < '2025-12-11')`);
    expectShare(reasons, returns, everyday.feedback.reasonShare, "return reasons");
    // Reviews come ten days after the order in the mean.
    expectMean(reviews / orders, everyday.feedback.reviewShare, 0.0015, "reviews");
  });
});
