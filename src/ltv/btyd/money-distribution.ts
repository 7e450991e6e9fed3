import { betaPower, regularizedBeta } from "../../math/regularized-beta.ts";
import { meanSpend, type SpendPosterior } from "./gamma-gamma.ts";
import type { PurchaseCounts } from "./purchase-counts.ts";

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
    chance += chances[n] * regularizedBeta(spend.p * n, spend.shape, w, rest).lower;
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
 * kept between two amounts that have the share between them; about eight evaluations, relative error about 1e-10.
 *
 * @param share in [0, 1)
 */
export function moneyQuantile(distribution: MoneyDistribution, share: number): number {
  if (!(share >= 0 && share < 1)) throw new RangeError(`moneyQuantile: a share in [0, 1), got ${share}`);
  const { chances, spend } = distribution;
  if (share <= chances[0]) return 0;
  const isBelow = (money: number) => chanceOfAtMostMoney(distribution, money) < share;

  let [lo, hi] = [spend.scale, spend.scale];
  while (isBelow(hi) && hi < 1e300) hi *= 16;
  while (!isBelow(lo) && lo > Number.MIN_VALUE * 1e16) lo /= 16;
  let [logLo, logHi] = [Math.log(lo), Math.log(hi)];
  let at = (logLo + logHi) / 2;
  for (let step = 0; step < 100; step++) {
    const money = Math.exp(at);
    const over = chanceOfAtMostMoney(distribution, money) - share;
    if (over < 0) logLo = at;
    else logHi = at;
    if (logHi - logLo < 1e-11) break;
    const slope = money * moneyDensity(distribution, money);
    const next = at - over / slope;
    const isWithin = next > logLo && next < logHi;
    if (isWithin && Math.abs(next - at) < 1e-11) return Math.exp(next);
    at = isWithin ? next : (logLo + logHi) / 2;
  }
  return Math.exp((logLo + logHi) / 2);
}
