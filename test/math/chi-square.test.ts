import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquareUpperTail, noncentralChiSquareCdf, noncentralityInterval } from "../../src/math/chi-square.ts";

describe("chiSquareUpperTail", () => {
  // shared reference stability.json, scipy 1.17.1
  it.each([
    [0.4757590634632223, 3, 0.9241838359620589],
    [29.841269841269842, 3, 1.490332224604939e-6],
    [190.47619047619048, 3, 4.816632786821631e-41],
    [545.8139684564226, 5, 1.0251166906075297e-115],
  ])("of %d with %d degrees of freedom is what SciPy says", (x, df, p) => {
    expect(chiSquareUpperTail(x, df) / p).toBeCloseTo(1, 9);
  });

  it("is e^(−x/2) with two degrees of freedom", () => {
    expect(chiSquareUpperTail(6, 2)).toBeCloseTo(Math.exp(-3), 15);
  });
});

describe("noncentralChiSquareCdf", () => {
  // scipy.stats.ncx2.cdf and chi2.cdf, scipy 1.17.1
  it.each([
    [3.84, 1, 0, 0.9499564787512949],
    [10, 3, 4, 0.7759219956986723],
    [0.5, 4, 20, 2.5427166643492767e-6],
    [120, 6, 90, 0.8891915799034237],
    [31_000, 8, 30_500, 0.9200959056968019],
    [29.84, 3, 26, 0.5686794212970295],
    [2, 12, 0.3, 0.00052226634954037],
    [1000, 5, 10, 1],
  ])("at %d with %d degrees of freedom and λ = %d is what SciPy says", (x, df, noncentrality, share) => {
    expect(noncentralChiSquareCdf(x, df, noncentrality)).toBeCloseTo(share, 11);
  });

  it("falls as λ grows and rises with x", () => {
    const numbers = fc.tuple(
      fc.double({ min: 0.01, max: 500, noNaN: true }),
      fc.integer({ min: 1, max: 40 }),
      fc.double({ min: 0, max: 500, noNaN: true }),
    );
    fc.assert(
      fc.property(numbers, ([x, df, noncentrality]) => {
        const share = noncentralChiSquareCdf(x, df, noncentrality);
        expect(noncentralChiSquareCdf(x, df, noncentrality + 1)).toBeLessThanOrEqual(share + 1e-12);
        expect(noncentralChiSquareCdf(x + 1, df, noncentrality)).toBeGreaterThanOrEqual(share - 1e-12);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("rejects a negative λ", () => {
    expect(() => noncentralChiSquareCdf(1, 1, -1)).toThrow("noncentralChiSquareCdf: λ is at least 0, got -1");
  });
});

describe("noncentralityInterval", () => {
  it("makes x the quantile at both ends", () => {
    const [lo, hi] = noncentralityInterval(40, 6, 0.9);
    expect(noncentralChiSquareCdf(40, 6, lo)).toBeCloseTo(0.95, 10);
    expect(noncentralChiSquareCdf(40, 6, hi)).toBeCloseTo(0.05, 10);
  });

  it("begins at 0 where chance explains x, and ends there where x is smaller than chance has it", () => {
    expect(noncentralityInterval(7, 6)[0]).toBe(0);
    expect(noncentralityInterval(0.5, 6)).toEqual([0, 0]);
    expect(noncentralityInterval(0, 2)).toEqual([0, 0]);
  });
});
