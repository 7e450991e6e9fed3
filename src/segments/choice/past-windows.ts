import type { FeatureTable } from "../../features/feature-table.ts";
import { isWhole } from "../../features/window.ts";
import type { Text } from "../../language/text.ts";
import { toIsoDate } from "../../math/calendar.ts";
import { adjustedRandIndex } from "../agreement/adjusted-rand-index.ts";
import { partOf, type Waiting } from "../checkpoint.ts";
import { type ClusteringEngine, careful, type KMeansFit } from "../clustering-engine.ts";
import { fitComponentSpace } from "../component-space.ts";
import { labelNearest, type Points } from "../points.ts";
import { projectTable } from "../project-table.ts";
import { sampleCustomers } from "../sample-customers.ts";
import type { SegmentsConfig } from "../segments-config.ts";
import { effortOf } from "./effort.ts";
import { revenueSeparation } from "./revenue-separation.ts";
import type { SegmentCountCandidate } from "./segment-count.ts";
import type { TimePair } from "./time-agreement.ts";

/** Neighbouring windows, and what came of the customers of the last but one. */
export interface PastWindows {
  /** Features that customers are grouped by, oldest window first, the newest last; samples of `mostPastRows` suffice. */
  readonly tables: readonly FeatureTable[];
  /**
   * Net revenue of each customer of the last table but one, from the end of its window to the end of the newest; or why
   * it is not known.
   */
  readonly laterRevenue: Float64Array | Text;
  /** The same of the tables before that, oldest first; none unless given. */
  readonly earlierRevenue?: readonly (Float64Array | Text)[];
}

/** What the past tells of a number of segments. */
export interface Hindsight {
  /** Pairs of neighbouring windows that see all of their time, oldest first. */
  readonly pairs: readonly TimePair[];
  readonly revenue: SegmentCountCandidate["revenue"];
}

/** A window with its own scaling and components, which see nothing of what came later. */
interface PreparedWindow {
  readonly table: FeatureTable;
  readonly points: Points;
  /** Customers of the next window in the space of this one. */
  readonly next: Points | undefined;
}

/**
 * Prepares to fit any number of segments on every window by the recipe of the run, so that
 *
 * - the model of each window is compared with that of the next on the customers of the next, and
 * - the segments of the window before the newest are held against what their customers spent afterwards.
 *
 * Short and incomplete windows, and windows without customers, are left out together with their pairs.
 */
export async function prepareHindsight(
  clustering: ClusteringEngine,
  { tables, laterRevenue }: PastWindows,
  { seed, restarts, variance, weights }: SegmentsConfig,
): Promise<(k: number, waiting: Waiting) => Promise<Hindsight>> {
  const effort = effortOf(clustering);
  const sampled = tables.map((table) => sampleCustomers(table, effort.pastRows, seed));
  const windows: (PreparedWindow | undefined)[] = [];
  for (const [at, table] of sampled.entries()) {
    if (!isJudged(table)) {
      windows.push(undefined);
      continue;
    }
    const space = await fitComponentSpace(clustering, table, variance, weights);
    const next = sampled[at + 1];
    windows.push({
      table,
      points: projectTable(space, table),
      next: next === undefined || !isJudged(next) ? undefined : projectTable(space, next),
    });
  }
  const before = windows[windows.length - 2];
  const revenue = "en" in laterRevenue || before === undefined ? undefined : rowsOf(laterRevenue, tables, before.table);
  const starts = { restarts: Math.min(restarts, effort.pastRestarts), seed, patience: careful };

  return async (k, waiting) => {
    const fits: (KMeansFit | undefined)[] = [];
    for (const [at, window] of windows.entries()) {
      const part = partOf(waiting, at / windows.length, (at + 1) / windows.length);
      const earlier = fits[at - 1];
      // A customer base changes little in a month, so the ways to cut the window before are starts as well.
      const options =
        earlier === undefined
          ? starts
          : {
              ...starts,
              restarts: Math.min(restarts, effort.laterRestarts),
              init: [...earlier.rivals, earlier.centroids],
            };
      fits.push(window && (await clustering.fitKMeans(window.points, k, options, part)));
    }
    const pairs: TimePair[] = [];
    for (const [at, window] of windows.entries()) {
      const [after, own, theirs] = [windows[at + 1], fits[at], fits[at + 1]];
      if (window?.next === undefined || after === undefined || own === undefined || theirs === undefined) continue;
      const labels = new Int32Array(after.points.n);
      labelNearest(window.next, own.centroids, labels);
      pairs.push({
        fittedAsOf: toIsoDate(window.table.window.until),
        refittedAsOf: toIsoDate(after.table.window.until),
        customers: after.points.n,
        ari: adjustedRandIndex(labels, theirs.labels),
      });
    }
    const ownBefore = fits[windows.length - 2];
    if (ownBefore === undefined || revenue === undefined) return { pairs, revenue: null };
    const bootstraps = { bootstraps: effort.revenueBootstraps, seed };
    return { pairs, revenue: revenueSeparation(revenue, ownBefore.labels, ownBefore.centroids.n, bootstraps) };
  };
}

/** Whether a window sees all of its time and somebody is in it. */
export function isJudged({ window, customers }: FeatureTable): boolean {
  return isWhole(window) && customers.length > 0;
}

/** The revenue of a sample of the last table but one. */
function rowsOf(revenue: Float64Array, tables: readonly FeatureTable[], sample: FeatureTable): Float64Array {
  const { customers } = tables[tables.length - 2];
  const rows = new Float64Array(sample.customers.length);
  let at = 0;
  for (const [i, customer] of sample.customers.entries()) {
    while (customers[at] !== customer) at++;
    rows[i] = revenue[at];
  }
  return rows;
}
