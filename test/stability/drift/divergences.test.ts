import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divergences } from "../../../src/stability/drift/divergences.ts";

const sides = fc.integer({ min: 1, max: 8 }).chain((bins) => {
  const side = fc
    .array(fc.nat(50), { minLength: bins, maxLength: bins })
    .filter((values) => values.some((count) => count > 0))
    .map((values) => Float64Array.from(values));
  return fc.tuple(side, side, side);
});

describe("divergences", () => {
  it("of three quarters against a quarter can be worked out by hand", () => {
    const found = divergences(Float64Array.of(3, 1), Float64Array.of(10, 30));
    expect(found.referenceFromCurrent).toBeCloseTo(Math.log(3) / 2, 14);
    expect(found.currentFromReference).toBeCloseTo(Math.log(3) / 2, 14);
    expect(found.totalVariation).toBe(0.5);
    expect(found.hellinger ** 2).toBeCloseTo(1 - Math.sqrt(3) / 2, 14);
    // The entropy of a half less that of a quarter, in bits.
    expect(found.jensenShannon ** 2).toBeCloseTo(1 - (2 - 0.75 * Math.log2(3)), 14);
  });

  it("are at their ends for distributions without a common bin", () => {
    expect(divergences(Float64Array.of(2, 0, 1), Float64Array.of(0, 7, 0))).toEqual({
      referenceFromCurrent: Number.POSITIVE_INFINITY,
      currentFromReference: Number.POSITIVE_INFINITY,
      jensenShannon: expect.closeTo(1, 14),
      hellinger: expect.closeTo(1, 14),
      totalVariation: expect.closeTo(1, 14),
    });
  });

  it("are infinite only where the other side has an empty bin", () => {
    const { referenceFromCurrent, currentFromReference } = divergences(Float64Array.of(1, 1), Float64Array.of(1, 0));
    expect(referenceFromCurrent).toBe(Number.POSITIVE_INFINITY);
    expect(currentFromReference).toBeCloseTo(Math.LN2, 14);
  });

  it("keep the order and the bounds their definitions give them", () => {
    fc.assert(
      fc.property(sides, ([a, b, c]) => {
        const ab = divergences(a, b);
        expect(divergences(b, a).referenceFromCurrent).toBe(ab.currentFromReference);
        for (const distance of ["jensenShannon", "hellinger", "totalVariation"] as const) {
          expect(ab[distance]).toBeCloseTo(divergences(b, a)[distance], 12);
          expect(ab[distance]).toBeLessThanOrEqual(1 + 1e-12);
          expect(ab[distance]).toBeLessThanOrEqual(divergences(a, c)[distance] + divergences(c, b)[distance] + 1e-7);
        }
        // Le Cam, and Pinsker
        expect(ab.hellinger ** 2).toBeLessThanOrEqual(ab.totalVariation + 1e-12);
        expect(ab.totalVariation).toBeLessThanOrEqual(Math.SQRT2 * ab.hellinger + 1e-7);
        expect(2 * ab.totalVariation ** 2).toBeLessThanOrEqual(ab.referenceFromCurrent + 1e-12);
      }),
    );
  });
});
