import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FeatureTable } from "../../src/features/feature-table.ts";
import { type StagedBase, stageBase } from "./staged-base.ts";

let base: StagedBase;
const unknown = Number.NaN;

// The later half of the year begins with July.
beforeAll(async () => {
  base = await stageBase({
    asOf: "2024-02-01",
    transactions: `
      customer_id, ts,         order_id, amount
      ann,         2023-06-30, a1,       30.00
      ann,         2023-07-01, a2,       10.50
      ann,         2023-08-01, a2,       -5.25
      ann,         2024-01-01, a3,       99.00
      bob,         2022-12-01, b1,       100
      bob,         2023-02-01, b2,       20
      bob,         2023-02-02, b1,       -60
      cy,          2023-03-03, c1,       0
      cy,          2023-03-04, c1,       -2
      di,          2023-12-24, d1,       0.335
      di,          2023-12-24, d1,       0.335
      di,          2023-12-24, d1,       0.335
      di,          2023-12-25, d2,       3
      eve,         2022-12-31, e1,       7
      eve,         2023-01-02, e1,       5
      eve,         2023-12-31, e2,       15`,
  });
});

afterAll(() => base.close());

it("is what was spent in the look-back less what came back in it", async () => {
  const table = await base.features("2023-01-01", "2024-01-01");
  expect(base.values(table, "monetary")).toEqual({ ann: 35.25, bob: -40, cy: -2, di: 4.005, eve: 20 });
});

it("does not deduct returns where they are gross", async () => {
  const gross = base.gross();
  const table = await gross.features("2023-01-01", "2024-01-01");
  expect(gross.values(table, "monetary")).toEqual({ ann: 40.5, bob: 20, cy: 0, di: 4.005, eve: 20 });
  expect(gross.values(table, "return_share").bob).toBe(3);
  expect(gross.offered("2023-01-01", "2024-01-01").features[5].definition).toContain("returns not deducted");
});

it("divides gross money by orders", async () => {
  const table = await base.features("2023-01-01", "2024-01-01");
  expect(base.values(table, "average_order")).toEqual({ ann: 20.25, bob: 20, cy: 0, di: 4.005 / 2, eve: 20 });
});

it("compares the later half with the earlier, and knows no trend without money", async () => {
  const table = await base.features("2023-01-01", "2024-01-01");
  expect(base.values(table, "revenue_trend")).toEqual({
    ann: -19.5 / 40.5,
    bob: -1,
    cy: unknown,
    di: 1,
    eve: 0.5,
  });
});

it("sets what came back against what was bought", async () => {
  const table = await base.features("2023-01-01", "2024-01-01");
  expect(base.values(table, "return_share")).toEqual({ ann: 5.25 / 40.5, bob: 3, cy: unknown, di: 0, eve: 0 });
});

describe("discounts, coupons and costs", () => {
  let other: StagedBase;
  let table: FeatureTable;

  beforeAll(async () => {
    other = await stageBase({
      asOf: "2024-02-01",
      transactions: `
        customer_id, ts,         order_id, amount, discount_amount, coupon_id, cost_amount
        ann,         2023-05-05, a1,       30,     10,              SPRING,    12
        ann,         2023-05-05, a1,       60,     ,                ,
        ann,         2023-06-05, a2,       20,     0,               ,          25
        ann,         2023-06-06, a2,       10,     40,              SPRING,
        bob,         2023-05-05, b1,       8,      ,                ,
        cy,          2023-05-05, c1,       50,     0,               LATE,      10
        cy,          2023-05-06, c1,       -50,    0,               ,          -10`,
    });
    table = await other.features("2023-01-01", "2024-01-01", ["monetary"]);
  });

  afterAll(() => other.close());

  it("divides discounts by the price before them, where they are known", () => {
    expect(other.values(table, "discount_share")).toEqual({ ann: 50 / 110, bob: unknown, cy: 0 });
  });

  it("counts orders with a coupon on their first day", () => {
    expect(other.values(table, "coupon_share")).toEqual({ ann: 1 / 2, bob: 0, cy: 1 });
  });

  it("takes cost from the sales whose cost is known, and says how much of the money that is", () => {
    expect(other.values(table, "margin")).toEqual({ ann: 13, bob: unknown, cy: 40 });
    expect(other.values(table, "margin_share")).toEqual({ ann: 13 / 50, bob: unknown, cy: 0.8 });
    expect(other.values(table, "costed_share")).toEqual({ ann: 50 / 120, bob: 0, cy: 1 });
  });
});
