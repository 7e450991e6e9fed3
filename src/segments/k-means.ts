import { kmeans } from "ml-kmeans";
import { createRandom, sampleWithoutReplacement } from "../math/random.ts";
import { checkpoint, type Waiting } from "./checkpoint.ts";
import { moveSinglePoints } from "./hartigan.ts";
import { kMeansPlusPlus } from "./k-means-plus-plus.ts";
import { fromRows, labelNearest, type Points, sizesOf, squaredDistance, takePoints, toRows } from "./points.ts";

/** A partition of points into k clusters, none of them empty. */
export interface KMeans {
  /** Means of the clusters, k rows. */
  readonly centroids: Points;
  /** Number of the nearest centroid of each point, length n. */
  readonly labels: Int32Array;
  /** Sum of squared distances to the own centroid. */
  readonly inertia: number;
}

/** When Lloyd's iterations end. */
export interface Patience {
  readonly maxIterations: number;
  /** Largest squared move of any centroid that counts as standing still. */
  readonly tolerance: number;
}

const thorough: Patience = { maxIterations: 300, tolerance: 1e-9 };

/** Points the random starts are tried on; more points only see the best of them refined. */
const maxStartRows = 5000;
/** Starts that are refined on all points when they were tried on a part. */
const refinedStarts = 2;

/**
 * k-means with restarts: Lloyd's iterations from spread-out starts, then moves of single points.
 *
 * Up to 5,000 points, every start runs to its end on all points and the lowest inertia wins. Beyond, the starts run on
 * random subsamples, and the two whose centroids fit all points best are refined on all of them.
 *
 * @param points at least one
 * @param k at least 1; fewer clusters are made when there are fewer different points
 * @see Lloyd (1982), Least squares quantization in PCM; Bradley & Fayyad (1998), Refining initial points for k-means
 */
export async function fitKMeans(
  points: Points,
  k: number,
  { restarts, seed, patience = thorough }: { restarts: number; seed: number; patience?: Patience },
  { signal, onProgress }: Waiting = {},
): Promise<KMeans> {
  const whole = points.n <= maxStartRows;
  const tried: KMeans[] = [];
  for (let restart = 0; restart < restarts; restart++) {
    await checkpoint(signal);
    const random = createRandom(seed, restart);
    const sample = whole ? points : takePoints(points, sampleWithoutReplacement(random, points.n, maxStartRows));
    const fit = runLloyd(sample, kMeansPlusPlus(sample, k, random), patience);
    tried.push(whole ? polish(points, fit) : label(points, fit.centroids));
    onProgress?.((restart + 1) / (whole ? restarts : 2 * restarts));
  }
  tried.sort(byInertia);
  if (whole) return tried[0];

  const refined: KMeans[] = [];
  for (const { centroids } of tried.slice(0, refinedStarts)) {
    await checkpoint(signal);
    refined.push(polish(points, runLloyd(points, centroids, patience)));
  }
  onProgress?.(1);
  return refined.sort(byInertia)[0];
}

/**
 * Lloyd's iterations from given centroids, by ml-kmeans. A cluster that runs empty starts again from the point that is
 * farthest from its own centroid.
 */
export function runLloyd(points: Points, start: Points, patience: Patience): KMeans {
  const rows = toRows(points);
  let centroids = start;
  for (let attempt = 0; attempt <= start.n; attempt++) {
    const { centroids: means } = kmeans(rows, start.n, {
      ...patience,
      initialization: toRows(centroids),
      distanceFunction: squaredDistanceOfRows,
    });
    const fit = label(points, fromRows(means, points.d));
    const empty = sizesOf(fit.labels, start.n).indexOf(0);
    if (empty === -1) return fit;
    centroids = replaceRow(fit.centroids, empty, points, farthestPoint(points, fit));
  }
  return withoutEmpty(points, label(points, centroids));
}

function polish(points: Points, { centroids, labels }: KMeans): KMeans {
  return label(points, moveSinglePoints(points, labels.slice(), centroids.n));
}

function label(points: Points, centroids: Points): KMeans {
  const labels = new Int32Array(points.n);
  const inertia = labelNearest(points, centroids, labels);
  return { centroids, labels, inertia };
}

function farthestPoint({ n, d, values }: Points, { centroids, labels }: KMeans): number {
  let farthest = 0;
  let most = -1;
  for (let i = 0; i < n; i++) {
    const distance = squaredDistance(values, i * d, centroids.values, labels[i] * d, d);
    if (distance > most) {
      most = distance;
      farthest = i;
    }
  }
  return farthest;
}

function replaceRow({ n, d, values }: Points, row: number, from: Points, fromRow: number): Points {
  const replaced = values.slice();
  replaced.set(from.values.subarray(fromRow * d, (fromRow + 1) * d), row * d);
  return { n, d, values: replaced };
}

function withoutEmpty(points: Points, { centroids, labels }: KMeans): KMeans {
  const sizes = sizesOf(labels, centroids.n);
  const inhabited = Int32Array.from(sizes.keys()).filter((cluster) => sizes[cluster] > 0);
  return label(points, takePoints(centroids, inhabited));
}

function byInertia(a: KMeans, b: KMeans): number {
  return a.inertia - b.inertia;
}

/** As `squaredDistance`; twice as fast as the library's own, which adds into a single sum. */
function squaredDistanceOfRows(p: number[], q: number[]): number {
  const d = p.length;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let c = 0;
  for (; c + 3 < d; c += 4) {
    const d0 = p[c] - q[c];
    const d1 = p[c + 1] - q[c + 1];
    const d2 = p[c + 2] - q[c + 2];
    const d3 = p[c + 3] - q[c + 3];
    s0 += d0 * d0;
    s1 += d1 * d1;
    s2 += d2 * d2;
    s3 += d3 * d3;
  }
  for (; c < d; c++) {
    const difference = p[c] - q[c];
    s0 += difference * difference;
  }
  return s0 + s1 + (s2 + s3);
}
