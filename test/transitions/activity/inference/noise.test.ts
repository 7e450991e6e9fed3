import { gammaln } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../../src/math/random.ts";
import type { ActivityModel } from "../../../../src/transitions/activity/activity-model.ts";
import { fullChain } from "../../../../src/transitions/activity/chain-shapes.ts";
import { continueActivity } from "../../../../src/transitions/activity/fit-activity.ts";
import { aloneCrew } from "../../../../src/transitions/activity/inference/activity-crew.ts";
import { noStatistics } from "../../../../src/transitions/activity/inference/activity-statistics.ts";
import { priorEffects } from "../../../../src/transitions/activity/inference/customer-effects.ts";
import { inferActivity } from "../../../../src/transitions/activity/inference/infer-activity.ts";
import { openForecasts } from "../../../../src/transitions/activity/inference/predict-orders.ts";
import { tuneNoise, withWildNoise } from "../../../../src/transitions/activity/search/tune-noise.ts";
import { type Customer, modelOf, panelOf, simulate } from "../panel-builder.ts";

const moving = [
  [0.7, 0.3],
  [0.2, 0.8],
];

/** Negative binomial probability of a mean and a shape, from its definition. */
function negativeBinomial(n: number, mean: number, shape: number): number {
  const share = shape / (shape + mean);
  return Math.exp(gammaln(n + shape) - gammaln(shape) - gammaln(n + 1)) * share ** shape * (1 - share) ** n;
}

describe("months that are negative binomial", () => {
  const shape = 1.7;
  const model: ActivityModel = { ...modelOf(moving, [0.4, 3]), monthShape: shape };
  const orders = [2, 0, 5];
  const panel = panelOf(3, [
    { entry: -1, active: orders.flatMap((count, month) => (count > 0 ? [{ month, orders: count }] : [])) },
    { entry: -1, active: [] },
  ]);
  const statistics = noStatistics(2, 0, 1);
  inferActivity(panel, model, priorEffects(panel, model), 0, 2, statistics);

  /** Likelihood of all paths of two states, and the orders that a month without noise would have had, expected. */
  function enumerate(counts: readonly number[]) {
    let likelihood = 0;
    let exposure = 0;
    for (let path = 0; path < 8; path++) {
      const states = counts.map((_, t) => (path >> t) & 1);
      const chance = states.reduce((product, state, t) => {
        const move = t === 0 ? 0.5 : moving[states[t - 1]][state];
        return product * move * negativeBinomial(counts[t], model.rate[state], shape);
      }, 1);
      likelihood += chance;
      exposure += chance * states.reduce((sum, state, t) => sum + (shape + counts[t]) / (shape + model.rate[state]), 0);
    }
    return { likelihood, exposure: exposure / likelihood };
  }

  it("have the likelihood of all paths", () => {
    const [active, silent] = [enumerate(orders), enumerate([0, 0, 0])];
    expect(statistics.bound).toBeCloseTo(Math.log(active.likelihood) + Math.log(silent.likelihood), 10);
    const exposure = statistics.exposure.reduce((sum, value) => sum + value, 0);
    expect(exposure).toBeCloseTo(active.exposure + silent.exposure, 10);
  });

  it("are Poisson where the shape is large", () => {
    const bound = (monthShape: number | undefined) => {
      const own = noStatistics(2, 0, 1);
      inferActivity(panel, { ...model, monthShape }, priorEffects(panel, model), 0, 2, own);
      return own.bound;
    };
    expect(bound(1e7)).toBeCloseTo(bound(undefined), 5);
  });

  it("are forecast with the same chances", () => {
    const forecasts = openForecasts(model, [3]);
    const last = Float64Array.of(0.25, 0.75);
    const ahead = [0, 1].map((z) => 0.25 * moving[0][z] + 0.75 * moving[1][z]);
    for (const n of [0, 1, 7]) {
      const chance = ahead[0] * negativeBinomial(n, 0.4, shape) + ahead[1] * negativeBinomial(n, 3, shape);
      expect(forecasts.logLikelihood(last, [n])).toBeCloseTo(Math.log(chance), 10);
    }
    const none = ahead[0] * negativeBinomial(0, 0.4, shape) + ahead[1] * negativeBinomial(0, 3, shape);
    expect(forecasts.forecast(last).active).toBeCloseTo(1 - none, 12);
  });
});

describe("values that are Student's t", () => {
  it("count less the further out they lie, and have the density of that distribution", () => {
    const degrees = 3;
    // One state and hardly any customer's own value: the density can be written down.
    const basket = { mean: Float64Array.of(0.2), sd: Float64Array.of(0.5), customerVariance: 1e-9, degrees };
    const model: ActivityModel = { ...modelOf([[1]], [1]), basket };
    const boundOf = (value: number, own: ActivityModel) => {
      const panel = panelOf(1, [{ entry: -1, active: [{ month: 0, orders: 1, baskets: [value] }] }]);
      const statistics = noStatistics(1, 0, 1);
      inferActivity(panel, own, priorEffects(panel, own), 0, 1, statistics);
      return statistics;
    };
    const density = (value: number) => {
      const t = (value - 0.2) / 0.5;
      const scale = gammaln(2) - gammaln(1.5) - 0.5 * Math.log(3 * Math.PI) - Math.log(0.5);
      return scale - 2 * Math.log1p((t * t) / 3);
    };
    // Orders of mean 1; values leave out the √2π of a Normal distribution.
    for (const value of [0.2, 1, -4])
      expect(boundOf(value, model).bound).toBeCloseTo(density(value) - 1 + 0.5 * Math.log(2 * Math.PI), 6);
    expect(boundOf(0.2, model).basketWeight[0]).toBeCloseTo(4 / 3, 6);
    expect(boundOf(-4, model).basketWeight[0]).toBeCloseTo(4 / (3 + 8.4 ** 2), 6);
  });
});

describe("the noise", () => {
  const planted: ActivityModel = {
    ...modelOf(
      [
        [0.95, 0.05],
        [0.05, 0.95],
      ],
      [4, 0.7],
    ),
    basket: { mean: Float64Array.of(0.4, -0.4), sd: Float64Array.of(0.4, 0.4), customerVariance: 0.05 },
  };
  const shape = fullChain(2, { seasonal: false, varied: false });
  const { panel } = simulate(planted, 1500, 12, 9);
  const tunedTo = async (of: typeof panel) => {
    const fit = await continueActivity(of, { model: withWildNoise(planted) }, shape, 8);
    // As a search does: rates and spreads find their places before it is looked at again.
    const model = await tuneNoise(of, fit, { crew: aloneCrew });
    const settled = await continueActivity(of, { model, effects: fit.effects }, shape, 5);
    return tuneNoise(of, settled, { crew: aloneCrew });
  };

  it("is tamed to none where there is none", async () => {
    const { monthShape, basket } = await tunedTo(panel);
    expect(monthShape).toBeUndefined();
    expect(basket?.degrees).toBeUndefined();
  });

  it("is found where some months have many orders, and some values lie far out", async () => {
    const random = createRandom(4);
    const lives = Array.from({ length: 1500 }, (_, i): Customer => {
      const active = [];
      for (let month = 0; month < 12; month++) {
        const size = -Math.log(1 - random.next()) - Math.log(1 - random.next()); // Gamma of shape 2
        const mean = (i % 2 === 0 ? 4 : 0.7) * (size / 2);
        let orders = 0;
        for (let left = Math.exp(-mean), p = random.next(); p > left; p *= random.next()) orders += 1;
        const far = () => (random.next() < 0.08 ? 4 : 0.7);
        const baskets = Array.from(
          { length: orders },
          () => (i % 2 === 0 ? 0.4 : -0.4) + 0.4 * far() * random.normal(),
        );
        if (orders > 0) active.push({ month, orders, baskets });
      }
      return { entry: -1, active };
    });
    const { monthShape, basket } = await tunedTo(panelOf(12, lives));
    expect(monthShape).toBe(2);
    expect(basket?.degrees).toBeLessThanOrEqual(5);
  });
});
