import { createRandom, sampleWithoutReplacement } from "../../math/random.ts";
import { checkpoint, type Waiting } from "../checkpoint.ts";
import { brisk, type ClusteringEngine, type KMeans } from "../clustering-engine.ts";
import { labelNearest, type Points, takePoints } from "../points.ts";

/** Random streams from here on belong to the splits. */
const firstStream = 20_000;

export interface Splitting {
  /** How often the points are split. */
  readonly splits: number;
  /** Random starts in each half. */
  readonly restarts: number;
  readonly seed: number;
  /** Centroids that each half is also clustered from: with ways to cut that are known, fewer random starts suffice. */
  readonly init?: readonly Points[];
  /**
   * A strength that the median of the splits is held against: once more than half of all splits lie on one side of it, no
   * more are made.
   */
  readonly demanded?: number;
}

/**
 * How well k clusters found in one half of the points foretell those of the other half: the mean of `predictionStrengths`.
 *
 * @returns 0…1
 */
export async function predictionStrength(
  clustering: ClusteringEngine,
  points: Points,
  k: number,
  splitting: Splitting,
  waiting: Waiting = {},
): Promise<number> {
  const strengths = await predictionStrengths(clustering, points, k, splitting, waiting);
  return strengths.reduce((sum, strength) => sum + strength, 0) / strengths.length;
}

/**
 * The prediction strength of each of several random splits.
 *
 * Both halves are clustered from starts of their own, and from the known ways to cut where there are some; each is also
 * labelled by the other's centroids. The strength of a split is `weakestPairShare`, averaged over its two directions.
 *
 * @param points at least 2
 * @returns length splits, or fewer once the demand is settled; values 0…1, and 0 when half of the points are fewer than
 *   clusters
 * @see Tibshirani & Walther (2005), Cluster validation by prediction strength, Journal of Computational and Graphical
 *   Statistics 14
 */
export async function predictionStrengths(
  clustering: ClusteringEngine,
  points: Points,
  k: number,
  { splits, restarts, seed, init = [], demanded }: Splitting,
  { signal, onProgress }: Waiting = {},
): Promise<Float64Array> {
  const { n } = points;
  const strengths = new Float64Array(splits);
  if (Math.floor(n / 2) < k) return strengths;
  let met = 0;
  for (let split = 0; split < splits; split++) {
    await checkpoint(signal);
    const stream = firstStream + split;
    const first = sampleWithoutReplacement(createRandom(seed, stream), n, Math.floor(n / 2));
    const starts = { restarts, seed: seed + stream, init, patience: brisk };
    const [one, other] = [takePoints(points, first), takePoints(points, complement(first, n))];
    const a = await clustering.fitKMeans(one, k, starts, { signal });
    const b = await clustering.fitKMeans(other, k, starts, { signal });
    strengths[split] = (foretold(one, a, b) + foretold(other, b, a)) / 2;
    onProgress?.((split + 1) / splits);
    if (demanded === undefined) continue;
    if (strengths[split] >= demanded) met++;
    const missed = split + 1 - met;
    if (2 * Math.max(met, missed) > splits) return strengths.subarray(0, split + 1);
  }
  return strengths;
}

/**
 * Of each cluster, the share of its pairs of points that are together in a prediction as well; the lowest of these.
 * Clusters with fewer than two points are left out.
 *
 * @param labels cluster of each point, length n, values 0…k−1
 * @param predicted the cluster another model puts it into, length n, values 0…k−1
 * @returns 0…1; 1 when no cluster has two points
 */
export function weakestPairShare(labels: Int32Array, predicted: Int32Array, k: number): number {
  const cells = new Float64Array(k * k);
  for (let i = 0; i < labels.length; i++) cells[labels[i] * k + predicted[i]] += 1;
  let weakest = 1;
  for (let cluster = 0; cluster < k; cluster++) {
    let size = 0;
    let together = 0;
    for (const count of cells.subarray(cluster * k, (cluster + 1) * k)) {
      size += count;
      together += count * (count - 1);
    }
    if (size >= 2) weakest = Math.min(weakest, together / (size * (size - 1)));
  }
  return weakest;
}

/** How well the centroids of another half foretell the clusters of this one. */
function foretold(half: Points, own: KMeans, other: KMeans): number {
  const predicted = new Int32Array(half.n);
  labelNearest(half, other.centroids, predicted);
  return weakestPairShare(own.labels, predicted, Math.max(own.centroids.n, other.centroids.n));
}

function complement(rows: Int32Array, n: number): Int32Array {
  const others = new Int32Array(n - rows.length);
  let at = 0;
  for (let row = 0; row < n; row++) if (rows[row - at] !== row) others[at++] = row;
  return others;
}
