import { chiSquareUpperTail } from "./chi-square.ts";
import { type RankSums, rankSums } from "./rank-sums.ts";

/** How far one group tends to higher values than another. */
export interface CliffsDelta {
  /**
   * Chance that a value of the first group is higher than one of the second, less the chance that it is lower: −1…1, and
   * ±1 where the groups do not overlap. About .147 is called small, .33 medium and .474 large.
   */
  readonly delta: number;
  /** Two-sided, of the Mann-Whitney U test, by the normal limit with corrections for ties and continuity. */
  readonly p: number;
}

/**
 * Cliff's delta of two groups, from ranks instead of all pairs: 2·U/(nₐ·n_b) − 1. O(n log n).
 *
 * @param a values of the first group, without NaN
 * @param b values of the second
 * @returns NaN where a group has no values; delta 0 and p 1 where all values are equal
 * @throws RangeError if a value is NaN
 * @see Cliff (1993), Dominance statistics: ordinal analyses to answer ordinal questions, Psychological Bulletin 114,
 *   494–509; Romano et al. (2006), for the words; Mann & Whitney (1947), Annals of Mathematical Statistics 18, 50–60
 *
 * @example
 * cliffsDelta(Float64Array.of(1, 4, 4), Float64Array.of(2, 4)).delta; // higher in 2 of 6 pairs, lower in 2: 0
 */
export function cliffsDelta(a: Float64Array, b: Float64Array): CliffsDelta {
  return deltaToRest(rankSums([a, b]), 0);
}

/**
 * Cliff's delta of each of k groups against all the others together. O(k), as the values are ranked once.
 *
 * @param ranks of k groups, as `rankSums(groupValues(values, labels, k))` gives them
 * @returns one for each group; NaN where it has no values, or nobody else has
 */
export function cliffsDeltasToRest(ranks: RankSums): CliffsDelta[] {
  return Array.from(ranks.sizes, (_, group) => deltaToRest(ranks, group));
}

function deltaToRest({ n, sizes, sums, tied }: RankSums, group: number): CliffsDelta {
  const size = sizes[group];
  const pairs = size * (n - size);
  if (pairs === 0) return { delta: Number.NaN, p: Number.NaN };

  const u = sums[group] - (size * (size + 1)) / 2;
  const variance = (pairs * (n + 1) * (1 - tied)) / 12;
  const distance = Math.max(0, Math.abs(u - pairs / 2) - 0.5);
  return { delta: (2 * u) / pairs - 1, p: distance === 0 ? 1 : chiSquareUpperTail(distance ** 2 / variance, 1) };
}
