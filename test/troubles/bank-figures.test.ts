import { afterAll, describe, expect, it } from "vitest";
import { readHistory } from "../../src/features/customer-history.ts";
import { longestPause } from "../../src/features/longest-pause.ts";
import { cutSpans } from "../../src/features/spans.ts";
import { windowsConfig, windowsUntil } from "../../src/features/window.ts";
import { type EpochDay, toIsoDate } from "../../src/math/calendar.ts";
import { buildKpis } from "../../src/metrics/kpis.ts";
import { incompletePeriod } from "../../src/run/check/incomplete-period.ts";
import { readManifest } from "../../src/run/manifest.ts";
import { fitSegments } from "../../src/segments/fit-segments.ts";
import { segmentId } from "../../src/segments/segmentation.ts";
import { segmentsConfig } from "../../src/segments/segments-config.ts";
import { estimateTransitions } from "../../src/transitions/estimate-transitions.ts";
import { day, stageBase, type WrittenBase } from "../features/staged-base.ts";
import { lines, type Staged } from "../inputs/staging.ts";
import { figuresOf } from "../metrics/kpi-figures.ts";
import { quickWithoutNet, readTable, run, workFolder } from "../run/batch.ts";
import { openStage, realData, retailColumns } from "./deliveries.ts";

const stage = await openStage();
const real = realData("bank-figures");
const folder = workFolder();
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  folder.remove();
  for (const close of closing) await close();
});

async function base(written: WrittenBase) {
  const staged = await stageBase(written);
  closing.push(staged.close);
  return staged;
}

const evidence = {
  segments: segmentsConfig.parse({ k: 2, restarts: 1 }),
  stability: { bootstraps: 5, minJaccard: 0.75, minPredictionStrength: 0.8 },
};

/** Forty customers with one to eight orders of 2024, a few cents apart. */
const orders = Array.from(
  { length: 180 },
  (_, i) => `k${i % 40},o${i},2024-${String(1 + (i % 12)).padStart(2, "0")}-10,${10 + (i % 37)}.${10 + (i % 90)}`,
);

describe("the bank: figures", () => {
  it("24 net monetary zero or below, float dust instead of zero: log features must not give NaN", async () => {
    const gone = [
      // 0.1 + 0.2 − 0.3 is 5.6e-17 in floating point.
      ...["dust,d1,2024-02-01,0.10", "dust,d1,2024-02-01,0.20", "dust,d2,2024-02-02,-0.30"],
      ...["below,b1,2024-03-01,5", "below,b2,2024-03-02,-1500.25", "free,f1,2024-04-01,0"],
    ];
    const staged = await base({
      asOf: "2025-01-01",
      transactions: lines("customer_id,order_id,ts,amount", ...orders, ...gone),
    });
    const table = await staged.features("2024-01-01", "2025-01-01", ["recency", "frequency", "monetary"]);
    const { dust, below, free } = staged.values(table, "monetary");
    expect([dust, below, free]).toEqual([0, -1495.25, 0]);
    const { model, segmentation } = await fitSegments(table, evidence);
    expect([...segmentation.distance].every((distance) => Number.isFinite(distance))).toBe(true);
    // A number that is none would come back as null.
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  it("26 constant column: dropped from the matrix, no division by zero", async () => {
    const people = Array.from({ length: 40 }, (_, i) => `k${i},3,11,${i % 3},DE`);
    const staged = await base({
      asOf: "2025-01-01",
      transactions: lines("customer_id,order_id,ts,amount", ...orders),
      customers: lines("customer_id,children,Z_Revenue,household_size,country", ...people),
    });
    const table = await staged.features("2024-01-01", "2025-01-01");
    const { model, segmentation } = await fitSegments(table, evidence);
    const dropped = new Map(model.space.dropped.map(({ feature, reason }) => [feature, reason.en]));
    expect(dropped.get("children")).toMatch(/^the same for (nearly )?every customer/);
    expect(dropped.get("country")).toMatch(/^the same for (nearly )?every customer/);
    expect(model.space.encodings.map(({ feature }) => feature)).toContain("household_size");
    expect([...segmentation.distance].every((distance) => Number.isFinite(distance))).toBe(true);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  it("34 last period incomplete: excluded from transition windows", async () => {
    // A day each, from new year to 9 December.
    const year = Array.from({ length: 344 }, (_, i) => {
      const date = toIsoDate((day("2024-01-01") + i) as EpochDay); // days later
      return `k${i % 9},o${i},${date},1`;
    });
    const staged = await base({ asOf: "2025-01-01", transactions: lines("customer_id,order_id,ts,amount", ...year) });
    const bounds = { ...staged.staged, longestPause: await longestPause(staged.engine, staged.staged) };
    const config = windowsConfig.parse({ every: "month", lookback: "3mo", count: 4 });
    const windows = windowsUntil(day("2025-01-01"), bounds, config);
    expect(windows.map(({ incomplete }) => incomplete)).toEqual([false, false, false, true]);
    expect(await incompletePeriod(staged.engine, staged.staged.lastEvent, "month")).toBeDefined();

    const states = ["segment-1", "dormant"].map((id) => segmentId.parse(id));
    const labels = windows.map(() => new Int16Array(9));
    const transitions = estimateTransitions({ windows, states, labels });
    if (transitions.status === "refused") throw new Error(transitions.reason.en);
    expect(transitions.pairs.map(({ incomplete }) => incomplete)).toEqual([false, false, true]);
    expect(transitions.pooled).toMatchObject({ status: "done", pairs: 2 });
    // As of the day after the last event nothing is missing.
    const complete = windowsUntil(day("2024-12-10"), bounds, config);
    expect(complete.every(({ incomplete }) => !incomplete)).toBe(true);
  });

  it.skipIf(real.skipped)("34 on Online Retail II: December 2011 has nine days", async () => {
    const { tables, engine } = await stage({
      asOf: "2012-01-01",
      files: {},
      sources: {
        transactions: {
          path: real.path("online_retail_ii/online_retail_sample.csv.gz"),
          columns: retailColumns,
          returnPrefixes: ["C"],
        },
      },
    });
    const bounds = { ...tables, longestPause: await longestPause(engine, tables) };
    const windows = windowsUntil(day("2012-01-01"), bounds, windowsConfig.parse({ count: 3 }));
    expect(windows.map(({ incomplete }) => incomplete)).toEqual([false, false, true]);
  });

  const finite = ({ value, denominator }: { value: number; denominator: number | null }) =>
    Number.isFinite(value) && (denominator === null || denominator > 0);

  it("35 one cohort, no new customers: retention base stated, no division by zero for new", async () => {
    const staged = await base({
      asOf: "2024-07-01",
      transactions: lines(
        "customer_id,order_id,ts,amount",
        "ann,1,2024-01-05,10",
        "bob,2,2024-01-20,20",
        "ann,3,2024-03-05,5",
        "cy,4,2024-01-31,1",
      ),
      customers: lines("customer_id,acquisition_channel", "ann,search", "bob,search", "cy,search"),
      costs: lines(
        "period_start,period_end,channel,amount",
        "2024-01-01,2024-02-01,search,30",
        "2024-03-01,2024-04-01,search,12",
      ),
    });
    const figures = await figuresOf(staged, {});
    expect(figures.filter((figure) => !finite(figure))).toEqual([]);
    const months = figures.filter(
      ({ scope, kind, metric }) => scope === "all" && kind === "month" && metric === "new_customers",
    );
    expect(months.map(({ value }) => value)).toEqual([3, 0, 0, 0, 0, 0]);
    expect(figures.find(({ scope, metric }) => scope === "all" && metric === "repeat_share")).toMatchObject({
      value: 1 / 3,
      numerator: 1,
      denominator: 3,
    });
  });

  it.skipIf(real.skipped)("35 on CDNOW: all 23,570 are new in the first quarter, nobody after", async () => {
    const staged = await stage({
      currency: "USD",
      asOf: "1998-07-01",
      files: {},
      sources: {
        transactions: {
          path: real.path("cdnow/CDNOW_master.txt.gz"),
          format: "csv",
          delimiter: "whitespace",
          columns: { ts: "date", amount: "dollar_value" },
          dates: { ts: "yyyyMMdd" },
          orderKey: ["customer_id", "day"],
        },
      },
    });
    const figures = await monthly(staged);
    expect(figures.filter(({ metric }) => metric === "new_customers").map(({ value }) => value)).toEqual([
      ...[7846, 8476, 7248],
      ...Array(15).fill(0),
    ]);
    expect(figures.filter((figure) => !finite(figure))).toEqual([]);
  });

  /** Figures of the base by month. */
  async function monthly({ engine, tables }: Staged) {
    await readHistory(engine, tables, [], cutSpans([]));
    await engine.run("CREATE OR REPLACE TABLE segment_of AS SELECT customer, 'all' AS segment FROM customer_ids");
    await buildKpis(engine, tables, { moneyUnits: 10_000, moneyDigits: 2, guests: "exclude" });
    const rows = await engine.rows(
      "SELECT metric, value, denominator FROM kpis WHERE scope = 'all' AND period_kind = 'month' ORDER BY kpis.period_start, metric",
    );
    return rows.map(({ metric, value, denominator }) => ({
      metric: String(metric),
      value: Number(value),
      denominator: denominator === null ? null : Number(denominator),
    }));
  }

  it("36 amounts absent: frequency only, monetary off", async () => {
    folder.write(
      "counts/tx.csv",
      lines("customer_id,order_id,ts,quantity", ...orders.map((line) => line.replace(/[^,]+$/, "2"))),
    );
    const config = folder.write(
      "counts/tessera.yaml",
      `version: 1\nproject: shop\nsources: { transactions: { path: tx.csv } }\n${quickWithoutNet}\n`,
    );
    const { runDir } = await run(config, "2025-01-01", { out: `${folder.path}/runs` });
    const manifest = readManifest(runDir);
    const stages = new Map(manifest?.stages.map((each) => [each.name, each]));
    expect(stages.get("lifetime value")).toMatchObject({ status: "refused", reason: expect.anything() });
    const customers = await readTable(runDir, "customers.parquet");
    expect(customers.reduce((sum, { frequency }) => sum + Number(frequency), 0)).toBe(180);
    const [features] = await readTable(runDir, "features.parquet");
    expect(Object.keys(features)).toEqual(expect.arrayContaining(["recency_days", "orders"]));
    for (const name of ["monetary", "average_order", "gross_revenue"])
      expect(Object.keys(features)).not.toContain(name);
    const metrics = new Set((await readTable(runDir, "kpis.parquet")).map(({ metric }) => metric));
    for (const name of ["gross_revenue", "net_revenue", "average_order"]) expect(metrics).not.toContain(name);
    expect(metrics).toContain("orders");
  });
});
