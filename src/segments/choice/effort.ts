import type { ClusteringEngine } from "../clustering-engine.ts";

/** What the evidence about every number of segments is collected on. */
export interface Effort {
  /** Customers that every number of segments is fitted on at most, and random starts. */
  readonly fittedRows: number;
  readonly fittedRestarts: number;
  /** Customers that are drawn again in bootstraps, and bootstraps, at most. */
  readonly judgedRows: number;
  readonly bootstraps: number;
  /** Customers that the bootstraps of the certificate are drawn from at most. */
  readonly certifiedRows: number;
  /** Customers that are split into halves at most, how often, and random starts in each half beside the ways to cut that are known. */
  readonly splitRows: number;
  readonly splits: number;
  readonly splitRestarts: number;
  /** Customers that are compared with data without groups at most, how many such data sets, and starts in each. */
  readonly nullRows: number;
  readonly nullDraws: number;
  readonly nullRestarts: number;
  /**
   * Customers that a model of a past window is fitted on at most, random starts in the first, and in each later one beside
   * the ways to cut the window before.
   */
  readonly pastRows: number;
  readonly pastRestarts: number;
  readonly laterRestarts: number;
  /** Bootstraps of the standard error of what segments tell of later revenue. */
  readonly revenueBootstraps: number;
  /** Customers of the silhouette at most, which compares all pairs. */
  readonly silhouetteRows: number;
}

/**
 * Samples are large enough for what they are asked: centroids of a few thousand customers wander, and halves that wander
 * disagree about segments that larger ones agree on. `docs/segments.md` shows what more would change. ml-kmeans, a
 * hundred times slower, has to do with less.
 */
const efforts: Readonly<Record<ClusteringEngine["name"], Effort>> = {
  kernel: {
    fittedRows: 100_000,
    fittedRestarts: 10,
    judgedRows: 20_000,
    bootstraps: 100,
    certifiedRows: 20_000,
    splitRows: 100_000,
    splits: 9,
    splitRestarts: 4,
    nullRows: 1000,
    nullDraws: 20,
    nullRestarts: 2,
    pastRows: 20_000,
    pastRestarts: 5,
    laterRestarts: 2,
    revenueBootstraps: 50,
    silhouetteRows: 2000,
  },
  reference: {
    fittedRows: 5000,
    fittedRestarts: 5,
    judgedRows: 1000,
    bootstraps: 20,
    certifiedRows: 4000,
    splitRows: 6000,
    splits: 5,
    splitRestarts: 3,
    nullRows: 400,
    nullDraws: 20,
    nullRestarts: 1,
    pastRows: 2000,
    pastRestarts: 3,
    laterRestarts: 2,
    revenueBootstraps: 50,
    silhouetteRows: 1000,
  },
};

/** Customers of a past window that any engine looks at, at most. */
export const mostPastRows = Math.max(...Object.values(efforts).map(({ pastRows }) => pastRows));

export function effortOf({ name }: ClusteringEngine): Effort {
  return efforts[name];
}
