import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cliffsDelta, cliffsDeltasToRest } from "../../src/math/cliffs-delta.ts";
import { rankSums } from "../../src/math/rank-sums.ts";

const groups = [
  [3, 5, 5, 8, 12.5],
  [1, 2, 2, 3, 3, 5, 7],
  [9, 14, 20],
].map((values) => Float64Array.from(values));

const samples = fc
  .array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 12 })
  .map((values) => Float64Array.from(values));

describe("cliffsDelta", () => {
  // scipy.stats.mannwhitneyu(method="asymptotic"), scipy 1.17.1
  it.each([
    [0, 1, 0.6571428571428573, 0.0694955817605626],
    [0, 2, -0.8666666666666667, 0.07192408201305016],
    [1, 2, -1, 0.021839267544149932],
  ])("of groups %i and %i is what SciPy says", (a, b, delta, p) => {
    const found = cliffsDelta(groups[a], groups[b]);
    expect(found.delta).toBeCloseTo(delta, 13);
    expect(found.p).toBeCloseTo(p, 13);
  });

  it("counts a tie half", () => {
    // of 6 pairs 1 is higher, 3 lower, 2 tied
    expect(cliffsDelta(Float64Array.of(1, 4), Float64Array.of(2, 4, 4)).delta).toBeCloseTo(-2 / 6, 15);
  });

  it("is 2·AUC − 1 over all pairs, turns with the groups, and sees order only", () => {
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        const { delta, p } = cliffsDelta(a, b);
        expect(delta).toBeCloseTo(2 * areaUnderCurve(a, b) - 1, 12);
        expect(cliffsDelta(b, a).delta).toBeCloseTo(-delta, 12);
        expect(cliffsDelta(b, a).p).toBeCloseTo(p, 12);
        expect(Math.abs(delta)).toBeLessThanOrEqual(1);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(cliffsDelta(a.map(Math.exp), b.map(Math.exp))).toEqual({ delta, p });
      }),
    );
  });

  it("is 0 where all values are equal, and unknown without values", () => {
    expect(cliffsDelta(Float64Array.of(3, 3), Float64Array.of(3))).toEqual({ delta: 0, p: 1 });
    expect(cliffsDelta(Float64Array.of(), Float64Array.of(3))).toEqual({ delta: Number.NaN, p: Number.NaN });
  });
});

describe("cliffsDeltasToRest", () => {
  it("agrees with SciPy on each group against the others", () => {
    const expected = [
      [0.2, 0.5784719795000166],
      [-0.7857142857142857, 0.012128623000734706],
      [0.9444444444444444, 0.016352960148455473],
    ];
    const found = cliffsDeltasToRest(rankSums(groups));
    expect(found).toEqual(
      expected.map(([delta, p]) => ({ delta: expect.closeTo(delta, 13), p: expect.closeTo(p, 13) })),
    );
  });

  it("is unknown for a group without values and for the only one", () => {
    const unknown = { delta: Number.NaN, p: Number.NaN };
    expect(cliffsDeltasToRest(rankSums([Float64Array.of(1, 2), Float64Array.of()]))).toEqual([unknown, unknown]);
  });
});

function areaUnderCurve(a: Float64Array, b: Float64Array): number {
  let area = 0;
  for (const x of a) for (const y of b) area += x > y ? 1 : x === y ? 0.5 : 0;
  return area / (a.length * b.length);
}
