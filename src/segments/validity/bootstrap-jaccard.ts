import { createRandom, type Random } from "../../math/random.ts";
import { checkpoint, type Waiting } from "../checkpoint.ts";
import { brisk, type ClusteringEngine, type KMeans, type KMeansFit } from "../clustering-engine.ts";
import { type Points, takePoints } from "../points.ts";

/** Random streams from here on belong to the bootstraps. */
const firstStream = 10_000;

export interface Redrawing {
  readonly bootstraps: number;
  readonly seed: number;
  /** Fresh starts in each bootstrap, in place of the given centroids and their rivals: dearer, and free of them. */
  readonly restarts?: number;
}

/**
 * How well each cluster comes back when the points are drawn again.
 *
 * Every bootstrap draws n points with replacement, clusters those that came up anew (from the given centroids, their rivals and
 * fresh starts, whichever ends in the lowest inertia) and finds, for each original cluster, the most similar new one. A point
 * that was drawn more than once counts once, as in clusterboot of R fpc, which the usual bands (.60, .75, .85) come from.
 * Rivals make it honest about ties: where another way to cut is nearly as good, some draws prefer it. Only the clustering is
 * repeated: scaling and components stay as they are.
 *
 * @param points the points, n ≥ 1
 * @param centroids k centroids; the original cluster of a point is the nearest one
 * @param labels original cluster of each point
 * @returns Jaccard similarity of each original cluster to its best match, bootstraps × k, row-major, values 0…1
 * @see Hennig (2007), Cluster-wise assessment of cluster stability, Computational Statistics & Data Analysis 52
 */
export async function bootstrapJaccard(
  clustering: ClusteringEngine,
  points: Points,
  { centroids, labels, rivals }: Pick<KMeans, "centroids" | "labels"> & Partial<Pick<KMeansFit, "rivals">>,
  { bootstraps, seed, restarts = 0 }: Redrawing,
  { signal, onProgress }: Waiting = {},
): Promise<Float64Array> {
  const k = centroids.n;
  const similarities = new Float64Array(bootstraps * k);
  // The given centroids come last, since they win most often, and what was tried last need not be iterated again.
  const starts =
    restarts > 0
      ? { restarts, patience: { ...brisk, polished: true } }
      : { restarts: rivals === undefined ? 1 : 0, init: [...(rivals ?? []), centroids], patience: brisk };
  for (let bootstrap = 0; bootstrap < bootstraps; bootstrap++) {
    await checkpoint(signal);
    const stream = firstStream + bootstrap;
    const rows = drawnRows(points.n, createRandom(seed, stream));
    const found = await clustering.fitKMeans(takePoints(points, rows), k, { ...starts, seed: seed + stream });
    const original = rows.map((row) => labels[row]);
    similarities.set(bestJaccards(original, found.labels, k), bootstrap * k);
    onProgress?.((bootstrap + 1) / bootstraps);
  }
  return similarities;
}

/**
 * Jaccard similarity of each original cluster to the most similar new cluster, over the points that were drawn; a cluster
 * of which nothing was drawn has 0.
 *
 * @param labels original cluster of each drawn point, values 0…k−1
 * @param found new cluster of each drawn point, values 0…k−1
 * @returns length k
 */
export function bestJaccards(labels: Int32Array, found: Int32Array, k: number): Float64Array {
  const shared = new Float64Array(k * k);
  const original = new Float64Array(k);
  const anew = new Float64Array(k);
  for (let point = 0; point < labels.length; point++) {
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

/** The rows that come up in n draws with replacement out of n, each once: some 63 %, in their order. */
function drawnRows(n: number, random: Random): Int32Array {
  const isDrawn = new Uint8Array(n);
  let drawn = 0;
  for (let draw = 0; draw < n; draw++) {
    const row = random.below(n);
    if (isDrawn[row] === 0) drawn++;
    isDrawn[row] = 1;
  }
  const rows = new Int32Array(drawn);
  let at = 0;
  for (let row = 0; row < n; row++) if (isDrawn[row] === 1) rows[at++] = row;
  return rows;
}
