import { describe, expect, it } from "vitest";
import { mlKMeansEngine } from "../../../../src/segments/ml-kmeans/ml-kmeans-engine.ts";
import { isSeasonal, searchActivity } from "../../../../src/transitions/activity/search/search-activity.ts";
import { modelOf, panelOf, simulate } from "../panel-builder.ts";

describe("a search", () => {
  it("comes to the same model for the same seed", async () => {
    const moving = modelOf(
      [
        [0.85, 0.15],
        [0.15, 0.85],
      ],
      [4, 0.3],
    );
    const { panel } = simulate(moving, 200, 9, 4);
    const candidate = { kind: "chain", states: 2, freeEffect: false, hasBasket: false } as const;
    const search = () => searchActivity(panel, candidate, { engine: mlKMeansEngine, seed: 3, seasonal: false });
    expect((await search()).model).toEqual((await search()).model);
  });
});

describe("seasons", () => {
  const entering = (month: (i: number) => number, months: number) =>
    panelOf(
      months,
      Array.from({ length: 100 }, (_, i) => ({ entry: month(i), active: [] })),
    );

  it("can be told from age where customers came at different times, over a year and a half or more", () => {
    expect(isSeasonal(entering((i) => i % 20, 24))).toBe(true);
    expect(isSeasonal(entering((i) => i % 10, 12))).toBe(false);
    expect(isSeasonal(entering((i) => i % 3, 24))).toBe(false);
  });
});
