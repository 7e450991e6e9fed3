import { describe, expect, it } from "vitest";
import { mlKMeansEngine } from "../../../../src/segments/ml-kmeans/ml-kmeans-engine.ts";
import {
  type Approach,
  boundAt,
  converge,
  firstFit,
  mergeDown,
  overSplitFit,
} from "../../../../src/transitions/activity/search/activity-starts.ts";
import { searchActivity } from "../../../../src/transitions/activity/search/search-activity.ts";
import { modelOf, simulate } from "../panel-builder.ts";

const planted = modelOf(
  [
    [0.92, 0.06, 0.02],
    [0.05, 0.9, 0.05],
    [0.01, 0.04, 0.95],
  ],
  [6, 1.5, 0.05],
);
const { panel } = simulate(planted, 600, 14, 21);
const approach: Approach = { kind: "chain", hasBasket: false, seasonal: false, engine: mlKMeansEngine };

describe("starts of a search", () => {
  it("that have too many states are merged down to those wanted, and lead to the planted rates", async () => {
    const first = await firstFit(panel, approach, 3, 1);
    const known = structuredClone(first.effects.leastRate);
    const fit = await overSplitFit(panel, approach, { types: 3, lookback: 6, seed: 1 }, 3, first);
    expect(fit.model.states).toBe(3);
    const rates = [...(await converge(panel, approach, fit, 24)).model.rate].sort((a, b) => b - a);
    for (const [z, rate] of planted.rate.entries()) expect(Math.abs(rates[z] - rate)).toBeLessThan(0.1 * rate + 0.05);
    // The fit they learn the effects from stays as it was.
    expect(first.effects.leastRate).toEqual(known);
  });

  it("come nearer to the orders until that is not worth further rounds", async () => {
    const { bounds } = await converge(panel, approach, await firstFit(panel, approach, 3, 1), 200);
    for (let round = 1; round < bounds.length; round++) expect(bounds[round]).toBeGreaterThan(bounds[round - 1] - 1e-3);
    expect(bounds.length).toBeLessThan(208);
  });

  it("keep a lapsed state, the last one, however many types are merged", async () => {
    const lapsing: Approach = { ...approach, kind: "lapse" };
    const fit = await firstFit(panel, lapsing, 4, 1);
    expect(fit.model.states).toBe(5);
    const { model } = await mergeDown(panel, lapsing, fit, 3);
    expect(model.rate[2]).toBe(0);
    expect([...model.matrix.subarray(6)]).toEqual([0, 0, 1]);
    expect([model.matrix[1], model.matrix[3]]).toEqual([0, 0]);
  });

  it("compete, and the best of them goes on", async () => {
    const candidate = { kind: "chain", states: 3, freeEffect: false, hasBasket: false } as const;
    const options = { engine: mlKMeansEngine, seed: 1, seasonal: false };
    const fit = await searchActivity(panel, candidate, options);
    expect(fit.starts).toHaveLength(3);
    expect(boundAt(fit)).toBeGreaterThanOrEqual(Math.max(...fit.starts) - 1e-3);
  });
});
