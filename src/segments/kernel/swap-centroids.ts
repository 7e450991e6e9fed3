import type { Random } from "../../math/random.ts";
import { type Arena, blockRows } from "./arena.ts";
import { centroidsOf, setTiles } from "./centroids.ts";
import type { Crew } from "./crew.ts";
import { type LloydOptions, type LloydResult, lloyd } from "./lloyd.ts";
import { drawRows, together, tryRows } from "./seed-rows.ts";

/** Swaps in a row that may fail, in turns over the centroids from the least missed on. */
const mostFailures = 8;
/** What a swap has to gain, as a share of the inertia. */
const gain = 1e-6;

/** Where a search ended. */
export interface Outcome {
  readonly inertia: number;
  /** k × d. */
  readonly centroids: Float64Array;
}

/**
 * Takes away the centroid that is missed least, puts one where it lowers the inertia most, and iterates; again and again, as
 * long as that pays. Gets out of the usual trap of Lloyd's iterations, two centroids in one clump and one in two, in less
 * time than another start takes.
 *
 * A centroid is missed by as much as the squared distances of its rows to the next nearest are larger. The new one is the
 * best of eight rows, drawn with a chance proportional to the squared distance to the nearest centroid that is left.
 *
 * @param arena laid for seeding, as `lloyd` left it; left at any of the outcomes
 * @param fit what `lloyd` said
 * @see Fränti (2018), Efficiency of random swap clustering, Journal of Big Data 5
 */
export async function swapCentroids(
  crew: Crew,
  arena: Arena,
  fit: LloydResult,
  random: Random,
  options: LloydOptions,
): Promise<Outcome> {
  const { d, k, stride, rows } = arena;
  const weighted = options.weighted === true;
  let best: Outcome = { inertia: fit.inertia, centroids: centroidsOf(arena) };
  let seen = await lookAround(crew, arena, weighted);
  for (let failures = 0; failures < mostFailures; ) {
    const out = seen.leastMissed[failures % k];
    const sums = takeAway(arena, seen, out, weighted);
    if (sums.every((sum) => sum === 0)) break;
    const candidates = drawRows(arena, sums, together, random, weighted);
    const row = candidates[(await tryRows(crew, arena, candidates, weighted)).best];
    const start = best.centroids.slice();
    start.set(rows.subarray(row * stride, row * stride + d), out * d);
    const { inertia } = await lloyd(crew, arena, start, options);
    if (inertia < best.inertia * (1 - gain)) {
      best = { inertia, centroids: centroidsOf(arena) };
      seen = await lookAround(crew, arena, weighted);
      failures = 0;
    } else failures++;
  }
  return best;
}

/** Rows with their two nearest centroids, and the centroids from the one that is missed least. */
interface Surroundings {
  readonly labels: Uint8Array;
  readonly nearest: Float32Array;
  readonly second: Float32Array;
  readonly leastMissed: readonly number[];
}

async function lookAround(crew: Crew, arena: Arena, weighted: boolean): Promise<Surroundings> {
  const { n, k, weights } = arena;
  setTiles(arena);
  await crew.run(arena, "place");
  const [labels, nearest, second] = [arena.labels.slice(0, n), arena.nearest.slice(0, n), arena.second.slice(0, n)];
  const missed = new Float64Array(k);
  for (let i = 0; i < n; i++) missed[labels[i]] += (second[i] - nearest[i]) * (weighted ? weights[i] : 1);
  return { labels, nearest, second, leastMissed: [...missed.keys()].sort((a, b) => missed[a] - missed[b] || a - b) };
}

/** Sets `nearest` as it is without one centroid; its sums by block. */
function takeAway(
  { n, blocks, nearest, weights }: Arena,
  seen: Surroundings,
  out: number,
  weighted: boolean,
): Float64Array {
  const sums = new Float64Array(blocks);
  for (let i = 0; i < n; i++) {
    nearest[i] = seen.labels[i] === out ? seen.second[i] : seen.nearest[i];
    sums[Math.floor(i / blockRows)] += nearest[i] * (weighted ? weights[i] : 1);
  }
  return sums;
}
