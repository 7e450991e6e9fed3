import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvePositiveDefinite } from "../../src/math/cholesky.ts";

describe("solvePositiveDefinite", () => {
  it("solves what can be worked out by hand", () => {
    // 4x + 2y = 2 and 2x + 5y = 9: x = −1/2, y = 2.
    const solution = solvePositiveDefinite(Float64Array.of(4, 2, 2, 5), Float64Array.of(2, 9));
    expect([...(solution ?? [])]).toEqual([expect.closeTo(-0.5, 14), expect.closeTo(2, 14)]);
  });

  it("gives back what the matrix was multiplied with", () => {
    const entries = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(entries, (values) => {
        const root = values.slice(0, 16);
        const x = values.slice(16);
        const matrix = Float64Array.from({ length: 16 }, (_, cell) => {
          const [row, column] = [Math.floor(cell / 4), cell % 4];
          const product = [0, 1, 2, 3].reduce((sum, j) => sum + root[4 * row + j] * root[4 * column + j], 0);
          return product + (row === column ? 1 : 0);
        });
        const right = Float64Array.from({ length: 4 }, (_, row) =>
          x.reduce((sum, value, column) => sum + matrix[4 * row + column] * value, 0),
        );
        const solution = solvePositiveDefinite(matrix, right);
        for (const [i, value] of x.entries()) expect(solution?.[i]).toBeCloseTo(value, 9);
      }),
    );
  });

  it("knows what is not positive definite", () => {
    expect(solvePositiveDefinite(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toBeUndefined();
    expect(solvePositiveDefinite(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 1))).toBeUndefined();
    expect(solvePositiveDefinite(Float64Array.of(Number.NaN), Float64Array.of(1))).toBeUndefined();
  });
});
