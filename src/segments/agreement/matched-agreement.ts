import { assignAtLeastCost } from "./assignment.ts";
import { contingency } from "./contingency.ts";

/** Two partitions after their clusters were matched one to one. */
export interface MatchedAgreement {
  /** Cluster of b matched to each cluster of a, length kA; −1 where none is left that shares a customer with it. */
  readonly partners: Int32Array;
  /** Customers whose clusters are matched. */
  readonly together: number;
  /** The same as a share of all customers, above 0 and at most 1. */
  readonly share: number;
}

/**
 * The share of customers two partitions agree on when the clusters of one are given to those of the other so that they
 * agree on as many as possible. O(n + kA·kB) and the assignment.
 *
 * @param a cluster of each customer in the first partition, length n ≥ 1, values 0…kA−1
 * @param b the same customers in the same order, length n, values 0…kB−1
 * @throws RangeError if the lengths differ, n is 0 or a label is negative
 * @see Kuhn (1955), The Hungarian method for the assignment problem, Naval Research Logistics Quarterly 2
 *
 * @example
 * matchedAgreement(Int32Array.of(0, 0, 0, 1, 1, 2), Int32Array.of(2, 2, 1, 0, 0, 0)).share; // 4 of 6
 */
export function matchedAgreement(a: Int32Array, b: Int32Array): MatchedAgreement {
  const { n, shared, sizesA, sizesB } = contingency(a, b);
  const kB = sizesB.length;
  const { columns, total } = assignAtLeastCost(
    shared.map((customers) => -customers),
    sizesA.length,
    kB,
  );
  const partners = columns.map((partner, cluster) =>
    partner !== -1 && shared[cluster * kB + partner] > 0 ? partner : -1,
  );
  return { partners, together: -total, share: -total / n };
}
