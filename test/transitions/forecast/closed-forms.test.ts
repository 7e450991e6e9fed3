import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forecastClosed } from "../../../src/transitions/forecast/closed-forecast.ts";
import { forecastOneStep } from "../../../src/transitions/forecast/one-step-forecast.ts";
import { forecastOpen } from "../../../src/transitions/forecast/open-forecast.ts";
import { dirichletPosterior, posteriorMoments } from "../../../src/transitions/smoothing/transition-posterior.ts";
import { chainOf, denseChains } from "../chain/some-chains.ts";

const starts = denseChains.chain((chain) =>
  fc.record({
    chain: fc.constant(chain),
    sizes: fc.array(fc.nat(5000), { minLength: chain.k, maxLength: chain.k }).map((sizes) => Float64Array.from(sizes)),
    windows: fc.nat(10),
  }),
);
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

describe("forecastClosed", () => {
  it("keeps the population, and covariances that sum to 0", () => {
    fc.assert(
      fc.property(starts, ({ chain, sizes, windows }) => {
        const { mean, sd, covariance, lo, hi } = forecastClosed(sizes, chain, windows);
        const all = sum(sizes);
        expect(sum(mean)).toBeCloseTo(all, 6);
        for (let state = 0; state < chain.k; state++) {
          expect(sum(covariance.subarray(state * chain.k, (state + 1) * chain.k))).toBeCloseTo(0, 6);
          expect(sd[state]).toBeLessThanOrEqual(Math.sqrt(all) / 2 + 1e-9);
          expect(lo[state]).toBeGreaterThanOrEqual(0);
          expect(hi[state]).toBeLessThanOrEqual(all);
        }
      }),
    );
  });

  it("agrees with the open forecast that nobody joins", () => {
    fc.assert(
      fc.property(starts, ({ chain, sizes, windows }) => {
        const ahead = forecastOpen(sizes, chain, new Float64Array(chain.k), windows);
        expect(ahead).toHaveLength(windows);
        const last = ahead.at(-1) ?? sizes;
        const { mean } = forecastClosed(sizes, chain, windows);
        for (let state = 0; state < chain.k; state++) expect(last[state]).toBeCloseTo(mean[state], 6);
      }),
    );
  });

  it("knows the sizes of now, and is wider the surer it has to be", () => {
    const chain = chainOf([
      [0.6, 0.4],
      [0.1, 0.9],
    ]);
    const now = forecastClosed(Float64Array.of(30, 70), chain, 0);
    expect([[...now.mean], [...now.sd]]).toEqual([
      [30, 70],
      [0, 0],
    ]);
    const [likely, sure] = [0.5, 0.99].map((confidence) =>
      forecastClosed(Float64Array.of(30, 70), chain, 2, confidence),
    );
    expect(sure.hi[0] - sure.lo[0]).toBeGreaterThan(likely.hi[0] - likely.lo[0]);
  });

  it("rejects sizes of other states", () => {
    expect(() => forecastClosed(Float64Array.of(1, 2), chainOf([[1]]), 1)).toThrow(
      "forecastClosed: 2 sizes for 1 states",
    );
    expect(() => forecastOpen(Float64Array.of(1), chainOf([[1]]), new Float64Array(2), 1)).toThrow(
      "forecastOpen: 1 sizes and 2 inflows for 1 states",
    );
    expect(() => forecastOpen(Float64Array.of(1), chainOf([[1]]), new Float64Array(1), 0.5)).toThrow(
      "forecastOpen: windows are a whole number, got 0.5",
    );
  });
});

describe("forecastOneStep", () => {
  it("is the closed forecast where probabilities are as good as known, and wider where they are not", () => {
    fc.assert(
      fc.property(starts, ({ chain, sizes }) => {
        const posteriorWorth = (moves: number) =>
          posteriorMoments(
            dirichletPosterior(
              chain.probabilities.map((chance) => chance * moves),
              chain.k,
            ),
          );
        const closed = forecastClosed(sizes, chain, 1);
        const sure = forecastOneStep(sizes, posteriorWorth(1e12));
        const unsure = forecastOneStep(sizes, posteriorWorth(50));
        for (let state = 0; state < chain.k; state++) {
          expect(sure.mean[state]).toBeCloseTo(closed.mean[state], 6);
          expect(sure.sd[state]).toBeCloseTo(closed.sd[state], 4);
          expect(unsure.sd[state]).toBeGreaterThanOrEqual(unsure.sdOfProcess[state] - 1e-9);
        }
      }),
    );
  });

  it("rejects probabilities of other states", () => {
    expect(() =>
      forecastOneStep(new Float64Array(2), { mean: new Float64Array(9), variance: new Float64Array(9) }),
    ).toThrow("forecastOneStep: 2 sizes for 9 probabilities");
  });
});
