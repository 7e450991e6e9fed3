import { normalCdf } from "../../math/normal-cdf.ts";
import { normalQuantile } from "../../math/normal-quantile.ts";

/**
 * What is thought of the money of n customers: of each, nothing with chance 1 − Σ weight, otherwise one of C lognormals. Several nets
 * are one such mixture: their lognormals side by side, each with its share of the weight.
 */
export interface LognormalMixture {
  readonly customers: number;
  /** C. */
  readonly components: number;
  /** Weight, mean and standard deviation of log money of each lognormal of each customer: n × C × 3, row-major. */
  readonly parameters: Float64Array;
}

/** Largest sigma that enters the mean: exp(sigma²/2) grows beyond reason where a net knows nothing. */
const largestSigma = 3;

/** Chance that customer i brings any money. */
export function chanceOfMoney({ components, parameters }: LognormalMixture, i: number): number {
  let chance = 0;
  for (let at = i * components * 3; at < (i + 1) * components * 3; at += 3) chance += parameters[at];
  return chance;
}

/** Expected money of customer i: Σ weight · exp(mu + sigma²/2), with sigma held to at most 3. */
export function meanMoney({ components, parameters }: LognormalMixture, i: number): number {
  let mean = 0;
  for (let at = i * components * 3; at < (i + 1) * components * 3; at += 3) {
    const sigma = Math.min(largestSigma, parameters[at + 2]);
    mean += parameters[at] * Math.exp(parameters[at + 1] + (sigma * sigma) / 2);
  }
  return mean;
}

/** Chance that customer i brings at most `money` (> 0), or nothing at all when `money` is 0. */
export function chanceOfAtMost(mixture: LognormalMixture, i: number, money: number): number {
  const chance = chanceOfMoney(mixture, i);
  return money > 0 ? 1 - chance + weightBelow(mixture, i, Math.log(money)) : 1 - chance;
}

/** Density of the money of customer i at an amount above 0, per unit of money; the chance of nothing is apart from it. */
export function densityOfMoney({ components, parameters }: LognormalMixture, i: number, money: number): number {
  const logMoney = Math.log(money);
  let density = 0;
  for (let at = i * components * 3; at < (i + 1) * components * 3; at += 3) {
    const z = (logMoney - parameters[at + 1]) / parameters[at + 2];
    density += (parameters[at] * Math.exp((-z * z) / 2)) / parameters[at + 2];
  }
  return density / (Math.sqrt(2 * Math.PI) * money);
}

/**
 * Money that customer i stays at or below with chance `level`: the quantile of the mixture itself, because quantiles of
 * the single lognormals average to no quantile of anything. 0 where the chance of nothing is at least `level`.
 *
 * Solved in the logarithm by false position (Illinois), to 1e-6 relative. The quantile lies between those of the single
 * lognormals at the same level among buyers, so the bracket is exact.
 *
 * @param level in (0, 1)
 */
export function quantileOfMoney(mixture: LognormalMixture, i: number, level: number): number {
  const { components, parameters } = mixture;
  const chance = chanceOfMoney(mixture, i);
  const weight = level - (1 - chance);
  if (weight <= 0) return 0;

  const score = normalQuantile(weight / chance);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = i * components * 3; at < (i + 1) * components * 3; at += 3) {
    const quantile = parameters[at + 1] + parameters[at + 2] * score;
    low = Math.min(low, quantile);
    high = Math.max(high, quantile);
  }
  return Math.exp(solve((logMoney) => weightBelow(mixture, i, logMoney) - weight, low, high));
}

/** Chance of bringing money, but no more than exp(logMoney). */
function weightBelow({ components, parameters }: LognormalMixture, i: number, logMoney: number): number {
  let weight = 0;
  for (let at = i * components * 3; at < (i + 1) * components * 3; at += 3) {
    weight += parameters[at] * normalCdf((logMoney - parameters[at + 1]) / parameters[at + 2]);
  }
  return weight;
}
/** Root of a rising function between two ends on either side of it. */
function solve(excess: (x: number) => number, low: number, high: number): number {
  let below = excess(low);
  let above = excess(high);
  let lastSide = 0;
  while (high - low > 1e-6) {
    // Rounding may leave the root a hair outside the bracket.
    if (below >= 0) return low;
    if (above <= 0) return high;
    const guess = low - (below * (high - low)) / (above - below);
    const at = excess(guess);
    if (Math.abs(at) < 1e-12) return guess;
    const side = at < 0 ? -1 : 1;
    if (side < 0) {
      low = guess;
      below = at;
      if (lastSide === side) above /= 2;
    } else {
      high = guess;
      above = at;
      if (lastSide === side) below /= 2;
    }
    lastSide = side;
  }
  return (low + high) / 2;
}
