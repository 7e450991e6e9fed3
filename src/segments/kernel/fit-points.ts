import type { Waiting } from "../checkpoint.ts";
import type { KMeans, Patience } from "../k-means.ts";
import { type Points, sizesOf } from "../points.ts";
import type { Arena } from "./arena.ts";
import { type ClusterOptions, clusterRows } from "./cluster-rows.ts";
import type { Crew } from "./crew.ts";
import { limit } from "./grid.ts";
import { type LloydResult, lloyd } from "./lloyd.ts";
import { type PreparedRows, prepareRows } from "./prepare-rows.ts";

/** k-means with restarts over points, by the kernel; see clusterRows. */
export async function clusterPoints(
  crew: Crew,
  points: Points,
  k: number,
  { restarts, seed, patience }: Pick<ClusterOptions, "restarts" | "seed"> & { readonly patience: Patience },
  waiting: Waiting = {},
): Promise<KMeans> {
  return withRows(crew, points, k, async (arena, { scale }) =>
    clusterRows(crew, arena, { restarts, seed, ...scaled(patience, scale[0]) }, waiting),
  );
}

/** Lloyd's iterations over points from given centroids, by the kernel; see lloyd. */
export async function iteratePoints(crew: Crew, points: Points, start: Points, patience: Patience): Promise<KMeans> {
  return withRows(crew, points, start.n, async (arena, { centre, scale }) => {
    const { d } = start;
    const moved = start.values.map((value, at) => (value - centre[at % d]) * scale[at % d]);
    return lloyd(crew, arena, moved, scaled(patience, scale[0]));
  });
}

/** Tolerances are squared lengths. */
function scaled({ maxIterations, tolerance }: Patience, scale: number): Patience {
  return { maxIterations, tolerance: tolerance * scale * scale };
}

/** Puts points into an arena, scaled by a power of two if they would not fit, and takes the clusters out again. */
async function withRows(
  crew: Crew,
  { n, d, values }: Points,
  k: number,
  cluster: (arena: Arena, prepared: PreparedRows) => Promise<LloydResult>,
): Promise<KMeans> {
  const arena = crew.lay({ n, d, k });
  try {
    for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) arena.rows[i * arena.stride + j] = values[i * d + j];
    const factor = fittingScale(values, n, d);
    const prepared = await prepareRows(crew, arena, { scale: new Float64Array(d).fill(factor) });
    const { inertia } = await cluster(arena, prepared);
    return { ...clustersOf(arena, prepared), inertia: inertia / (factor * factor) };
  } finally {
    crew.clear(arena);
  }
}

/** The largest power of two up to 1 with which no number, once centred, is beyond the limit of the kernel. */
function fittingScale(values: Float64Array, n: number, d: number): number {
  let widest = 0;
  for (let j = 0; j < d; j++) {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < n; i++) {
      const value = values[i * d + j];
      if (value < least) least = value;
      if (value > most) most = value;
    }
    widest = Math.max(widest, most - least);
  }
  return widest < limit ? 1 : 2 ** -Math.ceil(Math.log2(widest / limit) + 1e-9);
}

/** Centroids in the coordinates of the points, and labels, without clusters that nothing is in. */
function clustersOf({ n, d, k, stride, labels, centroids }: Arena, { centre, scale }: PreparedRows) {
  const numbers = Int32Array.from(labels.subarray(0, n));
  const sizes = sizesOf(numbers, k);
  const inhabited = [...sizes.keys()].filter((c) => sizes[c] > 0);
  const values = new Float64Array(inhabited.length * d);
  for (const [at, c] of inhabited.entries()) {
    for (let j = 0; j < d; j++) values[at * d + j] = centroids[c * stride + j] / scale[j] + centre[j];
  }
  const renumbered = Int32Array.from({ length: k }, (_, c) => inhabited.indexOf(c));
  return { centroids: { n: inhabited.length, d, values }, labels: numbers.map((c) => renumbered[c]) };
}
