import type { ClusteringEngine, KMeans, KMeansOptions, Patience } from "../clustering-engine.ts";
import { thorough } from "../clustering-engine.ts";
import { type Points, takePoints } from "../points.ts";
import type { Arena, ArenaShape } from "./arena.ts";
import { centroidsOf } from "./centroids.ts";
import { clusterRows, startRows } from "./cluster-rows.ts";
import { covariances } from "./covariances.ts";
import type { Crew } from "./crew.ts";
import { limit } from "./grid.ts";
import { type PreparedRows, prepareRows } from "./prepare-rows.ts";

/** k-means and covariances by the kernel: points are copied into an arena, and clusters out of it, one call after another. */
export function kernelEngine(crew: Crew): ClusteringEngine {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work, work);
    last = done.catch(() => {});
    return done;
  };
  return {
    name: "kernel",
    mostPoints: 5_000_000,
    fitKMeans: (points, k, { restarts, seed, init = [], patience = thorough, weights }, waiting) =>
      inTurn(() => {
        const seeded = restarts > 0 && points.n <= startRows(k);
        return withRows(crew, points, { k, seeded }, weights, async (arena, prepared) => {
          const given = init.filter(({ n, d }) => n === k && d === points.d).map((start) => inside(start, prepared));
          const weighted = weights !== undefined;
          const options = { restarts, seed, init: given, ...scaled(patience, prepared), weighted };
          const { inertia, rivals } = await clusterRows(crew, arena, options, waiting);
          return { ...clustersOf(arena, prepared, inertia), rivals: rivals.map((rival) => outside(rival, prepared)) };
        });
      }),
    covariances: (points) =>
      inTurn(() =>
        withRows(crew, points, { k: 1, correlated: true }, undefined, async (arena, { scale }) => {
          const found = await covariances(crew, arena);
          return found.map((row) => row.map((value) => value / scale[0] ** 2));
        }),
      ),
    close: crew.close,
  };
}

/** Tolerances are squared lengths; all columns have one scale. */
function scaled(
  { tolerance, ...patience }: Patience,
  { scale, squares }: PreparedRows,
): Patience & { squares: number } {
  return { ...patience, tolerance: tolerance * (scale[0] ?? 1) ** 2, squares };
}

/** Puts points into an arena, scaled by a power of two if they would not fit, for as long as a piece of work takes. */
async function withRows<T>(
  crew: Crew,
  { n, d, values }: Points,
  shape: Omit<ArenaShape, "n" | "d" | "threads">,
  weights: KMeansOptions["weights"],
  work: (arena: Arena, prepared: PreparedRows) => Promise<T>,
): Promise<T> {
  const arena = crew.lay({ n, d, ...shape });
  try {
    const { rows, stride } = arena;
    for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) rows[i * stride + j] = values[i * d + j];
    if (weights !== undefined) arena.weights.set(weights);
    const scale = new Float64Array(d).fill(fittingScale(values, n, d));
    const prepared = await prepareRows(crew, arena, { scale, weighted: weights !== undefined });
    return await work(arena, prepared);
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

/** What is in an arena, in the coordinates of the points, without clusters that nothing is in. */
function clustersOf({ n, d, k, labels, ...arena }: Arena, prepared: PreparedRows, inertia: number): KMeans {
  const isInhabited = new Uint8Array(k);
  for (let i = 0; i < n; i++) isInhabited[labels[i]] = 1;
  const inhabited = Int32Array.from(isInhabited.keys()).filter((c) => isInhabited[c] === 1);
  const renumbered = Int32Array.from(isInhabited.keys(), (c) => inhabited.indexOf(c));
  const labelled = new Int32Array(n);
  for (let i = 0; i < n; i++) labelled[i] = renumbered[labels[i]];
  const centroids = takePoints(outside(centroidsOf({ d, k, ...arena }), prepared), inhabited);
  return { centroids, labels: labelled, inertia: inertia / (prepared.scale[0] ?? 1) ** 2 };
}

/** Points as centroids, k × d, in the coordinates of prepared rows. */
function inside({ d, values }: Points, { centre, scale }: PreparedRows): Float64Array {
  return values.map((value, at) => (value - centre[at % d]) * scale[at % d]);
}

/** Centroids, k × d, in the coordinates of the points. */
function outside(centroids: Float64Array, { centre, scale }: PreparedRows): Points {
  const d = centre.length;
  const values = centroids.map((value, at) => value / scale[at % d] + centre[at % d]);
  return { n: d === 0 ? 1 : values.length / d, d, values };
}
