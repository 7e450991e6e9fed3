import { describe, expect, it } from "vitest";
import { goodnessOfFit } from "../../../src/transitions/assumptions/goodness-of-fit.ts";

const chances = Float64Array.of(0.5, 0.5, 0.25, 0.75);

describe("goodnessOfFit", () => {
  it("adds up the origins by hand", () => {
    // 60 of 100 where 50 are expected: 2 · 10²/50 = 4; 20 of 40 where 10 are: 10²/10 + 10²/30.
    const { pearson, df, smallestExpected } = goodnessOfFit(Float64Array.of(60, 40, 20, 20), chances, 2);
    expect(pearson).toBeCloseTo(4 + 10 + 100 / 30, 12);
    expect(df).toBe(2);
    expect(smallestExpected).toBe(10);
  });

  it("is 0 with p 1 where moves are just as expected, or there are none", () => {
    expect(goodnessOfFit(Float64Array.of(5, 5, 10, 30), chances, 2)).toMatchObject({ pearson: 0, p: 1 });
    expect(goodnessOfFit(new Float64Array(4), chances, 2)).toMatchObject({ pearson: 0, df: 0, p: 1 });
  });

  it("leaves out what has no chance and no count, and rows that nobody left", () => {
    const absorbing = Float64Array.of(0.5, 0.5, Number.NaN, Number.NaN);
    expect(goodnessOfFit(Float64Array.of(60, 40, 0, 0), absorbing, 2)).toMatchObject({ df: 1 });
    expect(goodnessOfFit(Float64Array.of(60, 40, 0, 9), Float64Array.of(0.5, 0.5, 0, 1), 2)).toMatchObject({ df: 1 });
  });

  it("is ruled out by a move that has no chance", () => {
    const found = goodnessOfFit(Float64Array.of(60, 40, 1, 9), Float64Array.of(0.5, 0.5, 0, 1), 2);
    expect(found).toMatchObject({ pearson: Infinity, p: 0, impossible: 1 });
  });

  it("refuses rows that are no distribution, and other numbers of states", () => {
    const half = Float64Array.of(0.5, 0.4, 0, 1);
    expect(() => goodnessOfFit(Float64Array.of(1, 1, 1, 1), half, 2)).toThrow(
      "out of state 0 are at least 0 and add up",
    );
    expect(() => goodnessOfFit(new Float64Array(9), half, 2)).toThrow("9 counts and 4 chances for 2 states");
  });
});
