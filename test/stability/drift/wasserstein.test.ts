import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleOf } from "../../../src/stability/drift/sample.ts";
import { wasserstein } from "../../../src/stability/drift/wasserstein.ts";

type Numbers = readonly number[];
const distance = (a: Numbers, b: Numbers) =>
  wasserstein(sampleOf(Float64Array.from(a)), sampleOf(Float64Array.from(b)));
const numbers = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 30 });

describe("wasserstein", () => {
  it("is what SciPy says of two samples with ties", () => {
    // scipy.stats.wasserstein_distance, scipy 1.17.1
    expect(distance([3, 1, 4, 1, 5, 9, 2, 6, 5, 3], [2, 7, 1, 8, 2, 8, 4])).toBeCloseTo(1.1285714285714286, 12);
  });

  it("moves every second customer by 6 and every other one by nothing", () => {
    expect(distance([1, 7], [1, 1, 1, 1])).toBe(3);
  });

  it("is the mean distance of the sorted values where the samples are of one size", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(99), fc.nat(99)), { minLength: 1, maxLength: 30 }), (pairs) => {
        const [a, b] = [0, 1].map((side) => pairs.map((pair) => pair[side]).sort((x, y) => x - y));
        const mean = a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
        expect(distance(a, b)).toBeCloseTo(mean, 10);
      }),
    );
  });

  it("is a distance: symmetric, 0 to itself, and never longer than over a third sample", () => {
    fc.assert(
      fc.property(numbers, numbers, numbers, (a, b, c) => {
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, a)).toBe(0);
        expect(distance(a, b)).toBeLessThanOrEqual(distance(a, c) + distance(c, b) + 1e-9);
      }),
    );
  });

  it("grows with the scale, and a common move leaves it", () => {
    fc.assert(
      fc.property(numbers, numbers, fc.integer({ min: -50, max: 50 }), (a, b, c) => {
        const moved = (values: Numbers) => values.map((value) => value + c);
        const scaled = (values: Numbers) => values.map((value) => value * c);
        expect(distance(a, moved(a))).toBeCloseTo(Math.abs(c), 9);
        expect(distance(moved(a), moved(b))).toBeCloseTo(distance(a, b), 9);
        expect(distance(scaled(a), scaled(b))).toBeCloseTo(Math.abs(c) * distance(a, b), 8);
      }),
    );
  });

  it("leaves unknown values out, and is unknown where nothing is known", () => {
    expect(distance([Number.NaN, 2], [5, Number.NaN])).toBe(3);
    expect(distance([Number.NaN], [5])).toBeNaN();
    expect(distance([5], [Number.NaN])).toBeNaN();
  });
});
