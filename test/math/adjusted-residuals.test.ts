import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustedResiduals } from "../../src/math/adjusted-residuals.ts";

describe("adjustedResiduals", () => {
  // By Haberman's formula in NumPy; the bound by scipy.stats.norm.ppf(1 - 0.05 / 18). The last row expects 1.7, 1.4
  // and 2.9 customers.
  it("agrees with NumPy, and says nothing of cells that expect fewer than 5 customers", () => {
    const counts = Float64Array.of(172, 20, 10, 30, 90, 40, 5, 60, 300, 2, 3, 1);
    const { residuals, bound } = adjustedResiduals(counts, 4, 3);
    const expected = [
      ...[20.94762332, -5.38776194, -14.35190917],
      ...[-3.09372271, 10.99975435, -6.5540833],
      ...[-16.21060053, -4.54855452, 18.51689306],
    ];
    for (const [cell, value] of expected.entries()) expect(residuals[cell]).toBeCloseTo(value, 8);
    expect([...residuals.subarray(9)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(bound).toBeCloseTo(2.772923, 5);
  });

  it("is the root of χ² in a 2 × 2 table, negative where there are too few", () => {
    // χ² = n(ad − bc)²/(r₁r₂c₁c₂) = 90·(30·25 − 10·25)²/(40·50·55·35) = 5.844156
    const { residuals } = adjustedResiduals(Float64Array.of(30, 10, 25, 25), 2, 2);
    const root = Math.sqrt(5.844155844);
    for (const [cell, sign] of [1, -1, -1, 1].entries()) expect(residuals[cell]).toBeCloseTo(sign * root, 8);
  });

  it("is 0 where the counts are what independence gives, however many there are", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 3, max: 20 }), { minLength: 2, maxLength: 6 }), (weights) => {
        const counts = Float64Array.from([...weights.map((w) => w * 10), ...weights.map((w) => w * 30)]);
        for (const residual of adjustedResiduals(counts, 2, weights.length).residuals) {
          expect(residual).toBeCloseTo(0, 10);
        }
      }),
    );
  });

  it("says nothing where everybody is in one row, and nothing of nobody", () => {
    expect([...adjustedResiduals(Float64Array.of(20, 30, 0, 0), 2, 2).residuals]).toEqual(Array(4).fill(Number.NaN));
    expect([...adjustedResiduals(new Float64Array(4), 2, 2).residuals]).toEqual(Array(4).fill(Number.NaN));
  });

  it("rejects counts that do not fill the table", () => {
    expect(() => adjustedResiduals(new Float64Array(5), 2, 3)).toThrow(
      new RangeError("adjustedResiduals: 5 counts for 2 × 3 cells"),
    );
  });
});
