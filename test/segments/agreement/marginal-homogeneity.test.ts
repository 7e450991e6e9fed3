import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marginalHomogeneityTest } from "../../../src/segments/agreement/marginal-homogeneity.ts";
import { symmetryTest } from "../../../src/segments/agreement/symmetry-test.ts";
import { squareTables, symmetric, transpose } from "./square-tables.ts";

describe("marginalHomogeneityTest", () => {
  it("of three segments is what Fleiss and Everitt have in closed form", () => {
    // (m₂₃ d₁² + m₁₃ d₂² + m₁₂ d₃²) / (2 (m₁₂ m₂₃ + m₁₂ m₁₃ + m₁₃ m₂₃)), mᵢⱼ = (nᵢⱼ + nⱼᵢ)/2, d = (5, −4, −1)
    const counts = Float64Array.of(35, 5, 4, 1, 20, 3, 3, 3, 10);
    const { chiSquare, degreesOfFreedom, p } = marginalHomogeneityTest(counts, 3);
    expect(chiSquare).toBeCloseTo((3 * 25 + 3.5 * 16 + 3 * 1) / (2 * (9 + 10.5 + 10.5)), 13);
    expect(degreesOfFreedom).toBe(2);
    expect(p).toBeCloseTo(Math.exp(-chiSquare / 2), 14);
  });

  it("adds up groups between which nobody moves, and passes over segments nobody leaves", () => {
    // 0 and 3 exchange 9 and 3, 1 and 4 exchange 2 and 8; 2 keeps its customers.
    const rows = [...[7, 0, 0, 9, 0], ...[0, 0, 0, 0, 2], ...[0, 0, 50, 0, 0], ...[3, 0, 0, 0, 0], ...[0, 8, 0, 0, 0]];
    const { chiSquare, degreesOfFreedom } = marginalHomogeneityTest(Float64Array.from(rows), 5);
    expect(chiSquare).toBeCloseTo(36 / 12 + 36 / 10, 13);
    expect(degreesOfFreedom).toBe(2);
  });

  it("is symmetryTest where there are two segments", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 4, maxLength: 4 }), (cells) => {
        const counts = Float64Array.from(cells);
        const { chiSquare, degreesOfFreedom, p } = symmetryTest(counts, 2);
        const found = marginalHomogeneityTest(counts, 2);
        expect(found.chiSquare).toBeCloseTo(chiSquare, 10);
        expect(found.degreesOfFreedom).toBe(degreesOfFreedom);
        expect(found.p).toBeCloseTo(p, 10);
      }),
    );
  });

  it("is at most the statistic of symmetryTest, and blind to who stays and to the direction of time", () => {
    fc.assert(
      fc.property(squareTables(1), (table) => {
        const { k, counts } = table;
        const { chiSquare, degreesOfFreedom } = marginalHomogeneityTest(counts, k);
        expect(degreesOfFreedom).toBe(k - 1);
        expect(chiSquare).toBeLessThanOrEqual(symmetryTest(counts, k).chiSquare + 1e-9);
        const moreStay = counts.map((count, cell) => (cell % (k + 1) === 0 ? count + 100 : count));
        expect(marginalHomogeneityTest(moreStay, k).chiSquare).toBeCloseTo(chiSquare, 9);
        expect(marginalHomogeneityTest(transpose(table), k).chiSquare).toBeCloseTo(chiSquare, 9);
      }),
    );
  });

  it("finds nothing in a symmetric table, and none in a circle, which is not symmetric", () => {
    fc.assert(
      fc.property(squareTables(0), (table) => {
        expect(marginalHomogeneityTest(symmetric(table), table.k)).toMatchObject({ chiSquare: 0, p: 1 });
      }),
    );
    const circle = Float64Array.of(9, 6, 0, 0, 9, 6, 6, 0, 9);
    expect(marginalHomogeneityTest(circle, 3)).toEqual({ chiSquare: 0, degreesOfFreedom: 2, p: 1 });
    expect(symmetryTest(circle, 3).chiSquare).toBe(18);
  });

  it("has nothing to test where nobody moves", () => {
    const nothing = { chiSquare: 0, degreesOfFreedom: 0, p: 1 };
    expect(marginalHomogeneityTest(Float64Array.of(4, 0, 0, 3), 2)).toEqual(nothing);
    expect(marginalHomogeneityTest(Float64Array.of(4), 1)).toEqual(nothing);
  });

  it("rejects a table of another size", () => {
    expect(() => marginalHomogeneityTest(Float64Array.of(1, 2, 3), 2)).toThrow(
      "marginalHomogeneityTest: 3 counts for 2 × 2 cells",
    );
  });
});
