import { describe, expect, it } from "vitest";
import { adviseBudget } from "../../src/metrics/budget-advice.ts";
import { comparePeriods } from "../../src/metrics/compare-periods.ts";
import { fitResponseCurve } from "../../src/metrics/fit-response-curve.ts";
import { readPeriodFigures } from "../../src/metrics/period-figures.ts";
import { day, stageBase, type WrittenBase } from "../features/staged-base.ts";
import { type Figure, figuresOf, valuesOf } from "../metrics/kpi-figures.ts";
import { divide } from "../structures/divided-base.ts";

const [january, february, march] = ["2024-01-01..2024-02-01", "2024-02-01..2024-03-01", "2024-03-01..2024-04-01"];

async function figuresOfWritten(base: WrittenBase, segments: Readonly<Record<string, string>> = {}): Promise<Figure[]> {
  const staged = await stageBase(base);
  const figures = await figuresOf(staged, segments);
  await staged.close();
  return figures;
}

describe("where customers come from", () => {
  const base = {
    asOf: "2024-04-01",
    customers: `customer_id,acquisition_channel
      ann,search
      bob,search
      cy,tv
      di,`,
    transactions: `customer_id,order_id,ts,amount
      ann,o1,2024-01-10,5
      bob,o2,2024-01-12,5
      cy,o3,2024-01-20,5
      di,o4,2024-01-30,5`,
    costs: `period_start,period_end,channel,amount
      2024-01-01,2024-02-01,search,30
      2024-01-01,2024-02-01,tv,70`,
  };

  it("sources-and-budgets: each channel has its cost per newcomer, and a budget goes where it brings as much everywhere", async () => {
    expect((await divide(base)).partsOf("acquisition")).toEqual({
      ...{ ann: "search", bob: "search", cy: "tv", di: "unknown" },
    });
    const figures = await figuresOfWritten(base);
    const costs = figures.filter(({ metric, kind }) => metric === "cac" && kind === "history");
    expect(costs.map(({ scope, key, value }) => [scope, key, value])).toEqual([
      ["acquisition", "search", 15],
      ["acquisition", "tv", 70],
      ["all", "all", 25],
    ]);

    // 100·x/(10 + x) and 400·y/(10 + y): of 40, the second gets 30, where both still bring 2.5 for one more.
    const hyperbola = (scale: number) => (spend: number) => ({ spend, outcome: (scale * spend) / (10 + spend) });
    const seen = [8, 16, 24];
    const fits = new Map([
      ["search", fitResponseCurve(seen.map(hyperbola(100)))],
      ["tv", fitResponseCurve(seen.map(hyperbola(400)))],
    ]);
    const advice = adviseBudget(fits, 40);
    if (advice.status !== "done") throw new Error(advice.reason.en);
    const [search, tv] = advice.channels;
    expect(search.spend + tv.spend).toBeCloseTo(40, 9);
    expect(Math.abs(search.spend / 10 - 1)).toBeLessThan(0.01);
    expect(Math.abs(search.marginal / tv.marginal - 1)).toBeLessThan(0.01);
    const twoLevels = fitResponseCurve([8, 16, 16].map(hyperbola(100)));
    expect(twoLevels.status).toBe("refused");
    expect(adviseBudget(new Map([...fits, ["search", twoLevels]]), 40).status).toBe("refused");
  });
});

describe("what messages bring", () => {
  it("cheaper-marketing: cost per conversion and conversion before and after are a division", async () => {
    const figures = await figuresOfWritten({
      asOf: "2024-03-01",
      transactions: `customer_id,order_id,ts,amount
        ann,o1,2024-01-01,5
        bob,o2,2024-02-02,5`,
      contacts: `customer_id,ts,channel,converted,cost
        ann,2024-01-10,email,yes,0.50
        bob,2024-01-10,email,no,0.50
        ann,2024-01-20,email,no,0.50
        bob,2024-01-20,email,no,0.50
        ann,2024-02-10,email,yes,0.60
        bob,2024-02-10,email,yes,0.60
        ann,2024-02-20,email,no,0.60`,
    });
    expect(valuesOf(figures, "all", "all", january)).toMatchObject({ cost_per_conversion: 2, conversion_rate: 1 / 4 });
    expect(valuesOf(figures, "all", "all", february)).toMatchObject({
      cost_per_conversion: 0.9,
      conversion_rate: 2 / 3,
    });
  });
});

describe("who stays", () => {
  it("retention-by-formula: it counts those who come back, strict retention does not, and the difference is told", async () => {
    // ann and bob stay in February, cy is new there; in March cy stays, ann leaves, and di comes back from January.
    const figures = await figuresOfWritten({
      asOf: "2024-04-01",
      transactions: `customer_id,order_id,ts,amount
        ann,o1,2024-01-10,5
        bob,o2,2024-01-10,5
        di,o3,2024-01-10,5
        ann,o4,2024-02-10,5
        bob,o5,2024-02-10,5
        cy,o6,2024-02-10,5
        bob,o7,2024-03-10,5
        cy,o8,2024-03-10,5
        di,o9,2024-03-10,5
        eve,o10,2024-03-10,5`,
    });
    expect(valuesOf(figures, "all", "all", february)).toMatchObject({ retention: 2 / 3, strict_retention: 2 / 3 });
    const after = valuesOf(figures, "all", "all", march);
    expect(after).toMatchObject({
      retention: 1,
      strict_retention: 2 / 3,
      reactivated: 1,
      new_customers: 1,
      churned: 1,
    });
    const before = valuesOf(figures, "all", "all", february);
    expect(after.active_customers).toBe(
      before.active_customers + after.new_customers + after.reactivated - after.churned,
    );
  });

  it("cheque-repeat-cac-ltv: each is as written, and purchases are counted per month of the lifetime", async () => {
    // From January to February ann stays and bob leaves, from February to March ann stays and cy leaves.
    const figures = await figuresOfWritten({
      asOf: "2024-04-01",
      transactions: `customer_id,order_id,ts,amount
        ann,o1,2024-01-10,40
        bob,o2,2024-01-10,20
        ann,o3,2024-02-10,10
        ann,o4,2024-02-20,30
        cy,o5,2024-02-10,20
        ann,o6,2024-03-10,60`,
      costs: `period_start,period_end,channel,amount
        2024-01-01,2024-04-01,tv,60`,
    });
    expect(valuesOf(figures, "all", "all")).toMatchObject({
      average_order: 180 / 6,
      repeat_share: 1 / 3,
      orders_per_customer: 2,
      cac: 60 / 3,
    });
    const typical = valuesOf(figures, "all", "all", "2024-02-01..2024-04-01", "typical_month");
    // 4 orders in the 3 months that a customer was active; of 2 + 2 customers at the start of a month, 2 left.
    expect(typical).toMatchObject({ average_order: 30, orders_per_customer: 4 / 3, expected_lifespan: 2 });
    expect(typical.textbook_ltv).toBeCloseTo(30 * (4 / 3) * 2, 12);
  });

  it("programme-before-after: loyalty grew, and it is seen that each newcomer costs more", async () => {
    // 200 customers a month: 80 of January's stay in February; of the 200 of April 140 stay in May, with 60 newcomers.
    const month = (name: string, ids: readonly number[]) => ids.map((id) => `c${1000 + id},${name}${id},${name}-10,20`);
    const range = (from: number, until: number) => Array.from({ length: until - from }, (_, i) => from + i);
    const base = await stageBase({
      asOf: "2024-06-01",
      transactions: [
        "customer_id,order_id,ts,amount",
        ...month("2024-01", range(0, 200)),
        ...month("2024-02", range(120, 320)),
        ...month("2024-04", range(120, 320)),
        ...month("2024-05", range(180, 380)),
      ].join("\n"),
      costs: `period_start,period_end,channel,amount
        2024-02-01,2024-03-01,tv,1200
        2024-05-01,2024-06-01,tv,780`,
    });
    const read = (from: string, until: string, since: string) =>
      readPeriodFigures(
        base.engine,
        { from: day(from), until: day(until) },
        { ...base.staged, moneyUnits: 10_000, before: { from: day(since), until: day(from) } },
      );
    const before = await read("2024-02-01", "2024-03-01", "2024-01-01");
    const after = await read("2024-05-01", "2024-06-01", "2024-04-01");
    await base.close();
    const { figures, verdict } = comparePeriods(before, after);
    const change = (metric: string) => figures.find((each) => each.metric === metric);
    expect(change("strict_retention")).toMatchObject({
      before: { value: 0.4 },
      after: { value: 0.7 },
      direction: "up",
    });
    expect(change("cac")).toMatchObject({ before: { value: 10 }, after: { value: 13 } });
    expect(verdict).toEqual({
      en: "Loyalty grew, but each new customer costs 30.0% more.",
      ru: "Лояльность выросла, но каждый новый клиент обходится на 30,0\u00a0% дороже.",
    });
  });
});
