import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { multinomialDraw } from "../../src/math/multinomial-draw.ts";
import { createRandom } from "../../src/math/random.ts";

describe("multinomialDraw", () => {
  it("gives everyone a class, and nobody one without a chance", () => {
    const weights = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1, noNaN: true })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(weights, fc.nat(1e6), fc.integer(), (some, trials, seed) => {
        const sum = some.reduce((total, weight) => total + weight, 0);
        fc.pre(sum > 0);
        const chances = Float64Array.from(some, (weight) => weight / sum);
        const counts = multinomialDraw(createRandom(seed), trials, chances, new Float64Array(some.length));
        expect(counts.reduce((total, count) => total + count, 0)).toBe(trials);
        for (const [j, count] of counts.entries()) {
          expect(count).toBeGreaterThanOrEqual(0);
          if (chances[j] === 0) expect(count).toBe(0);
        }
      }),
    );
  });

  it("has the means and covariances of the multinomial distribution", () => {
    const chances = Float64Array.of(0.5, 0.08, 0.42);
    const [trials, times] = [300, 20_000];
    const random = createRandom(9);
    const products = new Float64Array(9);
    const sums = new Float64Array(3);
    for (let i = 0; i < times; i++) {
      const counts = multinomialDraw(random, trials, chances, new Float64Array(3));
      const apart = counts.map((count, j) => count - trials * chances[j]);
      for (let a = 0; a < 3; a++) {
        sums[a] += apart[a];
        for (let b = 0; b < 3; b++) products[a * 3 + b] += apart[a] * apart[b];
      }
    }
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++) {
        const covariance = trials * ((a === b ? chances[a] : 0) - chances[a] * chances[b]);
        expect(products[a * 3 + b] / times / covariance).toBeCloseTo(1, 1);
      }
      const deviation = Math.sqrt(trials * chances[a] * (1 - chances[a]));
      expect(Math.abs(sums[a] / times)).toBeLessThan((4 * deviation) / Math.sqrt(times));
    }
  });

  it("stays within rounding where the chances before the last one use up the whole", () => {
    const chances = Float64Array.of(0.1, 0.2, 0.7, 0, 1e-17);
    const counts = multinomialDraw(createRandom(1), 1000, chances, new Float64Array(5));
    expect(counts.reduce((total, count) => total + count, 0)).toBe(1000);
    expect(counts[4]).toBe(0);
  });

  it("rejects what cannot be drawn", () => {
    const draw = (trials: number, chances: number[], length = chances.length) =>
      multinomialDraw(createRandom(1), trials, Float64Array.from(chances), new Float64Array(length));
    expect(() => draw(1.5, [1])).toThrow("multinomialDraw: trials are a whole number, got 1.5");
    expect(() => draw(5, [0, 0])).toThrow("multinomialDraw: no chance is above 0");
    expect(() => draw(5, [0.5, 0.5], 3)).toThrow("multinomialDraw: 2 chances for 3 counts");
  });
});
