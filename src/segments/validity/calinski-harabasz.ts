import type { Points } from "../points.ts";
import { clusterSizes, inhabitedClusters } from "./cluster-sizes.ts";
import { sumsOfSquares } from "./sums-of-squares.ts";

/**
 * Calinski-Harabasz index: how far clusters lie apart for how far their points scatter, both per degree of freedom.
 *
 *     CH = (between / (k − 1)) / (within / (n − k))
 *
 * with k the clusters that have points. Higher is better; it grows with n, so compare it on the same points only. O(n·d).
 *
 * @param labels cluster of each point, length n, values 0…k−1
 * @returns at least 0; 1 when no cluster scatters at all, as scikit-learn has it
 * @throws RangeError if the labels do not fit the points or fewer than 2 clusters have points
 * @see Caliński & Harabasz (1974), A dendrite method for cluster analysis, Communications in Statistics 3
 */
export function calinskiHarabasz(points: Points, labels: Int32Array, k: number): number {
  const inhabited = inhabitedClusters(clusterSizes(points, labels, k), "calinskiHarabasz");
  const { within, between } = sumsOfSquares(points, labels, k);
  const scatter = within.reduce((sum, value) => sum + value, 0);
  return scatter === 0 ? 1 : (between / (inhabited - 1)) * ((points.n - inhabited) / scatter);
}
