import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cohenKappa } from "../../../src/segments/agreement/cohen-kappa.ts";

const margins = fc.integer({ min: 2, max: 5 }).chain((k) => {
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: k, maxLength: k });
  return fc.tuple(sizes, sizes);
});

describe("cohenKappa", () => {
  it("of 35 agreements among 50 where 25 are expected is .4", () => {
    expect(cohenKappa(Float64Array.of(20, 5, 10, 15), 2)).toBeCloseTo(0.4, 14);
  });

  it("weighs three segments of different sizes", () => {
    // observed 12/20, expected (8·9 + 7·5 + 5·6)/400
    expect(cohenKappa(Float64Array.of(6, 1, 1, 2, 3, 2, 1, 1, 3), 3)).toBeCloseTo((240 - 137) / (400 - 137), 14);
  });

  it("is 1 where all are on the diagonal, even in one segment", () => {
    expect(cohenKappa(Float64Array.of(3, 0, 0, 0), 2)).toBe(1);
    expect(cohenKappa(Float64Array.of(3, 0, 0, 4), 2)).toBe(1);
  });

  it("is −1 where two equal segments change places", () => {
    expect(cohenKappa(Float64Array.of(0, 5, 5, 0), 2)).toBe(-1);
  });

  it("is 0 for independent labels of any sizes", () => {
    fc.assert(
      fc.property(margins, ([rows, columns]) => {
        const counts = rows.flatMap((row) => columns.map((column) => row * column));
        expect(cohenKappa(Float64Array.from(counts), rows.length)).toBeCloseTo(0, 12);
      }),
    );
  });

  it("rejects a table of another size, and an empty one", () => {
    expect(() => cohenKappa(Float64Array.of(1, 2, 3), 2)).toThrow("cohenKappa: 3 counts for 2 × 2 cells");
    expect(() => cohenKappa(new Float64Array(4), 2)).toThrow("cohenKappa: 0 customers to compare, needed 1 or more");
  });
});
