import { createRandom, sampleWithoutReplacement } from "../../math/random.ts";
import { type Points, squaredDistance, takePoints } from "../points.ts";
import { clusterSizes } from "./cluster-sizes.ts";
import { averageWidths, type SilhouetteWidths, silhouetteWidth } from "./silhouette-widths.ts";

/**
 * Silhouettes: how much nearer points are to their own cluster than to the next one.
 *
 *     s = (b − a) / max(a, b)
 *
 * where `a` is the mean distance of a point to the others of its cluster and `b` the mean distance to the points of the
 * nearest other cluster. A point alone in its cluster has s = 0, as in scikit-learn; with fewer than 2 clusters, which
 * scikit-learn refuses, every point has.
 *
 * Exact, O(n²·d) time and O(n·k) memory: beyond a few thousand points take `sampledSilhouette`.
 *
 * @param labels cluster of each point, length n, values 0…k−1; clusters without points do not count
 * @throws RangeError if there are no points, the labels are not one a point, or one is out of range
 * @see Rousseeuw (1987), Silhouettes, Journal of Computational and Applied Mathematics 20
 */
export function silhouettes(points: Points, labels: Int32Array, k: number): SilhouetteWidths {
  const { n, d, values } = points;
  const sizes = clusterSizes(points, labels, k);
  const sums = new Float64Array(n * k);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const distance = Math.sqrt(squaredDistance(values, i * d, values, j * d, d));
      sums[i * k + labels[j]] += distance;
      sums[j * k + labels[i]] += distance;
    }
  }

  const widths = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const own = labels[i];
    if (sizes[own] === 1) continue;
    let next = Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      if (c !== own && sizes[c] > 0) next = Math.min(next, sums[i * k + c] / sizes[c]);
    }
    widths[i] = silhouetteWidth(sums[i * k + own] / (sizes[own] - 1), next);
  }
  return averageWidths(widths, labels, sizes);
}

/**
 * Mean silhouette of all points (`silhouettes`), O(n²·d).
 *
 * @param labels cluster of each point, length n, values 0…k−1
 * @returns −1…1; 0 when fewer than 2 clusters have points
 */
export function silhouette(points: Points, labels: Int32Array, k: number): number {
  return silhouettes(points, labels, k).mean;
}

/**
 * Mean silhouette within a random sample of the points, O(rows²·d); all of them when there are no more than `rows`.
 *
 * @param labels cluster of each point, length n, values 0…k−1
 * @returns −1…1
 */
export function sampledSilhouette(
  points: Points,
  labels: Int32Array,
  k: number,
  { rows, seed }: { rows: number; seed: number },
): number {
  const drawn = sampleWithoutReplacement(createRandom(seed), points.n, rows);
  return silhouette(
    takePoints(points, drawn),
    drawn.map((row) => labels[row]),
    k,
  );
}
