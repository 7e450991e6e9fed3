import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaQuantile } from "../../src/math/beta-quantile.ts";
import { regularizedBeta } from "../../src/math/regularized-beta.ts";

describe("betaQuantile", () => {
  // mpmath 1.3.0, bisection of betainc at 40 digits
  it.each([
    [0.025, 0.5, 130.5, 3.76992497676909e-6],
    [0.975, 9.5, 38.5, 0.320406043047018],
    [0.5, 2, 3, 0.38572756813239],
    [0.05, 0.01, 1, 7.88860905221021e-131],
    [0.999, 200, 5, 0.9963463340782],
    [0.975, 105.5, 10.5, 0.954412074879263],
  ])("at %d of beta(%d, %d) is what mpmath says", (share, a, b, expected) => {
    expect(betaQuantile(share, a, b) / expected).toBeCloseTo(1, 11);
  });

  it("undoes the incomplete beta function", () => {
    const shapes = fc.double({ min: 0.2, max: 500, noNaN: true });
    const shares = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(shares, shapes, shapes, (share, a, b) => {
        const x = betaQuantile(share, a, b);
        // Where the quantile is 1 but for a rounding, neighbouring numbers are shares apart.
        if (1 - x > 1e-6) expect(regularizedBeta(a, b, x).lower).toBeCloseTo(share, 8);
      }),
      { numRuns: 60 },
    );
  });

  it("is x^(1/a) for b = 1, the ends at 0 and 1, and 0 where the quantile is too small for a number", () => {
    expect(betaQuantile(0.25, 2, 1)).toBeCloseTo(0.5, 14);
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
    expect(betaQuantile(0.01, 1e-3, 1)).toBe(0);
  });

  it("rejects what has no value", () => {
    expect(() => betaQuantile(1.5, 1, 1)).toThrow(
      "betaQuantile: a share within [0, 1], a and b above 0, got 1.5, 1 and 1",
    );
    expect(() => betaQuantile(0.5, 0, 1)).toThrow(RangeError);
    expect(() => betaQuantile(Number.NaN, 1, 1)).toThrow(RangeError);
  });
});
