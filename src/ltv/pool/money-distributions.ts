/**
 * What is thought of the money of n customers over the horizon, as a distribution of each: nothing with some chance, otherwise an
 * amount with a density. Money is in minor units; customers are asked for by their row i in 0…n−1. A customer's answers depend on
 * nobody else and on no seed.
 */
export interface MoneyDistributions {
  /** n. */
  readonly customers: number;
  /** Expected money. */
  readonly mean: (i: number) => number;
  /** Chance of bringing any money. */
  readonly chanceOfMoney: (i: number) => number;
  /** Chance of bringing at most `money` (≥ 0); at 0 that of nothing. */
  readonly chanceOfAtMost: (i: number, money: number) => number;
  /** Density at an amount above 0, per minor unit; the chance of nothing is apart from it. */
  readonly density: (i: number, money: number) => number;
  /** The amount at or below which money stays with chance `level` in (0, 1): 0 where the chance of nothing is at least that. */
  readonly quantile: (i: number, level: number) => number;
}

/**
 * What a distribution said of the money that came: the chance of nothing, or the density at the amount, per minor unit. The likelihood
 * of customer i.
 */
export function likelihoodOf({ chanceOfAtMost, density }: MoneyDistributions, i: number, money: number): number {
  return money > 0 ? density(i, money) : chanceOfAtMost(i, 0);
}
