import { moments } from "../math/moments.ts";
import { quantiles } from "../math/quantile.ts";
import { createRandom, sampleWithoutReplacement } from "../math/random.ts";
import type { Waiting } from "./checkpoint.ts";
import { effortOf } from "./choice/effort.ts";
import type { ClusteringEngine, KMeansFit } from "./clustering-engine.ts";
import { labelNearest, type Points, takePoints } from "./points.ts";
import type { BootstrapEvidence } from "./segment-fit.ts";
import type { SegmentId } from "./segmentation.ts";
import { bootstrapJaccard } from "./validity/bootstrap-jaccard.ts";

/** Random stream of the customers the evidence is collected on. */
const evidenceStream = 0xe1d;

/**
 * How well each segment of a model comes back when its customers are drawn again, on a sample (`effort.ts`).
 *
 * @param points component scores of the customers
 * @param ids of the segments, in the order of the centroids
 */
export async function collectEvidence(
  clustering: ClusteringEngine,
  points: Points,
  { centroids, rivals }: Pick<KMeansFit, "centroids"> & Partial<Pick<KMeansFit, "rivals">>,
  ids: readonly SegmentId[],
  { bootstraps, seed }: { bootstraps: number; seed: number },
  waiting: Waiting = {},
): Promise<BootstrapEvidence> {
  const k = centroids.n;
  const rows = Math.min(points.n, effortOf(clustering).certifiedRows);
  if (k === 1) return { bootstraps: 0, rows, of: points.n, segments: [] };

  const sample = takePoints(points, sampleWithoutReplacement(createRandom(seed, evidenceStream), points.n, rows));
  const labels = new Int32Array(rows);
  labelNearest(sample, centroids, labels);
  const similarities = await bootstrapJaccard(
    clustering,
    sample,
    { centroids, labels, rivals },
    { bootstraps, seed },
    waiting,
  );
  const segments = ids.map((id, segment) => {
    const own = Float64Array.from({ length: bootstraps }, (_, bootstrap) => similarities[bootstrap * k + segment]);
    const [lo, hi] = quantiles(own, [0.025, 0.975]);
    return { id, jaccard: moments(own).mean, lo, hi };
  });
  return { bootstraps, rows, of: points.n, segments };
}
