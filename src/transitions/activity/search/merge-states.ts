import type { ActivityModel } from "../activity-model.ts";
import type { ActivityStatistics } from "../inference/activity-statistics.ts";
import { type ChainShape, maximizeActivity } from "../maximize-activity.ts";
import type { PanelColumns } from "../panel/activity-panel.ts";

/**
 * A model of one state fewer: the two states that are most alike are taken for one.
 *
 * How much two states differ is what the log-likelihood of what is expected to have happened in them loses when both have the same
 * rate, basket, tallies and mixes; so small states give way before large ones (Ward's rule, for these distributions). How they
 * move plays no part.
 *
 * @param statistics of the model
 * @param shape of the model with one state fewer; a lapsed state stays by itself
 */
export function mergeAlikeStates(
  statistics: ActivityStatistics,
  model: ActivityModel,
  columns: PanelColumns,
  shape: ChainShape,
): ActivityModel {
  const { states: k } = model;
  const mergeable = shape.lapses ? k - 1 : k;
  let [kept, gone, least] = [0, 1, Number.POSITIVE_INFINITY];
  for (let y = 0; y < mergeable; y++)
    for (let z = y + 1; z < mergeable; z++) {
      const loss = lossOfMerging(statistics, model, columns, y, z);
      if (loss < least) [kept, gone, least] = [y, z, loss];
    }
  return maximizeActivity(mergedStatistics(statistics, k, kept, gone), withoutState(model, gone), columns, shape);
}

/** Log-likelihood that is lost when two states have the same distributions, in nats; at least 0. */
export function lossOfMerging(
  statistics: ActivityStatistics,
  model: ActivityModel,
  columns: PanelColumns,
  y: number,
  z: number,
): number {
  const { states: k, season } = model;
  const { orders, countedOrders, counts, ownCounts, basketWeight, basketSum, basketSquares } = statistics;
  const width = columns.count;
  const exposure = [y, z].map((state) =>
    season.reduce((sum, s, slot) => sum + s * statistics.exposure[slot * k + state], 0),
  );
  const [n, m] = [orders[y], orders[z]];
  const [w, v] = [basketWeight[y], basketWeight[z]];
  let loss = lossOfRates(countedOrders[y], exposure[0], countedOrders[z], exposure[1]);
  if (model.basket !== undefined) {
    const spread = (count: number, sum: number, squares: number) =>
      count > 0 ? (count / 2) * Math.log(Math.max(squares / count - (sum / count) ** 2, leastVariance)) : 0;
    loss +=
      spread(w + v, basketSum[y] + basketSum[z], basketSquares[y] + basketSquares[z]) -
      spread(w, basketSum[y], basketSquares[y]) -
      spread(v, basketSum[z], basketSquares[z]);
  }
  const countOf = (state: number, column: number) => counts[state * width + column];
  for (const { column, of, kind } of columns.tallies) {
    const [hits, others] = [countOf(y, column), countOf(z, column)];
    const [outOf, outOfOthers] = of === undefined ? [n, m] : [countOf(y, of), countOf(z, of)];
    loss += lossOfRates(hits, outOf, others, outOfOthers);
    if (kind === "share")
      loss += lossOfRates(Math.max(outOf - hits, 0), outOf, Math.max(outOfOthers - others, 0), outOfOthers);
  }
  for (const { first, levels } of columns.mixes) {
    const total = (state: number) =>
      levels.reduce((sum, _, level) => sum + ownCounts[state * width + first + level], 0);
    const [all, allOthers] = [total(y), total(z)];
    for (let column = first; column < first + levels.length; column++)
      loss += lossOfRates(ownCounts[y * width + column], all, ownCounts[z * width + column], allOthers);
  }
  return loss;
}

const leastVariance = 1e-4;

/** What counts lose that come at one rate out of both and not each at its own. */
function lossOfRates(a: number, outOfA: number, b: number, outOfB: number): number {
  const told = (count: number, outOf: number) => (count > 0 && outOf > 0 ? count * Math.log(count / outOf) : 0);
  return told(a, outOfA) + told(b, outOfB) - told(a + b, outOfA + outOfB);
}

/** Statistics in which two states are one; effects of customers have the mean they had. */
function mergedStatistics(statistics: ActivityStatistics, k: number, kept: number, gone: number): ActivityStatistics {
  const merged = (values: Float64Array, width: number) => mergeRows(values, width, kept, gone);
  const byState = (values: Float64Array) => merged(values, 1);
  const width = statistics.counts.length / k;
  const transposed = (values: Float64Array, rows: number, columns: number) =>
    Float64Array.from(values, (_, cell) => values[(cell % rows) * columns + Math.floor(cell / rows)]);
  return {
    ...statistics,
    basketEffect: 0,
    moves: transposed(merged(transposed(merged(statistics.moves, k), k - 1, k), k - 1), k - 1, k - 1),
    ...{ entering: byState(statistics.entering), present: byState(statistics.present) },
    ...{ countedOrders: byState(statistics.countedOrders), orders: byState(statistics.orders) },
    exposure: transposed(merged(transposed(statistics.exposure, 12, k), 12), k - 1, 12),
    basketWeight: byState(statistics.basketWeight),
    ...{ basketSum: byState(statistics.basketSum), basketSquares: byState(statistics.basketSquares) },
    ...{ counts: merged(statistics.counts, width), ownCounts: merged(statistics.ownCounts, width) },
  };
}

/** Adds one row of a matrix to another and leaves it out. */
function mergeRows(values: Float64Array, width: number, kept: number, gone: number): Float64Array {
  const rows = withoutRow(values, width, gone);
  const target = kept < gone ? kept : kept - 1;
  for (let c = 0; c < width; c++) rows[target * width + c] += values[gone * width + c];
  return rows;
}

function withoutRow(values: Float64Array, width: number, row: number): Float64Array {
  return values.filter((_, cell) => Math.floor(cell / width) !== row);
}

/** What the maximisation step reads of the model before: one state fewer, its rates and season, whether it has baskets, its mixes. */
function withoutState(model: ActivityModel, gone: number): ActivityModel {
  const fewer = (values: Float64Array) => withoutRow(values, 1, gone);
  return {
    ...model,
    ...{ states: model.states - 1, rate: fewer(model.rate) },
    mixes: model.mixes.map((mix) => ({ ...mix, state: withoutRow(mix.state, mix.favourites.length, gone) })),
  };
}
