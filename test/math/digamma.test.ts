import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digamma } from "../../src/math/digamma.ts";

describe("digamma", () => {
  // Abramowitz & Stegun (1964), table 6.1 and 6.3.2, 6.3.3.
  it.each([
    [1, -0.5772156649015329],
    [0.5, -1.9635100260214235],
    [2, 0.4227843350984671],
    [10, 2.251752589066721],
  ])("of %d is what the tables say", (x, expected) => {
    expect(digamma(x)).toBeCloseTo(expected, 12);
  });

  it("grows by 1/x from x to x + 1", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e4, noNaN: true }), (x) => {
        expect(digamma(x + 1) - digamma(x)).toBeCloseTo(1 / x, 9);
      }),
    );
  });
});
