import { describe, expect, it } from "vitest";
import { poissonProbability } from "../../../../src/math/poisson-probability.ts";
import type { ActivityModel } from "../../../../src/transitions/activity/activity-model.ts";
import { fullChain, lapseOnly } from "../../../../src/transitions/activity/chain-shapes.ts";
import { noStatistics } from "../../../../src/transitions/activity/inference/activity-statistics.ts";
import { lossOfMerging, mergeAlikeStates } from "../../../../src/transitions/activity/search/merge-states.ts";
import { modelOf, noColumns } from "../panel-builder.ts";

const stay = (k: number) => Array.from({ length: k }, (_, y) => Array.from({ length: k }, (_, z) => (y === z ? 1 : 0)));
const columns = {
  count: 3,
  tallies: [{ column: 0, of: undefined, kind: "share" }],
  mixes: [{ name: "place", levels: ["here", "there"], first: 1 }],
} as const;
const common = { seasonal: false, varied: false };

/** Statistics of states with so many orders in so many months, all of them in January. */
function ofOrders(orders: readonly number[], months: readonly number[], width = 0) {
  const k = orders.length;
  const statistics = noStatistics(k, width, 1);
  statistics.customers = 10;
  statistics.orders.set(orders);
  statistics.basketWeight.set(orders);
  statistics.countedOrders.set(orders);
  for (let z = 0; z < k; z++) {
    statistics.exposure[z] = months[z];
    for (let y = 0; y < k; y++) statistics.moves[y * k + z] = 100 * (y + 1) + 10 * (z + 1);
  }
  return statistics;
}

describe("what merging two states loses", () => {
  it("is how much less likely their orders are at one rate, by Poisson probabilities", () => {
    const statistics = ofOrders([12, 5, 90], [4, 10, 20]);
    const at = (rate: number, counts: readonly number[], months: readonly number[]) =>
      counts.reduce((sum, count, i) => sum + Math.log(poissonProbability(count, rate * months[i])), 0);
    const own = at(3, [12], [4]) + at(0.5, [5], [10]);
    const together = at(17 / 14, [12, 5], [4, 10]);
    const model = modelOf(stay(3), [3, 0.5, 4.5]);
    expect(lossOfMerging(statistics, model, noColumns, 0, 1)).toBeCloseTo(own - together, 9);
    expect(lossOfMerging(statistics, model, noColumns, 1, 0)).toBeCloseTo(own - together, 9);
  });

  it("is nothing for states that are alike, however large", () => {
    const statistics = ofOrders([40, 4], [20, 2], 3);
    statistics.counts.set([10, 30, 10, 1, 3, 1]);
    statistics.ownCounts.set(statistics.counts);
    statistics.basketSum.set([20, 2]);
    statistics.basketSquares.set([30, 3]);
    const basket = { mean: Float64Array.of(0.5, 0.5), sd: Float64Array.of(0.7, 0.7), customerVariance: 0.1 };
    const model: ActivityModel = { ...modelOf(stay(2), [2, 2]), basket };
    expect(lossOfMerging(statistics, model, columns, 0, 1)).toBeCloseTo(0, 9);
  });

  it("grows by what discounts, places and prices tell apart", () => {
    const statistics = ofOrders([40, 40], [20, 20], 3);
    const model = modelOf(stay(2), [2, 2]);
    // All of one state's orders are discounted, and none of the other's: 80 fair coins.
    statistics.counts.set([40, 0, 0, 0, 0, 0]);
    expect(lossOfMerging(statistics, model, columns, 0, 1)).toBeCloseTo(80 * Math.log(2), 9);
    statistics.ownCounts.set([0, 40, 0, 0, 0, 40]);
    expect(lossOfMerging(statistics, model, columns, 0, 1)).toBeCloseTo(160 * Math.log(2), 9);
    // Prices of ±1 with a variance of 1 about each: together one of 2.
    statistics.basketSum.set([40, -40]);
    statistics.basketSquares.set([80, 80]);
    const basket = { mean: Float64Array.of(1, -1), sd: Float64Array.of(1, 1), customerVariance: 0.1 };
    expect(lossOfMerging(statistics, { ...model, basket }, columns, 0, 1)).toBeCloseTo(
      160 * Math.log(2) + 40 * Math.log(2),
      9,
    );
  });
});

describe("merging the states most alike", () => {
  it("pools what happened in them and how they were moved to and from", () => {
    const statistics = ofOrders([30, 100, 33], [10, 10, 10]);
    const { states, rate, matrix } = mergeAlikeStates(
      statistics,
      modelOf(stay(3), [3, 10, 3.3]),
      noColumns,
      fullChain(2, common),
    );
    expect(states).toBe(2);
    expect(rate[0]).toBeCloseTo((63 + 0.02) / (20 + 0.02 / 0.3), 12);
    expect(rate[1]).toBeCloseTo((100 + 0.02) / (10 + 0.02 / 0.3), 12);
    // Moves 110 130 / 310 330 and 120 / 320, 210 230 and 220, with the prior's 4 stays and .2 moves.
    expect(matrix[1]).toBeCloseTo((120 + 320 + 0.2) / (110 + 130 + 310 + 330 + 4 + 120 + 320 + 0.2), 12);
    expect(matrix[2]).toBeCloseTo((210 + 230 + 0.2) / (210 + 230 + 0.2 + 220 + 4), 12);
  });

  it("gives way a small state before two large ones that are a little less alike", () => {
    const statistics = ofOrders([3000, 3300, 4.6], [1000, 1000, 1]);
    const { rate } = mergeAlikeStates(statistics, modelOf(stay(3), [3, 3.3, 4.6]), noColumns, fullChain(2, common));
    expect(rate[0]).toBeCloseTo(3, 2);
    expect(rate[1]).toBeCloseTo(3.3, 2);
  });

  it("leaves a lapsed state alone", () => {
    const statistics = ofOrders([30, 1, 0], [10, 10, 10]);
    const { rate, matrix } = mergeAlikeStates(
      statistics,
      modelOf(stay(3), [3, 0.1, 0]),
      noColumns,
      lapseOnly(2, common),
    );
    expect(rate[0]).toBeCloseTo(31 / 20, 1);
    expect([rate[1], matrix[2], matrix[3]]).toEqual([0, 0, 1]);
  });
});
