import { describe, expect, it } from "vitest";
import { fowlkesMallows, pairJaccard, randIndex } from "../../../src/segments/agreement/pair-agreement.ts";

// Of 10 pairs, 4 are together in a (3 and 1), 2 in b (1 and 1), 1 in both.
const a = Int32Array.of(0, 0, 0, 1, 1);
const b = Int32Array.of(2, 2, 0, 0, 1);

describe("the measures of pairs", () => {
  it("count the pairs that both keep together or both keep apart", () => {
    expect(randIndex(a, b)).toBeCloseTo((1 + 5) / 10, 12);
    expect(fowlkesMallows(a, b)).toBeCloseTo(Math.sqrt((1 / 4) * (1 / 2)), 12);
    expect(pairJaccard(a, b)).toBeCloseTo(1 / 5, 12);
  });

  it("take a lone customer for agreement", () => {
    expect(randIndex(Int32Array.of(0), Int32Array.of(3))).toBe(1);
  });
});
