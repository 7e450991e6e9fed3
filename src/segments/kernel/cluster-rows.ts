import { createRandom } from "../../math/random.ts";
import { checkpoint, type Waiting } from "../checkpoint.ts";
import { type Arena, mostClusters } from "./arena.ts";
import { centroidsOf, setCentroids, setTiles } from "./centroids.ts";
import { coarsenRows } from "./coarse.ts";
import type { Crew } from "./crew.ts";
import { type LloydResult, lloyd, sumOfBlocks } from "./lloyd.ts";
import { polish } from "./polish.ts";
import { seedRows } from "./seed-rows.ts";
import { type Outcome, swapCentroids } from "./swap-centroids.ts";

/** Rows for each cluster, and altogether, that starts are tried on at most; more only see the best of them. */
const startRowsEach = 1024;
const mostStartRows = 16_384;
const fewestStartRows = 4096;
/** Different outcomes of starts on a sample that are compared on all rows at most. */
const mostDifferent = 4;
/** Outcomes of starts whose inertias differ by less than this share are the same. */
const sameInertia = 1e-4;
/** Those that are worse by more than this share on the sample are not better on all rows. */
const hopeless = 0.01;
/** Rows up to which every start is polished, and not the best one alone. */
const polishedRows = 2048;
/** Rounds of the polish: as many as it takes (a few are usual), or one where single rows hardly count. */
const rounds = { few: 50, many: 1 };
/** Random stream of the sample. */
const sampleStream = 0x5a;
/** Random stream of the swaps. */
const swapStream = 0x5b;

export interface ClusterOptions {
  /** Random starts; the best one of all starts is kept. */
  readonly restarts: number;
  readonly seed: number;
  /** Centroids to start from as well, k × d each, in the coordinates of the prepared rows; none unless given. */
  readonly init?: readonly Float64Array[];
  readonly maxIterations: number;
  /** Squared steps of all centroids together that count as standing still. */
  readonly tolerance: number;
  /** Whether centroids that are hardly missed are tried elsewhere, once there was a random start; see swap-centroids.ts. */
  readonly swapped: boolean;
  /** Whether single rows are moved afterwards; see polish.ts. */
  readonly polished: boolean;
  readonly weighted?: boolean;
  /** Sum of the squared norms of the rows, by weight; see `LloydOptions`. */
  readonly squares?: number;
}

export interface ClusteredRows extends LloydResult {
  /** Other outcomes of starts, k × d each, the best of them first. */
  readonly rivals: readonly Float64Array[];
}

/** An outcome of a start with what was said of it; those of swaps have none. */
interface Attempt extends Outcome {
  readonly fit?: LloydResult;
}

/** Rows that starts of k clusters are tried on. */
export function startRows(k: number): number {
  return Math.max(fewestStartRows, Math.min(startRowsEach * k, mostStartRows));
}

/**
 * k-means with restarts: each random start is spread out (greedy k-means++); these and the given ones are iterated on 1,024
 * rows for each cluster (4,096 to 16,384), evenly taken from all; from the outcome that is best on all rows, Lloyd's iterations and the polish go over
 * all of them. Up to 2,048 rows, every start is polished. Without random starts, the given ones are iterated on all rows.
 *
 * Leaves centroids and labels in the arena; clusters may be empty where fewer rows differ.
 *
 * @param arena prepared rows; laid for seeding when there are no more than that, and random starts
 * @throws RangeError with more than 254 clusters, or no start
 */
export async function clusterRows(
  crew: Crew,
  arena: Arena,
  options: ClusterOptions,
  { signal, onProgress }: Waiting = {},
): Promise<ClusteredRows> {
  const { k, n } = arena;
  const { restarts, seed, init = [], swapped, polished, weighted = false } = options;
  if (restarts + init.length === 0) throw new RangeError(`k-means: there is nothing to start ${k} clusters from`);
  if (k > mostClusters) throw new RangeError(`k-means: ${k} clusters are more than ${mostClusters}`);
  const once = { ...options, weighted, signal };
  const isWhole = arena.seeded || restarts === 0;
  const { sample, squares } = isWhole
    ? { sample: arena, squares: options.squares }
    : await sampleOf(crew, arena, seed, weighted);
  const tries = { ...once, squares };
  const tried: Attempt[] = [];
  const attempt = async (start: Float64Array) => {
    const started = await lloyd(crew, sample, start, tries);
    const fit = polished && n <= polishedRows ? await polish(crew, sample, started, rounds.few, tries) : started;
    tried.push({ inertia: fit.inertia, centroids: centroidsOf(sample), fit });
    onProgress?.((0.7 * tried.length) / (restarts + init.length));
  };
  for (let restart = 0; restart < restarts; restart++) {
    await checkpoint(signal);
    const rows = await seedRows(crew, sample, k, createRandom(seed, restart), weighted);
    await attempt(coordinatesOf(sample, rows));
  }
  for (const start of init) await attempt(start);
  let inArena = sample === arena ? tried.at(-1) : undefined;
  tried.sort((a, b) => a.inertia - b.inertia);
  if (swapped && restarts > 0) {
    const found = await lloyd(crew, sample, tried[0].centroids, { ...tries, maxIterations: 0 });
    const better = await swapCentroids(crew, sample, found, createRandom(seed, swapStream), tries);
    if (better.inertia < tried[0].inertia) tried.unshift(better);
    inArena = undefined;
  }
  if (sample !== arena) crew.clear(sample);
  const different = tried.filter(({ inertia }, at) => at === 0 || inertia > tried[at - 1].inertia * (1 + sameInertia));
  const near = different.filter(({ inertia }) => inertia <= tried[0].inertia * (1 + hopeless));
  const few = (sample === arena ? different : near).slice(0, mostDifferent);
  const [best, ...others] = sample === arena ? few : await compareOnAll(crew, arena, few, once);
  const rivals = others.map(({ centroids }) => centroids);
  // What was tried last still stands in the arena.
  const standing = best === inArena ? inArena.fit : undefined;
  const fit = standing ?? (await lloyd(crew, arena, best.centroids, once));
  onProgress?.(polished ? 0.9 : 1);
  if (!polished) return { ...fit, rivals };
  const finished = await polish(crew, arena, fit, sample === arena ? rounds.few : rounds.many, once);
  onProgress?.(1);
  return { ...finished, rivals };
}

/**
 * Outcomes by their inertia on all rows. Ways to cut customers that are nearly as good as each other change places from one
 * sample to the next, so they are compared on everybody, at the cost of one pass each that assigns nobody.
 */
async function compareOnAll(
  crew: Crew,
  arena: Arena,
  outcomes: readonly Outcome[],
  { weighted }: { readonly weighted: boolean },
): Promise<readonly Outcome[]> {
  if (outcomes.length === 1) return outcomes;
  const onAll: Outcome[] = [];
  for (const { centroids } of outcomes) {
    setCentroids(arena, centroids);
    setTiles(arena);
    await crew.run(arena, "place", { weighted });
    onAll.push({ inertia: sumOfBlocks(arena), centroids });
  }
  return onAll.sort((a, b) => a.inertia - b.inertia);
}

/** One row out of each of equally long stretches of rows, and their squares. */
async function sampleOf(
  crew: Crew,
  arena: Arena,
  seed: number,
  weighted: boolean,
): Promise<{ readonly sample: Arena; readonly squares: number }> {
  const { n, d, k, stride, rows, norms, weights } = arena;
  const m = startRows(k);
  const sample = crew.lay({ n: m, d, k, seeded: true });
  const random = createRandom(seed, sampleStream);
  let squares = 0;
  for (let i = 0; i < m; i++) {
    const from = Math.floor((i * n) / m);
    const row = from + random.below(Math.floor(((i + 1) * n) / m) - from);
    for (let j = 0; j < stride; j++) {
      const x = rows[row * stride + j];
      sample.rows[i * stride + j] = x;
      squares += x * x * (weighted ? weights[row] : 1);
    }
    sample.norms[i] = norms[row];
    sample.weights[i] = weights[row];
  }
  await coarsenRows(crew, sample, largest(sample.rows), largest(sample.norms));
  return { sample, squares };
}

function largest(values: Float32Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return most;
}

/** Rows as a start; the last one again where there are fewer than k. */
function coordinatesOf({ d, k, stride, rows }: Arena, chosen: readonly number[]): Float64Array {
  const start = new Float64Array(k * d);
  for (let c = 0; c < k; c++) {
    const row = chosen[Math.min(c, chosen.length - 1)];
    start.set(rows.subarray(row * stride, row * stride + d), c * d);
  }
  return start;
}
