import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { drawTransitions } from "../../../src/transitions/forecast/draw-transitions.ts";
import { posteriorMoments } from "../../../src/transitions/smoothing/transition-posterior.ts";

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

describe("drawTransitions", () => {
  it("has the moments of the posterior, and of one that knows less where moves are over-dispersed", () => {
    const posterior = {
      stay: Float64Array.of(8, 1, 5),
      leave: Float64Array.of(2, 3, 0),
      moves: Float64Array.of(0, 2, 1, /**/ 4, 0, 5, /**/ 0, 0, 0),
    };
    for (const dispersion of [1, 3]) {
      const { mean, variance } = posteriorMoments({
        stay: posterior.stay.map((one) => one / dispersion),
        leave: posterior.leave.map((one) => one / dispersion),
        moves: posterior.moves.map((one) => one / dispersion),
      });
      const random = createRandom(2, dispersion);
      const times = 20_000;
      const sums = new Float64Array(9);
      const squares = new Float64Array(9);
      let off = 0;
      for (let i = 0; i < times; i++) {
        const drawn = drawTransitions(posterior, new Float64Array(3).fill(dispersion), random);
        for (let from = 0; from < 3; from++)
          off = Math.max(off, Math.abs(sum(drawn.subarray(from * 3, from * 3 + 3)) - 1));
        for (const [cell, chance] of drawn.entries()) {
          sums[cell] += chance;
          squares[cell] += chance ** 2;
        }
      }
      expect(off).toBeLessThan(1e-14);
      for (const [cell, centre] of mean.entries()) {
        expect(Math.abs(sums[cell] / times - centre)).toBeLessThanOrEqual(4 * Math.sqrt(variance[cell] / times));
        expect(squares[cell] / times - (sums[cell] / times) ** 2).toBeCloseTo(variance[cell], 2);
      }
    }
  });
});
