import { describe, expect, it } from "vitest";
import { freeEffect, gammaEffect, valuesFor } from "../../../src/transitions/activity/rate-effect.ts";

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

describe("a rate effect", () => {
  it.each([0.5, 1, 4, 20])("of shape %d has the moments of a Gamma distribution of mean 1", (shape) => {
    const { values, shares } = gammaEffect(shape);
    expect(total(shares)).toBeCloseTo(1, 12);
    const mean = total(values.map((value, e) => value * shares[e]));
    const variance = total(values.map((value, e) => (value - 1) ** 2 * shares[e]));
    expect(mean).toBeCloseTo(1, 12);
    // Nine values reach from the quantile .002 to .998.
    expect(Math.abs(variance * shape - 1)).toBeLessThan(0.12);
  });

  it("has values as near to each other as many orders tell apart", () => {
    expect(valuesFor(10, 4)).toBe(9);
    expect(valuesFor(1e6, 4)).toBe(33);
    for (const orders of [100, 300]) {
      const { values } = gammaEffect(4, valuesFor(orders, 4));
      expect(values.length % 2).toBe(1);
      expect(Math.log(values[1] / values[0])).toBeLessThanOrEqual(3 / Math.sqrt(orders));
      expect(Math.log(values[1] / values[0])).toBeGreaterThan(2 / Math.sqrt(orders));
    }
  });

  it("may be free on a grid wide enough for customers who order twenty times as often", () => {
    const { shape, values, shares } = freeEffect(2);
    expect(shape).toBeUndefined();
    expect(values.at(-1)).toBeGreaterThan(20);
    expect(total(values.map((value, e) => value * shares[e]))).toBeCloseTo(1, 12);
  });
});
