import { afterAll, beforeAll, expect, it } from "vitest";
import { type StagedBase, stageBase } from "./staged-base.ts";

let base: StagedBase;
const unknown = Number.NaN;

beforeAll(async () => {
  base = await stageBase({
    asOf: "2024-02-01",
    transactions: `
      customer_id, ts,         order_id, amount
      ann,         2023-05-05, a1,       10
      bob,         2023-05-05, b1,       10
      bob,         2023-05-05, b2,       10
      cy,          2023-01-10, c1,       10
      cy,          2023-01-20, c2,       10
      cy,          2023-01-20, c3,       10
      cy,          2023-02-19, c4,       10
      di,          2022-12-12, d1,       10
      di,          2023-01-11, d2,       10
      eve,         2023-03-01, e1,       10
      eve,         2023-03-08, e2,       10
      eve,         2023-03-10, e2,       -3
      eve,         2023-03-15, e3,       10
      eve,         2023-03-22, e4,       10
      fay,         2023-04-01, f1,       10
      fay,         2023-04-03, f1,       10
      fay,         2023-04-11, f2,       10
      gus,         2022-12-30, g1,       10
      gus,         2023-01-02, g1,       10
      hal,         2023-12-31, h1,       0
      hal,         2024-01-01, h2,       10
      ivy,         2023-02-01, a1,       10
      ivy,         2023-05-07, b1,       10`,
  });
});

afterAll(() => base.close());

it("counts orders, not lines: two on one day are two, one of two days is one, and a number is each customer's own", async () => {
  const table = await base.features("2023-01-01", "2024-01-01");
  expect(base.values(table, "orders")).toEqual({ ann: 1, bob: 2, cy: 4, di: 1, eve: 4, fay: 2, hal: 1, ivy: 2 });
});

it("averages the gaps that end in the look-back, also the one begun before it, between purchase days only", async () => {
  const table = await base.features("2023-01-01", "2024-01-01");
  expect(base.values(table, "interpurchase_days")).toEqual({
    ann: unknown,
    bob: unknown,
    cy: 20,
    di: 30,
    eve: 7,
    fay: 10,
    hal: unknown,
    ivy: 95,
  });
});

it("measures regularity from two gaps on", async () => {
  const table = await base.features("2023-01-01", "2024-01-01");
  expect(base.values(table, "interpurchase_variation")).toEqual({
    ann: unknown,
    bob: unknown,
    cy: 0.5,
    di: unknown,
    eve: 0,
    fay: unknown,
    hal: unknown,
    ivy: unknown,
  });
});

it("makes a line an order where rows are orders, and a day an order where days are", async () => {
  const transactions = `
    customer_id, ts,         order_id, amount
    ann,         2023-05-05, a1,       1
    ann,         2023-05-05, a1,       2
    ann,         2023-05-05, a2,       4
    ann,         2023-05-09, a2,       8`;
  const orders = async (orderKey: "row" | ["customer_id", "day"]) => {
    const other = await stageBase({ asOf: "2024-01-01", transactions, settings: { orderKey } });
    const table = await other.features("2023-01-01", "2024-01-01");
    const figures = ["orders", "interpurchase_days", "monetary"].map((name) => other.values(table, name).ann);
    await other.close();
    return figures;
  };
  expect(await orders("row")).toEqual([4, 4, 15]);
  expect(await orders(["customer_id", "day"])).toEqual([2, 4, 15]);
});
