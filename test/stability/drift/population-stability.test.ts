import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cramersV } from "../../../src/math/cramers-v.ts";
import { createRandom } from "../../../src/math/random.ts";
import { divergences } from "../../../src/stability/drift/divergences.ts";
import { binEdges, countByEdges } from "../../../src/stability/drift/number-bins.ts";
import { populationStability } from "../../../src/stability/drift/population-stability.ts";
import { sampleOf } from "../../../src/stability/drift/sample.ts";

// psi-counts of the shared reference stability.json: scipy 1.17.1, jensenshannon and chi2_contingency without correction.
const references = [
  {
    ...{ name: "hardly moved", reference: [400, 300, 200, 100], current: [390, 310, 195, 105] },
    ...{ psi: 0.000951616168841418, band: "stable", kl: 0.00047472152673363327, js: 0.013099719460563255 },
    ...{ hellinger: 0.010906372308009718, tv: 0.015, chiSquare: 0.4757590634632223, df: 3 },
    ...{ p: 0.9241838359620589, v: 0.015423343727337828 },
  },
  {
    ...{ name: "a tenth moved", reference: [400, 300, 200, 100], current: [300, 300, 250, 150] },
    ...{ psi: 0.06019864021629681, band: "stable", kl: 0.029897607907054202, js: 0.10396737285119008 },
    ...{ hellinger: 0.08665191052184985, tv: 0.1, chiSquare: 29.841269841269842, df: 3 },
    ...{ p: 1.490332224604939e-6, v: 0.12215005084172058 },
  },
  {
    ...{ name: "a quarter moved", reference: [500, 250, 150, 100], current: [250, 250, 200, 300] },
    ...{ psi: 0.40739335649619723, band: "shifted", kl: 0.19356005054539452, js: 0.2663991620327396 },
    ...{ hellinger: 0.2236882828691543, tv: 0.25, chiSquare: 190.47619047619048, df: 3 },
    ...{ p: 4.816632786821631e-41, v: 0.3086066999241838 },
  },
  {
    ...{ name: "unequal", reference: [98, 280, 390, 83, 300, 383], current: [334, 379, 56, 304, 190, 342] },
    ...{ psi: 0.8338126956398262, band: "shifted", kl: 0.45242816737496394, js: 0.3687272127998176 },
    ...{ hellinger: 0.3144209134427644, tv: 0.333123347427165, chiSquare: 545.8139684564226, df: 5 },
    ...{ p: 1.0251166906075297e-115, v: 0.4169909841612283 },
  },
];

const counts = fc.integer({ min: 1, max: 8 }).chain((bins) => {
  const side = fc
    .array(fc.nat(300), { minLength: bins, maxLength: bins })
    .filter((values) => values.some((count) => count > 0))
    .map((values) => Float64Array.from(values));
  return fc.tuple(side, side);
});

describe("populationStability", () => {
  it.each(references)("and the divergences are what SciPy says: $name", (expected) => {
    const [reference, current] = [Float64Array.from(expected.reference), Float64Array.from(expected.current)];
    const { psi, band, smoothed, bins } = populationStability(reference, current);
    expect(psi).toBeCloseTo(expected.psi, 9);
    expect({ band, smoothed, bins }).toEqual({ band: expected.band, smoothed: false, bins: reference.length });

    const { referenceFromCurrent, jensenShannon, hellinger, totalVariation } = divergences(reference, current);
    expect(referenceFromCurrent).toBeCloseTo(expected.kl, 9);
    expect(jensenShannon).toBeCloseTo(expected.js, 9);
    expect(hellinger).toBeCloseTo(expected.hellinger, 9);
    expect(totalVariation).toBeCloseTo(expected.tv, 9);

    const table = Float64Array.of(...reference, ...current);
    const { chiSquare, degreesOfFreedom, p, v } = cramersV(table, 2, reference.length) ?? expect.fail("no table");
    expect(chiSquare).toBeCloseTo(expected.chiSquare, 9);
    expect(degreesOfFreedom).toBe(expected.df);
    expect(p / expected.p).toBeCloseTo(1, 9);
    expect(v).toBeCloseTo(expected.v, 9);
  });

  it("adds .5 to every count where a bin is empty on one side, and says so", () => {
    // psi-zero of the shared reference
    const stability = populationStability(Float64Array.of(500, 300, 200, 0), Float64Array.of(450, 250, 200, 100));
    expect(stability).toMatchObject({ smoothed: true, bins: 4, psi: expect.closeTo(0.543605198167434, 9) });
  });

  it("does not know bins that are empty on both sides", () => {
    const padded = populationStability(Float64Array.of(0, 30, 70, 0), Float64Array.of(0, 45, 55, 0));
    expect(padded).toEqual(populationStability(Float64Array.of(30, 70), Float64Array.of(45, 55)));
    expect(padded).toMatchObject({ smoothed: false, bins: 2 });
  });

  it("calls .10 no longer stable and .25 shifted", () => {
    // (2p − 1) · 2 ln(p/(1 − p)) for p : 1 − p against the reverse
    const mirrored = (percent: number) => {
      const [much, little] = [percent, 100 - percent];
      return populationStability(Float64Array.of(much, little), Float64Array.of(little, much));
    };
    expect(mirrored(57)).toMatchObject({ psi: expect.closeTo(0.28 * Math.log(57 / 43), 12), band: "stable" });
    expect(mirrored(60)).toMatchObject({ psi: expect.closeTo(0.4 * Math.log(1.5), 12), band: "moderate" });
    expect(mirrored(63)).toMatchObject({ psi: expect.closeTo(0.52 * Math.log(63 / 37), 12), band: "shifted" });
  });

  // psi-null of the shared reference: 2,000 simulations of ten bins
  it.each([
    [200, 0.09232200003191487, 0.17079167505219298, 0.16918977604620447],
    [1000, 0.018278087962971402, 0.03433132352856947, 0.0338379552092409],
    [5000, 0.0035772875794792577, 0.0067389387582334525, 0.006767591041848179],
  ])("expects of %d unchanged customers what simulation gives", (n, mean, simulated, p95) => {
    const tenth = new Float64Array(10).fill(n / 10);
    const { psi, unchanged, p } = populationStability(tenth, tenth);
    expect([psi, p]).toEqual([0, 1]);
    expect(unchanged.mean).toBeCloseTo(18 / n, 12);
    expect(unchanged.p95).toBeCloseTo(p95, 9);
    expect(Math.abs(unchanged.mean / mean - 1)).toBeLessThan(0.1);
    expect(Math.abs(unchanged.p95 / simulated - 1)).toBeLessThan(0.1);
  });

  it("passes its 95 % quantile about once in twenty times without any change", () => {
    const random = createRandom(7);
    const draw = () => sampleOf(Float64Array.from({ length: 400 }, () => random.normal()));
    const trials = 500;
    let alarms = 0;
    for (let trial = 0; trial < trials; trial++) {
      const [reference, current] = [draw(), draw()];
      const edges = binEdges(reference);
      const { psi, unchanged, p } = populationStability(countByEdges(reference, edges), countByEdges(current, edges));
      expect(p < 0.05).toBe(psi > unchanged.p95);
      if (psi > unchanged.p95) alarms += 1;
    }
    expect(alarms / trials).toBeGreaterThan(0.02);
    expect(alarms / trials).toBeLessThan(0.09);
  });

  it("is symmetric, at least 0, and the sum of both Kullback-Leibler divergences", () => {
    fc.assert(
      fc.property(counts, ([a, b]) => {
        const there = populationStability(a, b);
        const back = populationStability(b, a);
        expect(there.psi).toBeCloseTo(back.psi, 12);
        expect(there.unchanged).toEqual(back.unchanged);
        expect(there.psi).toBeGreaterThanOrEqual(0);
        if (there.smoothed) return;
        const { referenceFromCurrent, currentFromReference } = divergences(a, b);
        expect(there.psi).toBeCloseTo(referenceFromCurrent + currentFromReference, 10);
      }),
    );
  });

  it("is 0 for proportional counts, and all the divergences are", () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 9 }), ([a], times) => {
        const more = a.map((count) => count * times);
        expect(populationStability(a, more)).toMatchObject({ psi: 0, p: 1, band: "stable" });
        for (const distance of Object.values(divergences(a, more))) expect(distance).toBe(0);
      }),
    );
  });

  it("rejects what cannot be compared", () => {
    const two = Float64Array.of(1, 2);
    expect(() => populationStability(two, Float64Array.of(1))).toThrow("drift: 2 bins of the reference against 1 now");
    expect(() => populationStability(two, new Float64Array(2))).toThrow(
      "drift: the current counts nobody; shares need customers on both sides",
    );
    expect(() => populationStability(Float64Array.of(1, -2), two)).toThrow(
      "drift: bin 1 of the reference counts -2, needed 0 or more",
    );
    expect(() => populationStability(two, Float64Array.of(Number.NaN, 1))).toThrow("bin 0 of the current counts NaN");
  });
});
