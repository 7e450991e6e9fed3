import * as z from "zod";
import { quantiles } from "../../math/quantile.ts";
import { createRandom } from "../../math/random.ts";
import { rank } from "../../math/ranking.ts";
import { gainArea } from "./gain-area.ts";

/** A mean with the 2.5 % and 97.5 % quantiles around it. */
export const band = z.strictObject({
  mean: z.number(),
  lo: z.number().describe("2.5 % quantile."),
  hi: z.number().describe("97.5 % quantile."),
});
export type Band = z.output<typeof band>;

/** How far one figure of a forecast is from that of another, over the same resamples of customers. */
export const pairedDifference = band.extend({
  tie: z.boolean().describe("The band holds 0: these customers do not tell which is higher."),
});
export type PairedDifference = z.output<typeof pairedDifference>;

/** A forecast minus another one. */
export const pairedComparison = z.strictObject({
  gini: pairedDifference.describe("Of the normalised Gini; above 0, the first one ranks better."),
  bias: pairedDifference.describe("Of forecast total / actual total − 1; above 0, the first one forecasts more."),
  absoluteBias: pairedDifference.describe("Of the size of the bias; below 0, the first one's total is nearer."),
});
export type PairedComparison = z.output<typeof pairedComparison>;

/**
 * Compares two forecasts by the paired bootstrap: customers are drawn anew, both forecasts are held against the same draw, and the
 * differences are spread. `resampledGinis` and `resampledBiases` with one seed draw the same customers.
 *
 * @param forecast length n
 * @param against length n
 * @param money of the label window, ≥ 0, length n
 * @throws RangeError if lengths differ or nobody brought money
 * @see Efron & Tibshirani (1993), An introduction to the bootstrap, chapters 13 and 16
 */
export function comparePaired(
  forecast: Float64Array,
  against: Float64Array,
  money: Float64Array,
  resamples: number,
  seed: number,
): PairedComparison {
  const [gini, otherGini] = resampledGinis([forecast, against], money, resamples, seed);
  const [bias, otherBias] = resampledBiases([forecast, against], money, resamples, seed);
  return {
    gini: pairedBand(gini, otherGini),
    bias: pairedBand(bias, otherBias),
    absoluteBias: pairedBand(bias.map(Math.abs), otherBias.map(Math.abs)),
  };
}

/**
 * Normalised Gini, as `evaluateLtv` has it, of several forecasts over the same resamples of n customers, drawn with replacement.
 * Customers are ranked once; a resample counts how often each was drawn. O(resamples · forecasts · n), 20 ms for 100,000 customers and a
 * resample of two forecasts.
 *
 * The spread is that of customers: what another training of the same model would change is not in it.
 *
 * @param forecasts length n each
 * @param money ≥ 0, length n
 * @returns one array of Ginis for each forecast, as long as there are resamples; NaN where nobody drawn brought money
 * @throws RangeError if lengths differ or nobody brought money
 */
export function resampledGinis(
  forecasts: readonly Float64Array[],
  money: Float64Array,
  resamples: number,
  seed: number,
): Float64Array[] {
  checkForecasts(forecasts, money);
  const byMoney = rank(money);
  const rankings = forecasts.map(rank);
  return resampled(forecasts.length, money.length, resamples, seed, (drawn) => {
    const most = gainArea(byMoney, money, drawn);
    return rankings.map((ranking) => gainArea(ranking, money, drawn) / most);
  });
}

/** The same of the bias, forecast total / actual total − 1. */
export function resampledBiases(
  forecasts: readonly Float64Array[],
  money: Float64Array,
  resamples: number,
  seed: number,
): Float64Array[] {
  checkForecasts(forecasts, money);
  return resampled(forecasts.length, money.length, resamples, seed, (drawn) => {
    const actual = totalOf(money, drawn);
    return forecasts.map((forecast) => (actual === 0 ? Number.NaN : totalOf(forecast, drawn) / actual - 1));
  });
}

/** Mean and 95 % band of the differences of two figures over the same resamples; resamples where one is NaN are left out. */
export function pairedBand(figures: Float64Array, against: Float64Array): PairedDifference {
  const differences = figures.map((figure, resample) => figure - against[resample]).filter((one) => !Number.isNaN(one));
  if (differences.length === 0) throw new RangeError("pairedBand: no resample has both figures");
  const [lo, hi] = quantiles(differences, [0.025, 0.975]);
  const mean = differences.reduce((sum, one) => sum + one, 0) / differences.length;
  return { mean, lo, hi, tie: lo <= 0 && hi >= 0 };
}

/** @param figuresOf figures of all forecasts, given how often each customer was drawn */
function resampled(
  count: number,
  n: number,
  resamples: number,
  seed: number,
  figuresOf: (drawn: Int32Array) => readonly number[],
): Float64Array[] {
  const random = createRandom(seed);
  const figures = Array.from({ length: count }, () => new Float64Array(resamples));
  const drawn = new Int32Array(n);
  for (let resample = 0; resample < resamples; resample++) {
    drawn.fill(0);
    for (let i = 0; i < n; i++) drawn[random.below(n)] += 1;
    for (const [j, figure] of figuresOf(drawn).entries()) figures[j][resample] = figure;
  }
  return figures;
}

function totalOf(values: Float64Array, drawn: Int32Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += drawn[i] * values[i];
  return total;
}

function checkForecasts(forecasts: readonly Float64Array[], money: Float64Array): void {
  for (const { length } of forecasts) {
    if (length !== money.length) throw new RangeError(`paired bootstrap: ${length} forecasts, ${money.length} labels`);
  }
  if (!money.some((value) => value > 0)) {
    throw new RangeError(`paired bootstrap: none of ${money.length} customers brought money`);
  }
}
