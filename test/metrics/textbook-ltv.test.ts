import { afterAll, beforeAll, expect, it } from "vitest";
import { type StagedBase, stageBase } from "../features/staged-base.ts";
import { type Figure, figuresOf, valuesOf } from "./kpi-figures.ts";

let base: StagedBase;
let figures: Figure[];

// ann orders in January, February and March, bob in January and March, cy in February; guests count in totals.
beforeAll(async () => {
  base = await stageBase({
    asOf: "2024-04-10",
    settings: { guests: "totals" },
    transactions: `
      customer_id, ts,         order_id, amount
      ann,         2024-01-10, 1,        100
      ann,         2024-02-10, 2,        30
      ann,         2024-02-20, 3,        10
      ann,         2024-03-10, 4,        20
      bob,         2024-01-20, 5,        100
      bob,         2024-03-20, 6,        40
      bob,         2024-04-05, 7,        1000
      cy,          2024-02-05, 8,        60
      ,            2024-03-05, 9,        999`,
  });
  figures = await figuresOf(base, { ann: "s1", bob: "s2", cy: "s2" }, "totals");
});

afterAll(() => base.close());

it("multiplies average order, orders per customer and month, and the months that are expected", () => {
  // February and March: 5 orders of 160 in 4 months of a customer; of 2 customers in January 1 left, of 2 in February 1.
  const typical = valuesOf(figures, "all", "all", "2024-02-01..2024-04-01", "typical_month");
  expect(typical).toEqual({
    average_order: 160 / 5,
    orders_per_customer: 5 / 4,
    retention: 3 / 4,
    strict_retention: 2 / 4,
    expected_lifespan: 2,
    textbook_ltv: 80,
  });
  expect(typical.textbook_ltv).toBeCloseTo((160 / 5) * (5 / 4) * 2, 12);
});

it("is revenue per active month over monthly churn", () => {
  const ltv = figures.find(({ scope, metric }) => scope === "all" && metric === "textbook_ltv");
  expect([ltv?.numerator, ltv?.denominator]).toEqual([40, 0.5]);
});

it("is left out where nobody left: ann would stay for ever", () => {
  expect(valuesOf(figures, "segment", "s1", "2024-02-01..2024-04-01", "typical_month")).toEqual({
    average_order: 20,
    orders_per_customer: 3 / 2,
    retention: 1,
    strict_retention: 1,
  });
});

it("pools the last twelve complete months only", async () => {
  const long = await stageBase({
    asOf: "2025-03-01",
    transactions: `
      customer_id, ts,         order_id, amount
      ann,         2024-01-10, 1,        100
      ann,         2024-02-10, 2,        100
      ann,         2025-02-10, 3,        7`,
  });
  const rows = (await figuresOf(long, {})).filter(({ kind, scope }) => kind === "typical_month" && scope === "all");
  expect(new Set(rows.map(({ period }) => period))).toEqual(new Set(["2024-03-01..2025-03-01"]));
  expect(Object.fromEntries(rows.map(({ metric, value }) => [metric, value]))).toMatchObject({
    average_order: 7,
    strict_retention: 0,
    retention: 1,
  });
  await long.close();
});

it("shows how the cohorts go on, months that are not over left out", () => {
  const triangle = figures.filter(({ metric }) => metric === "cohort_retention");
  expect(
    triangle.map(({ key, period, value, numerator, denominator }) => [
      key,
      period.slice(0, 7),
      value,
      numerator,
      denominator,
    ]),
  ).toEqual([
    ["2024-01", "2024-01", 1, 2, 2],
    ["2024-01", "2024-02", 0.5, 1, 2],
    ["2024-01", "2024-03", 1, 2, 2],
    ["2024-02", "2024-02", 1, 1, 1],
    ["2024-02", "2024-03", 0, 0, 1],
  ]);
});
