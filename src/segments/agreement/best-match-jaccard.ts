import { contingency } from "./contingency.ts";

/**
 * For each cluster of a, the Jaccard similarity to the most similar cluster of b: customers in both as a share of the
 * customers in either. Two clusters of a may have the same match. O(n + kA·kB).
 *
 * @param a cluster of each customer in the first partition, length n ≥ 1, values 0…kA−1
 * @param b the same customers in the same order, length n, values 0…kB−1
 * @returns length kA, values 0…1; NaN where a cluster has no customers
 * @throws RangeError if the lengths differ, n is 0 or a label is negative
 * @see Hennig (2007), Cluster-wise assessment of cluster stability, Computational Statistics & Data Analysis 52
 */
export function bestMatchJaccard(a: Int32Array, b: Int32Array): Float64Array {
  const { shared, sizesA, sizesB } = contingency(a, b);
  const kB = sizesB.length;
  return sizesA.map((size, cluster) => {
    if (size === 0) return Number.NaN;
    let best = 0;
    for (let other = 0; other < kB; other++) {
      const both = shared[cluster * kB + other];
      best = Math.max(best, both / (size + sizesB[other] - both));
    }
    return best;
  });
}
