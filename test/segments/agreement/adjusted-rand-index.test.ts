import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustedRandIndex } from "../../../src/segments/agreement/adjusted-rand-index.ts";
import { sharedReference } from "../shared-reference.ts";

const { cases } = sharedReference("clustering", "external");
const twoSegmentations = fc.integer({ min: 2, max: 60 }).chain((n) => fc.tuple(labels(n, 6), labels(n, 6)));

function labels(n: number, k: number) {
  return fc.array(fc.nat(k - 1), { minLength: n, maxLength: n }).map((values) => Int32Array.from(values));
}

describe("adjustedRandIndex", () => {
  it.each(cases)("agrees with scikit-learn: $id", ({ input: { a, b }, expected: { ari } }) => {
    expect(adjustedRandIndex(Int32Array.from(a), Int32Array.from(b))).toBeCloseTo(ari, 12);
  });

  it("weighs pairs against chance", () => {
    // shared sizes 2, 1, 2: 2 pairs together; 4 in a, 4 in b, of 10: (2 − 1.6) / (4 − 1.6)
    expect(adjustedRandIndex(Int32Array.of(0, 0, 0, 1, 1), Int32Array.of(2, 2, 0, 0, 0))).toBeCloseTo(0.4 / 2.4, 12);
    expect(adjustedRandIndex(Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 1, 0, 1))).toBe(-0.5);
  });

  it("is symmetric, within [-0.5, 1] and blind to numbering", () => {
    fc.assert(
      fc.property(twoSegmentations, ([a, b]) => {
        const index = adjustedRandIndex(a, b);
        expect(index).toBeCloseTo(adjustedRandIndex(b, a), 12);
        expect(index).toBeGreaterThanOrEqual(-0.5);
        expect(index).toBeLessThanOrEqual(1);
        const renumbered = a.map((label) => 5 - label);
        expect(adjustedRandIndex(renumbered, b)).toBeCloseTo(index, 12);
      }),
    );
  });

  it("is 1 for a segmentation against itself, and for a lone customer", () => {
    fc.assert(
      fc.property(twoSegmentations, ([a]) => {
        expect(adjustedRandIndex(a, a)).toBe(1);
      }),
    );
    expect(adjustedRandIndex(Int32Array.of(0), Int32Array.of(3))).toBe(1);
  });

  it("rejects customers that do not line up", () => {
    expect(() => adjustedRandIndex(Int32Array.of(0, 1), Int32Array.of(0))).toThrow(
      "agreement: 2 labels against 1; align the customers first",
    );
    expect(() => adjustedRandIndex(Int32Array.of(), Int32Array.of())).toThrow("agreement: no customers to compare");
  });
});
