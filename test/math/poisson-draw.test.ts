import { describe, expect, it } from "vitest";
import { chiSquareUpperTail } from "../../src/math/chi-square.ts";
import { poissonDraw } from "../../src/math/poisson-draw.ts";
import { poissonProbability } from "../../src/math/poisson-probability.ts";
import { createRandom } from "../../src/math/random.ts";

describe("poissonDraw", () => {
  it.each([0.2, 3, 9.9, 10, 17.5, 80])("of mean %d has the probabilities of the Poisson distribution", (mean) => {
    const times = 20_000;
    const random = createRandom(12, Math.round(mean * 10));
    const counts = new Float64Array(400);
    for (let i = 0; i < times; i++) counts[poissonDraw(random, mean)] += 1;

    let [chiSquare, bins, seen, share] = [0, 0, 0, 0];
    for (let events = 0; events < counts.length; events++) {
      seen += counts[events];
      share += times * poissonProbability(events, mean);
      // Neighbouring numbers go together until ten are expected.
      if (share < 10 && events < counts.length - 1) continue;
      if (share < 1) continue;
      chiSquare += (seen - share) ** 2 / share;
      bins += 1;
      [seen, share] = [0, 0];
    }
    expect(chiSquareUpperTail(chiSquare, bins - 1)).toBeGreaterThan(1e-3);
  });

  it("has the mean and variance of many events", () => {
    const [mean, times] = [3e6, 20_000];
    const random = createRandom(3);
    let [sum, squares] = [0, 0];
    for (let i = 0; i < times; i++) {
      const apart = poissonDraw(random, mean) - mean;
      sum += apart;
      squares += apart ** 2;
    }
    expect(Math.abs(sum / times)).toBeLessThan(4 * Math.sqrt(mean / times));
    expect(Math.abs(squares / times / mean - 1)).toBeLessThan(4 * Math.sqrt(2 / times));
  });

  it("never happens when nothing is expected", () => {
    expect(poissonDraw(createRandom(1), 0)).toBe(0);
  });

  it("rejects what is no mean", () => {
    expect(() => poissonDraw(createRandom(1), -1)).toThrow("poissonDraw: a mean is within 0…1e9, got -1");
    expect(() => poissonDraw(createRandom(1), Number.NaN)).toThrow(RangeError);
  });
});
