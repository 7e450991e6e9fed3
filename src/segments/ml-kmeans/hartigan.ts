import { type Points, sizesOf, squaredDistance } from "../points.ts";

/** Passes over the points at most; a few are usual. */
const maxPasses = 50;

/**
 * Moves single points to another cluster as long as that lowers the inertia, taking into account that both centroids
 * move along: partitions that Lloyd's iterations cannot leave are often improved. Clusters do not become empty.
 *
 * @param labels cluster of each point, length n, values 0…k−1, each cluster with at least one point; changed in place
 * @returns the means of the clusters
 * @see Hartigan & Wong (1979), Algorithm AS 136: a k-means clustering algorithm, Applied Statistics 28
 */
export function moveSinglePoints(points: Points, labels: Int32Array, k: number): Points {
  const { n, d, values } = points;
  const sizes = sizesOf(labels, k);
  let centroids = meansOf(points, labels, sizes);
  for (let pass = 0; pass < maxPasses; pass++) {
    let moved = false;
    for (let i = 0; i < n; i++) {
      const from = labels[i];
      if (sizes[from] === 1) continue;
      const saved = (squaredDistance(values, i * d, centroids, from * d, d) * sizes[from]) / (sizes[from] - 1);
      let to = from;
      let least = saved * (1 - 1e-9); // rounding alone must not move a point to and fro
      for (let c = 0; c < k; c++) {
        if (c === from) continue;
        const added = (squaredDistance(values, i * d, centroids, c * d, d) * sizes[c]) / (sizes[c] + 1);
        if (added < least) {
          least = added;
          to = c;
        }
      }
      if (to === from) continue;
      for (let j = 0; j < d; j++) {
        const value = values[i * d + j];
        centroids[from * d + j] += (centroids[from * d + j] - value) / (sizes[from] - 1);
        centroids[to * d + j] += (value - centroids[to * d + j]) / (sizes[to] + 1);
      }
      sizes[from] -= 1;
      sizes[to] += 1;
      labels[i] = to;
      moved = true;
    }
    // Anew from the points, so that the small steps leave no trace of rounding.
    centroids = meansOf(points, labels, sizes);
    if (!moved) break;
  }
  return { n: k, d, values: centroids };
}

function meansOf({ n, d, values }: Points, labels: Int32Array, sizes: Int32Array): Float64Array {
  const means = new Float64Array(sizes.length * d);
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) means[labels[i] * d + j] += values[i * d + j];
  for (let at = 0; at < means.length; at++) means[at] /= sizes[Math.floor(at / d)];
  return means;
}
