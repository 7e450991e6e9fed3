import { type Arena, noCluster } from "./arena.ts";

/** A path longer than any deadline, so that rows without a cluster are looked at. */
const endless = 3e38;
/** What roundings can add to the length of a step. */
const share = 1 + 1e-6;
const crumb = 1e-7;

/** How far centroids have come, by cluster. */
export interface Paths {
  /** Sum of the own steps. */
  readonly own: Float64Array;
  /** Sum of the longest steps of any other. */
  readonly others: Float64Array;
}

/**
 * When a row need not be looked at (Hamerly 2010, with one number for each row instead of two bounds).
 *
 * Let a row be nearest to a at distance u, and v away from the second nearest, when it is looked at. As long as the path of
 * a and the longest path of any other centroid since then add up to less than v − u, no other can have come nearer. So
 * the row keeps v − u plus the paths of a at that time as its deadline, and is passed over while the paths of a, added up
 * since the start, are below it: nothing is updated for rows that are passed over. Roundings are paid for with a crumb.
 *
 * @see Hamerly (2010), Making k-means even faster, SDM
 */
export function startPaths({ paths, deadlines, n, k }: Arena): Paths {
  paths.fill(0);
  paths[noCluster] = endless;
  deadlines.fill(0, 0, n);
  deadlines.fill(Number.POSITIVE_INFINITY, n);
  return { own: new Float64Array(k), others: new Float64Array(k) };
}

/** Adds the steps of the centroids, lengths k, to the paths. */
export function addSteps({ paths }: Arena, { own, others }: Paths, steps: Float64Array): void {
  let longest = 0;
  for (const [c, step] of steps.entries()) if (step > steps[longest]) longest = c;
  let second = 0;
  for (const [c, step] of steps.entries()) if (c !== longest) second = Math.max(second, step);
  for (const [c, step] of steps.entries()) {
    own[c] += step * share + crumb;
    others[c] += (c === longest ? second : steps[longest]) * share + crumb;
    paths[c] = own[c] + others[c];
  }
}
