import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kruskalWallis } from "../../src/math/kruskal-wallis.ts";
import { rankSums } from "../../src/math/rank-sums.ts";

const kruskalOf = (...groups: number[][]) => kruskalWallis(rankSums(groups.map((list) => Float64Array.from(list))));

describe("kruskalWallis", () => {
  it("agrees with scipy.stats.kruskal where values are tied", () => {
    const { h, df, p, epsilon2 } = kruskalOf([3, 5, 5, 8, 12.5], [1, 2, 2, 3, 3, 5, 7], [9, 14, 20]);
    // scipy 1.17.1
    expect(h).toBeCloseTo(8.663036902601325, 12);
    expect(df).toBe(2);
    expect(p).toBeCloseTo(0.013147568382956318, 12);
    expect(epsilon2).toBeCloseTo(0.6187883501858089, 13);
  });

  it("weighs rank sums against their mean", () => {
    // rank sums 3 and 7 against 5 each: 12 / (4 · 5) · (2² / 2 + 2² / 2)
    expect(kruskalOf([1, 2], [3, 4])).toMatchObject({ h: 2.4, df: 1, epsilon2: 2.4 / 3 });
  });

  it("has epsilon² 1 where only the groups tell values apart", () => {
    expect(kruskalOf([2, 2], [5, 5, 5]).epsilon2).toBeCloseTo(1, 12);
  });

  it("leaves out groups without values, and cannot test one group or equal values", () => {
    expect(kruskalOf([1, 2], [], [3, 4])).toEqual(kruskalOf([1, 2], [3, 4]));
    const unknown = { h: Number.NaN, p: Number.NaN, epsilon2: Number.NaN };
    expect(kruskalOf([1, 2], [])).toEqual({ ...unknown, df: 0 });
    expect(kruskalOf([0.1, 0.1], [0.1])).toEqual({ ...unknown, df: 1 });
    expect(kruskalOf()).toEqual({ ...unknown, df: 0 });
  });

  it("sees the order of values only", () => {
    const lists = fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 9 }), {
      minLength: 2,
      maxLength: 4,
    });
    fc.assert(
      fc.property(lists, (groups) => {
        const stretched = groups.map((list) => list.map((value) => 3 * Math.exp(value / 10) - 7));
        expect(kruskalOf(...stretched)).toEqual(kruskalOf(...groups));
      }),
    );
  });
});
