/** How much nearer points are to their own cluster than to the next one. */
export interface SilhouetteWidths {
  /** Width of each point, length n, −1…1; 0 for a point alone in its cluster. */
  readonly points: Float64Array;
  /** Mean width of the points of each cluster, length k; NaN for a cluster without points. */
  readonly clusters: Float64Array;
  /** Mean width of all points. */
  readonly mean: number;
}

/**
 * @param own how far a point is from its own cluster
 * @param next how far it is from the nearest other cluster; Infinity when there is none
 * @returns −1…1; 0 when both are 0 or there is no other cluster
 */
export function silhouetteWidth(own: number, next: number): number {
  const larger = Math.max(own, next);
  return larger > 0 && larger < Number.POSITIVE_INFINITY ? (next - own) / larger : 0;
}

/** Averages the widths of points, length n, by cluster. */
export function averageWidths(points: Float64Array, labels: Int32Array, sizes: Int32Array): SilhouetteWidths {
  const clusters = new Float64Array(sizes.length);
  let total = 0;
  for (let i = 0; i < points.length; i++) {
    clusters[labels[i]] += points[i];
    total += points[i];
  }
  return { points, clusters: clusters.map((sum, cluster) => sum / sizes[cluster]), mean: total / points.length };
}
