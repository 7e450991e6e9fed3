import { afterAll, beforeAll, expect, it } from "vitest";
import { buildKpis } from "../../src/metrics/kpis.ts";
import { type StagedBase, stageBase } from "../features/staged-base.ts";
import { type Figure, figuresOf, valuesOf } from "./kpi-figures.ts";

let base: StagedBase;
let figures: Figure[];
const segments = { ann: "s1", bob: "s2" };

beforeAll(async () => {
  base = await stageBase({
    asOf: "2024-03-01",
    transactions: `
      customer_id, ts,         amount
      ann,         2024-01-10, 5
      ann,         2024-02-10, 5
      ann,         2024-02-11, 5
      bob,         2024-01-20, 5`,
    contacts: `
      customer_id, ts,         channel, arm,     opened, clicked, converted, unsubscribed
      ann,         2024-01-11, email,   ,        yes,    yes,     no,        no
      ann,         2024-01-12, email,   ,        yes,    no,      yes,       no
      ann,         2024-01-13, email,   control, no,     no,      yes,       no
      ann,         2024-02-01, email,   ,        no,     no,      no,        no
      bob,         2024-02-01, email,   ,        yes,    yes,     yes,       yes
      bob,         2024-01-01, email,   ,        yes,    yes,     yes,       yes`,
    feedback: `
      customer_id, ts,         kind,      score, scale_max
      ann,         2024-01-30, complaint, 1,     5
      ann,         2024-02-12, review,    4,     5
      bob,         2024-02-12, poll,      7,     10
      bob,         2024-02-13, poll,      ,      10
      bob,         2024-01-02, complaint, 1,     5`,
  });
  figures = await figuresOf(base, segments);
});

afterAll(() => base.close());

it("counts messages since the history began, control rows being none", () => {
  expect(valuesOf(figures, "all", "all")).toMatchObject({
    messages: 4,
    open_rate: 3 / 4,
    click_rate: 2 / 4,
    conversion_rate: 2 / 4,
    response_rate: 3 / 4,
    unsubscribe_rate: 1 / 4,
  });
  expect(valuesOf(figures, "segment", "s1", "2024-01-01..2024-02-01")).toMatchObject({
    messages: 2,
    open_rate: 1,
    click_rate: 1 / 2,
    conversion_rate: 1 / 2,
    response_rate: 1,
    unsubscribe_rate: 0,
  });
});

it("counts complaints against orders, and means of scores over those that have one", () => {
  const all = valuesOf(figures, "all", "all");
  expect(all.complaints_per_1000_orders).toBe(250);
  expect(all.mean_score).toBeCloseTo((0.2 + 0.8 + 0.7) / 3, 12);
  expect(valuesOf(figures, "segment", "s2").complaints_per_1000_orders).toBe(0);
  expect(valuesOf(figures, "segment", "s2").mean_score).toBeCloseTo(0.7, 12);
});

it("has the cost per conversion of the messages whose cost is known, in units of the currency", async () => {
  await base.engine.run(`CREATE OR REPLACE TABLE contacts AS SELECT customer, day, channel, is_message, opened, clicked, visited,
    converted, unsubscribed, CASE WHEN customer = 0 THEN 2500 * (is_message + opened) END AS cost FROM contacts`);
  const rows = (await figuresOf(base, segments)).filter(
    ({ metric, kind }) => metric === "cost_per_conversion" && kind === "history",
  );
  // ann: 0.50 + 0.50 + 0.25 for one conversion; nothing is known of what bob's message cost.
  expect(
    rows.map(({ scope, key, value, numerator, denominator }) => [scope, key, value, numerator, denominator]),
  ).toEqual([
    ["all", "all", 1.25, 1.25, 1],
    ["segment", "s1", 1.25, 1.25, 1],
  ]);
});

it("says nothing of what the contacts do not tell", async () => {
  const bare = await stageBase({
    asOf: "2024-03-01",
    customers: "customer_id\nann\nbob",
    contacts: "customer_id,ts,channel,visited\nann,2024-01-31,email,yes\nbob,2024-02-01,email,no",
  });
  await buildKpis(bare.engine, bare.staged, { moneyUnits: 10_000, moneyDigits: 2, guests: "exclude" });
  const rows = await bare.engine.rows("SELECT metric, value FROM kpis WHERE period_kind = 'history' ORDER BY metric");
  // Without transactions the history begins with the first message.
  expect(rows).toEqual([
    { metric: "known_customers", value: 2 },
    { metric: "messages", value: 2 },
    { metric: "response_rate", value: 0.5 },
  ]);
  await bare.close();
});
