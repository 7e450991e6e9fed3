import { logAxisQuantile } from "../../math/log-axis-quantile.ts";
import { betaPower, regularizedBeta } from "../../math/regularized-beta.ts";
import { meanSpend, type SpendPosterior } from "./gamma-gamma.ts";
import type { PurchaseCounts } from "./purchase-counts.ts";

/** Relative error of quantiles. */
const enough = 1e-10;
/** A chance that is not worth another purchase. */
const negligible = 1e-16;

/**
 * What one customer will spend over a horizon, as a distribution: nothing with `chances[0]`, else the sum of n purchases
 * with `chances[n]`, which is a beta prime variable: scale · w/(1 − w) with w ~ Beta(p n, shape).
 */
export interface MoneyDistribution {
  /** Chances of 0, 1, 2 … purchases, summing to 1. */
  readonly chances: Float64Array;
  readonly spend: SpendPosterior;
  /** Null where the spend has no mean. */
  readonly mean: number | null;
}

/**
 * The predictive distribution of one customer's money, without simulation: the parameters of the models are taken as
 * known, all that is unknown of the customer is integrated out.
 *
 * @param counts of `purchaseCounts`, for the horizon
 * @param spend of `spendPosterior`
 */
export function moneyDistribution({ chances, mean }: PurchaseCounts, spend: SpendPosterior): MoneyDistribution {
  const each = meanSpend(spend);
  return { chances, spend, mean: each === null ? null : mean * each };
}

/** Chance of no more than this much money, in 0…1; 0 below 0. A microsecond or less for each possible number of purchases. */
export function chanceOfAtMostMoney({ chances, spend }: MoneyDistribution, money: number): number {
  if (money < 0) return 0;
  if (money === 0) return chances[0];
  if (money === Number.POSITIVE_INFINITY) return 1;
  const w = money / (money + spend.scale);
  const rest = spend.scale / (money + spend.scale);
  let chance = chances[0];
  for (let n = 1; n < chances.length; n++) {
    const { lower } = regularizedBeta(spend.p * n, spend.shape, w, rest);
    chance += chances[n] * lower;
    // Of more purchases it is less likely still.
    if (lower < negligible) break;
  }
  return Math.min(1, chance);
}

/** Density at an amount above 0, per unit of money; the chance of nothing is apart from it. */
export function moneyDensity({ chances, spend }: MoneyDistribution, money: number): number {
  if (!(money > 0)) throw new RangeError(`moneyDensity: an amount above 0, got ${money}`);
  const w = money / (money + spend.scale);
  const rest = spend.scale / (money + spend.scale);
  let density = 0;
  for (let n = 1; n < chances.length; n++) density += chances[n] * betaPower(spend.p * n, spend.shape, w, rest);
  return density / money;
}

/**
 * The amount at or below which lies this share: 0 up to the chance of nothing. Newton's steps on the logarithm of money,
 * kept between two amounts that have the share between them; five evaluations or so, relative error about 1e-10.
 *
 * @param share in [0, 1)
 */
export function moneyQuantile(distribution: MoneyDistribution, share: number): number {
  if (!(share >= 0 && share < 1)) throw new RangeError(`moneyQuantile: a share in [0, 1), got ${share}`);
  const { chances, spend } = distribution;
  if (share <= chances[0]) return 0;

  // From the middle of the spend of as many purchases as are likely to be made at that share.
  const start = (spend.p * countAt(chances, share) * spend.scale) / spend.shape;
  const ofOne = {
    chanceOfAtMost: (money: number) => chanceOfAtMostMoney(distribution, money),
    density: (money: number) => moneyDensity(distribution, money),
  };
  return logAxisQuantile(ofOne, share, start, enough);
}

function countAt(chances: Float64Array, share: number): number {
  let [n, below] = [0, chances[0]];
  while (below < share && n < chances.length - 1) below += chances[++n];
  return Math.max(1, n);
}
