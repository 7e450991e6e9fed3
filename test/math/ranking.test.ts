import fc from "fast-check";
import { sampleRankCorrelation } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { midranks, rank } from "../../src/math/ranking.ts";

const numbers = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 40 });

describe("rank", () => {
  it("orders numbers and keeps ties where they were", () => {
    const { order, smaller } = rank(Float64Array.of(5, 1, 5, -2, 1));
    expect([...order]).toEqual([3, 1, 4, 0, 2]);
    expect([...smaller]).toEqual([3, 1, 3, 0, 1]);
  });

  it("agrees with a stable sort", () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const expected = values.map((_, i) => i).sort((a, b) => values[a] - values[b] || a - b);
        expect([...rank(Float64Array.from(values)).order]).toEqual(expected);
      }),
    );
  });

  it("takes nothing to rank, but no NaN", () => {
    expect([...rank(new Float64Array()).order]).toEqual([]);
    expect(() => rank(Float64Array.of(1, Number.NaN, 2))).toThrow("rank: NaN has no rank");
  });
});

describe("midranks", () => {
  it("shares the places of a tie", () => {
    expect([...midranks(rank(Float64Array.of(5, 1, 5, -2, 1, 5)))]).toEqual([4, 1.5, 4, 0, 1.5, 4]);
  });

  it("gives Spearman's correlation as simple-statistics has it", () => {
    const pairs = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(pairs, (rows) => {
        const [a, b] = [rows.map(([x]) => x), rows.map(([, y]) => y)];
        fc.pre(new Set(a).size > 1 && new Set(b).size > 1);
        const [ranksOfA, ranksOfB] = [a, b].map((values) => midranks(rank(Float64Array.from(values))));
        const mean = (rows.length - 1) / 2;
        const product = (p: Float64Array, q: Float64Array) =>
          p.reduce((sum, x, i) => sum + (x - mean) * (q[i] - mean), 0);
        const spearman =
          product(ranksOfA, ranksOfB) / Math.sqrt(product(ranksOfA, ranksOfA) * product(ranksOfB, ranksOfB));
        expect(spearman).toBeCloseTo(sampleRankCorrelation(a, b), 10);
      }),
    );
  });
});
