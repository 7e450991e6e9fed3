import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquareUpperTail } from "../../src/math/chi-square.ts";
import { chiSquareQuantile } from "../../src/math/chi-square-quantile.ts";

describe("chiSquareQuantile", () => {
  // scipy.stats.chi2.ppf, scipy 1.17.1
  it.each([
    [1e-10, 1, 1.570796326794896e-20],
    [0.05, 3, 0.35184631774927144],
    [0.5, 9, 8.342832692252955],
    [0.95, 1, 3.841458820694124],
    [0.95, 9, 16.918977604620448],
    [0.95, 40.5, 56.35072064795971],
    [0.999, 3, 16.26623619623813],
  ])("of %d with %d degrees of freedom is what SciPy says", (share, df, x) => {
    expect(chiSquareQuantile(share, df) / x).toBeCloseTo(1, 12);
  });

  it("is −2 ln(1 − share) with two degrees of freedom", () => {
    expect(chiSquareQuantile(0.9, 2)).toBeCloseTo(2 * Math.LN10, 13);
  });

  it("leaves the rest of the share above it", () => {
    const shares = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(shares, fc.double({ min: 0.5, max: 60, noNaN: true }), (share, df) => {
        expect(chiSquareUpperTail(chiSquareQuantile(share, df), df)).toBeCloseTo(1 - share, 12);
      }),
    );
  });

  it("ends at 0 and beyond all numbers", () => {
    expect(chiSquareQuantile(0, 4)).toBe(0);
    expect(chiSquareQuantile(1, 4)).toBe(Number.POSITIVE_INFINITY);
  });

  it("rejects what is no share, and no degrees of freedom", () => {
    expect(() => chiSquareQuantile(1.5, 2)).toThrow(
      "chiSquareQuantile: a share within [0, 1] and df above 0, got 1.5 and 2",
    );
    expect(() => chiSquareQuantile(0.5, 0)).toThrow(RangeError);
  });
});
