import { afterAll, beforeAll, expect, it } from "vitest";
import { epochDay, toIsoDate } from "../../src/math/calendar.ts";
import { type StagedBase, stageBase } from "./staged-base.ts";

let base: StagedBase;

beforeAll(async () => {
  base = await stageBase({
    asOf: "2024-01-01",
    customers: "customer_id\neve",
    settings: { guests: "totals" },
    transactions: `
      customer_id, ts,         order_id, category, channel, amount
      ann,         2023-05-05, a1,       tea,      web,     3
      ann,         2023-05-05, a2,       ,         shop,    4
      ann,         2023-05-05, a1,       tea,      web,     -1
      ann,         2023-05-07, a2,       pots,     web,     5
      ann,         2023-05-15, a3,       tea,      web,     6
      bob,         2023-05-05, b1,       tea,      web,     -2
      bob,         2023-05-05, b2,       tea,      web,     -3
      ,            2023-05-05, g1,       tea,      web,     99
      ,            2023-05-06, g1,       tea,      web,     -9`,
  });
});

afterAll(() => base.close());

it("has a row for each day of purchases, of further lines or of returns, and one of zeros for a second order", async () => {
  const rows =
    await base.engine.rows(`SELECT customer, day, orders, gross / 10000 AS gross, returned / 10000 AS returned, gap
    FROM days ORDER BY customer, day, orders DESC`);
  const columns = ["orders", "gross", "returned", "gap"];
  expect(
    rows.map((row) => [
      base.ids[Number(row.customer)],
      toIsoDate(epochDay.parse(Number(row.day))),
      ...columns.map((name) => Number(row[name])),
    ]),
  ).toEqual([
    ["ann", "2023-05-05", 2, 7, -1, 0],
    ["ann", "2023-05-05", 0, 0, 0, 0],
    ["ann", "2023-05-07", 0, 5, 0, 0],
    ["ann", "2023-05-15", 1, 6, 0, 10],
    ["bob", "2023-05-05", 0, 0, -5, 0],
  ]);
});

it("counts an order once, on its first day and with the channel of that day", async () => {
  expect(base.staged.channels).toEqual(["web", "shop"]);
  const shares = async (from: string, until: string) => {
    const table = await base.features(from, until);
    return [base.values(table, "orders"), base.values(table, "channel_share_web")];
  };
  expect(await shares("2023-05-05", "2023-05-16")).toEqual([{ ann: 3 }, { ann: 2 / 3 }]);
  expect(await shares("2023-05-05", "2023-05-06")).toEqual([{ ann: 2 }, { ann: 1 / 2 }]);
  expect(await shares("2023-05-06", "2023-05-15")).toEqual([{}, {}]);
});

it("notes the day of everyone's first order, none for those who never ordered", async () => {
  const rows = await base.engine.rows("SELECT customer_id, first_order FROM customer_ids ORDER BY customer");
  const firsts = rows.map((row) => [row.customer_id, row.first_order === null ? null : Number(row.first_order)]);
  expect(firsts).toEqual([
    ["ann", base.staged.firstEvent],
    ["bob", null],
    ["eve", null],
  ]);
});
