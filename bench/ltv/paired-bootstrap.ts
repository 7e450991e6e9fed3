import { quantiles } from "../../src/math/quantile.ts";
import { createRandom } from "../../src/math/random.ts";
import { type Ranking, rank } from "../../src/math/ranking.ts";

/** A mean with the 2.5 % and 97.5 % quantiles around it. */
export interface Band {
  readonly mean: number;
  readonly lo: number;
  readonly hi: number;
}

/**
 * Normalised Gini, as `evaluateLtv` has it, of several forecasts over the same resamples of n customers, drawn with replacement.
 * Customers are ranked once; a resample counts how often each was drawn. O(resamples · forecasts · n).
 *
 * The spread is that of customers: what another training of the same model would change is not in it.
 *
 * @param forecasts length n each
 * @param money ≥ 0, length n
 * @returns one array of Ginis for each forecast, as long as there are resamples
 */
export function resampledGinis(
  forecasts: readonly Float64Array[],
  money: Float64Array,
  resamples: number,
  seed: number,
): Float64Array[] {
  const random = createRandom(seed);
  const n = money.length;
  const byMoney = rank(money);
  const rankings = forecasts.map(rank);
  const ginis = forecasts.map(() => new Float64Array(resamples));
  for (let resample = 0; resample < resamples; resample++) {
    const drawn = new Int32Array(n);
    for (let i = 0; i < n; i++) drawn[random.below(n)] += 1;
    const most = gainArea(byMoney, money, drawn);
    for (const [j, ranking] of rankings.entries()) ginis[j][resample] = gainArea(ranking, money, drawn) / most;
  }
  return ginis;
}

/** Mean and 95 % band of the differences of two forecasts over the same resamples. */
export function pairedBand(ginis: Float64Array, against: Float64Array): Band {
  const differences = ginis.map((gini, resample) => gini - against[resample]);
  const [lo, hi] = quantiles(differences, [0.025, 0.975]);
  return { mean: differences.reduce((sum, one) => sum + one, 0) / differences.length, lo, hi };
}

/** Area between gain curve and diagonal, each customer as often as drawn; customers with equal scores share their money. */
function gainArea({ order, smaller }: Ranking, money: Float64Array, drawn: Int32Array): number {
  const n = order.length;
  let gained = 0;
  let area = 0;
  for (let until = n; until > 0; ) {
    const from = smaller[order[until - 1]];
    let tied = 0;
    let size = 0;
    for (let place = from; place < until; place++) {
      const customer = order[place];
      size += drawn[customer];
      tied += drawn[customer] * money[customer];
    }
    area += size * gained + (tied * (size + 1)) / 2;
    gained += tied;
    until = from;
  }
  return area / (n * gained) - (n + 1) / (2 * n);
}
