import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FeatureTable } from "../../src/features/feature-table.ts";
import { type StagedBase, stageBase } from "./staged-base.ts";

const unknown = Number.NaN;

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
    table = await other.features("2023-01-01", "2024-01-01", ["pricing"]);
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
