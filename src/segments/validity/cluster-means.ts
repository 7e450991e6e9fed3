import type { Points } from "../points.ts";

/**
 * Mean of the points of each cluster, O(n·d).
 *
 * Summed as differences from a point of the cluster: points that are all the same have exactly themselves for a mean,
 * and so a spread of exactly 0.
 *
 * @param sizes points of each cluster (`clusterSizes`)
 * @returns k × d; the row of a cluster without points is NaN
 */
export function clusterMeans({ n, d, values }: Points, labels: Int32Array, sizes: Int32Array): Points {
  const k = sizes.length;
  const first = new Int32Array(k).fill(-1);
  const means = new Float64Array(k * d);
  for (let i = 0; i < n; i++) {
    const cluster = labels[i];
    if (first[cluster] === -1) first[cluster] = i;
    const from = first[cluster] * d;
    for (let c = 0; c < d; c++) means[cluster * d + c] += values[i * d + c] - values[from + c];
  }
  for (let cluster = 0; cluster < k; cluster++) {
    const from = first[cluster] * d;
    for (let c = 0; c < d; c++) {
      means[cluster * d + c] =
        sizes[cluster] === 0 ? Number.NaN : values[from + c] + means[cluster * d + c] / sizes[cluster];
    }
  }
  return { n: k, d, values: means };
}
