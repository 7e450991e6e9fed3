import { describe, expect, it } from "vitest";
import { gammaDraw, logGammaDraw } from "../../src/math/gamma-draw.ts";
import { createRandom } from "../../src/math/random.ts";
import { regularizedGamma } from "../../src/math/regularized-gamma.ts";

describe("gammaDraw", () => {
  it.each([0.05, 0.5, 1, 2.5, 40, 1e5])("of shape %d has the gamma distribution", (shape) => {
    const times = 20_000;
    const random = createRandom(8, Math.round(shape * 100));
    const values = Float64Array.from({ length: times }, () => gammaDraw(random, shape)).sort();
    let largest = 0;
    for (const [i, value] of values.entries()) {
      const below = regularizedGamma(shape, value).lower;
      largest = Math.max(largest, Math.abs(below - i / times), Math.abs(below - (i + 1) / times));
    }
    // The 99.9 % point of Kolmogorov's distance.
    expect(largest).toBeLessThan(1.95 / Math.sqrt(times));
  });

  it("keeps the logarithm of deviates that are too small for a number", () => {
    const random = createRandom(5);
    const logs = Array.from({ length: 2000 }, () => logGammaDraw(random, 1e-4));
    expect(logs.every(Number.isFinite)).toBe(true);
    expect(Math.min(...logs)).toBeLessThan(-1000);
    // ln of a deviate of shape a is about −1/a on average.
    expect(logs.reduce((sum, log) => sum + log, 0) / logs.length / -1e4).toBeCloseTo(1, 0);
  });
});
