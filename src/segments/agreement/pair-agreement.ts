import { countPairs } from "./pair-counts.ts";

/**
 * Rand index: the share of pairs of customers on which two partitions agree, together in both or apart in both.
 *
 * Not corrected for chance: independent partitions of many clusters come near 1, because most pairs are apart in both.
 * `adjustedRandIndex` is. O(n + kA·kB).
 *
 * @param a cluster of each customer in the first partition, length n ≥ 1, values 0…kA−1
 * @param b the same customers in the same order, length n, values 0…kB−1
 * @returns 0…1; 1 for a lone customer
 * @throws RangeError if the lengths differ, n is 0 or a label is negative
 * @see Rand (1971), Objective criteria for the evaluation of clustering methods, JASA 66
 */
export function randIndex(a: Int32Array, b: Int32Array): number {
  const { all, inA, inB, inBoth } = countPairs(a, b);
  return all === 0 ? 1 : (all - inA - inB + 2 * inBoth) / all;
}

/**
 * Fowlkes-Mallows index: the geometric mean of two shares, of the pairs together in a that are together in b, and the
 * other way round. O(n + kA·kB).
 *
 * @param a cluster of each customer in the first partition, length n ≥ 1, values 0…kA−1
 * @param b the same customers in the same order, length n, values 0…kB−1
 * @returns 0…1; 0 when no pair is together in both, even where both put everyone alone, as scikit-learn has it
 * @throws RangeError if the lengths differ, n is 0 or a label is negative
 * @see Fowlkes & Mallows (1983), A method for comparing two hierarchical clusterings, JASA 78
 */
export function fowlkesMallows(a: Int32Array, b: Int32Array): number {
  const { inA, inB, inBoth } = countPairs(a, b);
  return inBoth === 0 ? 0 : Math.sqrt(inBoth / inA) * Math.sqrt(inBoth / inB);
}

/**
 * Jaccard index of pairs: of the pairs together in at least one partition, the share together in both. O(n + kA·kB).
 *
 * @param a cluster of each customer in the first partition, length n ≥ 1, values 0…kA−1
 * @param b the same customers in the same order, length n, values 0…kB−1
 * @returns 0…1; 1 when both put everyone alone
 * @throws RangeError if the lengths differ, n is 0 or a label is negative
 * @see Hubert & Arabie (1985), Comparing partitions, Journal of Classification 2, 193–218
 */
export function pairJaccard(a: Int32Array, b: Int32Array): number {
  const { inA, inB, inBoth } = countPairs(a, b);
  const inEither = inA + inB - inBoth;
  return inEither === 0 ? 1 : inBoth / inEither;
}
