import { digamma } from "../../math/digamma.ts";
import type { ActivityModel, MixShares } from "./activity-model.ts";
import type { ActivityStatistics } from "./inference/activity-statistics.ts";
import type { PanelColumns } from "./panel/activity-panel.ts";
import { gammaEffect, type RateEffect, withMeanOne } from "./rate-effect.ts";

/** What a chain may do: each state stays or moves as `allowed` says (K × K); a state of rate 0 is `lapsed`, the last one. */
export interface ChainShape {
  readonly allowed: Uint8Array;
  readonly lapses: boolean;
  /** Whether calendar months have factors of their own, and whether customers have a rate effect. */
  readonly seasonal: boolean;
  readonly varied: boolean;
}

/** Orders that pull each state towards all customers, so that a small one has figures that can be. */
const pseudoOrders = 20;
/** Moves that are known beforehand: customers mostly stay. */
const priorStays = 4;
const priorMoves = 0.2;
const leastSd = 0.1;
const leastShare = 1e-4;

/**
 * The maximisation step of EM: the model that makes the expected counts likeliest, with a little prior knowledge.
 *
 * @param before the model the counts were expected under
 */
export function maximizeActivity(
  statistics: ActivityStatistics,
  before: ActivityModel,
  columns: PanelColumns,
  { allowed, lapses, seasonal, varied }: ChainShape,
): ActivityModel {
  const k = before.states;
  const { orders } = statistics;
  const all = sum(orders);

  const matrix = new Float64Array(k * k);
  for (let y = 0; y < k; y++) {
    const row = matrix.subarray(y * k, (y + 1) * k);
    for (let z = 0; z < k; z++) {
      if (allowed[y * k + z] === 0) continue;
      row[z] = statistics.moves[y * k + z] + (y === z ? priorStays : priorMoves);
    }
    normalize(row);
  }

  const rate = new Float64Array(before.rate);
  let season: Float64Array = new Float64Array(before.season);
  // Rates and months depend on each other; two rounds within one of EM are enough.
  for (let round = 0; round < 2; round++) {
    for (let z = 0; z < k; z++) {
      let exposure = 0;
      for (let slot = 0; slot < 12; slot++) exposure += statistics.exposure[slot * k + z] * season[slot];
      rate[z] = (statistics.countedOrders[z] + 0.02) / (exposure + 0.02 / 0.3);
    }
    if (lapses) rate[k - 1] = 0;
    if (seasonal) season = seasonOf(statistics.monthOrders, statistics.exposure, rate);
  }

  const { effect, mean } = varied ? maximizeEffect(statistics, before.effect) : { effect: before.effect, mean: 1 };
  for (let z = 0; z < k; z++) rate[z] *= mean;

  return {
    ...{ states: k, matrix, rate, season, effect, monthShape: before.monthShape },
    entering: normalize(statistics.entering.map((count) => count + 1)),
    present: normalize(statistics.present.map((count) => count + 1)),
    basket:
      before.basket === undefined ? undefined : { ...maximizeBasket(statistics, all), degrees: before.basket.degrees },
    tallies: columns.tallies.map(({ column, of, kind }) => {
      const counts = stateCounts(statistics, column, columns.count);
      const outOf = of === undefined ? orders : stateCounts(statistics, of, columns.count);
      const overall = sum(counts) / Math.max(sum(outOf), 1);
      return counts.map((count, z) => {
        const value = (count + pseudoOrders * overall) / (outOf[z] + pseudoOrders);
        return kind === "share" ? clamp(value, leastShare, 1 - leastShare) : Math.max(value, leastShare);
      });
    }),
    mixes: columns.mixes.map(({ first, levels }, m) =>
      maximizeMix(statistics, first, levels.length, columns.count, before.mixes[m]),
    ),
  };
}

/** The effect, and the mean that goes over to the rates. */
function maximizeEffect({ effectShares }: ActivityStatistics, before: RateEffect) {
  const { values } = before;
  const total = sum(effectShares);
  if (before.shape === undefined) {
    const weights = effectShares.map((share) => share + 0.5 / values.length);
    const all = sum(weights);
    const mean = values.reduce((most, value, e) => most + (value * weights[e]) / all, 0);
    return { effect: { shape: undefined, ...withMeanOne(values, weights) }, mean };
  }
  const mean = values.reduce((most, value, e) => most + (value * effectShares[e]) / total, 0);
  const meanLog = values.reduce((most, value, e) => most + (Math.log(value) * effectShares[e]) / total, 0);
  return { effect: gammaEffect(gammaShape(Math.log(mean) - meanLog), values.length), mean };
}

/**
 * Shape of a Gamma distribution by maximum likelihood, between .3 and 200.
 *
 * @param gap log of the mean less mean of the logs
 * @see Minka (2002), Estimating a Gamma distribution
 */
function gammaShape(gap: number): number {
  let [low, high] = [0.3, 200];
  for (let step = 0; step < 60; step++) {
    const shape = Math.sqrt(low * high);
    if (Math.log(shape) - digamma(shape) > gap) low = shape;
    else high = shape;
  }
  return Math.sqrt(low * high);
}

function maximizeBasket(
  { orders, basketWeight, basketSum, basketSquares, basketEffect, basketEffectSquares, customers }: ActivityStatistics,
  all: number,
) {
  const weights = sum(basketWeight);
  const overallMean = sum(basketSum) / weights;
  const overallVariance = (sum(basketSquares) - weights * overallMean ** 2) / all;
  const shift = basketEffect / customers;
  const mean = basketWeight.map((n, z) => (basketSum[z] + pseudoOrders * overallMean) / (n + pseudoOrders));
  const sd = orders.map((n, z) => {
    const around = basketSquares[z] - 2 * mean[z] * basketSum[z] + basketWeight[z] * mean[z] ** 2;
    const squares = around + pseudoOrders * overallVariance;
    return Math.max(Math.sqrt(Math.max(squares, 0) / (n + pseudoOrders)), leastSd);
  });
  return {
    mean: mean.map((value) => value + shift),
    sd,
    customerVariance: Math.max(basketEffectSquares / customers - shift ** 2, 1e-4),
  };
}

function maximizeMix(
  { counts, ownCounts, favourites }: ActivityStatistics,
  first: number,
  levels: number,
  width: number,
  before: MixShares,
): MixShares {
  const k = before.state.length / levels;
  const overall = new Float64Array(levels);
  let seen = 0;
  for (let z = 0; z < k; z++)
    for (let level = 0; level < levels; level++) {
      overall[level] += ownCounts[z * width + first + level];
      seen += counts[z * width + first + level];
    }
  const own = sum(overall);
  normalize(overall);
  const state = new Float64Array(k * levels);
  for (let z = 0; z < k; z++) {
    const row = state.subarray(z * levels, (z + 1) * levels);
    for (let level = 0; level < levels; level++)
      row[level] = ownCounts[z * width + first + level] + pseudoOrders * overall[level] + leastShare;
    normalize(row);
  }
  return {
    state,
    favouriteShare: seen > 0 ? clamp(1 - own / seen, 0.01, 0.8) : before.favouriteShare,
    favourites: normalize(favourites.slice(first, first + levels).map((count) => count + 0.5 / levels)),
  };
}

function seasonOf(orders: Float64Array, exposure: Float64Array, rate: Float64Array): Float64Array {
  const k = rate.length;
  const season = new Float64Array(12).fill(Number.NaN);
  let total = 0;
  let known = 0;
  for (let slot = 0; slot < 12; slot++) {
    let expected = 0;
    for (let z = 0; z < k; z++) expected += exposure[slot * k + z] * rate[z];
    if (expected <= 0) continue;
    season[slot] = (orders[slot] + 1) / (expected + 1);
    total += season[slot];
    known += 1;
  }
  return season.map((value) => (Number.isNaN(value) ? 1 : (value * known) / total));
}

function stateCounts({ counts, orders }: ActivityStatistics, column: number, width: number): Float64Array {
  return orders.map((_, z) => counts[z * width + column]);
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Divides by the sum, in place; all alike where it is 0. */
function normalize(values: Float64Array): Float64Array {
  const total = sum(values);
  for (let i = 0; i < values.length; i++) values[i] = total > 0 ? values[i] / total : 1 / values.length;
  return values;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
