import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { marketPositions } from "../../src/metrics/market-position.ts";
import { addMarketRows } from "../../src/metrics/market-rows.ts";
import { stageBase, type WrittenBase } from "../features/staged-base.ts";
import { figuresOf } from "./kpi-figures.ts";

const money = { moneyUnits: 10_000, moneyDigits: 2 };

/** Positions of a written base, and the rows they add to `kpis`. */
async function positionsOf(written: WrittenBase) {
  const base = await stageBase(written);
  onTestFinished(() => base.close());
  await figuresOf(base, {});
  const result = await marketPositions(base.engine, base.staged, money);
  await addMarketRows(base.engine, result);
  const rows = await base.engine.rows(
    "SELECT key, period_end - period_start AS days, period_kind, metric, value, numerator, denominator FROM kpis WHERE scope = 'market' ORDER BY key, period_start, metric",
  );
  if (result.status === "refused") throw new Error(result.reason.en);
  return { ...result, rows: rows.map((row) => Object.values(row)) };
}

const shop: WrittenBase = {
  asOf: "2024-04-01",
  transactions: `
    customer_id, ts,         category, amount
    ann,         2024-01-01, tea,      10
    ann,         2024-01-31, tea,      5.50
    bob,         2024-01-15, mugs,     200
    ann,         2024-02-01, tea,      31
    bob,         2024-02-03, tea,      -6
    ann,         2024-03-20, ,         999
    bob,         2024-03-31, mugs,     1
    bob,         2024-04-01, mugs,     70`,
  market: `
    period_start, period_end, category, price_index, market_size
    2024-01-01,   2024-02-01, tea,      80,          62
    2024-02-01,   2024-03-01, tea,      125,         310
    2024-03-01,   2024-03-31, tea,      ,            40
    2024-01-01,   2024-02-01, mugs,     100,         160
    2024-02-01,   2024-04-01, mugs,     50,
    2023-12-01,   2024-01-01, mugs,     40,          1000
    2024-04-01,   2024-05-01, mugs,     50,          5
    2024-02-01,   2024-03-01, hats,     50,          5`,
};

describe("marketPositions", () => {
  it("divides what the sales of the period brought by what all sellers took", async () => {
    const { positions } = await positionsOf(shop);
    const seen = positions.map((each) => [each.category, each.from, each.until, each.revenue, each.size, each.share]);
    expect(seen).toEqual([
      ["mugs", "2023-12-01", "2023-12-31", null, 1000, null],
      ["mugs", "2024-01-01", "2024-01-31", 200, 160, null],
      ["mugs", "2024-02-01", "2024-03-31", 1, null, null],
      ["tea", "2024-01-01", "2024-01-31", 15.5, 62, 0.25],
      ["tea", "2024-02-01", "2024-02-29", 31, 310, 0.1],
      ["tea", "2024-03-01", "2024-03-30", 0, 40, 0],
    ]);
    expect(positions.map(({ pricePosition }) => pricePosition)).toEqual([2.5, 1, 2, 1.25, 0.8, null]);
  });

  it("says why there is no share", async () => {
    const { positions } = await positionsOf(shop);
    expect(positions.map(({ withoutShare }) => withoutShare?.en)).toEqual([
      "our transactions begin on 2024-01-01",
      "our own sales are larger than the market given",
      "the size of the market is not known",
      ...[undefined, undefined, undefined],
    ]);
  });

  it("tells the change since a neighbouring period of the same length, months by their number", async () => {
    const { positions } = await positionsOf(shop);
    const changes = positions.filter(({ category }) => category === "tea").map(({ shareChange }) => shareChange);
    // February against January; the last period ends a day before its month does.
    expect(changes).toEqual([null, expect.closeTo(-0.15, 12), null]);
  });

  it("adds what is known to kpis, each with what it is made of", async () => {
    const { rows } = await positionsOf(shop);
    expect(rows).toEqual([
      ["mugs", 31, "period", "price_position", 2.5, 100, 40],
      ["mugs", 31, "period", "price_position", 1, 100, 100],
      ["mugs", 60, "period", "price_position", 2, 100, 50],
      ["tea", 31, "period", "market_share", 0.25, 15.5, 62],
      ["tea", 31, "period", "price_position", 1.25, 100, 80],
      ["tea", 29, "period", "market_share", 0.1, 31, 310],
      ["tea", 29, "period", "price_position", 0.8, 100, 125],
      ["tea", 30, "period", "market_share", 0, 0, 40],
    ]);
  });

  it("tells no share of a time in which our data had stopped", async () => {
    const { positions } = await positionsOf({
      asOf: "2024-03-01",
      // The longest silence lasts 9 days, so ten days after the last transaction are no gap, and eleven are.
      transactions: "customer_id,ts,category,amount\nann,2024-01-01,tea,1\nann,2024-01-11,tea,1",
      market: `period_start,period_end,category,market_size
        2024-01-01,2024-01-21,tea,10
        2024-01-21,2024-01-22,tea,10`,
    });
    expect(positions.map(({ share, withoutShare }) => share ?? withoutShare?.en)).toEqual([
      0.2,
      "our transactions end on 2024-01-11",
    ]);
  });

  it("knows whether guests' sales were left out, and counts them where they count in the totals", async () => {
    const transactions =
      "customer_id,ts,category,amount\nann,2024-01-01,tea,1\n,2024-01-02,tea,3\nann,2024-01-31,tea,1";
    const market = "period_start,period_end,category,market_size\n2024-01-01,2024-02-01,tea,10";
    const base = { asOf: "2024-02-01", transactions, market };
    const share = async (guests: "totals" | "exclude") => {
      const { positions, guestsLeftOut } = await positionsOf({ ...base, settings: { guests } });
      return [positions[0].share, guestsLeftOut];
    };
    expect(await share("exclude")).toEqual([0.2, true]);
    expect(await share("totals")).toEqual([0.5, false]);
  });

  it("is refused without a table, and where nothing was sold in its categories", async () => {
    const transactions = "customer_id,ts,category,amount\nann,2024-01-01,tea,1";
    const reasonOf = async (market?: string) => {
      const base = await stageBase({ asOf: "2024-02-01", transactions, ...(market === undefined ? {} : { market }) });
      onTestFinished(() => base.close());
      const result = await marketPositions(base.engine, base.staged, money);
      return result.status === "refused" ? result.reason.en : undefined;
    };
    expect(await reasonOf()).toBe("there is no market table");
    expect(await reasonOf("period_start,period_end,category,market_size\n2024-01-01,2024-02-01,hats,10")).toBe(
      "nothing was sold in the categories of the market table",
    );
  });

  it("tells no share without amounts, but the price position", async () => {
    const { positions } = await positionsOf({
      asOf: "2024-02-01",
      transactions: "customer_id,ts,category\nann,2024-01-01,tea",
      market: "period_start,period_end,category,market_size,price_index\n2024-01-01,2024-02-01,tea,10,200",
    });
    expect(positions[0]).toMatchObject({ revenue: null, share: null, pricePosition: 0.5 });
    expect(positions[0].withoutShare?.en).toBe("the transactions have no amounts");
  });
});

it("share × size is our revenue of the period, whatever happens outside of it", async () => {
  const sale = fc.record({
    day: fc.integer({ min: 1, max: 29 }),
    tea: fc.boolean(),
    cents: fc.integer({ min: 1, max: 99_999 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(sale, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 2, max: 28 }),
      async (sales, cut) => {
        const day = (d: number) => `2024-02-${String(d).padStart(2, "0")}`;
        const lines = sales.map((each) => `ann,${day(each.day)},${each.tea ? "tea" : "mugs"},${each.cents / 100}`);
        const base = await stageBase({
          asOf: "2024-03-01",
          transactions: [
            "customer_id,ts,category,amount",
            `ann,${day(1)},tea,1`,
            ...lines,
            `ann,${day(29)},tea,1`,
          ].join("\n"),
          market: `period_start,period_end,category,market_size\n2024-02-01,${day(cut)},tea,1000000\n${day(cut)},2024-03-01,tea,500000`,
        });
        const result = await marketPositions(base.engine, base.staged, money);
        await base.close();
        const tea = [{ day: 1, cents: 100 }, { day: 29, cents: 100 }, ...sales.filter((each) => each.tea)];
        const sum = (isIn: (d: number) => boolean) =>
          tea.reduce((total, each) => total + (isIn(each.day) ? each.cents : 0), 0);
        const expected = [sum((d) => d < cut), sum((d) => d >= cut)];
        const told = result.status === "done" ? result.positions : [];
        expect(told.map(({ share, size }) => Math.round(100 * (share ?? Number.NaN) * (size ?? Number.NaN)))).toEqual(
          expected,
        );
        expect(told.map(({ revenue }) => Math.round(100 * (revenue ?? Number.NaN)))).toEqual(expected);
      },
    ),
    { numRuns: 12 },
  );
});

it("sees nothing at or after as-of", async () => {
  const later = (text: string | undefined, row: string) => `${text}\n${row}`;
  const calm = await positionsOf(shop);
  const moved = await positionsOf({
    ...shop,
    transactions: later(shop.transactions, "bob, 2024-04-01, tea, 5000\nbob, 2024-04-02, hats, 5000"),
    market: later(shop.market, "2024-03-31, 2024-04-02, tea, 1, 1"),
  });
  expect(moved).toEqual(calm);
});
