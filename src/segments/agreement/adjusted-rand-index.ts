import { countPairs } from "./pair-counts.ts";

/**
 * Adjusted Rand index: how far two segmentations of the same customers agree, corrected for chance.
 *
 *     ARI = (together − expected) / (mean − expected)
 *
 * where `together` counts pairs of customers that share a segment in both segmentations, `mean` is the average number
 * of pairs that share a segment in one of them, and `expected` is what independent labels with the same segment sizes
 * would give. Segment numbers carry no meaning, so a fit and a refit are compared without matching their segments.
 *
 * Runs in O(n + kA·kB). Pair counts stay exact up to n ≈ 1.3e8.
 *
 * @param a segment number of each customer in the first segmentation, length n, values 0…kA−1
 * @param b the same customers in the same order, length n, values 0…kB−1
 * @returns 1 for identical partitions, about 0 for independent ones, at least −0.5
 * @throws RangeError if the lengths differ, n is 0 or a label is negative
 *
 * @see Hubert & Arabie (1985), Comparing partitions, Journal of Classification 2, 193–218
 * @see Chacón & Rastrojo (2022), doi:10.1007/s11634-022-00491-w, for the lower bound
 *
 * @example
 * adjustedRandIndex(Int32Array.of(0, 0, 1, 1), Int32Array.of(1, 1, 0, 0)); // 1
 */
export function adjustedRandIndex(a: Int32Array, b: Int32Array): number {
  const { all, inA, inB, inBoth } = countPairs(a, b);
  // One customer has no pairs, and neither does anybody where both sides put everyone alone.
  if (all === 0 || inA + inB === 0) return 1;

  // Numerator and denominator times all pairs, so that small counts stay whole numbers.
  const expected = inA * inB;
  const mean = ((inA + inB) / 2) * all;
  // Both sides put everyone into one segment: chance already explains the match.
  return mean === expected ? 1 : (inBoth * all - expected) / (mean - expected);
}
