import { type Points, squaredDistance } from "../points.ts";
import { clusterSizes } from "./cluster-sizes.ts";
import { averageWidths, type SilhouetteWidths, silhouetteWidth } from "./silhouette-widths.ts";

/**
 * Simplified silhouettes: as `silhouettes`, with the distance to a cluster's centroid in place of the mean distance to
 * its points. O(n·k·d), so it is for all rows; it lies above the exact one and ranks much the same.
 *
 * A point alone in its cluster has s = 0, as there; with a single centroid every point has.
 *
 * @param labels cluster of each point, length n, values 0…k−1
 * @param centroids k centroids, of clusters with points or without
 * @throws RangeError if there are no points, the labels are not one a point, or one is out of range
 * @see Hruschka, de Castro & Campello (2004), Evolutionary algorithms for clustering gene-expression data, ICDM
 */
export function simplifiedSilhouettes(points: Points, labels: Int32Array, centroids: Points): SilhouetteWidths {
  const { n, d, values } = points;
  const k = centroids.n;
  const sizes = clusterSizes(points, labels, k);
  const widths = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (sizes[labels[i]] === 1) continue;
    let own = 0;
    let next = Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      const squared = squaredDistance(values, i * d, centroids.values, c * d, d);
      if (c === labels[i]) own = squared;
      else if (squared < next) next = squared;
    }
    widths[i] = silhouetteWidth(Math.sqrt(own), Math.sqrt(next));
  }
  return averageWidths(widths, labels, sizes);
}
