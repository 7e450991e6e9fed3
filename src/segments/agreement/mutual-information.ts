import { contingency } from "./contingency.ts";
import { information } from "./information.ts";

/**
 * Mutual information: how much knowing a customer's cluster in one partition tells about the cluster in the other.
 * O(n + kA·kB).
 *
 * @param a cluster of each customer in the first partition, length n ≥ 1, values 0…kA−1
 * @param b the same customers in the same order, length n, values 0…kB−1
 * @returns nats, from 0 to the smaller of the two entropies
 * @throws RangeError if the lengths differ, n is 0 or a label is negative
 */
export function mutualInformation(a: Int32Array, b: Int32Array): number {
  return information(contingency(a, b)).mutual;
}

/** How two entropies make the one that mutual information is divided by. */
export type Average = "arithmetic" | "geometric" | "min" | "max";

/**
 * Normalised mutual information: mutual information as a share of the average entropy of the two partitions.
 *
 * Not corrected for chance: it rises with the number of clusters even for independent labels, which
 * `adjustedMutualInformation` does not. O(n + kA·kB).
 *
 * @param a cluster of each customer in the first partition, length n ≥ 1, values 0…kA−1
 * @param b the same customers in the same order, length n, values 0…kB−1
 * @returns 0…1; 1 for identical partitions, also of one cluster; 0 when one of two different partitions has one cluster
 * @throws RangeError if the lengths differ, n is 0 or a label is negative
 * @see Vinh, Epps & Bailey (2010), Information theoretic measures for clusterings comparison, JMLR 11
 */
export function normalizedMutualInformation(a: Int32Array, b: Int32Array, average: Average = "arithmetic"): number {
  const { inA, inB, mutual, aGivenB, bGivenA } = information(contingency(a, b));
  if (aGivenB === 0 && bGivenA === 0) return 1;
  return mutual === 0 ? 0 : Math.min(1, mutual / averages[average](inA, inB));
}

const averages: Record<Average, (x: number, y: number) => number> = {
  arithmetic: (x, y) => (x + y) / 2,
  geometric: (x, y) => Math.sqrt(x) * Math.sqrt(y),
  min: Math.min,
  max: Math.max,
};
