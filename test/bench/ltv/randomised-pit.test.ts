import { describe, expect, it } from "vitest";
import { randomisedPit } from "../../../bench/ltv/randomised-pit.ts";
import { createRandom } from "../../../src/math/random.ts";

/** Nothing for 6 of 10 customers, and money that is uniform below 100 for the others. */
const chanceOfAtMost = (_i: number, minor: number) => 0.6 + (0.4 * minor) / 100;

function labels(n: number, factor: number): Float64Array {
  const random = createRandom(5);
  return Float64Array.from({ length: n }, () => (random.next() < 0.6 ? 0 : 100 * factor * random.next()));
}

describe("randomisedPit", () => {
  it("is uniform where labels come from the forecast distribution, zeros included", () => {
    const { upper, central80, ks } = randomisedPit(chanceOfAtMost, labels(40_000, 1), 1);
    for (const [level, share] of Object.entries(upper)) expect(share).toBeCloseTo(Number(level), 2);
    expect(central80).toBeCloseTo(0.8, 2);
    expect(ks).toBeLessThan(1.63 / Math.sqrt(40_000)); // the 1 % point of Kolmogorov's distribution
  });

  it("tells forecasts that are twice too high", () => {
    // Money is uniform below 50, so that nobody is above .6 + .4 / 2.
    const { upper, ks } = randomisedPit(chanceOfAtMost, labels(40_000, 0.5), 1);
    expect(upper[0.8]).toBe(1);
    expect(ks).toBeCloseTo(0.2, 2);
  });
});
