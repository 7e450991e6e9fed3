import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialDraw } from "../../src/math/binomial-draw.ts";
import { chiSquareUpperTail } from "../../src/math/chi-square.ts";
import { createRandom } from "../../src/math/random.ts";
import { regularizedBeta } from "../../src/math/regularized-beta.ts";

describe("binomialDraw", () => {
  it.each([
    [8, 0.3],
    [40, 0.02],
    [30, 0.4],
    [120, 0.5],
    [25, 0.9],
    [5000, 0.01],
    [100_000, 0.6],
  ])("of %d trials of chance %d has the probabilities of the binomial distribution", (trials, chance) => {
    const times = 20_000;
    const random = createRandom(4, trials);
    const spread = Math.sqrt(trials * chance * (1 - chance));
    // Bins of about a fifth of a standard deviation, from −2.4 to 2.4 of them, and the two tails.
    const edges = [
      ...new Set(Array.from({ length: 25 }, (_, i) => Math.round(trials * chance + (i - 12) * 0.2 * spread))),
    ];
    const counts = new Float64Array(edges.length + 1);
    for (let i = 0; i < times; i++) {
      const successes = binomialDraw(random, trials, chance);
      let bin = 0;
      while (bin < edges.length && successes > edges[bin]) bin += 1;
      counts[bin] += 1;
    }
    const upTo = (x: number) => (x < 0 ? 0 : x >= trials ? 1 : regularizedBeta(x + 1, trials - x, chance).upper);
    const ends = [0, ...edges.map(upTo), 1];
    let [chiSquare, bins] = [0, 0];
    for (let bin = 0; bin < counts.length; bin++) {
      const expected = times * (ends[bin + 1] - ends[bin]);
      if (expected < 1e-9) expect(counts[bin]).toBe(0);
      else {
        chiSquare += (counts[bin] - expected) ** 2 / expected;
        bins += 1;
      }
    }
    expect(chiSquareUpperTail(chiSquare, bins - 1)).toBeGreaterThan(1e-3);
  });

  it("has the mean and variance of many trials", () => {
    const [trials, chance, times] = [50_000_000, 0.37, 20_000];
    const random = createRandom(7);
    let [sum, squares] = [0, 0];
    for (let i = 0; i < times; i++) {
      const apart = binomialDraw(random, trials, chance) - trials * chance;
      sum += apart;
      squares += apart ** 2;
    }
    const variance = trials * chance * (1 - chance);
    expect(Math.abs(sum / times)).toBeLessThan(4 * Math.sqrt(variance / times));
    expect(squares / times / variance).toBeGreaterThan(1 - 4 * Math.sqrt(2 / times));
    expect(squares / times / variance).toBeLessThan(1 + 4 * Math.sqrt(2 / times));
  });

  it("stays within 0…n, and is sure at the ends", () => {
    const chances = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.nat(1e9), chances, fc.integer(), (trials, chance, seed) => {
        const successes = binomialDraw(createRandom(seed), trials, chance);
        expect(Number.isInteger(successes) && successes >= 0 && successes <= trials).toBe(true);
      }),
    );
    expect(binomialDraw(createRandom(1), 7, 0)).toBe(0);
    expect(binomialDraw(createRandom(1), 7, 1)).toBe(7);
    expect(binomialDraw(createRandom(1), 0, 0.4)).toBe(0);
  });

  it("rejects what is no number of trials or no chance", () => {
    expect(() => binomialDraw(createRandom(1), 2.5, 0.5)).toThrow(
      "binomialDraw: trials are whole, 0…1e9, and a chance is within [0, 1], got 2.5 and 0.5",
    );
    expect(() => binomialDraw(createRandom(1), -1, 0.5)).toThrow(RangeError);
    expect(() => binomialDraw(createRandom(1), 5, 1.1)).toThrow(RangeError);
    expect(() => binomialDraw(createRandom(1), 5, Number.NaN)).toThrow(RangeError);
  });
});
