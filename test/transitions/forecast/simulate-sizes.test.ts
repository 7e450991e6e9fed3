import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { fitInflow } from "../../../src/transitions/forecast/inflow.ts";
import { simulateSizes } from "../../../src/transitions/forecast/simulate-sizes.ts";
import { dirichletPosterior } from "../../../src/transitions/smoothing/transition-posterior.ts";

const probabilities = Float64Array.of(0.7, 0.2, 0.1, /**/ 0.05, 0.85, 0.1, /**/ 0.02, 0.08, 0.9);
const sizes = Float64Array.of(500, 2000, 1500);
const posteriorWorth = (moves: number) =>
  dirichletPosterior(
    probabilities.map((chance) => chance * moves),
    3,
  );
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

describe("simulateSizes", () => {
  it("loses nobody: sizes sum to those before and the newcomers, in every draw", () => {
    const starts = fc.record({
      sizes: fc.array(fc.nat(3000), { minLength: 3, maxLength: 3 }),
      history: fc.array(fc.array(fc.nat(200), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
      dispersion: fc.double({ min: 1, max: 30, noNaN: true }),
      moves: fc.double({ min: 0.5, max: 1e6, noNaN: true }),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(starts, ({ sizes: start, history, dispersion, moves, seed }) => {
        const simulated = simulateSizes(
          {
            sizes: Float64Array.from(start),
            posterior: posteriorWorth(moves),
            inflow: fitInflow(history.map((window) => Float64Array.from(window))),
            dispersion,
          },
          { draws: 5, windows: 4, random: createRandom(seed) },
        );
        for (let draw = 0; draw < 5; draw++) {
          let before = start.reduce((total, size) => total + size, 0);
          for (let window = 0; window < 4; window++) {
            const at = draw * 4 + window;
            const now = sum(simulated.sizes.subarray(at * 3, at * 3 + 3));
            expect(now).toBe(before + simulated.newcomers[at]);
            before = now;
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it("is the same for the same seed, and another one for another", () => {
    const start = { sizes, posterior: posteriorWorth(100), dispersion: Float64Array.of(1, 2, 3) };
    const draw = (seed: number) => simulateSizes(start, { draws: 20, windows: 2, random: createRandom(seed) });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it("rejects what it cannot start from", () => {
    const settings = { draws: 2, windows: 1, random: createRandom(1) };
    const posterior = posteriorWorth(10);
    expect(() => simulateSizes({ sizes: Float64Array.of(1, 2), posterior }, settings)).toThrow(
      "simulateSizes: 2 sizes, for which posterior, inflow and dispersion have 3, 3, 2, 2, 4.5",
    );
    expect(() => simulateSizes({ sizes: Float64Array.of(1, 2, 2.5), posterior }, settings)).toThrow(
      "simulateSizes: 2.5 customers",
    );
    expect(() => simulateSizes({ sizes, posterior, dispersion: 0.5 }, settings)).toThrow(
      "simulateSizes: a dispersion is at least 1, got 0.5",
    );
    expect(() => simulateSizes({ sizes, posterior }, { ...settings, draws: 0 })).toThrow(
      "simulateSizes: draws and windows are whole numbers above 0, got 0 and 1",
    );
  });
});
