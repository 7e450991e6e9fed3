import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gini } from "../../src/math/gini.ts";

const parts = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 });

describe("gini", () => {
  it("is half the mean difference in units of the mean", () => {
    expect(gini(Float64Array.of(4, 1, 1))).toBeCloseTo(1 / 3, 15);
    fc.assert(
      fc.property(parts, (list) => {
        const total = list.reduce((sum, part) => sum + part, 0);
        if (total === 0) return;
        const differences = list.flatMap((a) => list.map((b) => Math.abs(a - b)));
        const mean = differences.reduce((sum, difference) => sum + difference, 0) / list.length ** 2;
        expect(gini(Float64Array.from(list))).toBeCloseTo(mean / 2 / (total / list.length), 12);
      }),
    );
  });

  it("is 0 for equal parts and (n − 1)/n where one has it all", () => {
    expect(gini(Float64Array.of(7, 7, 7))).toBe(0);
    expect(gini(Float64Array.of(0, 9, 0, 0))).toBe(3 / 4);
  });

  it("leaves out what is unknown", () => {
    expect(gini(Float64Array.of(Number.NaN, 4, 1, Number.NaN, 1))).toBeCloseTo(1 / 3, 15);
  });

  it("is unknown where there is nothing to share, or less than nothing", () => {
    expect(gini(Float64Array.of())).toBeNaN();
    expect(gini(Float64Array.of(Number.NaN))).toBeNaN();
    expect(gini(Float64Array.of(0, 0))).toBeNaN();
    expect(gini(Float64Array.of(5, -1))).toBeNaN();
  });
});
