import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { adjustedMutualInformation } from "../../../src/segments/agreement/adjusted-mutual-information.ts";
import { adjustedRandIndex } from "../../../src/segments/agreement/adjusted-rand-index.ts";
import { matchedAgreement } from "../../../src/segments/agreement/matched-agreement.ts";
import { mutualInformation, normalizedMutualInformation } from "../../../src/segments/agreement/mutual-information.ts";
import { fowlkesMallows, pairJaccard, randIndex } from "../../../src/segments/agreement/pair-agreement.ts";
import { vMeasure } from "../../../src/segments/agreement/v-measure.ts";
import { variationOfInformation } from "../../../src/segments/agreement/variation-of-information.ts";
import { partitions, renumber } from "./label-arrays.ts";

type Measure = (a: Int32Array, b: Int32Array) => number;

/** 1 for identical partitions, and never more. */
const agreements: readonly (readonly [string, Measure])[] = [
  ["adjustedRandIndex", adjustedRandIndex],
  ["adjustedMutualInformation", adjustedMutualInformation],
  ["adjustedMutualInformation, max", (a, b) => adjustedMutualInformation(a, b, "max")],
  ["randIndex", randIndex],
  ["pairJaccard", pairJaccard],
  ["normalizedMutualInformation", normalizedMutualInformation],
  ["normalizedMutualInformation, geometric", (a, b) => normalizedMutualInformation(a, b, "geometric")],
  ["normalizedMutualInformation, min", (a, b) => normalizedMutualInformation(a, b, "min")],
  ["normalizedMutualInformation, max", (a, b) => normalizedMutualInformation(a, b, "max")],
  ["vMeasure", (a, b) => vMeasure(a, b).vMeasure],
  ["matchedAgreement", (a, b) => matchedAgreement(a, b).share],
];
const measures: readonly (readonly [string, Measure])[] = [
  ...agreements,
  ["fowlkesMallows", fowlkesMallows],
  ["mutualInformation", mutualInformation],
  ["variationOfInformation", variationOfInformation],
];
const correctedForChance = agreements.slice(0, 3);

describe.each(measures)("%s", (_, measure) => {
  it("is symmetric and blind to numbering", () => {
    fc.assert(
      fc.property(partitions(2), ([a, b]) => {
        const value = measure(a, b);
        expect(measure(b, a)).toBeCloseTo(value, 11);
        expect(measure(renumber(a), b)).toBeCloseTo(value, 11);
        expect(measure(a, renumber(b))).toBeCloseTo(value, 11);
      }),
      { numRuns: 50 },
    );
  });

  it("rejects customers that do not line up", () => {
    expect(() => measure(Int32Array.of(0, 1), Int32Array.of(0))).toThrow(
      "agreement: 2 labels against 1; align the customers first",
    );
  });
});

describe.each(agreements)("%s", (_, measure) => {
  it("is 1 for a partition against itself under other numbers, and never more", () => {
    fc.assert(
      fc.property(partitions(2), ([a, b]) => {
        expect(measure(a, renumber(a))).toBe(1);
        expect(measure(a, b)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 50 },
    );
  });

  it("is 1 where both put everyone together, and where both put everyone alone", () => {
    expect(measure(Int32Array.of(0, 0, 0), Int32Array.of(2, 2, 2))).toBe(1);
    expect(measure(Int32Array.of(0, 1, 2), Int32Array.of(2, 0, 1))).toBe(1);
  });
});

describe.each(correctedForChance)("%s", (_, measure) => {
  it("is 0 on average over all orders of the labels", () => {
    const a = Int32Array.of(0, 0, 0, 1, 1, 2);
    for (const b of [Int32Array.of(0, 0, 1, 1, 1, 1), Int32Array.of(3, 3, 1, 1, 0, 0)]) {
      const values = ordersOf([...b]).map((order) => measure(a, Int32Array.from(order)));
      expect(values.length).toBe(720);
      expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0, 12);
    }
  });

  it("is about 0 for independent labels, however many clusters", () => {
    const random = createRandom(11);
    for (const k of [2, 40]) {
      const [a, b] = [0, 1].map(() => Int32Array.from({ length: 3000 }, () => random.below(k)));
      expect(Math.abs(measure(a, b))).toBeLessThan(0.01);
    }
  });
});

describe("fowlkesMallows", () => {
  it("is 1 for a partition against itself, and 0 where everyone is alone, as in scikit-learn", () => {
    expect(fowlkesMallows(Int32Array.of(0, 1, 1), Int32Array.of(2, 0, 0))).toBe(1);
    expect(fowlkesMallows(Int32Array.of(0, 1, 2), Int32Array.of(2, 0, 1))).toBe(0);
  });
});

function ordersOf(labels: readonly number[]): number[][] {
  if (labels.length === 0) return [[]];
  return labels.flatMap((label, at) => ordersOf(labels.toSpliced(at, 1)).map((rest) => [label, ...rest]));
}
