import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChowTest, type ChowTestResult, chowTest } from "../../../src/stability/breaks/chow-test.ts";
import { chowReferences } from "./chow-reference.ts";
import { seriesOf } from "./series-builder.ts";

const unknown = Number.NaN;

describe("chowTest", () => {
  it.each(chowReferences)("agrees with statsmodels and strucchange: $id", ({ series, first, expected }) => {
    const found = done(chowTest(series, first, "line"));
    expect(found.f / expected.F).toBeCloseTo(1, 9);
    expect(found.df).toEqual(expected.df);
    expect(found.p / expected.p).toBeCloseTo(1, 9);
    expect(found.ssrWhole).toBeCloseTo(expected.ssr_restricted, 9);
    expect(found.ssrParts).toBeCloseTo(expected.ssr_split, 9);
  });

  it("weighs two levels against one", () => {
    // around 4: 34; around 2 and 7: 2 + 2
    expect(chowTest(seriesOf(1, 2, 3, 6, 8), 3, "level")).toEqual({
      status: "done",
      f: expect.closeTo((34 - 4) / 1 / (4 / 3), 12),
      df: [1, 3],
      p: expect.closeTo(0.017771901794031472, 12), // scipy.stats.f.sf(22.5, 1, 3), scipy 1.17.1
      ssrWhole: expect.closeTo(34, 12),
      ssrParts: expect.closeTo(4, 12),
    });
  });

  it("takes times as they are, and leaves out what is unknown", () => {
    const [x, y] = [Float64Array.of(0, 1, 5, 6, 7, 9, 12), Float64Array.of(1, 2, unknown, 4, 9, 7, unknown)];
    const known = { x: Float64Array.of(0, 1, 6, 7, 9), y: Float64Array.of(1, 2, 4, 9, 7) };
    for (const first of [2, 3]) expect(chowTest({ x, y }, first, "level")).toEqual(chowTest(known, 2, "level"));
    expect(done(chowTest({ x, y }, 4, "level"))).toEqual(chowTest(known, 3, "level"));
  });

  it("is without bound where two trends leave nothing", () => {
    expect(chowTest(seriesOf(2, 2, 2, 5, 5), 3, "level")).toMatchObject({ f: Infinity, p: 0, ssrParts: 0 });
  });

  it("does not depend on the zero and the unit of values, on the unit of time, or on its direction", () => {
    const changes = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 30 }));
    const values = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 7, maxLength: 20 });
    fc.assert(
      fc.property(values, changes, (list, [shift, scale]) => {
        const found = chowTest(seriesOf(...list), 3, "line");
        if (found.status === "refused" || !(found.f < 1e6)) return;
        const x = Float64Array.from(list.keys(), (i) => 1000 + scale * i);
        // A line is added as well: only how values lie around it counts.
        const y = Float64Array.from(list, (value, i) => value * scale + shift + 2 * i);
        expect(done(chowTest({ x, y }, 3, "line")).f).toBeCloseTo(found.f, 6);
        const backwards = chowTest(seriesOf(...list.toReversed()), list.length - 3, "line");
        expect(done(backwards).f).toBeCloseTo(found.f, 6);
      }),
    );
  });

  it("refuses a side with too little to tell its spread", () => {
    expect(chowTest(seriesOf(1, 4, 2, unknown, 7, 6, 8), 4, "line")).toMatchObject({ status: "done" });
    expect(chowTest(seriesOf(1, 4, unknown, 7, 6, 8, 9), 3, "line")).toEqual({
      status: "refused",
      reason: {
        en: "a break needs 3 known values on each side of it, there are 2 before and 4 after",
        ru: "для излома нужно не меньше 3 известных значений с каждой стороны, а есть 2 до и 4 после",
      },
    });
    expect(chowTest(seriesOf(1, 4, 2, 7), 3, "level")).toMatchObject({
      reason: { en: "a break needs 2 known values on each side of it, there are 3 before and 1 after" },
    });
  });

  it("refuses a series that lies on its trend", () => {
    expect(chowTest(seriesOf(0.1, 0.4, 0.7, 1, 1.3, 1.6), 3, "line")).toEqual({
      status: "refused",
      reason: {
        en: "every value lies on one trend, so there is nothing that could break",
        ru: "все значения лежат на одном тренде, так что излома быть не может",
      },
    });
  });

  it("rejects what is not a series", () => {
    const y = Float64Array.of(1, 2, 3);
    expect(() => chowTest({ x: Float64Array.of(0, 1), y }, 1, "level")).toThrow("series: 3 values at 2 times");
    expect(() => chowTest({ x: Float64Array.of(0, 2, 2), y }, 1, "level")).toThrow(
      "series: times ascend, got 2 at 2 after 2",
    );
    expect(() => chowTest({ x: Float64Array.of(unknown, 2, 3), y }, 1, "level")).toThrow("got NaN at 0");
    expect(() => chowTest(seriesOf(1, Infinity, 3), 1, "level")).toThrow("series: value 1 is Infinity");
    expect(() => chowTest(seriesOf(1, 2, 3), 4, "level")).toThrow("chowTest: a break is at an index 0…3, got 4");
  });
});

function done(test: ChowTest): ChowTestResult {
  if (test.status !== "done") throw new Error("the test was refused");
  return test;
}
