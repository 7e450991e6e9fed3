import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashShare } from "../../src/math/hash-share.ts";

describe("hashShare", () => {
  it("is always the same, and within [0, 1)", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 4 }), (numbers) => {
        const share = hashShare(...numbers);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThan(1);
        expect(hashShare(...numbers)).toBe(share);
      }),
    );
  });

  it("is spread evenly over neighbouring numbers, in every place", () => {
    const n = 20_000;
    for (const ask of [
      (i: number) => hashShare(i, 3, 1),
      (i: number) => hashShare(7, i, 1),
      (i: number) => hashShare(7, 3, i),
    ]) {
      const counts = new Float64Array(20);
      for (let i = 0; i < n; i++) counts[Math.floor(20 * ask(i))] += 1;
      const chiSquare = counts.reduce((sum, count) => sum + (count - n / 20) ** 2 / (n / 20), 0);
      expect(chiSquare).toBeLessThan(43.8); // .001 of a chi-square with 19 degrees of freedom
    }
  });

  it("says nothing of one place by another", () => {
    const n = 20_000;
    let product = 0;
    for (let i = 0; i < n; i++) product += (hashShare(i, 0, 1) - 0.5) * (hashShare(i, 1, 1) - 0.5);
    expect(Math.abs((12 * product) / n)).toBeLessThan(4 / Math.sqrt(n));
  });
});
