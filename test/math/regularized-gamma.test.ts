import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { regularizedGamma } from "../../src/math/regularized-gamma.ts";

describe("regularizedGamma", () => {
  // scipy.special.gammainc and gammaincc, scipy 1.17.1
  it.each([
    [0.5, 0.02, 0.15851941887820603, 0.841480581121794],
    [0.5, 12, 0.9999990366429914, 9.63357008643095e-7],
    [3, 2.5, 0.45618688411667035, 0.5438131158833297],
    [7.5, 30, 0.9999997477914921, 2.522085078696141e-7],
    [20.5, 5, 1.6828453408631534e-7, 0.9999998317154659],
    [400, 380, 0.15855070978429484, 0.8414492902157051],
    [400, 500, 0.9999983527807356, 1.6472192644087128e-6],
    [250_000, 250_300, 0.7258890736203728, 0.2741109263796272],
    [1e6, 1.005e6, 0.999999701250986, 2.987490140114635e-7],
  ])("of a = %d up to %d is what SciPy says", (a, x, lower, upper) => {
    const shares = regularizedGamma(a, x);
    expect(shares.lower / lower).toBeCloseTo(1, 10);
    expect(shares.upper / upper).toBeCloseTo(1, 10);
  });

  it("is 1 − e⁻ˣ for a = 1", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 50, noNaN: true }), (x) => {
        const { lower, upper } = regularizedGamma(1, x);
        expect(lower).toBeCloseTo(-Math.expm1(-x), 13);
        expect(upper / Math.exp(-x)).toBeCloseTo(1, 11);
      }),
    );
  });

  it("falls by xᵃ e⁻ˣ / Γ(a + 1) from a to a + 1", () => {
    expect(regularizedGamma(3, 4).lower - regularizedGamma(4, 4).lower).toBeCloseTo((64 / 6) * Math.exp(-4), 14);
  });

  it("is nothing at 0 and everything at infinity", () => {
    expect(regularizedGamma(2.5, 0)).toEqual({ lower: 0, upper: 1 });
    expect(regularizedGamma(2.5, Infinity)).toEqual({ lower: 1, upper: 0 });
  });

  it("rejects what has no value", () => {
    expect(() => regularizedGamma(0, 1)).toThrow("regularizedGamma: a is above 0 and x at least 0, got 0 and 1");
    expect(() => regularizedGamma(1, -1)).toThrow(RangeError);
  });
});
