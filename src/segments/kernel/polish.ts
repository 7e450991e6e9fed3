import type { Arena } from "./arena.ts";
import { setTiles } from "./centroids.ts";
import type { Crew } from "./crew.ts";
import { type LloydOptions, type LloydResult, lloyd } from "./lloyd.ts";

/** Squared distances of the kernel are differences of squares; a row is looked at exactly when it comes this near. */
const doubt = 1e-3;

/**
 * Up to some rounds, moves single rows to another cluster as long as that lowers the inertia, and goes on with Lloyd's iterations from there,
 * until neither changes anything: partitions that Lloyd's iterations cannot leave are often improved.
 *
 * A move pays when n_b/(n_b + 1)·|x − c_b|² < n_a/(n_a − 1)·|x − c_a|², since both centroids move along. Only rows whose
 * nearest and second-nearest centroid leave that open are looked at, in their order, exactly and with the centroids as
 * they are by then.
 *
 * @param fit what `lloyd` left in the arena
 * @see Hartigan & Wong (1979), Algorithm AS 136: a k-means clustering algorithm, Applied Statistics 28
 */
export async function polish(
  crew: Crew,
  arena: Arena,
  fit: LloydResult,
  rounds: number,
  options: LloydOptions,
): Promise<LloydResult> {
  const { k } = arena;
  let best = fit;
  for (let round = 0; round < rounds && k > 1; round++) {
    setTiles(arena);
    await crew.run(arena, "place");
    if (!moveRows(arena, options.weighted === true)) break;
    const next = await lloyd(crew, arena, null, options);
    const isBetter = next.inertia < best.inertia;
    best = { ...next, iterations: best.iterations + next.iterations, evaluated: best.evaluated + next.evaluated };
    if (!isBetter) break;
  }
  return best;
}

/** One pass of moves over the rows that may pay, in labels and sums. Whether any moved. */
function moveRows(arena: Arena, weighted: boolean): boolean {
  const { n, k, stride, rows, labels, weights, nearest, second, deadlines } = arena;
  const [sums] = arena.sums;
  const [counts] = arena.counts;
  const means = arena.centroids.slice();
  const sizes = new Float64Array(k);
  for (let i = 0; i < n; i++) sizes[labels[i]] += weighted ? weights[i] : 1;
  const inhabited = sizes.filter((size) => size > 0);
  const fewest = Math.min(...inhabited);
  const easiest = fewest / (fewest + 1);
  let moved = false;
  for (let i = 0; i < n; i++) {
    const weight = weighted ? weights[i] : 1;
    const from = labels[i];
    if (weight === 0 || sizes[from] <= weight) continue;
    const harder = sizes[from] / (sizes[from] - weight);
    if (second[i] * easiest > nearest[i] * harder * (1 + doubt) + doubt * doubt) continue;
    const saved = squaredTo(arena, i, means, from) * harder;
    let to = from;
    let least = saved * (1 - 1e-9); // rounding alone must not move a row to and fro
    for (let c = 0; c < k; c++) {
      if (c === from || sizes[c] === 0) continue;
      const added = (squaredTo(arena, i, means, c) * sizes[c]) / (sizes[c] + weight);
      if (added < least) {
        least = added;
        to = c;
      }
    }
    if (to === from) continue;
    for (let j = 0; j < stride; j++) {
      const x = rows[i * stride + j];
      means[from * stride + j] += ((means[from * stride + j] - x) * weight) / (sizes[from] - weight);
      means[to * stride + j] += ((x - means[to * stride + j]) * weight) / (sizes[to] + weight);
      sums[from * stride + j] -= weight * x;
      sums[to * stride + j] += weight * x;
    }
    sizes[from] -= weight;
    sizes[to] += weight;
    counts[from] -= weight;
    counts[to] += weight;
    labels[i] = to;
    deadlines[i] = 0;
    moved = true;
  }
  return moved;
}

function squaredTo({ rows, stride }: Arena, i: number, means: Float64Array, c: number): number {
  let squared = 0;
  for (let j = 0; j < stride; j++) squared += (rows[i * stride + j] - means[c * stride + j]) ** 2;
  return squared;
}
