import { type Points, squaredDistance } from "../points.ts";
import { clusterMeans } from "./cluster-means.ts";
import { clusterSizes } from "./cluster-sizes.ts";

/** Squared distances of points from means, summed. */
export interface SumsOfSquares {
  /** Of the points of each cluster from its mean, length k; 0 for a cluster without points. Their sum is the inertia. */
  readonly within: Float64Array;
  /** Of the means from the mean of all points, each as often as its cluster has points. */
  readonly between: number;
  /** Of all points from their mean; within and between together, up to rounding. */
  readonly total: number;
}

/**
 * Splits how far points scatter into what clusters leave and what they explain, O(n·d).
 *
 * @param labels cluster of each point, length n ≥ 1, values 0…k−1
 * @throws RangeError if there are no points, the labels are not one a point, or one is out of range
 */
export function sumsOfSquares(points: Points, labels: Int32Array, k: number): SumsOfSquares {
  const { n, d, values } = points;
  const sizes = clusterSizes(points, labels, k);
  const means = clusterMeans(points, labels, sizes).values;
  const centre = clusterMeans(points, new Int32Array(n), Int32Array.of(n)).values;

  const within = new Float64Array(k);
  let total = 0;
  for (let i = 0; i < n; i++) {
    within[labels[i]] += squaredDistance(values, i * d, means, labels[i] * d, d);
    total += squaredDistance(values, i * d, centre, 0, d);
  }
  let between = 0;
  for (let c = 0; c < k; c++) if (sizes[c] > 0) between += sizes[c] * squaredDistance(means, c * d, centre, 0, d);
  return { within, between, total };
}
