import type { Arena } from "./arena.ts";
import { coarsenRows } from "./coarse.ts";
import type { Crew } from "./crew.ts";
import { mostWeight } from "./grid.ts";
import { sumOfBlocks } from "./lloyd.ts";

/** How rows are put into the coordinates that the kernel works in. */
export interface Preparation {
  /** What is multiplied with after centring, length d; 1 for each column when left out. */
  readonly scale?: Float64Array;
  readonly weighted?: boolean;
}

/** Rows ready for k-means. */
export interface PreparedRows {
  /** What was taken off each column, length d; prepared = (row − centre) · scale, rounded to a multiple of 2⁻²⁰. */
  readonly centre: Float64Array;
  readonly scale: Float64Array;
  /** Sum of the squared norms of the prepared rows, by weight. */
  readonly squares: number;
  /** Mean of the variances of the prepared columns; tolerances are shares of it. */
  readonly variance: number;
  /** Sum of the weights. */
  readonly weight: number;
  /** Numbers cut at ±32. */
  readonly cut: number;
}

/**
 * Centres the rows of an arena in place, scales them, rounds them to the grid and takes their norms: two passes.
 *
 * @throws RangeError when a number is not finite, naming row and column, or weights are negative or too large together
 */
export async function prepareRows(
  crew: Crew,
  arena: Arena,
  { scale, weighted = false }: Preparation = {},
): Promise<PreparedRows> {
  const { d, stride, weights } = arena;
  if (weighted) checkWeights(weights);
  await crew.run(arena, "sum", { weighted });
  const weight = sumOfBlocks(arena, stride);
  arena.centre.fill(0);
  arena.scale.fill(1);
  for (let j = 0; j < d; j++) arena.centre[j] = sumOfBlocks(arena, j) / weight;
  if (scale !== undefined) arena.scale.set(scale);
  if (arena.centre.some((mean) => !Number.isFinite(mean))) throw notFinite(arena);
  await crew.run(arena, "prepare", { weighted });
  if (!Number.isFinite(sumOfBlocks(arena))) throw notFinite(arena);
  await coarsenRows(crew, arena, greatest(arena, 4), greatest(arena, 3));
  const squares = sumOfBlocks(arena, 1);
  return {
    centre: Float64Array.from(arena.centre.subarray(0, d)),
    scale: Float64Array.from(arena.scale.subarray(0, d)),
    squares,
    variance: squares / weight / d,
    weight,
    cut: sumOfBlocks(arena, 2),
  };
}

/** The greatest of a number that blocks left. */
function greatest({ parts, blocks, partWidth }: Arena, number: number): number {
  let most = 0;
  for (let block = 0; block < blocks; block++) most = Math.max(most, parts[block * partWidth + number]);
  return most;
}

function checkWeights(weights: Int32Array) {
  let sum = 0;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row];
    if (weight < 0)
      throw new RangeError(`k-means: row ${row} has the weight ${weight}; weights are whole numbers from 0 on`);
    sum += weight;
  }
  if (sum === 0) throw new RangeError("k-means: all weights are 0, so there is nothing to cluster");
  if (sum > mostWeight) throw new RangeError(`k-means: the weights add up to ${sum}, more than 2^27`);
}

function notFinite({ rows, stride, d }: Arena): RangeError {
  for (const [at, value] of rows.entries()) {
    if (Number.isFinite(value) || at % stride >= d) continue;
    return new RangeError(
      `k-means: row ${Math.floor(at / stride)}, column ${at % stride} is ${value}; expected a finite number`,
    );
  }
  return new RangeError("k-means: the numbers are too large to add up");
}
