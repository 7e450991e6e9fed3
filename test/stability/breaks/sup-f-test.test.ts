import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { chowTest } from "../../../src/stability/breaks/chow-test.ts";
import { type SupFTestResult, supFTest } from "../../../src/stability/breaks/sup-f-test.ts";
import { coefficientsOf, type Series, type Trend } from "../../../src/stability/breaks/trend.ts";
import { chowReferences } from "./chow-reference.ts";
import { seriesOf } from "./series-builder.ts";

const seed = 7;
const unknown = Number.NaN;

describe("supFTest", () => {
  it.each(chowReferences)("has the statistic of strucchange, and a p near its: $id", ({ series, expected }) => {
    const { supF, p, pOfLimit, breaks } = done(supFTest(series, "line", { seed }));
    expect(supF / expected.supF_strucchange).toBeCloseTo(1, 9);
    expect(breaks).toBe(60 - 9 - 9 + 1);
    // strucchange interpolates in tables fitted to simulations: .5219 for .5525 here, and half as much far out.
    expect(pOfLimit / expected.supF_p_strucchange).toBeGreaterThan(1);
    expect(pOfLimit / expected.supF_p_strucchange).toBeLessThan(2);
    // 60 values are short of the limit.
    expect(p).toBeGreaterThanOrEqual(pOfLimit);
    expect(p).toBeLessThan(pOfLimit + 0.05);
  });

  it("finds where the level changed", () => {
    const found = done(supFTest(seriesOf(5, 6, unknown, 5, 6, 5, 6, 9, 10, 9, 10), "level", { seed }));
    expect(found).toMatchObject({ first: 7, breaks: 7, p: 0.001 });
    expect(found.pOfLimit).toBeLessThan(1e-9);
  });

  it("is Chow's F at its highest, times the coefficients", () => {
    const values = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 6, maxLength: 24 });
    fc.assert(
      fc.property(values, fc.constantFrom<Trend>("level", "line"), (list, trend) => {
        const series = seriesOf(...list);
        const found = supFTest(series, trend, { seed, draws: 0, trimming: 0.01 });
        if (found.status === "refused") return;
        const all = list.map((_, first) => chowTest(series, first, trend));
        const statistics = all.map((test) => (test.status === "done" ? coefficientsOf[trend] * test.f : -1));
        expect(found.supF).toBe(Math.max(...statistics));
        expect(found.first).toBe(statistics.indexOf(found.supF));
        expect(found.breaks).toBe(all.filter(({ status }) => status === "done").length);
      }),
    );
  });

  it.each(["level", "line"] as const)("calls a break in one of twenty series of twelve values around a %s", (trend) => {
    const random = createRandom(1);
    const tests = Array.from({ length: 400 }, () => {
      const series = seriesOf(...Array.from({ length: 12 }, random.normal));
      return done(supFTest(series, trend, { seed: random.below(1e9), draws: 99 }));
    });
    const share = (isFound: (test: SupFTestResult) => boolean) => tests.filter(isFound).length / tests.length;
    expect(share(({ p }) => p <= 0.05)).toBeGreaterThan(0.02);
    expect(share(({ p }) => p <= 0.05)).toBeLessThan(0.08);
    expect(share(({ pOfLimit }) => pOfLimit <= 0.05)).toBeGreaterThan(trend === "level" ? 0.06 : 0.11);
  });

  it("gives the same p for the same seed, whatever the zero and the unit of values", () => {
    const series = seriesOf(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8);
    const scaled: Series = { x: series.x, y: series.y.map((value) => 400 * value - 30) };
    const found = done(supFTest(series, "line", { seed }));
    expect(supFTest(series, "line", { seed })).toEqual(found);
    expect(supFTest(scaled, "line", { seed })).toEqual({
      ...found,
      supF: expect.closeTo(found.supF, 9),
      pOfLimit: expect.closeTo(found.pOfLimit, 9),
    });
    expect(done(supFTest(series, "line", { seed: 8 })).p).toBeCloseTo(found.p, 1);
  });

  it("refuses series that are too short, or lie on their trend", () => {
    expect(supFTest(seriesOf(1, 2, unknown, 4), "level", { seed })).toEqual({
      status: "refused",
      reason: {
        en: "a search for breaks needs 4 known values, there are 3",
        ru: "для поиска изломов нужно не меньше 4 известных значений, а есть 3",
      },
    });
    expect(supFTest(seriesOf(unknown, 2), "line", { seed })).toMatchObject({
      reason: { en: "a search for breaks needs 6 known values, there is 1" },
    });
    expect(supFTest(seriesOf(4, 4, 4, 4), "level", { seed })).toMatchObject({
      reason: { en: "every value lies on one trend, so there is nothing that could break" },
    });
    expect(supFTest(seriesOf(1, 2, 4, 4), "level", { seed })).toMatchObject({ status: "done", breaks: 1 });
  });

  it("rejects a trimming that leaves no break", () => {
    expect(() => supFTest(seriesOf(1, 2, 3), "level", { seed, trimming: 0.5 })).toThrow(
      "supFTest: the trimming is above 0 and at most .45, got 0.5",
    );
  });
});

function done(test: ReturnType<typeof supFTest>): SupFTestResult {
  if (test.status !== "done") throw new Error("the test was refused");
  return test;
}
