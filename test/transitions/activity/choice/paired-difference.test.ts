import { expect, it } from "vitest";
import { pairedDifference } from "../../../../src/transitions/activity/choice/paired-difference.ts";

it("has the mean of the differences in the middle of its band", () => {
  const { mean, standardError, lo, hi } = pairedDifference(Float64Array.of(1, 2, 3, 4), Float64Array.of(0, 2, 2, 2));
  expect(mean).toBe(1);
  expect((lo + hi) / 2).toBeCloseTo(1, 12);
  // Standard deviation √(2/3) of the four differences.
  expect(standardError).toBeCloseTo(Math.sqrt(2 / 3 / 4), 12);
  expect(hi - mean).toBeCloseTo(1.96 * standardError, 12);
});
