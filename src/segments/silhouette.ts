import { type Points, sizesOf, squaredDistance } from "./points.ts";

/**
 * Mean silhouette: how much nearer points are to their own cluster than to the next one.
 *
 *     s = (b − a) / max(a, b)
 *
 * where `a` is the mean distance of a point to the others of its cluster and `b` the mean distance to the points of the
 * nearest other cluster. A point alone in its cluster has s = 0.
 *
 * Exact, O(n²·d): give it a sample of a few thousand points.
 *
 * @param labels cluster of each point, length n, values 0…k−1
 * @returns −1…1; 0 when fewer than 2 clusters have points
 * @see Rousseeuw (1987), Silhouettes, Journal of Computational and Applied Mathematics 20
 */
export function silhouette(points: Points, labels: Int32Array, k: number): number {
  const { n, d, values } = points;
  const sizes = sizesOf(labels, k);
  if (sizes.filter((size) => size > 0).length < 2) return 0;

  const sums = new Float64Array(n * k);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const distance = Math.sqrt(squaredDistance(values, i * d, values, j * d, d));
      sums[i * k + labels[j]] += distance;
      sums[j * k + labels[i]] += distance;
    }
  }

  let total = 0;
  for (let i = 0; i < n; i++) {
    const own = labels[i];
    if (sizes[own] === 1) continue;
    const a = sums[i * k + own] / (sizes[own] - 1);
    let b = Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      if (c !== own && sizes[c] > 0) b = Math.min(b, sums[i * k + c] / sizes[c]);
    }
    const larger = Math.max(a, b);
    if (larger > 0) total += (b - a) / larger;
  }
  return total / n;
}
