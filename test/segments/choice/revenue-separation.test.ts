import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { etaSquared, revenueSeparation } from "../../../src/segments/choice/revenue-separation.ts";

describe("etaSquared", () => {
  it("is the share of the sum of squares that lies between groups", () => {
    // mean 4, total 16 + 4 + 4 + 16 + 0 = 40; group means 1, 7 and 4
    const values = Float64Array.of(0, 2, 6, 8, 4);
    const labels = Int32Array.of(0, 0, 1, 1, 2);
    // between: 2·(1 − 4)² + 2·(7 − 4)² + 1·(4 − 4)² = 36 of 40
    expect(etaSquared(values, labels, 3)).toBeCloseTo(0.9, 12);
  });

  it("is 1 where groups explain everything, 0 where they explain nothing or nothing varies", () => {
    expect(etaSquared(Float64Array.of(1, 1, 5), Int32Array.of(0, 0, 1), 2)).toBe(1);
    expect(etaSquared(Float64Array.of(1, 5, 1, 5), Int32Array.of(0, 0, 1, 1), 2)).toBe(0);
    expect(etaSquared(Float64Array.of(3, 3), Int32Array.of(0, 1), 2)).toBe(0);
  });

  it("ignores an empty group, and keeps its digits far from 0", () => {
    const near = etaSquared(Float64Array.of(0, 2, 6, 8), Int32Array.of(0, 0, 2, 2), 3);
    expect(etaSquared(Float64Array.of(1e9, 1e9 + 2, 1e9 + 6, 1e9 + 8), Int32Array.of(0, 0, 2, 2), 3)).toBeCloseTo(
      near,
      9,
    );
  });
});

describe("revenueSeparation", () => {
  it("has about the standard error that fresh samples scatter by", () => {
    const random = createRandom(5);
    const labels = Int32Array.from({ length: 400 }, (_, i) => i % 2);
    const sample = () => Float64Array.from(labels, (label) => label + 2 * random.normal());
    const fresh = Array.from({ length: 200 }, () => etaSquared(sample(), labels, 2));
    const mean = fresh.reduce((sum, value) => sum + value, 0) / fresh.length;
    const scatter = Math.sqrt(fresh.reduce((sum, value) => sum + (value - mean) ** 2, 0) / fresh.length);
    const { se } = revenueSeparation(sample(), labels, 2, { bootstraps: 200, seed: 1 });
    expect(se / scatter).toBeGreaterThan(0.6);
    expect(se / scatter).toBeLessThan(1.6);
  });
});
