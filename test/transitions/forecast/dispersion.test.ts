import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { dispersionOf, moveDispersion } from "../../../src/transitions/forecast/dispersion.ts";
import { drawMoves } from "../../../src/transitions/forecast/draw-moves.ts";

const rows = [Float64Array.of(0.7, 0.2, 0.1), Float64Array.of(0.02, 0.9, 0.08), Float64Array.of(0.3, 0.3, 0.4)];

/** Moves of pairs of windows, with the variance of origins multiplied. */
function drawnPairs(seed: number, pairs: number, sizes: readonly number[], dispersion: readonly number[]) {
  const random = createRandom(seed);
  return Array.from({ length: pairs }, () => {
    const counts = new Float64Array(9);
    for (const [from, row] of rows.entries()) {
      drawMoves(random, sizes[from], row, dispersion[from], counts.subarray(from * 3, from * 3 + 3));
    }
    return counts;
  });
}

describe("moveDispersion", () => {
  it("is Pearson's statistic of windows by destinations over its degrees of freedom, in each origin", () => {
    const pairs = [Float64Array.of(30, 10, 5, 5), Float64Array.of(10, 30, 5, 5)];
    const { overall, origins } = moveDispersion(pairs, 2);
    // Four cells off 20 by 10.
    expect(origins[0]).toEqual({ pearson: 20, df: 1, factor: 20 });
    expect(origins[1]).toEqual({ pearson: 0, df: 1, factor: 1 });
    expect(overall).toEqual({ pearson: 20, df: 2, factor: 10 });
  });

  it("finds 1 for customers who move for themselves, and the factor that moves were drawn with", () => {
    const sizes = [400, 3000, 900];
    const plain = moveDispersion(drawnPairs(2, 300, sizes, [1, 1, 1]), 3);
    const shaken = moveDispersion(drawnPairs(3, 300, sizes, [1, 9, 3]), 3);
    expect(plain.overall.factor).toBeCloseTo(1, 0);
    for (const [from, factor] of [1, 9, 3].entries()) {
      expect(shaken.origins[from].factor / factor).toBeGreaterThan(0.85);
      expect(shaken.origins[from].factor / factor).toBeLessThan(1.15);
    }
  });

  it("is 1 where nothing can be compared", () => {
    const nothing = { pearson: 0, df: 0, factor: 1 };
    const { overall, origins } = moveDispersion([Float64Array.of(3, 1, 0, 0)], 2);
    expect([overall, ...origins]).toEqual([nothing, nothing, nothing]);
    expect(moveDispersion([], 2).overall).toEqual(nothing);
    // Everybody stays, and one window saw nobody.
    expect(dispersionOf([Float64Array.of(5, 0), Float64Array.of(9, 0), new Float64Array(2)])).toEqual(nothing);
  });

  it("rejects tables of another size", () => {
    expect(() => moveDispersion([new Float64Array(3)], 2)).toThrow("moveDispersion: 3 moves for 2 × 2 cells");
  });
});

describe("drawMoves", () => {
  it.each([
    [1, 500, 1],
    [6, 500, 6],
    // Parameters of at least 1 in all: at most (n + 1)/2 times the variance.
    [100, 20, 10.5],
  ])(
    "with a dispersion of %d spreads %d customers with %d times the variance of a multinomial",
    (dispersion, n, factor) => {
      const random = createRandom(11, dispersion);
      const chances = rows[0];
      const times = 8000;
      const squares = new Float64Array(3);
      for (let i = 0; i < times; i++) {
        const sizes = new Float64Array(3);
        drawMoves(random, n, chances, dispersion, sizes);
        if (sizes[0] + sizes[1] + sizes[2] !== n) expect.fail(`${sizes} of ${n} customers`);
        for (let j = 0; j < 3; j++) squares[j] += (sizes[j] - n * chances[j]) ** 2;
      }
      for (let j = 0; j < 3; j++) {
        const variance = n * chances[j] * (1 - chances[j]) * factor;
        expect(squares[j] / times / variance).toBeGreaterThan(0.9);
        expect(squares[j] / times / variance).toBeLessThan(1.1);
      }
    },
  );
});
