import { describe, expect, it } from "vitest";
import { cumulative, exponential, gamma, pick, poisson, studentT } from "../../data/variates.ts";
import { createRandom } from "../../src/math/random.ts";
import { studentTUpperTail } from "../../src/math/student-t.ts";

const n = 40_000;

/** Mean and variance of n draws, each in its own standard errors from what they should be. */
function distance(draw: () => number, mean: number, variance: number, fourthMoment: number) {
  const values = Float64Array.from({ length: n }, draw);
  const seenMean = values.reduce((sum, value) => sum + value, 0) / n;
  const seenVariance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  return {
    mean: Math.abs(seenMean - mean) / Math.sqrt(variance / n),
    variance: Math.abs(seenVariance - variance) / Math.sqrt((fourthMoment - variance ** 2) / n),
  };
}

describe("variates", () => {
  it.each([0.01, 0.7, 4.5])("poisson has mean and variance %d", (mean) => {
    const random = createRandom(1);
    const away = distance(() => poisson(random, mean), mean, mean, mean + 3 * mean ** 2);
    expect(away.mean).toBeLessThan(4);
    expect(away.variance).toBeLessThan(4);
  });

  it("poisson with mean 0 is always 0", () => {
    const random = createRandom(2);
    for (let i = 0; i < 100; i++) expect(poisson(random, 0)).toBe(0);
  });

  it.each([1, 5])("gamma of shape %d has that mean and variance", (shape) => {
    const random = createRandom(3);
    const away = distance(() => gamma(random, shape), shape, shape, 3 * shape ** 2 + 6 * shape);
    expect(away.mean).toBeLessThan(4);
    expect(away.variance).toBeLessThan(4);
  });

  it.each([3, 5, 9])("studentT of %d degrees has the tails of that distribution, scaled to variance 1", (degrees) => {
    const random = createRandom(7);
    const draws = Float64Array.from({ length: n }, () => studentT(random, degrees));
    for (const beyond of [0.5, 2, 4]) {
      const share = 2 * studentTUpperTail(beyond * Math.sqrt(degrees / (degrees - 2)), degrees);
      const seen = draws.filter((value) => Math.abs(value) > beyond).length;
      expect(Math.abs(seen - n * share), `beyond ${beyond}`).toBeLessThanOrEqual(
        4 * Math.sqrt(n * share * (1 - share)),
      );
    }
  });

  it("exponential has its mean, squared as variance", () => {
    const random = createRandom(4);
    const away = distance(() => exponential(random, 9), 9, 81, 9 * 81 ** 2);
    expect(away.mean).toBeLessThan(4);
    expect(away.variance).toBeLessThan(4);
  });

  it("pick follows the weights and never takes a weight of 0", () => {
    const random = createRandom(5);
    const sums = cumulative([2, 0, 5, 1]);
    expect([...sums]).toEqual([0.25, 0.25, 0.875, 1]);
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) counts[pick(random, sums)] += 1;
    expect(counts[1]).toBe(0);
    for (const [i, share] of [0.25, 0, 0.625, 0.125].entries()) {
      expect(Math.abs(counts[i] - n * share)).toBeLessThanOrEqual(4 * Math.sqrt(n * share * (1 - share)));
    }
  });
});
