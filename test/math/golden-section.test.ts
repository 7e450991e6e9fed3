import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goldenSectionMaximum } from "../../src/math/golden-section.ts";

describe("goldenSectionMaximum", () => {
  it("finds the top of a parabola, inside or at an end", () => {
    const tops = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(tops, (top) => {
        const found = goldenSectionMaximum((x) => -((x - top) ** 2), -10, 10);
        expect(found).toBeCloseTo(Math.min(10, Math.max(-10, top)), 6);
      }),
    );
  });

  it("is exactly an end where the function only rises or falls", () => {
    expect(goldenSectionMaximum((x) => x, 2, 5)).toBe(5);
    expect(goldenSectionMaximum((x) => -x, 2, 5)).toBe(2);
  });

  it("rejects an interval without an inside", () => {
    expect(() => goldenSectionMaximum((x) => x, 3, 3)).toThrow(
      "goldenSectionMaximum: from 3 to 3 there is nothing between",
    );
  });
});
