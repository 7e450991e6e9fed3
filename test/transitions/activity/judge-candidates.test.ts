import { describe, expect, it } from "vitest";
import { mlKMeansEngine } from "../../../src/segments/ml-kmeans/ml-kmeans-engine.ts";
import { pairedDifference, scoreFuture } from "../../../src/transitions/activity/judge-candidates.ts";
import {
  type ActivityCandidate,
  isSeasonal,
  searchActivity,
} from "../../../src/transitions/activity/search-activity.ts";
import { modelOf, panelOf, simulate } from "./panel-builder.ts";

const options = { engine: mlKMeansEngine, seed: 3, seasonal: false };
const candidate = (kind: ActivityCandidate["kind"], states: number): ActivityCandidate => ({
  ...{ kind, states, freeEffect: false, hasBasket: false },
});

describe("candidates", () => {
  const moving = modelOf(
    [
      [0.85, 0.15],
      [0.15, 0.85],
    ],
    [4, 0.3],
  );
  const lapsing = modelOf(
    [
      [0.9, 0, 0.1],
      [0, 0.95, 0.05],
      [0, 0, 1],
    ],
    [3, 0.6, 0],
  );

  it("are scored on months and customers they have not seen: a chain beats types that stay where customers move", async () => {
    const { panel } = simulate(moving, 600, 15, 1);
    const scores = await scoreFuture(panel, 12, [candidate("static", 2), candidate("chain", 2)], options);
    expect(scores.customers).toHaveLength(600);
    const [stays, moves] = scores.candidates;
    expect(pairedDifference(moves.logLikelihood, stays.logLikelihood).lo).toBeGreaterThan(0);
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(moves.expectedOrders) / mean(scores.orders)).toBeCloseTo(1, 0);
    expect(mean(moves.active)).toBeGreaterThan(0.5);
  });

  it("do not need other moves where customers only lapse", async () => {
    const { panel } = simulate(lapsing, 800, 15, 2);
    const scores = await scoreFuture(panel, 12, [candidate("lapse", 3), candidate("chain", 3)], options);
    const [lapses, moves] = scores.candidates;
    expect(pairedDifference(moves.logLikelihood, lapses.logLikelihood).lo).toBeLessThan(0);
  });

  it("are the same for the same seed", async () => {
    const { panel } = simulate(moving, 200, 9, 4);
    const search = () => searchActivity(panel, candidate("chain", 2), options);
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

describe("pairedDifference", () => {
  it("has the mean of the differences in the middle of its band", () => {
    const { mean, lo, hi } = pairedDifference(Float64Array.of(1, 2, 3, 4), Float64Array.of(0, 2, 2, 2));
    expect(mean).toBe(1);
    expect((lo + hi) / 2).toBeCloseTo(1, 12);
    // Standard deviation √(2/3) of the four differences.
    expect(hi - mean).toBeCloseTo(1.96 * Math.sqrt(2 / 3 / 4), 12);
  });
});
