import { median } from "../../math/quantile.ts";
import { createRandom } from "../../math/random.ts";
import { partOf, type Waiting } from "../checkpoint.ts";
import { brisk, type ClusteringEngine } from "../clustering-engine.ts";
import { labelNearest, type Points, sizesOf } from "../points.ts";
import { bootstrapJaccard } from "../validity/bootstrap-jaccard.ts";
import { gapStatistic } from "../validity/gap-statistic.ts";
import { predictionStrengths } from "../validity/prediction-strength.ts";
import { sampledSilhouette } from "../validity/silhouette.ts";
import { effortOf } from "./effort.ts";
import type { NoGroups } from "./no-groups.ts";
import type { Hindsight } from "./past-windows.ts";
import type { NullModel, SegmentCountCandidate } from "./segment-count.ts";

/** What all numbers of segments are judged on. */
export interface JudgedOn {
  /** The customers that are clustered. */
  readonly fitted: Points;
  /** The part of them that is drawn again and again. */
  readonly judged: Points;
  /** Those that are split into halves. */
  readonly split: Points;
  /** The part of `judged` that is compared with data without groups. */
  readonly compared: DrawnGroups;
  /** What past windows tell; undefined without them. */
  readonly hindsight: ((k: number, waiting: Waiting) => Promise<Hindsight>) | undefined;
  readonly bootstraps: number;
  readonly restarts: number;
  readonly minPredictionStrength: number;
  readonly seed: number;
}

/** Points, and data without groups of the same size. */
export interface DrawnGroups {
  readonly points: Points;
  readonly references: readonly { readonly against: NullModel; readonly sets: readonly Points[] }[];
}

/** Random streams from here on belong to the data without groups. */
const firstStream = 30_000;

/** Draws the data without groups once, for every number of segments; none for points that do not differ. */
export function drawGroups(points: Points, nulls: readonly NoGroups[], draws: number, seed: number): DrawnGroups {
  if (totalSquares(points) === 0) return { points, references: [] };
  const references = nulls.map(({ against, draw }, at) => {
    const sets = Array.from({ length: draws }, (_, i) => draw(createRandom(seed, firstStream + draws * at + i)));
    return { against, sets };
  });
  return { points, references };
}

/** Everything measured about k segments, and the pairs of windows behind its agreement over time. */
export async function judgeSegmentCount(
  clustering: ClusteringEngine,
  k: number,
  { fitted, judged, split, compared, hindsight, bootstraps, restarts, minPredictionStrength, seed }: JudgedOn,
  waiting: Waiting,
): Promise<{ evidence: Omit<SegmentCountCandidate, "misses">; pairs: Hindsight["pairs"] }> {
  const effort = effortOf(clustering);
  const starts = { restarts: Math.min(restarts, effort.fittedRestarts), seed };
  const { centroids, labels, inertia, rivals } = await clustering.fitKMeans(fitted, k, starts, partOf(waiting, 0, 0.1));
  const clusters = centroids.n;
  const judgedLabels = new Int32Array(judged.n);
  labelNearest(judged, centroids, judgedLabels);
  const own = { centroids, rivals, labels: judgedLabels };
  const again = { bootstraps, seed };
  const similarities = await bootstrapJaccard(clustering, judged, own, again, partOf(waiting, 0.1, 0.5));
  const perSegment = columnMeans(similarities, clusters);
  const { splits, splitRestarts } = effort;
  const init = [centroids, ...rivals];
  const splitting = { splits, restarts: splitRestarts, seed, init, demanded: minPredictionStrength };
  const strengths = await predictionStrengths(clustering, split, k, splitting, partOf(waiting, 0.5, 0.7));
  const gaps = await gapsOf(clustering, k, compared, seed, partOf(waiting, 0.7, 0.9));
  const seen = await hindsight?.(k, partOf(waiting, 0.9, 1));
  const pairs = seen?.pairs ?? [];

  const evidence = {
    k,
    smallestShare: Math.min(...sizesOf(labels, clusters)) / fitted.n,
    worstJaccard: Math.min(...perSegment),
    meanJaccard: perSegment.reduce((sum, value) => sum + value, 0) / clusters,
    predictionStrength: median(strengths),
    timeAri: pairs.length === 0 ? null : Math.min(...pairs.map(({ ari }) => ari)),
    revenue: seen?.revenue ?? null,
    gaps,
    silhouette: sampledSilhouette(judged, judgedLabels, clusters, { rows: effort.silhouetteRows, seed }),
    meanInertia: inertia / fitted.n,
  };
  return { evidence, pairs };
}

/**
 * For each kind of data without groups, how much more the inertia falls from one cluster to k than in them.
 *
 * The fall is compared and not the inertia itself: a box is emptier in its corners than any cloud, which says nothing of
 * groups.
 */
async function gapsOf(
  clustering: ClusteringEngine,
  k: number,
  { points, references }: DrawnGroups,
  seed: number,
  { signal, onProgress }: Waiting,
): Promise<SegmentCountCandidate["gaps"]> {
  const starts = { restarts: effortOf(clustering).nullRestarts, seed, patience: brisk };
  const logFall = async (set: Points) => {
    const { inertia } = await clustering.fitKMeans(set, k, starts, { signal });
    return Math.log(Math.max(inertia, Number.MIN_VALUE) / totalSquares(set));
  };
  const observed = await logFall(points);
  const gaps: SegmentCountCandidate["gaps"] = [];
  for (const [at, { against, sets }] of references.entries()) {
    const falls = new Float64Array(sets.length);
    for (const [i, set] of sets.entries()) {
      falls[i] = await logFall(set);
      onProgress?.((at + (i + 1) / sets.length) / references.length);
    }
    gaps.push({ against, ...gapStatistic(observed, falls) });
  }
  return gaps;
}

/** Sum of squared distances to the mean. */
function totalSquares({ n, d, values }: Points): number {
  let total = 0;
  for (let c = 0; c < d; c++) {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += values[i * d + c] / n;
    for (let i = 0; i < n; i++) total += (values[i * d + c] - mean) ** 2;
  }
  return total;
}

function columnMeans(values: Float64Array, k: number): number[] {
  const rows = values.length / k;
  return Array.from({ length: k }, (_, c) => {
    let sum = 0;
    for (let r = 0; r < rows; r++) sum += values[r * k + c];
    return sum / rows;
  });
}
