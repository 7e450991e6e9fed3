import { createRandom, type Random } from "../../math/random.ts";
import { checkpoint, type Waiting } from "../checkpoint.ts";
import { type KMeans, type Patience, runLloyd } from "../k-means.ts";
import { kMeansPlusPlus } from "../k-means-plus-plus.ts";
import { labelNearest, type Points, takePoints } from "../points.ts";

/** Random streams from here on belong to the bootstraps. */
const firstStream = 10_000;

/** Resampled fits need their clusters, not their last digits. */
const brisk: Patience = { maxIterations: 25, tolerance: 1e-4 };

/**
 * How well each cluster comes back when the points are drawn again.
 *
 * Every bootstrap draws n points with replacement, clusters them anew (from the given centroids and from one fresh
 * start, whichever has the lower inertia) and finds, for each original cluster, the most similar new one. Only the
 * clustering is repeated: scaling and components stay as they are.
 *
 * @param points the points, n ≥ 1
 * @param centroids k centroids; the original cluster of a point is the nearest one
 * @param labels original cluster of each point
 * @returns Jaccard similarity of each original cluster to its best match, bootstraps × k, row-major, values 0…1
 * @see Hennig (2007), Cluster-wise assessment of cluster stability, Computational Statistics & Data Analysis 52
 */
export async function bootstrapJaccard(
  points: Points,
  { centroids, labels }: Pick<KMeans, "centroids" | "labels">,
  { bootstraps, seed }: { bootstraps: number; seed: number },
  { signal, onProgress }: Waiting = {},
): Promise<Float64Array> {
  const k = centroids.n;
  const similarities = new Float64Array(bootstraps * k);
  for (let bootstrap = 0; bootstrap < bootstraps; bootstrap++) {
    await checkpoint(signal);
    const random = createRandom(seed, firstStream + bootstrap);
    const weights = drawWeights(points.n, random);
    const found = clusterAgain(points, weights, centroids, random);
    similarities.set(bestJaccards(labels, weights, found, k), bootstrap * k);
    onProgress?.((bootstrap + 1) / bootstraps);
  }
  return similarities;
}

/**
 * Jaccard similarity of each original cluster, as far as it was drawn, to the most similar new cluster; a point drawn
 * twice counts once, and a cluster of which nothing was drawn has 0.
 *
 * @param labels original cluster of each point, length n, values 0…k−1
 * @param weights how often each point was drawn, length n
 * @param found new cluster of each point, length n, values 0…k−1
 * @returns length k
 */
export function bestJaccards(labels: Int32Array, weights: Int32Array, found: Int32Array, k: number): Float64Array {
  const shared = new Float64Array(k * k);
  const original = new Float64Array(k);
  const anew = new Float64Array(k);
  for (let point = 0; point < labels.length; point++) {
    if (weights[point] === 0) continue;
    shared[labels[point] * k + found[point]] += 1;
    original[labels[point]] += 1;
    anew[found[point]] += 1;
  }

  const best = new Float64Array(k);
  for (let from = 0; from < k; from++) {
    for (let to = 0; to < k; to++) {
      const both = shared[from * k + to];
      if (both > 0) best[from] = Math.max(best[from], both / (original[from] + anew[to] - both));
    }
  }
  return best;
}

/** How often each of n points comes up in n draws with replacement. */
function drawWeights(n: number, random: Random): Int32Array {
  const weights = new Int32Array(n);
  for (let draw = 0; draw < n; draw++) weights[random.below(n)] += 1;
  return weights;
}

/** Clusters the points, each counting as often as its weight says, and labels them all. */
function clusterAgain(points: Points, weights: Int32Array, centroids: Points, random: Random): Int32Array {
  const resample = takePoints(points, rowsOf(weights));
  const warm = runLloyd(resample, centroids, brisk);
  const fresh = runLloyd(resample, kMeansPlusPlus(resample, centroids.n, random), brisk);
  const labels = new Int32Array(points.n);
  labelNearest(points, (fresh.inertia < warm.inertia ? fresh : warm).centroids, labels);
  return labels;
}

/** Each row as often as its weight says. */
function rowsOf(weights: Int32Array): Int32Array {
  const rows = new Int32Array(weights.reduce((sum, weight) => sum + weight, 0));
  let at = 0;
  for (let row = 0; row < weights.length; row++) for (let w = 0; w < weights[row]; w++) rows[at++] = row;
  return rows;
}
