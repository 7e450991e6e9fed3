import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquareUpperTail } from "../../src/math/chi-square.ts";
import { fUpperTail } from "../../src/math/f-distribution.ts";
import { studentTUpperTail } from "../../src/math/student-t.ts";

describe("fUpperTail", () => {
  // scipy.stats.f.sf, scipy 1.17.1
  it.each([
    [3.2, 1, 7, 0.11677323971863945],
    [24.5, 2, 147, 6.561495862190505e-10],
    [0.23, 2, 147, 0.7948189826504827],
    [2.3, 3.7, 4.4, 0.20800208976489248],
    [20.36, 2, 56, 2.263646967183965e-7],
    [100, 10, 30, 3.1956377812073285e-20],
    [10_000, 1, 1, 0.00636598552981651],
    [1.02, 400, 350.5, 0.42507080093328997],
    [500, 99, 30, 7.360557940581567e-35],
  ])("of %d with %d and %d degrees of freedom is what SciPy says", (f, over, under, p) => {
    expect(fUpperTail(f, over, under) / p).toBeCloseTo(1, 11);
  });

  // The finite sum for an even numerator, in decimals of 60 digits; SciPy keeps eleven here.
  it.each([
    [2.3, 0.010747215117259],
    [20, 1.62887760516879e-37],
    [100, 2.39156825690961e-208],
  ])("keeps its digits with a million degrees of freedom: %d", (f, p) => {
    expect(fUpperTail(f, 10, 1_000_000) / p).toBeCloseTo(1, 11);
  });

  it("is (1 + f)⁻¹ with 2 and 2 degrees of freedom", () => {
    expect(fUpperTail(3, 2, 2)).toBeCloseTo(1 / 4, 15);
  });

  it("is that of Student's t squared, and in the other direction that of 1/f", () => {
    const numbers = fc.tuple(
      fc.double({ min: 0, max: 50, noNaN: true }),
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0.5, max: 60, noNaN: true }),
    );
    fc.assert(
      fc.property(numbers, ([t, whole, broken]) => {
        expect(fUpperTail(t * t, 1, whole)).toBeCloseTo(2 * studentTUpperTail(t, whole), 11);
        if (t > 0) expect(fUpperTail(t, broken, whole)).toBeCloseTo(1 - fUpperTail(1 / t, whole, broken), 11);
      }),
    );
  });

  it("comes to a chi-square over its degrees of freedom as the denominator grows", () => {
    expect(fUpperTail(2.2, 3, 1e9)).toBeCloseTo(chiSquareUpperTail(6.6, 3), 8);
  });

  it("is everything at 0 and nothing at infinity", () => {
    expect(fUpperTail(0, 2, 3)).toBe(1);
    expect(fUpperTail(Number.POSITIVE_INFINITY, 2, 3)).toBe(0);
    expect(fUpperTail(Number.MAX_VALUE, 2, 0.5)).toBe(0);
  });

  it("rejects what has no value", () => {
    expect(() => fUpperTail(-1, 2, 3)).toThrow(
      "fUpperTail: f is at least 0 and degrees of freedom above 0, got -1, 2 and 3",
    );
    expect(() => fUpperTail(1, 0, 3)).toThrow(RangeError);
    expect(() => fUpperTail(Number.NaN, 1, 3)).toThrow(RangeError);
  });
});
