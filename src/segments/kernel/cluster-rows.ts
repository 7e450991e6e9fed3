import { createRandom } from "../../math/random.ts";
import type { Waiting } from "../checkpoint.ts";
import { type Arena, mostClusters } from "./arena.ts";
import { coarsenRows } from "./coarse.ts";
import type { Crew } from "./crew.ts";
import { type LloydResult, lloyd } from "./lloyd.ts";
import { polish } from "./polish.ts";
import { seedRows } from "./seed-rows.ts";

/** Rows that starts are tried on; more only see the best of them. */
const sampledRows = 16_384;
/** Rounds of the polish: as many as it takes (a few are usual), or one where single rows hardly count. */
const rounds = { few: 50, many: 1 };
/** Random stream of the sample. */
const sampleStream = 0x5a;

export interface ClusterOptions {
  /** Random starts; the best one is kept. */
  readonly restarts: number;
  readonly seed: number;
  readonly maxIterations: number;
  /** Squared steps of all centroids together that count as standing still. */
  readonly tolerance: number;
  readonly weighted?: boolean;
}

/**
 * k-means with restarts: each start is spread out (greedy k-means++), iterated and polished on up to 16,384 rows, evenly
 * taken from all; from the best one, Lloyd's iterations and the polish go over all rows. With no more rows than that, every
 * start sees them all.
 *
 * Leaves centroids and labels in the arena; clusters may be empty where fewer rows differ.
 *
 * @param arena prepared rows
 * @throws RangeError with more than 254 clusters
 */
export async function clusterRows(
  crew: Crew,
  arena: Arena,
  options: ClusterOptions,
  { signal, onProgress }: Waiting = {},
): Promise<LloydResult> {
  const { k, n } = arena;
  const { restarts, seed, weighted = false } = options;
  if (k > mostClusters) throw new RangeError(`k-means: ${k} clusters are more than ${mostClusters}`);
  const sample = await sampleOf(crew, arena, seed);
  const once = { ...options, weighted, signal };
  let best: { readonly inertia: number; readonly centroids: Float64Array } | undefined;
  for (let restart = 0; restart < restarts; restart++) {
    const rows = await seedRows(crew, sample, k, createRandom(seed, restart), weighted);
    const started = await lloyd(crew, sample, coordinatesOf(sample, rows), once);
    const { inertia } = n === sample.n ? await polish(crew, sample, started, rounds.few, once) : started;
    if (best === undefined || inertia < best.inertia) best = { inertia, centroids: withoutPadding(sample) };
    onProgress?.((0.7 * (restart + 1)) / restarts);
  }
  crew.clear(sample);
  const fit = await lloyd(crew, arena, best?.centroids ?? new Float64Array(0), once);
  const polished = await polish(crew, arena, fit, n === sample.n ? rounds.few : rounds.many, once);
  onProgress?.(1);
  return polished;
}

/** Every row, or one out of each of 16,384 stretches of rows. */
async function sampleOf(crew: Crew, arena: Arena, seed: number): Promise<Arena> {
  const { n, d, k, stride, rows, norms, weights } = arena;
  const m = Math.min(n, sampledRows);
  const sample = crew.lay({ n: m, d, k, seeded: true });
  const random = createRandom(seed, sampleStream);
  for (let i = 0; i < m; i++) {
    const from = Math.floor((i * n) / m);
    const row = from + random.below(Math.floor(((i + 1) * n) / m) - from);
    sample.rows.set(rows.subarray(row * stride, (row + 1) * stride), i * stride);
    sample.norms[i] = norms[row];
    sample.weights[i] = weights[row];
  }
  await coarsenRows(crew, sample, largest(sample.rows), largest(sample.norms));
  return sample;
}

function largest(values: Float32Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
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

function withoutPadding({ d, k, stride, centroids }: Arena): Float64Array {
  const values = new Float64Array(k * d);
  for (let c = 0; c < k; c++) values.set(centroids.subarray(c * stride, c * stride + d), c * d);
  return values;
}
