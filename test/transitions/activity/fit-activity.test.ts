import { describe, expect, it } from "vitest";
import {
  fullChain,
  lapseOnly,
  staticMixture,
  withLapsedState,
} from "../../../src/transitions/activity/chain-shapes.ts";
import { boundOf, continueActivity } from "../../../src/transitions/activity/fit-activity.ts";
import { gammaEffect } from "../../../src/transitions/activity/rate-effect.ts";
import { lookBacksOf, modelOfLabels } from "../../../src/transitions/activity/search/start-activity.ts";
import { modelOf, simulate } from "./panel-builder.ts";

const planted = {
  ...modelOf(
    [
      [0.9, 0.07, 0.03],
      [0.05, 0.9, 0.05],
      [0.02, 0.03, 0.95],
    ],
    [4, 1, 0.03],
  ),
  effect: gammaEffect(6),
  basket: { mean: Float64Array.of(0.8, -0.5, 0), sd: Float64Array.of(0.4, 0.4, 0.4), customerVariance: 0.09 },
};
const common = { seasonal: false, varied: true };
const { panel } = simulate(planted, 2000, 18, 5);
const shape = fullChain(3, common);

/** The rows of the newest window, labelled by how much was ordered in it. */
function startOf(k: number) {
  const lookBacks = lookBacksOf(panel, 6);
  const orders = Array.from(
    { length: lookBacks.points.n },
    (_, i) => lookBacks.points.values[i * lookBacks.points.d + 1],
  );
  const sorted = orders.toSorted((a, b) => b - a);
  const labels = Int32Array.from(orders, (value) =>
    Math.min(k - 1, Math.floor((sorted.indexOf(value) / sorted.length) * k)),
  );
  return modelOfLabels(panel, lookBacks, labels, k, fullChain(k, common), true);
}

describe("a chain of states", async () => {
  const fit = await continueActivity(panel, { model: startOf(3) }, shape, 25);

  it("comes nearer to the orders in every round", () => {
    // The prior knowledge of moves and the grid of effects may cost a little of the bound.
    for (let round = 1; round < fit.bounds.length; round++)
      expect(fit.bounds[round]).toBeGreaterThan(fit.bounds[round - 1] - 1e-3);
    expect(fit.bounds.at(-1)).toBeGreaterThan(fit.bounds[0] + 1);
  });

  it("finds the planted moves, rates, baskets and how much customers differ", () => {
    const order = [0, 1, 2].sort((a, b) => fit.model.rate[b] - fit.model.rate[a]);
    for (const [y, own] of order.entries()) {
      const row = order.map((other) => fit.model.matrix[own * 3 + other]);
      const variation = row.reduce((sum, p, z) => sum + Math.abs(p - planted.matrix[y * 3 + z]), 0) / 2;
      expect(variation).toBeLessThan(0.02);
    }
    for (const [y, own] of order.entries()) {
      expect(Math.abs(fit.model.rate[own] - planted.rate[y])).toBeLessThan(0.1 * planted.rate[y] + 0.02);
    }
    expect(fit.model.basket?.mean[order[0]]).toBeCloseTo(0.8, 1);
    expect(fit.model.basket?.customerVariance).toBeCloseTo(0.09, 1);
    expect(fit.model.effect.shape).toBeGreaterThan(4);
    expect(fit.model.effect.shape).toBeLessThan(9);
  });

  it("beats types that stay on customers it has not seen", async () => {
    const fresh = simulate(planted, 1000, 18, 6).panel;
    const types = staticMixture(3, common);
    const start = { ...startOf(3), matrix: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1) };
    const stays = await continueActivity(panel, { model: start }, types, 25);
    expect(await boundOf(fresh, fit.model)).toBeGreaterThan((await boundOf(fresh, stays.model)) + 0.5);
    expect([...stays.model.matrix]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  it("may only lapse where it is told so", async () => {
    const { model } = await continueActivity(panel, { model: withLapsedState(startOf(2)) }, lapseOnly(3, common), 10);
    const { matrix, rate } = model;
    expect([matrix[1], matrix[3], matrix[6], matrix[7]]).toEqual([0, 0, 0, 0]);
    expect(matrix[8]).toBe(1);
    expect(rate[2]).toBe(0);
  });

  it("is the same for the same panel", async () => {
    const again = await continueActivity(panel, { model: startOf(3) }, shape, 3);
    const once = await continueActivity(panel, { model: startOf(3) }, shape, 3);
    expect(again.model).toEqual(once.model);
  });
});
