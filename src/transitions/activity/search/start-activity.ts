import { quantiles } from "../../../math/quantile.ts";
import type { Points } from "../../../segments/points.ts";
import type { ActivityModel } from "../activity-model.ts";
import { type ActivityStatistics, noStatistics } from "../inference/activity-statistics.ts";
import { type ChainShape, maximizeActivity } from "../maximize-activity.ts";
import { type ActivityPanel, customersOf, isCounted } from "../panel/activity-panel.ts";
import { gammaEffect, noEffect, valuesFor } from "../rate-effect.ts";

/** Windows of a panel, and what each customer did in each of them. */
export interface LookBacks {
  readonly lookback: number;
  /** Standardised features, a row for each customer and window in which the customer was known. */
  readonly points: Points;
  /** Customer of each row, and the month its window ends before. */
  readonly customer: Int32Array;
  readonly until: Uint8Array;
}

/** How sure a label is of the months of its window. */
const certainty = 0.9;
/** A chain to begin with: most customers stay. */
const staying = 0.92;
/** Customers of a state are thought to differ by half of its rate. */
const firstShape = 4;

/** What customers did in windows that follow one another without a gap or overlap, the newest ends with the panel. */
export function lookBacksOf(panel: ActivityPanel, lookback: number): LookBacks {
  const { months } = panel;
  return lookBacksUntil(
    panel,
    lookback,
    Array.from({ length: Math.ceil(months / lookback) }, (_, w) => months - w * lookback),
  );
}

/**
 * What customers did in windows, to make clusters of: months since the last order,
 * orders, orders of the last three months, active months, log value of orders, and tallies. Without mixes: customers differ
 * in taste for good, and clusters of taste are no states to begin with (the best of such starts ended worse).
 *
 * @param ends months the windows end before; the first one may begin before the panel
 */
export function lookBacksUntil(panel: ActivityPanel, lookback: number, ends: readonly number[]): LookBacks {
  const { entry, rowStart, month, orders, basketSum, countStart, column, count, columns } = panel;
  const n = customersOf(panel);
  const customer: number[] = [];
  const until: number[] = [];
  for (const end of ends)
    for (let i = 0; i < n; i++)
      if (entry[i] < end) {
        customer.push(i);
        until.push(end);
      }
  const d = 5 + columns.tallies.length;
  const values = new Float64Array(customer.length * d);
  const overall = overallCounts(panel);
  const sums = new Float64Array(columns.count);
  for (let at = 0; at < customer.length; at++) {
    const i = customer[at];
    const end = until[at];
    const from = Math.max(0, end - lookback);
    sums.fill(0);
    let [total, recent, active, baskets, last] = [0, 0, 0, 0, from - 1];
    for (let row = rowStart[i]; row < rowStart[i + 1]; row++) {
      if (month[row] < from || month[row] >= end) continue;
      total += orders[row];
      if (month[row] >= end - 3) recent += orders[row];
      if (orders[row] > 0) {
        active += 1;
        last = month[row];
      }
      baskets += basketSum[row];
      for (let c = countStart[row]; c < countStart[row + 1]; c++) sums[column[c]] += count[c];
    }
    let place = at * d;
    values[place++] = Math.log1p(end - 1 - last);
    values[place++] = Math.log1p(total);
    values[place++] = Math.log1p(recent);
    values[place++] = active;
    values[place++] = baskets / (total + 1);
    for (const { column: own, of } of columns.tallies) {
      const mean = overall.counts[own] / Math.max(of === undefined ? overall.orders : overall.counts[of], 1);
      values[place++] = (sums[own] + 3 * mean) / ((of === undefined ? total : sums[of]) + 3);
    }
  }
  standardize(values, customer.length, d);
  return {
    lookback,
    points: { n: customer.length, d, values },
    customer: Int32Array.from(customer),
    until: Uint8Array.from(until),
  };
}

/**
 * A model to start EM from: the months of each window are thought to be in the state its look-back is labelled with.
 *
 * @param labels state of each row of the look-backs
 */
export function modelOfLabels(
  panel: ActivityPanel,
  { lookback, customer, until }: LookBacks,
  labels: Int32Array,
  k: number,
  shape: ChainShape,
  hasBasket: boolean,
): ActivityModel {
  const { entry, rowStart, month } = panel;
  const statistics = noStatistics(k, panel.columns.count, 1);
  const n = customersOf(panel);
  const chances = new Float64Array(k);
  for (let at = 0; at < labels.length; at++) {
    const i = customer[at];
    const end = until[at];
    const from = Math.max(0, end - lookback, entry[i]);
    for (let z = 0; z < k; z++) chances[z] = (1 - certainty) / k + (z === labels[at] ? certainty : 0);
    if (from === Math.max(0, entry[i])) {
      const begun = entry[i] < 0 ? statistics.present : statistics.entering;
      for (let z = 0; z < k; z++) begun[z] += chances[z];
    }
    for (let t = from; t < end; t++) {
      if (!isCounted(t, entry[i])) continue;
      for (let z = 0; z < k; z++) statistics.exposure[panel.calendar[t] * k + z] += chances[z];
    }
    for (let row = rowStart[i]; row < rowStart[i + 1]; row++)
      if (month[row] >= from && month[row] < end)
        addRow(panel, row, chances, statistics, isCounted(month[row], entry[i]));
  }
  statistics.customers = n;
  statistics.basketEffectSquares = 0.1 * n;
  for (let y = 0; y < k; y++)
    for (let z = 0; z < k; z++) statistics.moves[y * k + z] = 1e6 * (y === z ? staying : (1 - staying) / (k - 1));
  const d = panel.columns.count;
  for (const { first, levels } of panel.columns.mixes)
    for (let level = first; level < first + levels.length; level++)
      for (let z = 0; z < k; z++) statistics.favourites[level] += statistics.counts[z * d + level];
  statistics.ownCounts.set(statistics.counts);
  return maximizeActivity(statistics, blankModel(panel, k, shape, hasBasket), panel.columns, {
    ...shape,
    varied: false,
  });
}

/** A model to start EM from with what another one has learned of effects and seasons, which do not depend much on the states. */
export function withEffectsOf(start: ActivityModel, known: ActivityModel): ActivityModel {
  const { season, effect, monthShape, basket, mixes } = known;
  return {
    ...{ ...start, season, effect, monthShape },
    basket:
      start.basket === undefined || basket === undefined
        ? start.basket
        : { ...start.basket, customerVariance: basket.customerVariance, degrees: basket.degrees },
    mixes: start.mixes.map(({ state }, m) => ({
      ...{ state, favouriteShare: mixes[m].favouriteShare, favourites: mixes[m].favourites },
    })),
  };
}

/** A model that says nothing yet but how its parts hang together. */
function blankModel(panel: ActivityPanel, k: number, { varied }: ChainShape, hasBasket: boolean): ActivityModel {
  const even = (length: number) => new Float64Array(length).fill(1 / length);
  return {
    ...{ states: k, matrix: even(k * k), entering: even(k), present: even(k) },
    ...{ rate: new Float64Array(k).fill(1), season: new Float64Array(12).fill(1) },
    effect: varied ? gammaEffect(firstShape, valuesFor(ordersOfMany(panel), firstShape)) : noEffect,
    basket: hasBasket
      ? { mean: new Float64Array(k), sd: new Float64Array(k).fill(1), customerVariance: 0.1 }
      : undefined,
    tallies: [],
    mixes: panel.columns.mixes.map(({ levels }) => ({
      ...{ state: even(k * levels.length), favouriteShare: 0.2, favourites: even(levels.length) },
    })),
  };
}

/** Orders that nine in ten customers do not exceed. */
function ordersOfMany({ rowStart, orders }: ActivityPanel): number {
  const totals = Float64Array.from({ length: rowStart.length - 1 }, (_, i) =>
    orders.subarray(rowStart[i], rowStart[i + 1]).reduce((sum, n) => sum + n, 0),
  );
  return totals.length === 0 ? 0 : quantiles(totals, [0.9])[0];
}

function addRow(
  panel: ActivityPanel,
  row: number,
  chances: Float64Array,
  statistics: ActivityStatistics,
  counted: boolean,
): void {
  const { orders, basketSum, basketSquares, countStart, column, count, columns, calendar, month } = panel;
  const n = orders[row];
  if (counted) statistics.monthOrders[calendar[month[row]]] += n;
  for (let z = 0; z < chances.length; z++) {
    statistics.orders[z] += chances[z] * n;
    if (counted) statistics.countedOrders[z] += chances[z] * n;
    statistics.basketWeight[z] += chances[z] * n;
    statistics.basketSum[z] += chances[z] * basketSum[row];
    statistics.basketSquares[z] += chances[z] * basketSquares[row];
    for (let c = countStart[row]; c < countStart[row + 1]; c++)
      statistics.counts[z * columns.count + column[c]] += chances[z] * count[c];
  }
}

function overallCounts({ orders, column, count, columns }: ActivityPanel) {
  const counts = new Float64Array(columns.count);
  for (let c = 0; c < column.length; c++) counts[column[c]] += count[c];
  return { orders: orders.reduce((sum, n) => sum + n, 0), counts };
}

/** Mean 0 and deviation 1 of each column, in place. */
function standardize(values: Float64Array, n: number, d: number): void {
  for (let c = 0; c < d; c++) {
    let [sum, squares] = [0, 0];
    for (let i = c; i < n * d; i += d) {
      sum += values[i];
      squares += values[i] * values[i];
    }
    const mean = sum / n;
    const sd = Math.sqrt(Math.max(squares / n - mean * mean, 1e-12));
    for (let i = c; i < n * d; i += d) values[i] = (values[i] - mean) / sd;
  }
}
