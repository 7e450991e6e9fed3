import { kmeans } from "ml-kmeans";
import { createRandom, sampleWithoutReplacement } from "../../math/random.ts";
import { checkpoint, type Waiting } from "../checkpoint.ts";
import {
  type ClusteringEngine,
  type KMeans,
  type KMeansFit,
  type KMeansOptions,
  type Patience,
  thorough,
} from "../clustering-engine.ts";
import { fromRows, labelNearest, type Points, sizesOf, squaredDistance, takePoints, toRows } from "../points.ts";
import { covariancesOf } from "../principal-components.ts";
import { moveSinglePoints } from "./hartigan.ts";
import { kMeansPlusPlus } from "./k-means-plus-plus.ts";

/** k-means by ml-kmeans, on one thread: what the kernel is held to. */
export const mlKMeansEngine: ClusteringEngine = {
  name: "reference",
  mostPoints: 50_000,
  fitKMeans: byRepetition,
  covariances: async (points) => covariancesOf(points),
  close: async () => {},
};

/** Points that count more than once are repeated. */
async function byRepetition(
  points: Points,
  k: number,
  { weights, ...options }: KMeansOptions,
  waiting?: Waiting,
): Promise<KMeansFit> {
  if (weights === undefined) return fitKMeans(points, k, options, waiting);
  const fit = await fitKMeans(repeated(points, weights), k, options, waiting);
  return { ...labelled(points, fit), rivals: fit.rivals };
}

function repeated(points: Points, weights: Int32Array): Points {
  const rows = new Int32Array(weights.reduce((sum, weight) => sum + weight, 0));
  let at = 0;
  for (let row = 0; row < weights.length; row++) for (let w = 0; w < weights[row]; w++) rows[at++] = row;
  return takePoints(points, rows);
}

/** Clusters of repeated points, with the labels of the points themselves. */
function labelled(points: Points, { centroids, inertia }: KMeans): KMeans {
  return { ...label(points, centroids), inertia };
}

/** Points the random starts are tried on; more points only see the best of them refined. */
const startPoints = 5000;
/** Outcomes of starts whose inertias differ by less than this share are the same. */
const sameInertia = 1e-4;
const mostRivals = 3;
/** Starts that are refined on all points when they were tried on a part. */
const refinedStarts = 2;

/**
 * k-means with restarts: Lloyd's iterations from spread-out starts, then moves of single points if the patience asks for them.
 *
 * Up to 5,000 points, or without random starts, every start runs to its end on all points and the lowest inertia wins.
 * Beyond, random starts run on random subsamples, and the two starts whose centroids fit all points best are refined on all
 * of them.
 *
 * @param points at least one
 * @param k at least 1; fewer clusters are made when there are fewer different points
 * @see Lloyd (1982), Least squares quantization in PCM; Bradley & Fayyad (1998), Refining initial points for k-means
 */
async function fitKMeans(
  points: Points,
  k: number,
  { restarts, seed, init = [], patience = thorough }: Omit<KMeansOptions, "weights">,
  { signal, onProgress }: Waiting = {},
): Promise<KMeansFit> {
  const given = init.filter(({ n, d }) => n === k && d === points.d);
  if (restarts + given.length === 0) throw new RangeError(`k-means: there is nothing to start ${k} clusters from`);
  const whole = points.n <= startPoints || restarts === 0;
  const tried: KMeans[] = [];
  for (let restart = 0; restart < restarts; restart++) {
    await checkpoint(signal);
    const random = createRandom(seed, restart);
    const sample = whole ? points : takePoints(points, sampleWithoutReplacement(random, points.n, startPoints));
    const fit = runLloyd(sample, kMeansPlusPlus(sample, k, random), patience);
    tried.push(whole && patience.polished ? polish(points, fit) : label(points, fit.centroids));
    onProgress?.((restart + 1) / (whole ? restarts : 2 * restarts));
  }
  for (const start of given) {
    const fit = whole ? runLloyd(points, start, patience) : label(points, start);
    tried.push(whole && patience.polished ? polish(points, fit) : fit);
  }
  tried.sort(byInertia);
  if (whole) return withRivals(tried);

  const refined: KMeans[] = [];
  for (const { centroids } of tried.slice(0, refinedStarts)) {
    await checkpoint(signal);
    const fit = runLloyd(points, centroids, patience);
    refined.push(patience.polished ? polish(points, fit) : fit);
  }
  onProgress?.(1);
  return withRivals([...refined.sort(byInertia), ...tried.slice(refinedStarts)]);
}

/** The best one, with those that differ from it and from each other. */
function withRivals([best, ...others]: readonly KMeans[]): KMeansFit {
  const rivals = others.filter(
    ({ inertia }, at) => inertia > (at === 0 ? best : others[at - 1]).inertia * (1 + sameInertia),
  );
  return { ...best, rivals: rivals.slice(0, mostRivals).map(({ centroids }) => centroids) };
}

/**
 * Lloyd's iterations from given centroids, by ml-kmeans. A cluster that runs empty starts again from the point that is
 * farthest from its own centroid.
 */
function runLloyd(points: Points, start: Points, patience: Patience): KMeans {
  const rows = toRows(points);
  let centroids = start;
  for (let attempt = 0; attempt <= start.n; attempt++) {
    const { centroids: means } = kmeans(rows, start.n, {
      maxIterations: patience.maxIterations,
      tolerance: patience.tolerance,
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
