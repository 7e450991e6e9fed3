import { describe, expect, it } from "vitest";
import { comparePeriods, type PeriodComparison } from "../../src/metrics/compare-periods.ts";
import { type PeriodFigures, readPeriodFigures } from "../../src/metrics/period-figures.ts";
import { retentionOf } from "../../src/metrics/retention.ts";
import { day, stageBase } from "../features/staged-base.ts";

interface Bought {
  readonly orders: number;
  readonly gross: number;
}

/** A quarter in which these customers bought, with what else is known of it. */
function quarter(customers: readonly Bought[], rest: Partial<PeriodFigures> = {}): PeriodFigures {
  const sum = (of: (customer: Bought) => number) => customers.reduce((total, customer) => total + of(customer), 0);
  return {
    period: { from: 0, until: 90 },
    retention: { start: 0, end: customers.length, newcomers: customers.length, retained: 0 },
    hasAmounts: true,
    acquisition: null,
    customers: customers.length,
    repeaters: customers.filter(({ orders }) => orders > 1).length,
    orders: sum(({ orders }) => orders),
    gross: sum(({ gross }) => gross),
    ordersSquared: sum(({ orders }) => orders ** 2),
    grossSquared: sum(({ gross }) => gross ** 2),
    ordersTimesGross: sum(({ orders, gross }) => orders * gross),
    ...rest,
  };
}

/** So many customers, some of them with a second order, who all pay about the same for an order. */
function people(n: number, repeating: number, price: number): Bought[] {
  return Array.from({ length: n }, (_, i) => {
    const orders = i < repeating ? 2 : 1;
    return { orders, gross: orders * (price + (i % 3)) };
  });
}

function figure({ figures }: PeriodComparison, metric: string) {
  const found = figures.find((each) => each.metric === metric);
  if (found === undefined) throw new Error(`no ${metric} among ${figures.map((each) => each.metric)}`);
  return found;
}

describe("intervals", () => {
  it("of a change of shares are Newcombe's: 56 of 70 against 48 of 80", () => {
    // Newcombe (1998), Table II, example (a), method 10.
    const retained = (count: number, start: number) =>
      quarter(people(9, 1, 5), { retention: { start, end: count, newcomers: 0, retained: count } });
    const { change, direction } = figure(comparePeriods(retained(48, 80), retained(56, 70)), "strict_retention");
    expect(change.value).toBeCloseTo(0.2, 12);
    expect([change.lo, change.hi].map((bound) => bound.toFixed(4))).toEqual(["0.0524", "0.3339"]);
    expect(direction).toBe("up");
  });

  it("of a mean per customer follow from the variance between customers", () => {
    const orders = [1, 1, 2, 4].map((n) => ({ orders: n, gross: 10 }));
    const { before } = figure(comparePeriods(quarter(orders), quarter(orders)), "orders_per_customer");
    // Variance (1 + 1 + 0 + 4) / 3 = 2, standard error √(2 / 4).
    expect(before.value).toBe(2);
    expect(before.hi).toBeCloseTo(2 + 1.959963985 * Math.sqrt(0.5), 8);
    expect(before.lo).toBeCloseTo(2 - 1.959963985 * Math.sqrt(0.5), 8);
  });

  it("of the average order are those of revenue per customer where everyone has one order", () => {
    const single = [3, 8, 20, 21].map((gross) => ({ orders: 1, gross }));
    const comparison = comparePeriods(quarter(single), quarter(single));
    const [order, revenue] = ["average_order", "revenue_per_customer"].map((name) => figure(comparison, name).before);
    expect(order.value).toBe(13);
    expect(order.lo).toBeCloseTo(revenue.lo, 10);
    expect(order.hi).toBeCloseTo(revenue.hi, 10);
  });

  it("of the average order have no width where every order costs the same, however many each made", () => {
    const same = [1, 5, 2].map((orders) => ({ orders, gross: 7 * orders }));
    const { before } = figure(comparePeriods(quarter(same), quarter(same)), "average_order");
    expect([before.lo, before.value, before.hi].map((each) => each.toFixed(6))).toEqual(Array(3).fill("7.000000"));
  });

  it("of retention by the formula are wider than the strict ones, for whoever comes back comes by chance", () => {
    const period = quarter(people(9, 1, 5), { retention: { start: 100, end: 130, newcomers: 10, retained: 50 } });
    const comparison = comparePeriods(period, period);
    const { before } = figure(comparison, "retention");
    expect(before.value).toBe(1.2);
    // Variance 100 × .5 × .5 of the retained and 70 of the reactivated.
    expect(before.hi).toBeCloseTo(1.2 + (1.959963985 * Math.sqrt(95)) / 100, 8);
    expect(figure(comparison, "strict_retention").before.value).toBe(0.5);
  });
});

describe("the verdict", () => {
  const retention = (retained: number, newcomers: number) => ({ start: 1000, end: 1000, newcomers, retained });
  const before = quarter(people(1000, 200, 50), {
    retention: retention(400, 500),
    acquisition: { cost: 5000, newcomers: 500 },
  });

  it("sees that loyalty grew, and what a new customer costs", () => {
    const after = quarter(people(1000, 300, 50), {
      retention: retention(500, 400),
      acquisition: { cost: 5200, newcomers: 400 },
    });
    const comparison = comparePeriods(before, after);
    expect(comparison.verdict).toEqual({
      en: "Loyalty grew, and customers spend more, but each new customer costs 30.0% more.",
      ru: "Лояльность выросла, и клиенты тратят больше, но каждый новый клиент обходится на 30,0\u00a0% дороже.",
    });
    expect(figure(comparison, "cac")).toMatchObject({ before: { value: 10 }, after: { value: 13 } });
    expect(figure(comparison, "cac").relative).toBeCloseTo(0.3, 12);
  });

  it("does not take chance for a change", () => {
    const after = quarter(people(1000, 205, 50), { retention: retention(404, 490) });
    expect(comparePeriods(before, after).verdict).toEqual({
      en: "Loyalty did not change measurably.",
      ru: "Лояльность заметно не изменилась.",
    });
  });

  it("sees harm", () => {
    const after = quarter(people(1000, 100, 30), {
      retention: retention(200, 700),
      acquisition: { cost: 5600, newcomers: 700 },
    });
    expect(comparePeriods(before, after).verdict.en).toBe(
      "Loyalty fell, and customers spend less, but each new customer costs 20.0% less.",
    );
  });

  it("does not take the length of a period for loyalty", () => {
    const longer = quarter(people(1000, 500, 50), {
      period: { from: 90, until: 270 },
      retention: retention(600, 500),
      acquisition: { cost: 6500, newcomers: 500 },
    });
    const comparison = comparePeriods(before, longer);
    expect(figure(comparison, "repeat_share").direction).toBe("up");
    expect(comparison.verdict).toEqual({
      en: "The periods differ in length, so loyalty cannot be compared, and each new customer costs 30.0% more.",
      ru: "Периоды разной длины, поэтому о лояльности судить нельзя, и каждый новый клиент обходится на 30,0\u00a0% дороже.",
    });
  });

  it("warns of periods of different length, and always of the missing control group", () => {
    const longer = { ...before, period: { from: 90, until: 270 } };
    expect(comparePeriods(before, before).cautions.length).toBe(1);
    expect(comparePeriods(before, longer).cautions[1].en).toContain("90 and 180 days");
  });
});

describe("readPeriodFigures", () => {
  const base = stageBase({
    asOf: "2024-07-01",
    transactions: `
      customer_id, ts,         order_id, amount
      ann,         2024-01-10, 1,        5
      ann,         2024-03-10, 2,        10
      ann,         2024-04-10, 3,        30
      ann,         2024-04-10, 4,        2.5
      bob,         2024-02-20, 5,        5
      cy,          2024-01-05, 6,        5
      cy,          2024-04-06, 7,        8
      di,          2024-04-30, 8,        4
      di,          2024-05-01, 9,        400
      eve,         2024-04-02, 10,       -9`,
    costs: `
      period_start, period_end, channel, amount
      2024-04-01,   2024-04-16, tv,      50
      2024-05-15,   2024-06-15, tv,      7`,
  });
  const april = { from: day("2024-04-01"), until: day("2024-05-01") };
  const quarterBefore = { from: day("2024-02-01"), until: day("2024-04-01") };
  const read = async (period: typeof april, settings: { before?: typeof april; members?: Uint8Array } = {}) => {
    const { engine, staged } = await base;
    return readPeriodFigures(engine, period, { ...staged, moneyUnits: 10_000, ...settings });
  };

  it("counts those of both periods, the new and the reactivated", async () => {
    const figures = await read(april, { before: quarterBefore });
    // ann stayed, bob left, cy came back from January, di is new; eve only returned something.
    expect(figures.retention).toEqual({ start: 2, end: 3, newcomers: 1, retained: 1 });
    expect(retentionOf(figures.retention)).toEqual({ formula: 1, strict: 0.5, reactivated: 1 });
    expect(figures).toMatchObject({ customers: 3, repeaters: 1, orders: 4, gross: 44.5, ordersSquared: 6 });
    expect(figures.grossSquared).toBeCloseTo(32.5 ** 2 + 8 ** 2 + 4 ** 2, 9);
    expect(figures.ordersTimesGross).toBeCloseTo(2 * 32.5 + 8 + 4, 9);
  });

  it("looks back as far as the period is long, unless told otherwise", async () => {
    expect((await read(april)).retention).toEqual({ start: 1, end: 3, newcomers: 1, retained: 1 });
  });

  it("counts the newcomers of the days that were paid for, and no bill that reaches over the edge", async () => {
    // di came on 30 April, when nothing was paid for.
    expect((await read(april)).acquisition).toEqual({ cost: 50, newcomers: 0 });
    expect((await read({ from: day("2024-05-01"), until: day("2024-06-01") })).acquisition).toBeNull();
  });

  it("counts members only, of whose costs nothing is known", async () => {
    const figures = await read(april, { members: Uint8Array.of(0, 1, 1, 1, 1), before: quarterBefore });
    expect(figures.retention).toEqual({ start: 1, end: 2, newcomers: 1, retained: 0 });
    expect(figures.acquisition).toBeNull();
  });

  it("wants periods that follow each other", async () => {
    await expect(read(april, { before: { from: april.from, until: april.until } })).rejects.toThrow(
      "expected two that follow each other",
    );
    await (await base).close();
  });
});
