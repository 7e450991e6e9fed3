import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquareUpperTail } from "../../../src/math/chi-square.ts";
import { symmetryTest } from "../../../src/segments/agreement/symmetry-test.ts";
import { squareTables, symmetric, transpose } from "./square-tables.ts";

describe("symmetryTest", () => {
  it("sums over the pairs between which anybody moves", () => {
    // (8 − 2)²/10 + (0 − 5)²/5; nobody moves between 1 and 2
    const found = symmetryTest(Float64Array.of(30, 8, 0, 2, 20, 0, 5, 0, 10), 3);
    expect(found).toEqual({ chiSquare: 8.6, degreesOfFreedom: 2, p: expect.closeTo(Math.exp(-4.3), 14) });
  });

  it("is McNemar's test with two segments", () => {
    const { chiSquare, p } = symmetryTest(Float64Array.of(50, 9, 3, 40), 2);
    expect(chiSquare).toBe(3);
    expect(p).toBeCloseTo(chiSquareUpperTail(3, 1), 14);
  });

  it("finds nothing in a symmetric table, and the same there as back", () => {
    fc.assert(
      fc.property(squareTables(0), (table) => {
        const { k, counts } = table;
        expect(symmetryTest(symmetric(table), k)).toMatchObject({ chiSquare: 0, p: 1 });
        expect(symmetryTest(transpose(table), k)).toEqual(symmetryTest(counts, k));
      }),
    );
  });

  it("has nothing to test where nobody moves", () => {
    const nothing = { chiSquare: 0, degreesOfFreedom: 0, p: 1 };
    expect(symmetryTest(Float64Array.of(4, 0, 0, 3), 2)).toEqual(nothing);
    expect(symmetryTest(Float64Array.of(4), 1)).toEqual(nothing);
  });

  it("rejects a table of another size", () => {
    expect(() => symmetryTest(Float64Array.of(1, 2, 3), 2)).toThrow("symmetryTest: 3 counts for 2 × 2 cells");
  });
});
