import { describe, expect, it } from "vitest";
import { inferredAffinity } from "../../src/math/inferred-affinity.ts";
import { createRandom } from "../../src/math/random.ts";
import { drawFrom } from "../metrics/buyers.ts";

describe("inferredAffinity", () => {
  it("is the category bought far more than by the base, once there are enough purchases", () => {
    // ann buys toys only, bob two of them, cy and di everything; toys make half the base, on average over people.
    const toys = Float64Array.of(40, 2, 0, 0);
    const tea = Float64Array.of(0, 0, 20, 20);
    // (40 + 2.5) / (0 + 2.5) against even odds: ln 17 = 2.83, less 1.96 · √(1/42.5 + 1/2.5) = 1.28, is above ln 2.
    expect([...inferredAffinity([toys, tea])]).toEqual([0, -1, 1, 1]);
    expect([...inferredAffinity([toys, tea], { minLogOdds: 1.6 })]).toEqual([-1, -1, -1, -1]);
    expect([...inferredAffinity([toys, tea], { minPurchases: 2, standardErrors: 0, minLogOdds: 0.5 })]).toEqual([
      0, 0, 1, 1,
    ]);
  });

  it("has no answer for who bought nothing, nor where there is one category", () => {
    expect([...inferredAffinity([Float64Array.of(0, 100, 3)])]).toEqual([-1, -1, -1]);
    expect([...inferredAffinity([Float64Array.of(0), Float64Array.of(0)], { minPurchases: 0 })]).toEqual([-1]);
    expect(inferredAffinity([])).toEqual(new Int16Array(0));
  });

  it.each([1, 2, 3])("names planted fans with a precision of .9 (seed %d)", (seed) => {
    const common = [0.3, 0.2, 0.15, 0.12, 0.1, 0.06, 0.04, 0.03];
    const random = createRandom(seed);
    const n = 6000;
    const columns = common.map(() => new Float64Array(n));
    const fanOf = new Int16Array(n);
    for (let i = 0; i < n; i++) {
      fanOf[i] = random.next() < 0.15 ? drawFrom(random, common) : -1;
      const purchases = Math.min(200, Math.floor(2 * (1 - random.next()) ** -1));
      for (let line = 0; line < purchases; line++) {
        const loved = fanOf[i] !== -1 && random.next() < 0.7;
        columns[loved ? fanOf[i] : drawFrom(random, common)][i] += 1;
      }
    }

    const inferred = inferredAffinity(columns);
    const named = inferred.filter((category) => category !== -1).length;
    const rightly = inferred.filter((category, i) => category !== -1 && category === fanOf[i]).length;
    const telling = fanOf.filter((category, i) => category !== -1 && bought(columns, i) >= 10).length;
    expect(rightly / named).toBeGreaterThanOrEqual(0.9);
    expect(rightly / telling).toBeGreaterThanOrEqual(0.7);
  });

  it("rejects counts that do not line up or are negative", () => {
    expect(() => inferredAffinity([Float64Array.of(1, 2), Float64Array.of(1)])).toThrow(
      "inferredAffinity: 1 customers in category 1, 2 in the first",
    );
    expect(() => inferredAffinity([Float64Array.of(1, -2)])).toThrow(
      "inferredAffinity: customer 1 has -2 of category 0, a count is at least 0",
    );
  });
});

function bought(columns: readonly Float64Array[], customer: number): number {
  return columns.reduce((sum, column) => sum + column[customer], 0);
}
