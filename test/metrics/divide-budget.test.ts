import { describe, expect, it } from "vitest";
import { divideBudget } from "../../src/metrics/divide-budget.ts";

const small = { curve: { shape: "hyperbolic", scale: 100, bend: 10 }, lo: 0, hi: 100 } as const;
const large = { curve: { shape: "hyperbolic", scale: 400, bend: 10 }, lo: 0, hi: 100 } as const;

describe("divideBudget", () => {
  it("meets where marginal returns do", () => {
    // 1000/(10 + x)² = 4000/(10 + y)² with x + y = 40.
    const { spends, marginal } = divideBudget([small, large], 40);
    expect(spends).toEqual([expect.closeTo(10, 9), expect.closeTo(30, 9)]);
    expect(marginal).toBeCloseTo(2.5, 9);
  });

  it("gives a small total to the curve with the steepest start", () => {
    // The first unit brings 40 on the large curve, which falls to the 10 of the small one at a spend of 10.
    expect(divideBudget([small, large], 9).spends).toEqual([expect.closeTo(0, 9), expect.closeTo(9, 9)]);
  });

  it("fills to the bounds where the total reaches them", () => {
    expect(divideBudget([small, large], 200).spends).toEqual([expect.closeTo(100, 9), expect.closeTo(100, 9)]);
    const { spends } = divideBudget(
      [
        { ...small, lo: 25 },
        { ...large, lo: 5 },
      ],
      30,
    );
    expect(spends).toEqual([expect.closeTo(25, 9), expect.closeTo(5, 9)]);
  });

  it("spreads what curves without any further return cannot tell apart", () => {
    const flat = { curve: { shape: "exponential", scale: 5, bend: 1 }, lo: 0, hi: 5000 } as const;
    const { spends } = divideBudget([flat, flat], 6000);
    expect(spends).toEqual([expect.closeTo(3000, 6), expect.closeTo(3000, 6)]);
  });
});
