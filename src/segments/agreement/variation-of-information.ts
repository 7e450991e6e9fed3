import { contingency } from "./contingency.ts";
import { information } from "./information.ts";

/**
 * Variation of information: what is left open of each partition once the other is known, together.
 *
 *     VI = H(a | b) + H(b | a)
 *
 * A distance: symmetric, 0 only for identical partitions, and never longer than the way over a third one. O(n + kA·kB).
 *
 * @param a cluster of each customer in the first partition, length n ≥ 1, values 0…kA−1
 * @param b the same customers in the same order, length n, values 0…kB−1
 * @returns nats, 0…ln n
 * @throws RangeError if the lengths differ, n is 0 or a label is negative
 * @see Meilă (2007), Comparing clusterings: an information based distance, Journal of Multivariate Analysis 98
 */
export function variationOfInformation(a: Int32Array, b: Int32Array): number {
  const { aGivenB, bGivenA } = information(contingency(a, b));
  return aGivenB + bGivenA;
}
