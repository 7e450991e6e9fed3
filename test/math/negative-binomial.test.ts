import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { negativeBinomialChances } from "../../src/math/negative-binomial.ts";
import { regularizedBeta } from "../../src/math/regularized-beta.ts";

describe("negativeBinomialChances", () => {
  it("is geometric for one success", () => {
    expect([...negativeBinomialChances(1, 0.5, 3)]).toEqual([0.5, 0.25, 0.125, 0.0625]);
    expect([...negativeBinomialChances(2, 0.25, 1)]).toEqual([expect.closeTo(9 / 16, 14), expect.closeTo(9 / 32, 14)]);
  });

  it("sums up to the incomplete beta function, from tiny shapes to those whose first chance is no double", () => {
    const shape = fc.double({ min: Math.log(0.01), max: Math.log(5000), noNaN: true });
    fc.assert(
      fc.property(shape, fc.double({ min: 0.001, max: 0.95, noNaN: true }), (logShape, z) => {
        const chances = negativeBinomialChances(Math.exp(logShape), z, 1e6);
        const middle = Math.floor(chances.length / 3);
        const below = chances.slice(0, middle + 1).reduce((sum, chance) => sum + chance, 0);
        expect(below).toBeCloseTo(regularizedBeta(Math.exp(logShape), middle + 1, 1 - z, z).lower, 11);
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 11);
      }),
    );
  });

  it("has nothing but 0 where nothing can fail", () => {
    expect([...negativeBinomialChances(3, 0, 10)]).toEqual([1]);
  });

  it("asks for a shape and a chance", () => {
    expect(() => negativeBinomialChances(0, 0.5, 3)).toThrow(
      "negativeBinomialChances: a shape above 0, z in [0, 1) and a number, got 0, 0.5 and 3",
    );
  });
});
