import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeKpis } from "../../src/metrics/kpis.ts";
import { type StagedBase, stageBase } from "../features/staged-base.ts";
import { type Figure, figuresOf, valuesOf } from "./kpi-figures.ts";

let base: StagedBase;
let figures: Figure[];
let withGuests: Figure[];
const segments = { ann: "s1", bob: "s2", cy: "s1" };

// February has no order; April is cut by as-of; di only ever returned, eve never bought, lines without a name are guests.
beforeAll(async () => {
  base = await stageBase({
    asOf: "2024-04-15",
    settings: { guests: "totals" },
    customers: "customer_id\nann\neve",
    transactions: `
      customer_id, ts,         order_id, amount
      ann,         2024-01-10, a1,       30
      ann,         2024-01-10, a1,       10
      ann,         2024-03-05, a2,       20
      ann,         2024-03-20, a2,       -5
      bob,         2024-01-31, b1,       7.77
      bob,         2024-01-31, b1,       -0.77
      cy,          2024-04-14, c1,       100
      cy,          2024-04-14, c2,       50
      cy,          2024-04-15, c3,       999
      di,          2024-03-01, d1,       -3
      ,            2024-03-31, g1,       4
      ,            2024-04-01, g1,       6
      ,            2024-04-02, g1,       -1
      ,            2024-03-15, ,         2.5`,
  });
  withGuests = await figuresOf(base, segments, "totals");
  figures = await figuresOf(base, segments);
});

afterAll(() => base.close());

it("has the figures of the whole past", () => {
  expect(valuesOf(figures, "all", "all")).toEqual({
    known_customers: 5,
    customers: 3,
    new_customers: 3,
    orders: 5,
    gross_revenue: 217.77,
    net_revenue: 209,
    average_order: 217.77 / 5,
    repeat_share: 2 / 3,
    orders_per_customer: 5 / 3,
    return_share: 8.77 / 217.77,
  });
  expect(new Set(figures.filter(({ kind }) => kind === "history").map(({ period }) => period))).toEqual(
    new Set(["2024-01-10..2024-04-15"]),
  );
});

it("has the figures of each segment, `none` for those who only returned", () => {
  expect(valuesOf(figures, "segment", "s1")).toEqual({
    known_customers: 2,
    customers: 2,
    new_customers: 2,
    orders: 4,
    gross_revenue: 210,
    net_revenue: 205,
    average_order: 52.5,
    repeat_share: 1,
    orders_per_customer: 2,
    return_share: 5 / 210,
  });
  expect(valuesOf(figures, "segment", "s2")).toEqual({
    known_customers: 1,
    customers: 1,
    new_customers: 1,
    orders: 1,
    gross_revenue: 7.77,
    net_revenue: 7,
    average_order: 7.77,
    repeat_share: 0,
    orders_per_customer: 1,
    return_share: 0.77 / 7.77,
  });
  expect(valuesOf(figures, "segment", "none")).toEqual({
    known_customers: 2,
    customers: 0,
    new_customers: 0,
    orders: 0,
    gross_revenue: 0,
    net_revenue: -3,
  });
});

it("has no rows of a part that nobody is in, nor of months in which nothing happened in one", () => {
  expect(figures.filter(({ key }) => key === "empty")).toEqual([]);
  const months = figures.filter(({ key, kind, metric }) => key === "s2" && kind === "month" && metric === "orders");
  // In February bob did not come back; in March there was nobody to come.
  expect(months.map(({ period, value }) => [period, value])).toEqual([
    ["2024-01-01..2024-02-01", 1],
    ["2024-02-01..2024-03-01", 0],
  ]);
});

it("compares complete months only: who did not come in the first half of April may come yet", () => {
  const compared = figures.filter(({ scope, metric }) => scope === "all" && metric === "active_customers");
  expect(compared.map(({ period, value }) => [period.slice(0, 7), value])).toEqual([
    ["2024-01", 2],
    ["2024-02", 0],
    ["2024-03", 1],
  ]);
});

it("has every calendar month: one without an order at zero, the last one up to as-of", () => {
  const months = figures.filter(
    ({ scope, kind, metric }) => scope === "all" && kind === "month" && metric === "orders",
  );
  expect(months.map(({ period, value }) => [period, value])).toEqual([
    ["2024-01-01..2024-02-01", 2],
    ["2024-02-01..2024-03-01", 0],
    ["2024-03-01..2024-04-01", 1],
    ["2024-04-01..2024-04-15", 2],
  ]);
  expect(valuesOf(figures, "all", "all", "2024-02-01..2024-03-01")).toEqual({
    customers: 0,
    new_customers: 0,
    orders: 0,
    gross_revenue: 0,
    net_revenue: 0,
    active_customers: 0,
    reactivated: 0,
    churned: 2,
    quick_ratio: 0,
    retention: 0,
    strict_retention: 0,
  });
  expect(valuesOf(figures, "all", "all", "2024-03-01..2024-04-01")).toEqual({
    customers: 1,
    new_customers: 0,
    orders: 1,
    gross_revenue: 20,
    net_revenue: 12,
    average_order: 20,
    orders_per_customer: 1,
    return_share: 8 / 20,
    active_customers: 1,
    reactivated: 1,
    churned: 0,
  });
});

describe("guests", () => {
  it("count in the totals of the base, where they have orders but are no customers", () => {
    expect(valuesOf(withGuests, "guests", "guests")).toEqual({
      orders: 2,
      gross_revenue: 12.5,
      net_revenue: 11.5,
      average_order: 6.25,
      return_share: 0.08,
    });
    expect(valuesOf(withGuests, "all", "all")).toEqual({
      ...valuesOf(figures, "all", "all"),
      orders: 7,
      gross_revenue: 230.27,
      net_revenue: 220.5,
      average_order: 230.27 / 7,
      return_share: 97_700 / 2_302_700,
    });
    expect(valuesOf(withGuests, "segment", "s1")).toEqual(valuesOf(figures, "segment", "s1"));
  });

  it("count in the months, an order of two days in the month it began", () => {
    expect(valuesOf(withGuests, "all", "all", "2024-03-01..2024-04-01")).toMatchObject({
      customers: 1,
      orders: 3,
      gross_revenue: 26.5,
      net_revenue: 18.5,
    });
    expect(valuesOf(withGuests, "all", "all", "2024-04-01..2024-04-15")).toMatchObject({
      customers: 1,
      orders: 2,
      gross_revenue: 156,
      net_revenue: 155,
    });
  });

  it("have as many orders as rows where rows are orders", async () => {
    const rows = { ...base, staged: { ...base.staged, orderKey: "row" as const } };
    expect(valuesOf(await figuresOf(rows, segments, "totals"), "guests", "guests").orders).toBe(3);
  });
});

it("says what every ratio is made of", () => {
  const ratios = withGuests.filter(({ denominator }) => denominator !== null);
  const metrics = new Set(ratios.map(({ metric }) => metric));
  for (const metric of ["average_order", "repeat_share", "retention", "return_share"])
    expect(metrics).toContain(metric);
  for (const { value, numerator, denominator } of ratios)
    expect(value).toBeCloseTo(Number(numerator) / Number(denominator), 12);
  for (const { scope, key, period, kind, metric, numerator, denominator } of ratios) {
    if (metric !== "average_order" || kind === "typical_month") continue;
    const sums = figuresIn(withGuests, scope, key, period);
    expect([numerator, denominator]).toEqual([sums.gross_revenue, sums.orders]);
  }
});

it("adds up: segments and guests to the base, months to the history", () => {
  for (const [all, parts] of [
    [figures, ["segment"]],
    [withGuests, ["segment", "guests"]],
  ] as const) {
    for (const metric of ["customers", "new_customers", "orders", "gross_revenue", "net_revenue"]) {
      const total = valuesOf(all, "all", "all")[metric];
      const sum = (chosen: readonly Figure[]) =>
        chosen.reduce((s, each) => s + (each.metric === metric ? each.value : 0), 0);
      const ofParts = all.filter(({ scope, kind }) => kind === "history" && parts.some((part) => part === scope));
      expect(sum(ofParts)).toBeCloseTo(total, 9);
      const months = all.filter(({ scope, kind }) => kind === "month" && scope === "all");
      if (metric !== "customers") expect(sum(months)).toBeCloseTo(total, 9);
    }
  }
});

it("is written in the order of its key, with periods as dates", async () => {
  await figuresOf(base, segments);
  const folder = mkdtempSync(join(tmpdir(), "tessera-kpis-"));
  await writeKpis(base.engine, join(folder, "kpis.parquet"));
  const bytes = readFileSync(join(folder, "kpis.parquet"));
  rmSync(folder, { recursive: true });
  const rows = await parquetReadObjects({
    file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  });
  expect(rows[0]).toMatchObject({
    scope: "all",
    key: "all",
    period_start: new Date("2024-01-10"),
    period_end: new Date("2024-04-15"),
    period_kind: "history",
    metric: "average_order",
    denominator: 5,
  });
  const keys = rows.map((row) =>
    [row.scope, row.key, row.period_kind, row.period_start.toISOString(), row.metric].join(),
  );
  expect(keys).toEqual([...keys].sort());
  expect(new Set(keys).size).toBe(figures.length);
});

it("has nobody to count where there are no transactions", async () => {
  const bare = await stageBase({ asOf: "2024-04-15", customers: "customer_id\nann\nbob" });
  const known = {
    ...{ kind: "history", period: "2024-04-15..2024-04-15", metric: "known_customers" },
    ...{ value: 2, numerator: null, denominator: null },
  };
  expect(await figuresOf(bare, {})).toEqual([
    { scope: "all", key: "all", ...known },
    { scope: "segment", key: "none", ...known },
  ]);
  await bare.close();
});

function figuresIn(all: readonly Figure[], scope: string, key: string, period: string): Record<string, number> {
  const chosen = all.filter((each) => each.scope === scope && each.key === key && each.period === period);
  return Object.fromEntries(chosen.map(({ metric, value }) => [metric, value]));
}
