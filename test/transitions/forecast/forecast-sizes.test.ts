import { describe, expect, it } from "vitest";
import { dirichletDraw } from "../../../src/math/dirichlet-draw.ts";
import { multinomialDraw } from "../../../src/math/multinomial-draw.ts";
import { createRandom } from "../../../src/math/random.ts";
import { markovChain } from "../../../src/transitions/chain/markov-chain.ts";
import { forecastClosed } from "../../../src/transitions/forecast/closed-forecast.ts";
import { drawMoves } from "../../../src/transitions/forecast/draw-moves.ts";
import { forecastSizes } from "../../../src/transitions/forecast/forecast-sizes.ts";
import { addNewcomers, fitInflow } from "../../../src/transitions/forecast/inflow.ts";
import { forecastOneStep } from "../../../src/transitions/forecast/one-step-forecast.ts";
import { forecastOpen } from "../../../src/transitions/forecast/open-forecast.ts";
import { dirichletPosterior, posteriorMoments } from "../../../src/transitions/smoothing/transition-posterior.ts";

const probabilities = Float64Array.of(0.7, 0.2, 0.1, /**/ 0.05, 0.85, 0.1, /**/ 0.02, 0.08, 0.9);
const sizes = Float64Array.of(500, 2000, 1500);
const posteriorWorth = (moves: number, chances = probabilities) =>
  dirichletPosterior(
    chances.map((chance) => chance * moves),
    Math.sqrt(chances.length),
  );

describe("forecastSizes", () => {
  const sure = posteriorWorth(1e12);

  it("has the moments of the closed form where the probabilities are as good as known", () => {
    const { steps, draws, confidence } = forecastSizes({ sizes, posterior: sure }, { horizon: 4, seed: 3 });
    expect([draws, confidence]).toEqual([2000, 0.9]);
    for (const { ahead, sizes: bands, total, newcomers, revenue } of steps) {
      const { mean, sd } = forecastClosed(sizes, markovChain(probabilities), ahead);
      for (const [state, band] of bands.entries()) {
        expect(Math.abs(band.mean - mean[state])).toBeLessThan((4 * sd[state]) / Math.sqrt(draws));
        expect((band.hi - band.lo) / (2 * 1.645 * sd[state])).toBeCloseTo(1, 0);
      }
      expect(total).toEqual({ mean: 4000, lo: 4000, hi: 4000 });
      expect(newcomers).toEqual({ mean: 0, lo: 0, hi: 0 });
      expect(revenue).toBeNull();
    }
  });

  it("has the Dirichlet-multinomial deviation one window ahead where they are not", () => {
    const posterior = posteriorWorth(150);
    const { steps } = forecastSizes({ sizes, posterior }, { horizon: 1, seed: 9, draws: 6000 });
    const { mean, sd, sdOfProcess } = forecastOneStep(sizes, posteriorMoments(posterior));
    for (const [state, { mean: found, lo, hi }] of steps[0].sizes.entries()) {
      expect(Math.abs(found - mean[state])).toBeLessThan((4 * sd[state]) / Math.sqrt(6000));
      expect((hi - lo) / 3.29 / sd[state]).toBeGreaterThan(0.93);
      expect((hi - lo) / 3.29 / sd[state]).toBeLessThan(1.07);
      expect(sd[state]).toBeGreaterThan(2 * sdOfProcess[state]);
    }
  });

  it("follows the open forecast with newcomers, and is wider the more windows vary", () => {
    const history = Array.from({ length: 400 }, () => Float64Array.of(80, 5, 0));
    const inflow = fitInflow(history);
    const settings = { horizon: 6, seed: 4, draws: 3000 };
    const { steps } = forecastSizes({ sizes, posterior: sure, inflow }, settings);
    const expected = forecastOpen(sizes, markovChain(probabilities), Float64Array.of(80, 5, 0), 6);
    for (const { ahead, sizes: bands, newcomers, total } of steps) {
      for (const [state, { mean }] of bands.entries()) expect(mean / expected[ahead - 1][state]).toBeCloseTo(1, 2);
      expect(newcomers.mean / 85).toBeCloseTo(1, 1);
      expect(total.mean / (4000 + 85 * ahead)).toBeCloseTo(1, 3);
    }
    const shaken = forecastSizes({ sizes, posterior: sure, inflow, dispersion: 9 }, settings);
    const width = ({ lo, hi }: { lo: number; hi: number }) => hi - lo;
    expect(width(shaken.steps[0].sizes[1]) / width(steps[0].sizes[1])).toBeCloseTo(3, 0);
  });

  it("values customers where they are, and sums revenue up draw by draw", () => {
    const values = Float64Array.of(10, 40, -2);
    const { steps } = forecastSizes({ sizes, posterior: sure, values }, { horizon: 1, seed: 5 });
    const revenue = steps[0].revenue ?? expect.fail("there are values");
    for (const [state, { mean, lo, hi }] of revenue.states.entries()) {
      const band = steps[0].sizes[state];
      expect(mean).toBe(band.mean * values[state]);
      expect(lo).toBeLessThan(hi);
      expect([lo, hi].sort((a, b) => a - b)).toEqual(
        [band.lo, band.hi].map((n) => n * values[state]).sort((a, b) => a - b),
      );
    }
    expect(revenue.total.mean).toBeCloseTo(
      revenue.states.reduce((total, { mean }) => total + mean, 0),
      6,
    );
    // Who leaves one state is in another, so that a total varies less than its states would by themselves.
    const apart = revenue.states.reduce((total, { lo, hi }) => total + hi - lo, 0);
    expect(revenue.total.hi - revenue.total.lo).toBeLessThan(apart);
  });

  it("holds nine of ten sizes of worlds it has seen a few windows of", () => {
    const worlds = 70;
    const k = 4;
    let [held, all] = [0, 0];
    for (let world = 0; world < worlds; world++) {
      const random = createRandom(world, 3);
      const truth = Array.from({ length: k }, (_, from) =>
        dirichletDraw(
          random,
          Float64Array.from({ length: k }, (_, to) => (to === from ? 12 : 1)),
          new Float64Array(k),
        ),
      );
      const dispersion = 1 + 4 * random.next();
      const step = (before: Float64Array, counts = new Float64Array(k * k)) => {
        const after = new Float64Array(k);
        for (let from = 0; from < k; from++) {
          const row = counts.subarray(from * k, (from + 1) * k);
          drawMoves(random, before[from], truth[from], dispersion, row);
          for (let to = 0; to < k; to++) after[to] += row[to];
        }
        return { after, counts };
      };
      const joined = { rate: 60, shares: Float64Array.of(0.8, 0.2, 0, 0) };
      const pattern = { windows: 1, counts: new Float64Array(k), dispersion: 3, shareDispersion: 1 };
      let now = multinomialDraw(random, 3000, new Float64Array(k).fill(1 / k), new Float64Array(k));
      const history: Float64Array[] = [];
      const counts = new Float64Array(k * k).fill(0.5);
      for (let window = 0; window < 6; window++) {
        const moved = step(now);
        for (let cell = 0; cell < k * k; cell++) counts[cell] += moved.counts[cell];
        const newcomers = new Float64Array(k);
        addNewcomers(joined, pattern, random, newcomers);
        history.push(newcomers);
        now = moved.after.map((size, state) => size + newcomers[state]);
      }
      const { steps } = forecastSizes(
        { sizes: now, posterior: dirichletPosterior(counts, k), inflow: fitInflow(history), dispersion },
        { horizon: 3, seed: world, draws: 250 },
      );
      for (const { sizes: bands } of steps) {
        const { after } = step(now);
        addNewcomers(joined, pattern, random, after);
        now = after;
        for (const [state, { lo, hi }] of bands.entries()) {
          all += 1;
          if (lo <= now[state] && now[state] <= hi) held += 1;
        }
      }
    }
    expect(held / all).toBeGreaterThan(0.85);
    expect(held / all).toBeLessThan(0.95);
  });

  it("rejects values of other states, and a confidence that is none", () => {
    const settings = { horizon: 1, seed: 1 };
    expect(() => forecastSizes({ sizes, posterior: sure, values: new Float64Array(2) }, settings)).toThrow(
      "forecastSizes: 2 values for 3 states",
    );
    expect(() => forecastSizes({ sizes, posterior: sure }, { ...settings, confidence: 1 })).toThrow(
      "forecastSizes: no confidence of 1",
    );
  });
});
