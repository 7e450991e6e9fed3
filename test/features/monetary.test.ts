import { afterAll, beforeAll, expect, it } from "vitest";
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
