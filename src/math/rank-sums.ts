import { midranks, rank } from "./ranking.ts";

/** What the tests by ranks need of k groups. */
export interface RankSums {
  /** Known values in all groups. */
  readonly n: number;
  /** Known values of each group, length k. */
  readonly sizes: Float64Array;
  /** Sum of the ranks of each group's values among all known ones, length k; ranks are 1…n, equal values share the mean of theirs. */
  readonly sums: Float64Array;
  /** Σ (t³ − t) over sets of t equal values, as a share of n³ − n: 0 without ties, 1 where all values are equal. */
  readonly tied: number;
}

/**
 * Ranks all known values once and adds the ranks up by group. O(n log n); sums are exact up to n ≈ 9e7.
 *
 * @param groups values of each of k groups, in any order, without NaN, as `groupValues` gives them
 * @throws RangeError if a value is NaN
 */
export function rankSums(groups: readonly Float64Array[]): RankSums {
  const sizes = Float64Array.from(groups, ({ length }) => length);
  const n = sizes.reduce((sum, size) => sum + size, 0);
  const together = new Float64Array(n);
  let place = 0;
  for (const values of groups) {
    together.set(values, place);
    place += values.length;
  }

  const ranking = rank(together);
  const ranks = midranks(ranking);
  const sums = new Float64Array(groups.length);
  place = 0;
  for (const [group, { length }] of groups.entries()) {
    for (const end = place + length; place < end; place++) sums[group] += ranks[place] + 1;
  }
  return { n, sizes, sums, tied: shareTied(ranking.smaller) };
}

/** @param smaller for each value, how many are strictly smaller: equal values share it */
function shareTied(smaller: Int32Array): number {
  const n = smaller.length;
  const equals = new Int32Array(n);
  for (const place of smaller) equals[place] += 1;
  let ties = 0;
  for (const t of equals) ties += t * t * t - t;
  return n < 2 ? 0 : ties / (n * n * n - n);
}
