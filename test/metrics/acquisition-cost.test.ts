import { afterAll, beforeAll, expect, it } from "vitest";
import { type StagedBase, stageBase } from "../features/staged-base.ts";
import { type Figure, figuresOf } from "./kpi-figures.ts";

let base: StagedBase;
let figures: Figure[];

beforeAll(async () => {
  base = await stageBase({
    asOf: "2024-07-01",
    customers: `
      customer_id, valid_from, acquisition_channel
      ann,         2024-01-01, search
      bob,         2024-01-01, tv
      cy,          2024-01-01, search
      di,          2024-01-01,
      eve,         2024-01-01, search
      fay,         2024-01-01,
      fay,         2024-04-01, search
      fay,         2024-05-01, affiliate
      gus,         2024-01-01, tv
      hal,         2024-01-01, search`,
    transactions: `
      customer_id, ts,         amount
      ann,         2024-01-10, 5
      ann,         2024-03-10, 5
      bob,         2024-01-20, 5
      cy,          2024-02-10, 5
      di,          2024-03-01, 5
      eve,         2024-04-01, 5
      fay,         2024-03-31, 5
      gus,         2024-05-20, 5
      hal,         2024-03-05, -5`,
    costs: `
      period_start, period_end, channel, amount
      2024-01-01,   2024-02-01, search,  100
      2024-03-01,   2024-04-01, search,  20
      2024-05-01,   2024-06-01, search,  7
      2024-01-01,   2024-02-01, tv,      50
      2024-01-01,   2024-02-01, tv,      25
      2024-02-01,   2024-03-01, tv,      8
      2024-04-15,   2024-05-15, tv,      40
      2024-06-15,   2024-07-15, tv,      500
      2024-02-01,   2024-03-01, fair,    10
      2023-10-01,   2023-12-01, print,   999`,
  });
  figures = await figuresOf(base, {});
});

afterAll(() => base.close());

function rowsOf(metric: string) {
  const rows = figures.filter((figure) => figure.metric === metric);
  return rows.map(({ scope, key, kind, period, value, numerator, denominator }) =>
    denominator === null
      ? [scope, key, kind, period, value]
      : [scope, key, kind, period, value, numerator, denominator],
  );
}

it("adds up the costs whose periods are over and not older than the history", () => {
  expect(rowsOf("marketing_cost")).toEqual([
    ["acquisition", "fair", "history", "2024-02-01..2024-03-01", 10],
    ["acquisition", "search", "history", "2024-01-01..2024-06-01", 127],
    ["acquisition", "tv", "history", "2024-01-01..2024-05-15", 123],
    ["all", "all", "history", "2024-01-01..2024-06-01", 260],
    ["all", "all", "month", "2024-01-01..2024-02-01", 175],
    ["all", "all", "month", "2024-02-01..2024-03-01", 18],
    ["all", "all", "month", "2024-03-01..2024-04-01", 20],
  ]);
});

it("divides them by the newcomers of the days they paid for", () => {
  expect(rowsOf("cac")).toEqual([
    // cy came by search in February, eve on 1 April, when search was not paid for; fay was known to come by search first.
    ["acquisition", "search", "history", "2024-01-01..2024-06-01", 63.5, 127, 2],
    // gus came by tv on 20 May, after its last paid day.
    ["acquisition", "tv", "history", "2024-01-01..2024-05-15", 123, 123, 1],
    // Everyone but eve, on whose day nothing was paid for, and hal, who only returned.
    ["all", "all", "history", "2024-01-01..2024-06-01", 260 / 6, 260, 6],
    // April and May share a bill, so neither has a figure.
    ["all", "all", "month", "2024-01-01..2024-02-01", 87.5, 175, 2],
    ["all", "all", "month", "2024-02-01..2024-03-01", 18, 18, 1],
    ["all", "all", "month", "2024-03-01..2024-04-01", 10, 20, 2],
  ]);
});

it("has no channels where nobody's is known", async () => {
  const bare = await stageBase({
    asOf: "2024-07-01",
    transactions: "customer_id,ts,amount\nann,2024-01-10,5\nbob,2024-02-10,5",
    costs: "period_start,period_end,channel,amount\n2024-01-01,2024-02-01,tv,30\n2024-01-01,2024-02-01,search,3",
  });
  const costs = (await figuresOf(bare, {})).filter(({ metric }) => metric === "cac");
  expect(costs.map(({ scope, kind, value, denominator }) => [scope, kind, value, denominator])).toEqual([
    ["all", "history", 33, 1],
    ["all", "month", 33, 1],
  ]);
  await bare.close();
});
