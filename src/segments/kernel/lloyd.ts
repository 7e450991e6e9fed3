import { checkpoint } from "../checkpoint.ts";
import { type Arena, noCluster } from "./arena.ts";
import { addSteps, startPaths } from "./bounds.ts";
import { setCentroids, setMeans, setTiles } from "./centroids.ts";
import { setCoarseTiles } from "./coarse.ts";
import type { Crew } from "./crew.ts";
import { farthestRow } from "./farthest-row.ts";

/** Rows that are passed over between two chances for timers and signals: some ten milliseconds. */
const rowsBetweenCheckpoints = 2 ** 20;
/** Share of the squares below which their difference is mostly rounding. */
const hardlyAny = 1e-6;

/** When to stop. */
export interface LloydOptions {
  readonly maxIterations: number;
  /** Squared steps of all centroids together that count as standing still; 0 goes on until no row moves. */
  readonly tolerance: number;
  readonly weighted?: boolean;
  /** Sum of the squared norms of the rows by weight, as `prepareRows` found it; unless given, one pass more goes over the rows. */
  readonly squares?: number;
  /** Whether rows that cannot have changed are passed over; the result is the same. */
  readonly bounded?: boolean;
  readonly signal?: AbortSignal;
}

export interface LloydResult {
  /** Sum of the squared distances to the own centroid, by weight. */
  readonly inertia: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Clusters that ran empty, once for each time; they start again from the row that is farthest from its centroid. */
  readonly emptied: number;
  /** Rows whose distances were worked out, over all iterations. */
  readonly evaluated: number;
}

/**
 * Lloyd's iterations from given centroids. Leaves the centroids in `arena.centroids`, and in `arena.labels` the nearest one
 * of each row.
 *
 * Every pass costs n·k·d at most, later ones a part of it, since rows that cannot have changed are passed over. Any number
 * of threads, with bounds or without, gives the same bits.
 *
 * @param arena prepared rows, n ≥ 1
 * @param start k × d, row-major, in the coordinates of the prepared rows; null goes on from where the arena stands: labels
 *   and sums may have been changed together since, where the row's deadline was taken away as well
 * @throws the reason of the signal when it is aborted
 * @see Lloyd (1982), Least squares quantization in PCM, IEEE Transactions on Information Theory 28
 */
export async function lloyd(
  crew: Crew,
  arena: Arena,
  start: Float64Array | null,
  options: LloydOptions,
): Promise<LloydResult> {
  const { k, stride, centroids, counters } = arena;
  const { maxIterations, tolerance, signal, weighted = false, bounded = true } = options;
  for (const own of counters) own.fill(0);
  if (start !== null) {
    setCentroids(arena, start);
    arena.labels.fill(noCluster);
    for (const own of [...arena.sums, ...arena.counts]) own.fill(0);
    startPaths(arena);
  }
  const moved = () => counters.reduce((sum, own) => sum + own[1], 0);
  const before = new Float64Array(centroids.length);
  const steps = new Float64Array(k);

  const assign = async () => {
    setTiles(arena);
    await crew.run(arena, "assign", { bounded, weighted, coarse: bounded && setCoarseTiles(arena) });
  };

  let iterations = 0;
  let unchecked = 0;
  let emptied = 0;
  let converged = false;
  while (iterations < maxIterations && !converged) {
    iterations++;
    const movedBefore = moved();
    const isResumed = start === null && iterations === 1;
    if (!isResumed) await assign();
    unchecked += arena.n;
    if (unchecked >= rowsBetweenCheckpoints || signal?.aborted) {
      await checkpoint(signal);
      unchecked = 0;
    }
    const refilled = fillEmpty(arena, weighted);
    emptied += refilled;
    before.set(centroids);
    setMeans(arena);
    let squares = 0;
    for (let c = 0; c < k; c++) {
      let squared = 0;
      for (let j = c * stride; j < (c + 1) * stride; j++) squared += (centroids[j] - before[j]) ** 2;
      steps[c] = Math.sqrt(squared);
      squares += squared;
    }
    addSteps(arena, steps);
    converged = refilled === 0 && (squares <= tolerance || (moved() === movedBefore && !isResumed));
  }
  // The last step of the centroids may have changed who is nearest.
  await assign();
  return {
    inertia: await inertiaOf(crew, arena, options),
    iterations,
    converged,
    emptied,
    evaluated: counters.reduce((sum, own) => sum + own[0], 0),
  };
}

/**
 * Sum of the squared distances of the rows to their own centroids, by weight: the squares of the rows less what the sums of
 * the clusters say, Σ|x|² − Σ (2·m·S − n·|m|²); where little is left of them, from all rows.
 */
async function inertiaOf(crew: Crew, arena: Arena, { squares, weighted = false }: LloydOptions): Promise<number> {
  const { k, stride, centroids, sums, counts } = arena;
  if (squares !== undefined) {
    let explained = 0;
    for (let c = 0; c < k; c++) {
      let size = 0;
      for (const own of counts) size += own[c];
      for (let j = c * stride; j < (c + 1) * stride; j++) {
        let sum = 0;
        for (const own of sums) sum += own[j];
        explained += centroids[j] * (2 * sum - size * centroids[j]);
      }
    }
    if (squares - explained > hardlyAny * squares) return squares - explained;
  }
  await crew.run(arena, "inertia", { weighted });
  return sumOfBlocks(arena);
}

/** The first number that blocks left, added up in their order. */
export function sumOfBlocks({ parts, blocks, partWidth }: Arena, number = 0): number {
  let sum = 0;
  for (let block = 0; block < blocks; block++) sum += parts[block * partWidth + number];
  return sum;
}

/** Puts the row that is farthest from its centroid into each cluster that ran empty, as scikit-learn does. */
function fillEmpty(arena: Arena, weighted: boolean): number {
  const { k, stride, rows, labels, deadlines, weights, sums, counts } = arena;
  let refilled = 0;
  for (let c = 0; c < k; c++) {
    if (counts.some((own) => own[c] !== 0) && counts.reduce((sum, own) => sum + own[c], 0) > 0) continue;
    const row = farthestRow(arena, weighted);
    if (row === undefined) continue;
    const weight = weighted ? weights[row] : 1;
    const from = labels[row];
    for (let j = 0; j < stride; j++) {
      sums[0][from * stride + j] -= weight * rows[row * stride + j];
      sums[0][c * stride + j] += weight * rows[row * stride + j];
    }
    counts[0][from] -= weight;
    counts[0][c] += weight;
    labels[row] = c;
    deadlines[row] = 0;
    refilled++;
  }
  return refilled;
}
