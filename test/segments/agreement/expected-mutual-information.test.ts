import { describe, expect, it } from "vitest";
import { adjustedMutualInformation } from "../../../src/segments/agreement/adjusted-mutual-information.ts";
import { expectedMutualInformation } from "../../../src/segments/agreement/expected-mutual-information.ts";

function expectedOf(sizesA: number[], sizesB: number[]): number {
  const n = sizesA.reduce((sum, size) => sum + size, 0);
  return expectedMutualInformation({ n, sizesA: Float64Array.from(sizesA), sizesB: Float64Array.from(sizesB) });
}

describe("expectedMutualInformation", () => {
  it("weighs what two clusters may share by its chance", () => {
    // A lone customer of b is in the larger cluster of a with chance 2/3, and tells of a in any case.
    const { log } = Math;
    const inLarger = (1 / 3) * log(3 / 2) + (1 / 3) * log(3 / 4) + (1 / 3) * log(3 / 2);
    const inSmaller = (2 / 3) * log(3 / 2) + (1 / 3) * log(3);
    expect(expectedOf([2, 1], [1, 2])).toBeCloseTo((2 / 3) * inLarger + (1 / 3) * inSmaller, 14);
  });

  // From decimals of 30 digits and more (Python's decimal), which for the first two agree with sums over binomials.
  it.each([
    { sizesA: [6, 3, 1], sizesB: [5, 4, 1], nats: 0.242227896908553 },
    { sizesA: [600, 300, 100], sizesB: [500, 499, 1], nats: 0.00190248539312317 },
    { sizesA: [15000, 4999, 1], sizesB: [12000, 7500, 500], nats: 0.0000883682501518035 },
    { sizesA: [600_000, 399_000, 1000], sizesB: [300_000, 650_000, 50_000], nats: 0.00000200202921957327 },
  ])("keeps its digits for sizes $sizesA and $sizesB", ({ sizesA, sizesB, nats }) => {
    expect(Math.abs(expectedOf(sizesA, sizesB) / nats - 1)).toBeLessThan(1e-12);
  });

  it("is what a tells where everyone of b is alone", () => {
    expect(expectedOf([3, 1], [1, 1, 1, 1])).toBeCloseTo((3 / 4) * Math.log(4 / 3) + Math.log(4) / 4, 14);
  });
});

describe("adjustedMutualInformation", () => {
  const labels = (rule: (i: number) => number) => Int32Array.from({ length: 20_000 }, (_, i) => Math.floor(rule(i)));
  const seven = labels((i) => i % 7);
  const eleven = labels((i) => Math.floor((i * i) / 13) % 11);
  const four = labels((i) => (i % 7) / 2);

  // sklearn.metrics.adjusted_mutual_info_score, scikit-learn 1.9.1
  it.each([
    {
      name: "seven and eleven clusters",
      a: seven,
      b: eleven,
      arithmetic: -0.0006999971008926,
      max: -0.0006406924161856,
    },
    { name: "seven and four, nested", a: seven, b: four, arithmetic: 0.8197849094223393, max: 0.6946063611346405 },
  ])("agrees with scikit-learn on 20,000 customers: $name", ({ a, b, arithmetic, max }) => {
    expect(adjustedMutualInformation(a, b)).toBeCloseTo(arithmetic, 11);
    expect(adjustedMutualInformation(a, b, "max")).toBeCloseTo(max, 11);
  });
});
