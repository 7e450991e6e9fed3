import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCdf } from "../../src/math/normal-cdf.ts";
import { normalQuantile } from "../../src/math/normal-quantile.ts";

describe("normalQuantile", () => {
  // statistics.NormalDist().inv_cdf, Python 3.11
  it.each([
    [1e-300, -37.0470962993612],
    [1e-12, -7.034483825301132],
    [0.001, -3.090232306167813],
    [0.025, -1.9599639845400538],
    [0.05, -1.6448536269514726],
    [0.3, -0.5244005127080407],
    [0.75, 0.6744897501960817],
    [0.9, 1.2815515655446008],
    [0.9999, 3.7190164854557084],
  ])("of %d is %d", (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 12);
  });

  it("is 0 in the middle and infinite at the ends", () => {
    expect([normalQuantile(0.5), normalQuantile(0), normalQuantile(1)]).toEqual([0, -Infinity, Infinity]);
  });

  it("undoes the distribution function", () => {
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (z) => {
        expect(normalQuantile(normalCdf(z))).toBeCloseTo(z, 6);
      }),
    );
  });

  it("rejects what is no probability", () => {
    expect(() => normalQuantile(1.5)).toThrow("normalQuantile: a probability is within [0, 1], got 1.5");
  });
});
