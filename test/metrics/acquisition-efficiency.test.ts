import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acquisitionEfficiency } from "../../src/metrics/acquisition-efficiency.ts";
import { acquisitionResult } from "../../src/metrics/acquisition-result.ts";
import { addAcquisitionRows } from "../../src/metrics/acquisition-rows.ts";
import { type StagedBase, stageBase, type WrittenBase } from "../features/staged-base.ts";
import { figuresOf } from "./kpi-figures.ts";

const money = { moneyUnits: 10_000, unitsPerMinor: 100, returns: "net" } as const;

async function efficiencyOf({ engine, staged }: StagedBase, scores?: Parameters<typeof acquisitionEfficiency>[3]) {
  const result = await acquisitionEfficiency(engine, staged, money, scores);
  expect(acquisitionResult.parse(result)).toEqual(result);
  if (result.status === "refused") throw new Error(result.reason.en);
  return result;
}

/** Two channels and three cohorts: search is paid for in January and February, tv in January and March. */
const written: WrittenBase = {
  asOf: "2024-05-01",
  customers: `
    customer_id, valid_from, acquisition_channel
    ann,         2024-01-01, search
    bob,         2024-01-01, search
    cy,          2024-01-01, tv
    di,          2024-01-01, tv
    eve,         2024-01-01, search
    fay,         2024-01-01, tv`,
  transactions: `
    customer_id, ts,         amount
    ann,         2024-01-01, 40
    ann,         2024-02-01, 30
    ann,         2024-04-15, 50
    bob,         2024-02-10, 20
    bob,         2024-03-09, 50
    cy,          2024-01-31, 10
    cy,          2024-02-29, 25
    cy,          2024-03-31, -5
    di,          2024-03-05, 20
    eve,         2024-03-20, 15
    fay,         2024-02-05, 99`,
  costs: `
    period_start, period_end, channel, amount
    2024-01-01,   2024-02-01, search,  100
    2024-02-01,   2024-03-01, search,  60
    2024-01-01,   2024-02-01, tv,      30
    2024-03-01,   2024-04-01, tv,      90`,
};

describe("acquisitionEfficiency, worked out by hand", () => {
  let base: StagedBase;
  beforeAll(async () => {
    base = await stageBase(written);
  });
  afterAll(() => base.close());

  it("tells of channels by the newcomers of the time that was paid for", async () => {
    const { channels, value, horizonDays } = await efficiencyOf(base);
    expect({ value, horizonDays }).toEqual({ value: "revenue", horizonDays: null });
    expect(channels).toEqual([
      {
        ...{ key: "search", from: "2024-01-01", until: "2024-03-01" },
        // ann and bob; eve came in March.
        ...{ newcomers: 2, cost: 160, cac: 80, revenue: 95, margin: null, lifetimeValue: null },
        ...{ roi: 30 / 160, expectedRoi: null },
        // After 1 month 40 + 70 of two, after 2 months 70 + 70; after 3 only ann is seen, with 70, after 4 with 120.
        ...{ payback: { months: 4, newcomers: 1 }, seenMonths: 4 },
      },
      {
        ...{ key: "tv", from: "2024-01-01", until: "2024-04-01" },
        // cy and di; fay came in February.
        ...{ newcomers: 2, cost: 120, cac: 60, revenue: 25, margin: null, lifetimeValue: null },
        ...{ roi: -70 / 120, expectedRoi: null, payback: null, seenMonths: 3 },
      },
    ]);
  });

  it("tells of the base and of cohorts whatever brought them", async () => {
    const told = await efficiencyOf(base);
    const short = [told.base, ...told.cohorts].map(({ key, newcomers, cost, revenue, roi, payback, seenMonths }) => [
      ...[key, newcomers, cost, revenue, roi],
      ...[payback === null ? null : [payback.months, payback.newcomers], seenMonths],
    ]);
    expect(short).toEqual([
      // After 1 month 254 of six (42.33 each, they cost 46.67), after 2 months 274 of four.
      ["all", 6, 280, 354 / 6, 74 / 280, [2, 4], 4],
      // ann and cy for 65 each: 25, 52.5, then 50 for what cy returned, and 120 of ann alone.
      ["2024-01", 2, 130, 75, 20 / 130, [4, 1], 4],
      ["2024-02", 2, 60, 84.5, 109 / 60, [1, 2], 2],
      ["2024-03", 2, 90, 17.5, -55 / 90, null, 1],
    ]);
  });

  it("adds the forecast to what was realised, in whole minor units", async () => {
    const scores = { customers: Int32Array.of(0, 1, 3), mean: Float64Array.of(1000.4, 500, 2499.6), horizonDays: 90 };
    const { horizonDays, channels } = await efficiencyOf(base, scores);
    expect(horizonDays).toBe(90);
    expect(channels.map(({ lifetimeValue }) => lifetimeValue)).toEqual([(190 + 15) / 2, (50 + 25) / 2]);
    expect(channels.map(({ expectedRoi }) => expectedRoi)).toEqual([45 / 160, -45 / 120]);
    expect(channels.map(({ roi }) => roi)).toEqual([30 / 160, -70 / 120]);
  });

  it("counts the newcomers and costs of cac, and adds its figures to theirs", async () => {
    await figuresOf(base, {});
    const scores = { customers: Int32Array.of(0), mean: Float64Array.of(1000), horizonDays: 90 };
    const told = await efficiencyOf(base, scores);
    const { engine, staged } = base;
    const cac = await engine.rows("SELECT scope, key, value, period_kind, period_start FROM kpis WHERE metric = 'cac'");
    const cacOf = (scope: string, key: string) => cac.find((row) => row.scope === scope && row.key === key)?.value;
    expect(told.base.cac).toBe(cacOf("all", "all"));
    for (const { key, cac: told1 } of told.channels) expect(told1).toBe(cacOf("acquisition", key));
    const monthly = cac.filter((row) => row.period_kind === "month").map((row) => Number(row.value));
    expect(told.cohorts.map((each) => each.cac)).toEqual(monthly);

    await addAcquisitionRows(engine, told, staged.asOf, 2);
    const rows = await engine.rows(`SELECT k.scope, k.key, k.metric, k.value, k.numerator, k.denominator FROM kpis k
      JOIN kpis c ON c.metric = 'cac' AND c.scope = k.scope AND c.key = k.key AND c.period_kind = k.period_kind
        AND c.period_start = k.period_start AND c.period_end = k.period_end
      WHERE k.metric IN ('roi', 'payback_months', 'revenue_per_new_customer', 'ltv_per_new_customer', 'expected_roi')
        AND k.key IN ('search', '2024-03') ORDER BY k.scope, k.metric`);
    expect(rows.map((row) => Object.values(row))).toEqual([
      ["acquisition", "search", "expected_roi", 0.25, 40, 160],
      ["acquisition", "search", "ltv_per_new_customer", 100, 200, 2],
      ["acquisition", "search", "payback_months", 4, null, null],
      ["acquisition", "search", "revenue_per_new_customer", 95, 190, 2],
      ["acquisition", "search", "roi", 0.1875, 30, 160],
      ["cohort", "2024-03", "expected_roi", -55 / 90, -55, 90],
      ["cohort", "2024-03", "ltv_per_new_customer", 17.5, 35, 2],
      ["cohort", "2024-03", "revenue_per_new_customer", 17.5, 35, 2],
      ["cohort", "2024-03", "roi", -55 / 90, -55, 90],
    ]);
  });

  it("advises no budget where channels have two levels of spend", async () => {
    const { budget } = await efficiencyOf(base);
    expect(budget.status).toBe("refused");
    expect(budget.leftOut.map(({ channel, reason }) => [channel, reason.en])).toEqual(
      ["search", "tv"].map((channel) => [
        channel,
        "a response curve needs 3 different levels of spend above zero, there are 2",
      ]),
    );
  });
});

it.each([
  // Margin 40 of 100 counts, and of the 80 that were kept 32.
  ["margin", "60", { margin: 32, roi: 2 / 30, payback: { months: 1, newcomers: 1 } }],
  // Of the one sale no cost is known, so revenue counts.
  ["revenue", "", { margin: null, roi: 50 / 30, payback: { months: 1, newcomers: 1 } }],
])("sets %s against the cost where the goods cost %s", async (value, cost, expected) => {
  const base = await stageBase({
    asOf: "2024-03-01",
    transactions: `
      customer_id, ts, amount, cost_amount
      ann, 2024-01-01, 100, ${cost}
      ann, 2024-02-10, -20,`,
    costs: "period_start,period_end,channel,amount\n2024-01-01,2024-02-01,tv,30",
  });
  const told = await efficiencyOf(base);
  expect(told.value).toBe(value);
  expect(told.base).toMatchObject({ ...expected, revenue: 80, cost: 30 });
  expect(told.channels).toEqual([]);
  expect(told.budget).toMatchObject({ status: "refused", leftOut: [] });
  await base.close();
});

it("says nothing without costs, or with older ones than the history", async () => {
  const { costs: _, ...rest } = written;
  const bare = await stageBase(rest);
  const older = await stageBase({
    ...rest,
    costs: "period_start,period_end,channel,amount\n2023-01-01,2023-02-01,tv,30",
  });
  const reasons = [bare, older].map(async (base) => {
    const result = await acquisitionEfficiency(base.engine, base.staged, money, undefined);
    await base.close();
    return result.status === "refused" ? result.reason.en : "";
  });
  expect(await Promise.all(reasons)).toEqual([
    "there is no table of costs",
    "all costs are of the time before the history begins",
  ]);
});
