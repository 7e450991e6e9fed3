import { contingency } from "./contingency.ts";
import { expectedMutualInformation } from "./expected-mutual-information.ts";
import { information } from "./information.ts";

/**
 * Adjusted mutual information: how much two partitions tell about each other, corrected for chance.
 *
 *     AMI = (MI − expected) / (average entropy − expected)
 *
 * where `expected` is the mutual information of independent partitions with the same cluster sizes. Beside the adjusted
 * Rand index, it gives small clusters more say. O(n + kA·kB·√n).
 *
 * @param a cluster of each customer in the first partition, length n ≥ 1, values 0…kA−1
 * @param b the same customers in the same order, length n, values 0…kB−1
 * @param average of the two entropies; `max` never lies above `arithmetic`
 * @returns 1 for identical partitions, also of one cluster; about 0, possibly less, for independent ones; 0 when one of
 * two different partitions has one cluster
 * @throws RangeError if the lengths differ, n is 0 or a label is negative
 * @see Vinh, Epps & Bailey (2010), Information theoretic measures for clusterings comparison, JMLR 11
 */
export function adjustedMutualInformation(
  a: Int32Array,
  b: Int32Array,
  average: "arithmetic" | "max" = "arithmetic",
): number {
  const table = contingency(a, b);
  const { inA, inB, mutual, aGivenB, bGivenA } = information(table);
  if (aGivenB === 0 && bGivenA === 0) return 1;
  if (inA === 0 || inB === 0) return 0;
  const expected = expectedMutualInformation(table);
  const most = average === "max" ? Math.max(inA, inB) : (inA + inB) / 2;
  return (mutual - expected) / (most - expected);
}
