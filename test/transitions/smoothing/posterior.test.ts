import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaQuantile } from "../../../src/math/beta-quantile.ts";
import { dirichletDraw } from "../../../src/math/dirichlet-draw.ts";
import { createRandom } from "../../../src/math/random.ts";
import { goodmanIntervals } from "../../../src/transitions/smoothing/goodman-intervals.ts";
import { logLikelihood } from "../../../src/transitions/smoothing/log-likelihood.ts";
import { posteriorIntervals } from "../../../src/transitions/smoothing/posterior-intervals.ts";
import {
  dirichletPosterior,
  posteriorMoments,
  type TransitionPosterior,
} from "../../../src/transitions/smoothing/transition-posterior.ts";
import { waldIntervals } from "../../../src/transitions/smoothing/wald-intervals.ts";

const alphas = fc
  .integer({ min: 1, max: 5 })
  .chain((k) => fc.array(fc.double({ min: 0.2, max: 80, noNaN: true }), { minLength: k * k, maxLength: k * k }))
  .map((cells) => Float64Array.from(cells));

/** Staying is known as by 10 moves, destinations as by 3. */
const taken: TransitionPosterior = {
  stay: Float64Array.of(8, 1, 4),
  leave: Float64Array.of(2, 3, 0),
  moves: Float64Array.of(0, 2, 1, /**/ 0, 0, 5, /**/ 0, 0, 0),
};

describe("posteriorMoments", () => {
  it("are those of the Dirichlet distribution for rows that have one", () => {
    fc.assert(
      fc.property(alphas, (alpha) => {
        const k = Math.sqrt(alpha.length);
        const { mean, variance } = posteriorMoments(dirichletPosterior(alpha, k));
        for (const [cell, parameter] of alpha.entries()) {
          const from = Math.floor(cell / k);
          const total = alpha.subarray(from * k, (from + 1) * k).reduce((sum, one) => sum + one, 0);
          const share = parameter / total;
          expect(mean[cell]).toBeCloseTo(share, 12);
          expect(variance[cell]).toBeCloseTo((share * (1 - share)) / (total + 1), 12);
        }
      }),
    );
  });

  it("are those of drawing whether to leave, and then where to", () => {
    const { mean, variance } = posteriorMoments(taken);
    expect([...mean]).toEqual([0.8, 0.2 * (2 / 3), 0.2 / 3, 0, 0.25, 0.75, 0, 0, 1].map((m) => expect.closeTo(m, 14)));
    const random = createRandom(4);
    let [sum, squares] = [0, 0];
    const times = 40_000;
    for (let i = 0; i < times; i++) {
      const leaves = dirichletDraw(random, Float64Array.of(8, 2), new Float64Array(2))[1];
      const chance = leaves * dirichletDraw(random, Float64Array.of(2, 1), new Float64Array(2))[0];
      sum += chance;
      squares += chance ** 2;
    }
    expect(variance[1] / (squares / times - (sum / times) ** 2)).toBeCloseTo(1, 1);
    expect(variance[8]).toBe(0);
  });
});

describe("dirichletPosterior", () => {
  it("rejects rows that nothing is known of", () => {
    expect(() => dirichletPosterior(Float64Array.of(1, 2, 0, 0), 2)).toThrow(
      "dirichletPosterior: nothing is known of row 1",
    );
    expect(() => dirichletPosterior(Float64Array.of(1, -2, 1, 1), 2)).toThrow(
      "dirichletPosterior: from 0 to 1 the parameter is -2",
    );
    expect(() => dirichletPosterior(Float64Array.of(1), 2)).toThrow("dirichletPosterior: 1 parameters for 2 × 2 cells");
  });
});

describe("posteriorIntervals", () => {
  it("are the beta marginals of a Dirichlet row", () => {
    const alpha = Float64Array.of(9.5, 3, 1.5, /**/ 2, 2, 2, /**/ 0.5, 0, 40);
    const { lo, hi } = posteriorIntervals(dirichletPosterior(alpha, 3), 0.9);
    for (const [cell, a] of alpha.entries()) {
      const b = [14, 6, 40.5][Math.floor(cell / 3)] - a;
      expect(lo[cell]).toBeCloseTo(a === 0 ? 0 : betaQuantile(0.05, a, b), 10);
      expect(hi[cell]).toBeCloseTo(a === 0 ? 0 : betaQuantile(0.95, a, b), 10);
    }
  });

  it("hold nine draws of ten where staying and moving are known to different degrees", () => {
    const { lo, hi } = posteriorIntervals(taken, 0.9);
    const random = createRandom(6);
    const times = 20_000;
    let [below, above] = [0, 0];
    for (let i = 0; i < times; i++) {
      const leaves = dirichletDraw(random, Float64Array.of(8, 2), new Float64Array(2))[1];
      const chance = leaves * dirichletDraw(random, Float64Array.of(2, 1), new Float64Array(2))[0];
      if (chance < lo[1]) below += 1;
      if (chance > hi[1]) above += 1;
    }
    expect(below / times).toBeGreaterThan(0.035);
    expect(below / times).toBeLessThan(0.065);
    expect(above / times).toBeGreaterThan(0.035);
    expect(above / times).toBeLessThan(0.065);
  });

  it("have no width where there is no doubt", () => {
    const { lo, hi } = posteriorIntervals(taken);
    expect([lo[3], hi[3], lo[8], hi[8]]).toEqual([0, 0, 1, 1]);
  });
});

describe("goodmanIntervals", () => {
  it("hold the shares seen, and know nothing of a row nobody was seen in", () => {
    const counts = Float64Array.of(5, 0, 5, /**/ 0, 7, 0, /**/ 0, 0, 0);
    const { lo, hi } = goodmanIntervals(counts, 3);
    for (const [cell, share] of [0.5, 0, 0.5, 0, 1, 0].entries()) {
      expect(lo[cell]).toBeLessThanOrEqual(share);
      expect(hi[cell]).toBeGreaterThanOrEqual(share);
    }
    expect([lo[1], hi[4]]).toEqual([0, 1]);
    expect([...lo.subarray(6), ...hi.subarray(6)]).toEqual([0, 0, 0, 1, 1, 1]);
  });
});

describe("waldIntervals", () => {
  it("have no width at a count of 0, and are unknown in a row nobody was seen in", () => {
    const { lo, hi } = waldIntervals(Float64Array.of(4, 0, 0, 0), 2);
    expect([lo[1], hi[1]]).toEqual([0, 0]);
    expect(hi[0]).toBe(1);
    expect([lo[2], hi[3]]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe("logLikelihood", () => {
  it("leaves rows alone that nobody was seen in, and knows moves that cannot be", () => {
    const counts = Float64Array.of(2, 1, 0, 0);
    expect(logLikelihood(counts, Float64Array.of(0.5, 0.5, Number.NaN, Number.NaN))).toBeCloseTo(3 * Math.log(0.5), 14);
    expect(logLikelihood(counts, Float64Array.of(1, 0, 0, 1))).toBe(Number.NEGATIVE_INFINITY);
    expect(() => logLikelihood(counts, new Float64Array(3))).toThrow("logLikelihood: 4 counts against 3 probabilities");
  });
});
