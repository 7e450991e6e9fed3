import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logAxisQuantile } from "../../src/math/log-axis-quantile.ts";
import { normalCdf } from "../../src/math/normal-cdf.ts";

/** Money whose inverse is exponential: P(≤ x) = e^(−1/x). */
const inverse = {
  chanceOfAtMost: (x: number) => Math.exp(-1 / x),
  density: (x: number) => Math.exp(-1 / x) / (x * x),
};

describe("logAxisQuantile", () => {
  it("undoes a distribution function in closed form, from any start", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 0.999999, noNaN: true }),
        fc.double({ min: -80, max: 80, noNaN: true }),
        (share, logStart) => {
          const amount = logAxisQuantile(inverse, share, Math.exp(logStart), 1e-10);
          expect(amount * -Math.log(share)).toBeCloseTo(1, 8);
        },
      ),
    );
  });

  it("crosses a gap with no density between two narrow lognormals", () => {
    const [low, high, sigma] = [2, 12, 0.01];
    const both = {
      chanceOfAtMost: (x: number) =>
        0.5 * normalCdf((Math.log(x) - low) / sigma) + 0.5 * normalCdf((Math.log(x) - high) / sigma),
      density: (x: number) => {
        const at = (mu: number) => Math.exp(-(((Math.log(x) - mu) / sigma) ** 2) / 2);
        return (0.5 * (at(low) + at(high))) / (sigma * Math.sqrt(2 * Math.PI) * x);
      },
    };
    for (const start of [1e-3, Math.exp(low), Math.exp(7), 1e9]) {
      // The 80 % points of each, by hand.
      expect(Math.log(logAxisQuantile(both, 0.4, start, 1e-9))).toBeCloseTo(low + 0.8416212 * sigma, 7);
      expect(Math.log(logAxisQuantile(both, 0.9, start, 1e-9))).toBeCloseTo(high + 0.8416212 * sigma, 7);
    }
  });

  it("takes few steps where the start is fair", () => {
    let asked = 0;
    const counted = { ...inverse, chanceOfAtMost: (x: number) => inverse.chanceOfAtMost(x) + 0 * asked++ };
    logAxisQuantile(counted, 0.5, 2, 1e-5);
    expect(asked).toBeLessThanOrEqual(5);
  });
});
