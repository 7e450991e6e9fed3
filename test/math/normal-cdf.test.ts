import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCdf } from "../../src/math/normal-cdf.ts";

describe("normalCdf", () => {
  // 0.5 * math.erfc(-z / sqrt 2), Python 3.11
  it.each([
    [-30, 4.906713927148764e-198],
    [-8, 6.220960574271819e-16],
    [-5, 2.866515718791946e-7],
    [-1, 0.15865525393145707],
    [0, 0.5],
    [0.5, 0.6914624612740131],
    [3, 0.9986501019683699],
  ])("at %d is %d", (z, chance) => {
    expect(normalCdf(z)).toBeCloseTo(chance, 15);
    expect(normalCdf(z) / chance).toBeCloseTo(1, 7);
  });

  it("is 0 and 1 far out", () => {
    expect([normalCdf(-40), normalCdf(40)]).toEqual([0, 1]);
  });

  it("rises, and is symmetric about 0", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -12, max: 12, noNaN: true }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (z, step) => {
          expect(normalCdf(z + step)).toBeGreaterThanOrEqual(normalCdf(z) - 1e-15);
          expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 14);
        },
      ),
    );
  });
});
