import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundestBetween } from "../../src/math/roundest-between.ts";

describe("roundestBetween", () => {
  it.each([
    [87.3, 118, 100],
    [87.3, 93, 90],
    [2, 3, 3],
    [0, 1, 1],
    [0.12, 0.19, 0.15],
    [-3, 4, 0],
    [-17, -11, -15],
    [365, 366, 366],
    [999.5, 1002, 1000],
    [0.1, 0.3, 0.2],
  ])("is above %f and at most %f: %f", (low, high, expected) => {
    expect(roundestBetween(low, high)).toBe(expected);
  });

  it("always divides the two", () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(double, double, (a, b) => {
        fc.pre(a !== b);
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const between = roundestBetween(low, high);
        expect(between).toBeGreaterThan(low);
        expect(between).toBeLessThanOrEqual(high);
      }),
    );
  });
});
