import { type Points, squaredDistance } from "../points.ts";
import { clusterMeans } from "./cluster-means.ts";
import { clusterSizes, inhabitedClusters } from "./cluster-sizes.ts";

/** Means no farther apart than this part of the spreads differ by rounding only. */
const sameMean = 1e-12;

/**
 * Davies-Bouldin index: how much each cluster is like the one most like it, averaged over the clusters.
 *
 *     DB = mean over i of max over j ≠ i of (spread i + spread j) / distance of the means i, j
 *
 * where the spread of a cluster is the mean distance of its points from their mean. Lower is better. Clusters with the
 * same mean are not compared with each other, as in scikit-learn. O(n·d + k²·d).
 *
 * @param labels cluster of each point, length n, values 0…k−1; clusters without points do not count
 * @returns at least 0; 0 when no cluster scatters at all
 * @throws RangeError if the labels do not fit the points or fewer than 2 clusters have points
 * @see Davies & Bouldin (1979), A cluster separation measure, IEEE Transactions on Pattern Analysis 1
 */
export function daviesBouldin(points: Points, labels: Int32Array, k: number): number {
  const { n, d, values } = points;
  const sizes = clusterSizes(points, labels, k);
  const inhabited = inhabitedClusters(sizes, "daviesBouldin");
  const means = clusterMeans(points, labels, sizes).values;

  const spreads = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    const cluster = labels[i];
    spreads[cluster] += Math.sqrt(squaredDistance(values, i * d, means, cluster * d, d)) / sizes[cluster];
  }

  let sum = 0;
  for (let i = 0; i < k; i++) {
    let likest = 0;
    for (let j = 0; j < k; j++) {
      const distance = Math.sqrt(squaredDistance(means, i * d, means, j * d, d));
      const spread = spreads[i] + spreads[j];
      // False for a cluster without points, whose mean is NaN.
      if (distance > sameMean * spread) likest = Math.max(likest, spread / distance);
    }
    sum += likest;
  }
  return sum / inhabited;
}
