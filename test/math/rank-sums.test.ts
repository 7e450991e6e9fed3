import fc from "fast-check";
import { expect, it } from "vitest";
import { rankSums } from "../../src/math/rank-sums.ts";

it("shares ranks among equal values", () => {
  // 1 2 2 2 7 have the ranks 1, 3, 3, 3, 5
  const { n, sizes, sums, tied } = rankSums([Float64Array.of(2, 7), Float64Array.of(), Float64Array.of(2, 1, 2)]);
  expect([n, [...sizes], [...sums]]).toEqual([5, [2, 0, 3], [8, 0, 7]]);
  expect(tied).toBeCloseTo((27 - 3) / (125 - 5), 15);
});

it("adds up to all ranks, and knows no ties from all ties", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 4 }), (lists) => {
      const { n, sums, tied } = rankSums(lists.map((list) => Float64Array.from(list)));
      expect(sums.reduce((total, sum) => total + sum, 0)).toBe((n * (n + 1)) / 2);
      const levels = new Set(lists.flat()).size;
      expect(tied === 0).toBe(levels === n);
      expect(tied === 1).toBe(levels === 1 && n > 1);
    }),
  );
});

it("rejects what has no rank", () => {
  expect(() => rankSums([Float64Array.of(1, Number.NaN)])).toThrow("rank: NaN has no rank");
});
