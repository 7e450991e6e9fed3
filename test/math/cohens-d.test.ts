import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cohensD } from "../../src/math/cohens-d.ts";
import { moments } from "../../src/math/moments.ts";

const between = (a: number[], b: number[]) => cohensD(moments(Float64Array.from(a)), moments(Float64Array.from(b)));

describe("cohensD", () => {
  it("agrees with the definition in NumPy 2", () => {
    const groups = [
      [3, 5, 5, 8, 12.5],
      [1, 2, 2, 3, 3, 5, 7],
      [9, 14, 20],
    ];
    expect(between(groups[0], groups[1])).toBeCloseTo(1.205411502565365, 12);
    expect(between(groups[0], groups[2])).toBeCloseTo(-1.7400492414258297, 12);
    expect(between(groups[1], groups[2])).toBeCloseTo(-3.3676280478034233, 12);
  });

  it("pools spreads by their degrees of freedom", () => {
    // squares 2 and 18 on 4 − 2 degrees of freedom
    expect(between([1, 3], [5, 11])).toBeCloseTo(-6 / Math.sqrt(10), 14);
    // a single value has no spread of its own
    expect(between([7], [1, 2, 3])).toBeCloseTo(5 / 1, 14);
  });

  it("is infinite between constants, and unknown where nothing can tell", () => {
    expect(between([4, 4], [2, 2, 2])).toBe(Infinity);
    expect(between([2, 2], [4, 4])).toBe(-Infinity);
    expect(between([0.1, 0.1, 0.1], [0.1, 0.1])).toBeNaN();
    expect(between([], [1, 2])).toBeNaN();
    expect(between([1], [2])).toBeNaN();
  });

  it("changes its sign with the groups, and does not depend on the zero or the unit", () => {
    const list = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(list, list, fc.integer({ min: 1, max: 20 }), (a, b, scale) => {
        const d = between(a, b);
        if (!Number.isFinite(d)) return;
        expect(between(b, a)).toBeCloseTo(-d, 12);
        const there = (values: number[]) => values.map((value) => value * scale + 5);
        expect(between(there(a), there(b))).toBeCloseTo(d, 9);
      }),
    );
  });
});
