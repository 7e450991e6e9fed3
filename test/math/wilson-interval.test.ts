import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilsonInterval } from "../../src/math/wilson-interval.ts";

describe("wilsonInterval", () => {
  // statsmodels 0.15.0, proportion_confint(method="wilson"); shared reference markov.json
  it.each([
    [22, 102, 0.14697200198252874],
    [64, 99, 0.5484359722410153],
    [3, 26, 0.040032446236106134],
  ])("starts for %d of %d where statsmodels says", (successes, trials, lo) => {
    expect(wilsonInterval(successes, trials)[0]).toBeCloseTo(lo, 12);
  });

  it("keeps doubt where a plain standard error has none", () => {
    const z = 1.959963984540054;
    expect(wilsonInterval(0, 10)).toEqual([0, expect.closeTo((z * z) / (10 + z * z), 12)]);
    expect(wilsonInterval(10, 10)).toEqual([expect.closeTo(10 / (10 + z * z), 12), 1]);
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
  });

  it("holds the share, stays in [0, 1], and mirrors successes and failures", () => {
    const counts = fc
      .integer({ min: 1, max: 5000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(counts, ([successes, trials]) => {
        const [lo, hi] = wilsonInterval(successes, trials);
        expect(lo).toBeGreaterThanOrEqual(0);
        expect(hi).toBeLessThanOrEqual(1);
        expect(lo).toBeLessThanOrEqual(successes / trials);
        expect(hi).toBeGreaterThanOrEqual(successes / trials);
        expect(wilsonInterval(trials - successes, trials)[0]).toBeCloseTo(1 - hi, 12);
      }),
    );
  });

  it("is wider with more confidence", () => {
    expect(wilsonInterval(30, 100, 0.99)[0]).toBeLessThan(wilsonInterval(30, 100, 0.9)[0]);
  });

  it("rejects more successes than trials", () => {
    expect(() => wilsonInterval(3, 2)).toThrow("wilsonInterval: 3 successes among 2 trials");
  });
});
