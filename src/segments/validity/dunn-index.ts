import { type Points, squaredDistance } from "../points.ts";
import { clusterSizes, inhabitedClusters } from "./cluster-sizes.ts";

/**
 * Dunn index: the smallest distance between points of different clusters, for the largest between points of the same.
 *
 * Higher is better, above 1 every cluster is apart from all others. Two points decide, so one outlier may decide: it is
 * for small clean sets. O(n²·d): give it a sample of a few thousand points.
 *
 * @param labels cluster of each point, length n, values 0…k−1; clusters without points do not count
 * @returns at least 0; 0 when points of different clusters coincide, Infinity when only points of the same cluster do
 * @throws RangeError if the labels do not fit the points or fewer than 2 clusters have points
 * @see Dunn (1974), Well-separated clusters and optimal fuzzy partitions, Journal of Cybernetics 4
 */
export function dunnIndex(points: Points, labels: Int32Array, k: number): number {
  const { n, d, values } = points;
  inhabitedClusters(clusterSizes(points, labels, k), "dunnIndex");
  let nearest = Number.POSITIVE_INFINITY;
  let widest = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const squared = squaredDistance(values, i * d, values, j * d, d);
      if (labels[i] === labels[j]) widest = Math.max(widest, squared);
      else nearest = Math.min(nearest, squared);
    }
  }
  return nearest === 0 ? 0 : Math.sqrt(nearest) / Math.sqrt(widest);
}

/**
 * Dunn index of averages: the smallest mean distance between the points of two clusters, for the largest mean distance
 * within one. As `dunnIndex`, and no single point decides. O(n²·d).
 *
 * @param labels cluster of each point, length n, values 0…k−1; clusters without points do not count
 * @returns at least 0; 0 when all points of two clusters coincide, Infinity when only those within clusters do
 * @throws RangeError if the labels do not fit the points or fewer than 2 clusters have points
 * @see Hennig (2020), fpc: Flexible Procedures for Clustering, `cluster.stats`, `dunn2`
 */
export function averageDunnIndex(points: Points, labels: Int32Array, k: number): number {
  const { n, d, values } = points;
  const sizes = clusterSizes(points, labels, k);
  inhabitedClusters(sizes, "averageDunnIndex");
  const sums = new Float64Array(k * k);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const [low, high] = labels[i] < labels[j] ? [labels[i], labels[j]] : [labels[j], labels[i]];
      sums[low * k + high] += Math.sqrt(squaredDistance(values, i * d, values, j * d, d));
    }
  }

  let nearest = Number.POSITIVE_INFINITY;
  let widest = 0;
  for (let a = 0; a < k; a++) {
    if (sizes[a] > 1) widest = Math.max(widest, sums[a * k + a] / ((sizes[a] * (sizes[a] - 1)) / 2));
    for (let b = a + 1; b < k; b++) {
      if (sizes[a] > 0 && sizes[b] > 0) nearest = Math.min(nearest, sums[a * k + b] / (sizes[a] * sizes[b]));
    }
  }
  return nearest === 0 ? 0 : nearest / widest;
}
