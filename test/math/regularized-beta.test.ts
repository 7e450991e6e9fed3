import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { regularizedBeta } from "../../src/math/regularized-beta.ts";

const shapes = fc.double({ min: 0.05, max: 2000, noNaN: true });
const shares = fc.double({ min: 0, max: 1, noNaN: true });

describe("regularizedBeta", () => {
  // scipy.special.betainc and betaincc, scipy 1.17.1
  it.each([
    [0.5, 0.5, 0.02, 0.0903344706017331, 0.909665529398267],
    [2, 3, 0.4, 0.5248, 0.4752],
    [0.5, 20, 0.001, 0.15758381398363844, 0.8424161860163615],
    [20, 0.5, 0.999, 0.8424161860163615, 0.15758381398363858],
    [100, 200, 0.25, 0.0006588924984657765, 0.9993411075015343],
    [10_000, 20_000, 0.34, 0.9927137480100278, 0.007286251989972617],
    [2.5, 1e6, 3e-6, 0.6937823951953559, 0.3062176048046441],
    [1, 500_000, 4e-5, 0.9999999979396706, 2.06032930388238e-9],
    [500_000, 500_000, 0.5015, 0.9986501285593617, 0.001349871440638158],
    [40, 1000, 0.15, 1, 2.622440844416618e-32],
  ])("of a = %d and b = %d up to %d is what SciPy says", (a, b, x, lower, upper) => {
    const found = regularizedBeta(a, b, x);
    expect(found.lower / lower).toBeCloseTo(1, 11);
    expect(found.upper / upper).toBeCloseTo(1, 11);
  });

  it("mirrors a and b", () => {
    fc.assert(
      fc.property(shapes, shapes, shares, (a, b, x) => {
        const one = regularizedBeta(a, b, x);
        const other = regularizedBeta(b, a, 1 - x, x);
        expect(one.lower).toBeCloseTo(other.upper, 11);
        expect(one.lower + one.upper).toBe(1);
        expect(one.lower).toBeGreaterThanOrEqual(0);
        expect(one.lower).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("is xᵃ for b = 1", () => {
    fc.assert(
      fc.property(shapes, shares, (a, x) => {
        expect(regularizedBeta(a, 1, x).lower).toBeCloseTo(x ** a, 11);
      }),
    );
  });

  it("falls by the chance of a successes from a to a + 1", () => {
    // Of 6 tries of chance .3: at least 2, less at least 3.
    const chance = 15 * 0.3 ** 2 * 0.7 ** 4;
    expect(regularizedBeta(2, 5, 0.3).lower - regularizedBeta(3, 4, 0.3).lower).toBeCloseTo(chance, 14);
  });

  it("is nothing at 0 and everything at 1", () => {
    expect(regularizedBeta(2.5, 0.1, 0)).toEqual({ lower: 0, upper: 1 });
    expect(regularizedBeta(2.5, 0.1, 1)).toEqual({ lower: 1, upper: 0 });
  });

  it("rejects what has no value", () => {
    expect(() => regularizedBeta(0, 1, 0.5)).toThrow(
      "regularizedBeta: a and b are above 0 and x in 0…1, got 0, 1 and 0.5",
    );
    expect(() => regularizedBeta(1, 1, 1.5)).toThrow(RangeError);
    expect(() => regularizedBeta(1, 1, Number.NaN)).toThrow(RangeError);
  });
});
