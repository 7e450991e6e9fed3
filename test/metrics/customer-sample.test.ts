import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { customerRatios } from "../../src/metrics/customer-ratios.ts";
import { sampleFigures } from "../../src/metrics/customer-sample.ts";
import { leverMetrics } from "../../src/metrics/lever-metrics.ts";
import { readBaseFigures } from "../../src/metrics/read-ratios.ts";
import { randomBase, written } from "../features/random-base.ts";
import { day, type StagedBase, stageBase } from "../features/staged-base.ts";
import { figuresOf } from "./kpi-figures.ts";

/** Ratios of the base by metric: as `kpis` has them, and added up over the sampled customers. */
async function bothWays(base: StagedBase, most?: number) {
  await figuresOf(base, {});
  const figures = await readBaseFigures(base.engine);
  const history = figures.get("known_customers");
  if (history === undefined) throw new Error("a base has known customers");
  const sample = await sampleFigures(base.engine, base.staged, history, figures.get("strict_retention"), most);
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  return leverMetrics.map((metric) => {
    const { id, period } = metric;
    const [{ above, below }] = customerRatios([metric], sample[period]);
    // Money is in units of the currency there, in money units here.
    const units = id === "average_order" ? 10_000 : 1;
    return { id, kpi: figures.get(id)?.value, sampled: sum(above) / sum(below) / units };
  });
}

describe("sampleFigures", () => {
  it("adds up to the figures of the base", { timeout: 60_000 }, async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(randomBase, async (random) => {
        const base = await stageBase(written(random));
        for (const { id, kpi, sampled } of await bothWays(base)) {
          if (kpi === undefined) continue;
          seen.add(id);
          expect([id, sampled.toFixed(9)]).toEqual([id, kpi.toFixed(9)]);
        }
        await base.close();
      }),
      { numRuns: 8 },
    );
    expect(leverMetrics.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual(["click_rate", "unsubscribe_rate"]);
  });

  it("takes every k-th customer of a base that is larger than the sample", async () => {
    const base = await stageBase({
      asOf: "2024-04-01",
      transactions: `
        customer_id, ts,         amount
        a,           2024-01-10, 10
        a,           2024-02-10, 20
        a,           2024-03-10, 30
        b,           2024-01-10, 1000
        c,           2024-02-10, 40
        d,           2024-01-10, 1000
        e,           2024-02-29, 50
        e,           2024-03-31, 60`,
    });
    const history = { start: day("2024-01-10"), end: day("2024-04-01") };
    const typical = { start: day("2024-02-01"), end: day("2024-04-01") };
    const sample = await sampleFigures(base.engine, base.staged, history, typical, 3);
    expect(sample.every).toBe(2);
    expect([...(sample.history.get("gross") ?? [])]).toEqual([600_000, 400_000, 1_100_000]);
    expect([...(sample.history.get("repeaters") ?? [])]).toEqual([1, 0, 1]);
    expect([...(sample.typical_month.get("start") ?? [])]).toEqual([2, 1, 1]);
    expect([...(sample.typical_month.get("retained") ?? [])]).toEqual([2, 0, 1]);
    await base.close();
  });
});
