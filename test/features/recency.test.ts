import { afterAll, beforeAll, expect, it } from "vitest";
import { type StagedBase, stageBase } from "./staged-base.ts";

let base: StagedBase;

beforeAll(async () => {
  base = await stageBase({
    asOf: "2024-03-01",
    customers: `
      customer_id, registered_at
      ann,         2022-06-01
      di,          2023-01-15
      eve,         2023-06-15
      ivy,         2023-11-11`,
    transactions: `
      customer_id, ts,                  order_id, amount
      ann,         2023-03-01 00:00:00, a1,       10
      bob,         2023-12-31 23:59:59, b1,       10
      bob,         2023-12-31 08:00:00, b2,       10
      cy,          2023-06-02 09:00:00, c1,       10
      cy,          2023-05-30 09:00:00, c1,       10
      di,          2022-11-20 09:00:00, d1,       10
      di,          2023-02-10 09:00:00, d2,       10
      eve,         2023-06-01 09:00:00, e1,       -5
      eve,         2023-07-01 09:00:00, e2,       10
      eve,         2023-09-01 09:00:00, e2,       -5
      fay,         2023-04-01 09:00:00, f1,       -5
      gus,         2022-12-31 23:59:59, g1,       10
      hal,         2023-01-01 00:00:00, h1,       10
      ivy,         2024-01-01 00:00:00, i1,       10
      jo,          2022-12-30 09:00:00, j1,       10
      jo,          2023-01-02 09:00:00, j1,       10`,
  });
});

afterAll(() => base.close());

it("sees whoever ordered from the first day of the look-back to the day before its end", async () => {
  const table = await base.features("2023-01-01", "2024-01-01");
  expect([...table.customers].map((customer) => base.ids[customer])).toEqual(["ann", "bob", "cy", "di", "eve", "hal"]);
});

it("counts recency from the last order, whose day is that of its first line", async () => {
  const table = await base.features("2023-01-01", "2024-01-01");
  expect(base.values(table, "recency_days")).toEqual({ ann: 306, bob: 1, cy: 216, di: 325, eve: 184, hal: 365 });
});

it("counts tenure from registration or from whatever happened before, a return included", async () => {
  const table = await base.features("2023-01-01", "2024-01-01");
  expect(base.values(table, "tenure_days")).toEqual({ ann: 579, bob: 1, cy: 216, di: 407, eve: 214, hal: 365 });
});

it("keeps tenure and moves recency when the look-back gets shorter", async () => {
  const table = await base.features("2022-11-01", "2023-01-01");
  expect(base.values(table, "recency_days")).toEqual({ di: 42, gus: 1, jo: 2 });
  const later = await base.features("2023-12-01", "2024-02-01");
  expect(base.values(later, "tenure_days")).toEqual({ bob: 32, ivy: 82 });
});
