import type { Waiting } from "./checkpoint.ts";
import type { Points } from "./points.ts";

/** A partition of points into k clusters, none of them empty. */
export interface KMeans {
  /** Means of the clusters, k rows. */
  readonly centroids: Points;
  /** Number of the nearest centroid of each point, length n. */
  readonly labels: Int32Array;
  /** Sum of squared distances to the own centroid, by weight. */
  readonly inertia: number;
}

/** A partition that several starts were tried for. */
export interface KMeansFit extends KMeans {
  /** Centroids of other ways to cut the points that starts ended in, nearly as good ones first; a few at most. */
  readonly rivals: readonly Points[];
}

/** How long a fit goes on. */
export interface Patience {
  readonly maxIterations: number;
  /** Squared steps of the centroids that count as standing still. */
  readonly tolerance: number;
  /** Whether centroids that are hardly missed are tried elsewhere, once there was a random start. */
  readonly swapped: boolean;
  /** Whether single points are moved afterwards as long as that lowers the inertia. */
  readonly polished: boolean;
}

/** To the last digits. */
export const thorough: Patience = { maxIterations: 300, tolerance: 1e-9, swapped: true, polished: true };

/** For fits that are compared and not kept: the best way to cut, but not its last digits. */
export const careful: Patience = { maxIterations: 25, tolerance: 1e-4, swapped: true, polished: false };

/** For fits that are made hundreds of times. */
export const brisk: Patience = { maxIterations: 25, tolerance: 1e-4, swapped: false, polished: false };

export interface KMeansOptions {
  /** Random starts; the best one is kept. None are needed where there are others. */
  readonly restarts: number;
  readonly seed: number;
  /** Centroids to start from as well; those of other than k clusters or d dimensions are passed over. */
  readonly init?: readonly Points[];
  /** `thorough` unless given. */
  readonly patience?: Patience;
  /** How often each point counts, whole numbers from 0 on, length n; once unless given. */
  readonly weights?: Int32Array;
}

/** Who does the arithmetic of clustering: the kernel, or packages that everybody knows. */
export interface ClusteringEngine {
  readonly name: "kernel" | "reference";
  /** Points that one fit should have at most, for its time and memory. */
  readonly mostPoints: number;
  /**
   * k-means: Lloyd's iterations from each start; the lowest inertia is kept.
   *
   * @param points at least one
   * @param k at least 1; fewer clusters are made when there are fewer different points
   * @throws RangeError if there is nothing to start from
   */
  readonly fitKMeans: (points: Points, k: number, options: KMeansOptions, waiting?: Waiting) => Promise<KMeansFit>;
  /** Covariances of the columns, d × d, divided by n; n and d at least 1. */
  readonly covariances: (points: Points) => Promise<number[][]>;
  /** Ends its threads. */
  readonly close: () => Promise<void>;
}
