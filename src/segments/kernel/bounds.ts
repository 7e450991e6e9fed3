import { type Arena, noCluster } from "./arena.ts";

/** A path longer than any deadline, so that rows without a cluster are looked at. */
const endless = 3e38;
/** What roundings can add to the length of a step. */
const share = 1 + 1e-6;
const crumb = 1e-7;

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
export function startPaths({ paths, pathLengths, deadlines, n }: Arena): void {
  pathLengths.fill(0);
  paths.fill(0);
  paths[noCluster] = endless;
  deadlines.fill(0, 0, n);
  deadlines.fill(Number.POSITIVE_INFINITY, n);
}

/** Adds the steps of the centroids, lengths k, to the paths: the own one, and the longest of any other. */
export function addSteps({ paths, pathLengths }: Arena, steps: Float64Array): void {
  let longest = 0;
  for (const [c, step] of steps.entries()) if (step > steps[longest]) longest = c;
  let second = 0;
  for (const [c, step] of steps.entries()) if (c !== longest) second = Math.max(second, step);
  for (const [c, step] of steps.entries()) {
    pathLengths[c] += (step + (c === longest ? second : steps[longest])) * share + 2 * crumb;
    paths[c] = pathLengths[c];
  }
}
