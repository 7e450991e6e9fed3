import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromRows } from "../../../src/segments/points.ts";
import { matchCentroids } from "../../../src/stability/identity/match-centroids.ts";

describe("matchCentroids", () => {
  // `align-centroids/k4` and `align-centroids/5to4-with-birth` of the shared reference stability.json, by scipy 1.17.1.
  it("agrees with scipy's linear_sum_assignment", () => {
    const champion = fromRows(
      [
        [-3.1086, 5.3929, -3.2441],
        [1.8503, -3.0976, 1.0831],
        [1.3697, -3.4337, -1.8269],
        [3.7892, -2.3857, -1.7651],
      ],
      3,
    );
    const challenger = fromRows(
      [
        [3.2526, -2.3083, -2.5274],
        [2.3037, -2.7898, 1.1607],
        [1.4726, -3.7171, -1.0871],
        [-3.4354, 5.8245, -3.2724],
      ],
      3,
    );
    const { pairs, gone, born } = matchCentroids(champion, challenger);
    expect(pairs.map((pair) => pair.challenger)).toEqual([3, 1, 2, 0]);
    expect(pairs.reduce((sum, { distance }) => sum + distance, 0)).toBeCloseTo(2.82988995841541, 12);
    expect(Math.max(...pairs.map(({ distance }) => distance))).toBeCloseTo(0.9354312427966046, 12);
    for (const [at, margin] of [9.472235136782057, 1.734801053790755, 1.503844778802541, 1.8211872509380655].entries())
      expect(pairs[at].margin).toBeCloseTo(margin, 12);
    expect([gone, born]).toEqual([[], []]);
  });

  it("leaves pairs beyond the gate unmatched, and what is left over", () => {
    const champion = fromRows(
      [
        [5.4896, -3.5239, 2.7047],
        [-5.0935, 1.7409, 2.6512],
        [0.9548, -3.5485, 4.3659],
        [-1.9623, -6.0395, 2.45],
        [0.9896, -6.0141, 1.6711],
      ],
      3,
    );
    const challenger = fromRows(
      [
        [0.5388, -3.4331, 4.5527],
        [5.3901, -3.7652, 2.3916],
        [0.8473, -5.736, 1.9607],
        [9, 9, 9],
      ],
      3,
    );
    const plain = matchCentroids(champion, challenger);
    expect(plain.pairs.map((pair) => [pair.champion, pair.challenger])).toEqual([
      [0, 1],
      [1, 3],
      [2, 0],
      [4, 2],
    ]);
    const gated = matchCentroids(champion, challenger, 3);
    expect(gated.pairs.map((pair) => [pair.champion, pair.challenger])).toEqual([
      [0, 1],
      [2, 0],
      [4, 2],
    ]);
    expect([gated.gone, gated.born]).toEqual([[1, 3], [3]]);
  });

  it("finds the same pairs in whatever order the segments come", () => {
    const centroids = fc.uniqueArray(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
      minLength: 2,
      maxLength: 7,
      selector: ([x, y]) => `${x} ${y}`,
    });
    fc.assert(
      fc.property(centroids, fc.infiniteStream(fc.nat()), (rows, order) => {
        const keys = new Map(rows.map((row) => [row, order.next().value]));
        const shuffled = [...rows].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
        const { pairs } = matchCentroids(fromRows(rows, 2), fromRows(shuffled, 2));
        for (const { champion, challenger, distance, margin } of pairs) {
          expect(shuffled[challenger]).toBe(rows[champion]);
          expect(distance).toBe(0);
          expect(margin).toBeGreaterThan(0);
        }
      }),
    );
  });

  it("has nothing to compare a lone pair with, and refuses other dimensions", () => {
    const [pair] = matchCentroids(fromRows([[1]], 1), fromRows([[4]], 1)).pairs;
    expect(pair).toEqual({ champion: 0, challenger: 0, distance: 3, margin: Number.POSITIVE_INFINITY });
    expect(() => matchCentroids(fromRows([[1]], 1), fromRows([[4, 5]], 2))).toThrow("of 1 and of 2 dimensions");
  });
});
