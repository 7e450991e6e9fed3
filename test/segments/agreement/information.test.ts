import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mutualInformation, normalizedMutualInformation } from "../../../src/segments/agreement/mutual-information.ts";
import { vMeasure } from "../../../src/segments/agreement/v-measure.ts";
import { variationOfInformation } from "../../../src/segments/agreement/variation-of-information.ts";
import { partitions } from "./label-arrays.ts";

const { log } = Math;
// b tells half of what a holds, and a tells all of b.
const a = Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3);
const b = Int32Array.of(5, 5, 5, 5, 1, 1, 1, 1);

describe("mutualInformation", () => {
  it("is what both tell, in nats", () => {
    expect(mutualInformation(a, b)).toBeCloseTo(log(2), 12);
    // (0,0) twice, (1,0) and (1,1) once
    expect(mutualInformation(Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 0, 0, 1))).toBeCloseTo(
      log(4 / 3) / 2 + log(2 / 3) / 4 + log(2) / 4,
      12,
    );
  });
});

describe("normalizedMutualInformation", () => {
  it("divides by the average asked for", () => {
    const [inA, inB] = [log(4), log(2)];
    expect(normalizedMutualInformation(a, b)).toBeCloseTo((2 * inB) / (inA + inB), 12);
    expect(normalizedMutualInformation(a, b, "geometric")).toBeCloseTo(inB / Math.sqrt(inA * inB), 12);
    expect(normalizedMutualInformation(a, b, "min")).toBeCloseTo(1, 12);
    expect(normalizedMutualInformation(a, b, "max")).toBeCloseTo(0.5, 12);
  });

  it("is 0 where one of two different partitions has one cluster", () => {
    for (const average of ["arithmetic", "geometric", "min", "max"] as const) {
      expect(normalizedMutualInformation(a, new Int32Array(8), average)).toBe(0);
    }
  });
});

describe("vMeasure", () => {
  it("tells clusters of mixed classes from classes over several clusters", () => {
    const merged = vMeasure(a, b);
    expect(merged.homogeneity).toBeCloseTo(0.5, 12);
    expect(merged.completeness).toBe(1);
    expect(merged.vMeasure).toBeCloseTo(2 / 3, 12);
    const split = vMeasure(b, a);
    expect([split.homogeneity, split.completeness]).toEqual([merged.completeness, merged.homogeneity]);
    expect(vMeasure(a, new Int32Array(8))).toEqual({ homogeneity: 0, completeness: 1, vMeasure: 0 });
  });

  it("is normalised mutual information with the arithmetic average", () => {
    fc.assert(
      fc.property(partitions(2), ([one, other]) => {
        expect(vMeasure(one, other).vMeasure).toBeCloseTo(normalizedMutualInformation(one, other), 11);
      }),
    );
  });
});

describe("variationOfInformation", () => {
  it("adds what each leaves open of the other", () => {
    expect(variationOfInformation(a, b)).toBeCloseTo(log(2), 12);
    expect(variationOfInformation(a, new Int32Array(8))).toBeCloseTo(log(4), 12);
  });

  it("is a distance, at most ln n", () => {
    fc.assert(
      fc.property(partitions(3), ([x, y, z]) => {
        expect(variationOfInformation(x, x)).toBe(0);
        const direct = variationOfInformation(x, z);
        expect(direct).toBeLessThanOrEqual(variationOfInformation(x, y) + variationOfInformation(y, z) + 1e-12);
        expect(direct).toBeLessThanOrEqual(log(x.length) + 1e-12);
      }),
    );
  });
});
