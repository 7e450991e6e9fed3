import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cramersV } from "../../src/math/cramers-v.ts";

// χ², p and V by scipy.stats.chi2_contingency(correction=False); the interval by scipy.optimize.brentq over
// scipy.stats.ncx2.cdf; Bergsma's V by his formula in NumPy; scipy 1.17.1. `report` is psi-counts/1 of the shared
// reference stability.json.
const references = [
  {
    ...{ name: "small", k: 2, m: 3, counts: [12, 7, 3, 5, 9, 20] },
    ...{ v: 0.49565759357965095, corrected: 0.46172391851232625, lo: 0.20591430793211535, hi: 0.7428272640303643 },
    ...{ chiSquare: 13.757881204097544, degreesOfFreedom: 2, p: 0.0010292338360289293, n: 56 },
    ...{ smallestExpected: 6.285714285714286 },
  },
  {
    ...{ name: "weak", k: 3, m: 4, counts: [30, 10, 5, 20, 25, 10, 10, 30, 25, 5, 15, 30] },
    ...{ v: 0.1479922612899384, corrected: 0.08920418098665056, lo: 0, hi: 0.20916102652245153 },
    ...{ chiSquare: 9.417735042735043, degreesOfFreedom: 6, p: 0.15141187363717268, n: 215 },
    ...{ smallestExpected: 7.558139534883721 },
  },
  {
    ...{ name: "report", k: 2, m: 4, counts: [400, 300, 200, 100, 300, 300, 250, 150] },
    ...{ v: 0.12215005084172058, corrected: 0.11587321176345715, lo: 0.07304549431778704, hi: 0.16242236221538817 },
    ...{ chiSquare: 29.841269841269842, degreesOfFreedom: 3, p: 1.490332224604939e-6, n: 2000 },
    ...{ smallestExpected: 125 },
  },
  {
    ...{ name: "large", k: 4, m: 3 },
    counts: [31000, 12000, 9000, 7000, 41000, 3000, 1000, 2500, 90000, 4000, 4000, 4000],
    ...{ v: 0.6905196855030894, corrected: 0.6905125786147648, lo: 0.6874758348100373, hi: 0.6935461716364046 },
    ...{ chiSquare: 198832.87084005808, degreesOfFreedom: 6, p: 0, n: 208500, smallestExpected: 2474.820143884892 },
  },
];

const tables = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 }))
  .chain(([k, m]) =>
    fc.tuple(
      fc.constant(k),
      fc.constant(m),
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: k * m, maxLength: k * m }),
    ),
  );

describe("cramersV", () => {
  it.each(references)("agrees with SciPy on the $name table", ({ name: _, k, m, counts, ...expected }) => {
    const result = cramersV(Float64Array.from(counts), k, m);
    for (const [key, value] of Object.entries(expected))
      expect(result, key).toHaveProperty(key, expect.closeTo(value, 9));
  });

  it("is 1 where one division follows from the other, and 0 where they are independent", () => {
    expect(cramersV(Float64Array.of(50, 0, 0, 0, 30, 20), 2, 3)).toMatchObject({ v: 1, hi: 1 });
    expect(cramersV(Float64Array.of(10, 30, 20, 60), 2, 2)).toMatchObject({ v: 0, corrected: 0, chiSquare: 0, p: 1 });
  });

  it("drops rows and columns in which nobody is", () => {
    const bare = cramersV(Float64Array.of(12, 3, 5, 20), 2, 2);
    expect(cramersV(Float64Array.of(12, 0, 3, 0, 0, 0, 5, 0, 20), 3, 3)).toEqual(bare);
  });

  it("has nothing to say of one row, one column or nobody", () => {
    expect(cramersV(Float64Array.of(4, 5, 6), 1, 3)).toBeNull();
    expect(cramersV(Float64Array.of(4, 0, 6, 0), 2, 2)).toBeNull();
    expect(cramersV(new Float64Array(4), 2, 2)).toBeNull();
  });

  it("claims nothing beyond chance from two customers", () => {
    expect(cramersV(Float64Array.of(1, 0, 0, 1), 2, 2)).toMatchObject({ v: 1, corrected: 0, smallestExpected: 0.5 });
  });

  it("stays in [0, 1], turns with the table, and is surer of the same shares in ten times the customers", () => {
    fc.assert(
      fc.property(tables, ([k, m, list]) => {
        const counts = Float64Array.from(list);
        const result = cramersV(counts, k, m);
        const turned = cramersV(transposed(counts, k, m), m, k);
        const tenfold = cramersV(
          counts.map((count) => 10 * count),
          k,
          m,
        );
        if (result === null || turned === null || tenfold === null) throw new Error("every row has somebody");
        const { v, corrected, lo, hi } = result;
        for (const share of [v, corrected, lo, hi]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(lo).toBeLessThanOrEqual(hi);
        expect(turned.v).toBeCloseTo(v, 12);
        expect(turned.corrected).toBeCloseTo(corrected, 12);
        expect(tenfold.v).toBeCloseTo(v, 12);
        expect(tenfold.p).toBeLessThanOrEqual(result.p + 1e-12);
      }),
    );
  });

  it("rejects counts that do not fill the table", () => {
    expect(() => cramersV(Float64Array.of(1, 2, 3), 2, 2)).toThrow("cramersV: 3 counts for 2 × 2 cells");
    expect(() => cramersV(Float64Array.of(1, 2, -3, 4), 2, 2)).toThrow("cramersV: a count is at least 0, got -3");
  });
});

function transposed(counts: Float64Array, k: number, m: number): Float64Array {
  return counts.map((_, cell) => counts[(cell % k) * m + Math.floor(cell / k)]);
}
