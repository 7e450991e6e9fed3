import { expect, it } from "vitest";
import { mlKMeansEngine } from "../../../../src/segments/ml-kmeans/ml-kmeans-engine.ts";
import { chooseStates } from "../../../../src/transitions/activity/search/choose-states.ts";
import { modelOf, simulate } from "../panel-builder.ts";

it("chooses as many states as were planted, by customers the chains have not seen", async () => {
  const planted = modelOf(
    [
      [0.9, 0.08, 0.02],
      [0.06, 0.88, 0.06],
      [0.01, 0.04, 0.95],
    ],
    [7, 1.5, 0.05],
  );
  const [panel, judges] = [11, 12].map((seed) => simulate(planted, 700, 14, seed).panel);
  const options = { engine: mlKMeansEngine, seed: 2, seasonal: false };
  const settings = { most: 6, freeEffect: false, hasBasket: false };
  const { chosen, tried } = await chooseStates(panel, judges, settings, options);
  expect(chosen.states).toBe(3);
  expect(tried.map(({ states }) => states)).toEqual([2, 3, 4, 5, 6]);
  const best = Math.max(...tried.map(({ heldOut }) => heldOut));
  expect(chosen.heldOut).toBeGreaterThanOrEqual(best - 0.01);
});
