import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { binEdges, countByEdges } from "../../../src/stability/drift/number-bins.ts";
import { permutedStability } from "../../../src/stability/drift/permuted-stability.ts";
import { populationStability } from "../../../src/stability/drift/population-stability.ts";
import { sampleOf } from "../../../src/stability/drift/sample.ts";

describe("permutedStability", () => {
  it("is what all divisions of a few customers give", () => {
    // Of the 10 ways to choose 2 of 3 + 2 customers, 1 has both of the second bin and 6 have one of them.
    const [reference, current] = [Float64Array.of(3, 0), Float64Array.of(0, 2)];
    expect(permutedStability(reference, current, 1, 9999).p).toBeCloseTo(1 / 10, 2);
    expect(permutedStability(Float64Array.of(2, 1), Float64Array.of(1, 1), 1, 9999).p).toBe(1);
    const { psi } = populationStability(reference, current);
    expect(permutedStability(reference, current, 1).p95).toBeCloseTo(psi, 12);
  });

  it("is near the approximation where samples are large", () => {
    const [reference, current] = [Float64Array.of(400, 300, 200, 100), Float64Array.of(360, 310, 230, 100)];
    const { unchanged, p } = populationStability(reference, current);
    const found = permutedStability(reference, current, 5, 4000);
    expect(found.mean / unchanged.mean).toBeCloseTo(1, 1);
    expect(found.p95 / unchanged.p95).toBeCloseTo(1, 1);
    expect(Math.abs(found.p - p)).toBeLessThan(0.02);
  });

  it("raises few false alarms where a small sample misleads the approximation", () => {
    const random = createRandom(3);
    const draw = (n: number) => sampleOf(Float64Array.from({ length: n }, () => random.normal()));
    const trials = 400;
    const alarms = { approximate: 0, permuted: 0 };
    for (let trial = 0; trial < trials; trial++) {
      const [reference, current] = [draw(2000), draw(50)];
      const edges = binEdges(reference);
      const [before, now] = [countByEdges(reference, edges), countByEdges(current, edges)];
      const { psi, unchanged } = populationStability(before, now);
      if (psi > unchanged.p95) alarms.approximate += 1;
      if (permutedStability(before, now, trial, 199).p <= 0.05) alarms.permuted += 1;
    }
    expect(alarms.approximate / trials).toBeGreaterThan(0.075);
    expect(alarms.permuted / trials).toBeLessThan(0.075);
    expect(alarms.permuted / trials).toBeGreaterThan(0.02);
  });

  it("calls an index above its p95 as rare as that, and the same seed draws the same", () => {
    const counts = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(counts, fc.nat(), (bins, seed) => {
        const [a, b] = [0, 1].map((side) => Float64Array.from(bins, (pair) => pair[side]));
        fc.pre(a.some((count) => count > 0) && b.some((count) => count > 0));
        const found = permutedStability(a, b, seed, 99);
        expect(permutedStability(a, b, seed, 99)).toEqual(found);
        if (populationStability(a, b).psi > found.p95 * (1 + 1e-9)) expect(found.p).toBeLessThanOrEqual(0.05);
      }),
    );
  });

  it("rejects parts of customers, and too few draws", () => {
    const two = Float64Array.of(1, 2);
    expect(() => permutedStability(Float64Array.of(0.5, 1), two, 1)).toThrow(
      "permutedStability: bin 0 counts 1.5 customers, needed a whole number",
    );
    expect(() => permutedStability(two, two, 1, 10)).toThrow("permutedStability: needed 19 draws or more, got 10");
  });
});
