import type { Random } from "../../math/random.ts";
import { type Arena, blockRows } from "./arena.ts";
import { clearTiles, setTile } from "./centroids.ts";
import type { Crew } from "./crew.ts";

/** Candidates that are tried together at most: a tile. */
export const together = 8;

/**
 * Starting centroids, spread out (greedy k-means++): each next one is drawn with a chance proportional to the squared
 * distance of a row to the nearest one so far; of 2 + ⌊ln k⌋ such draws the one that lowers the inertia most is taken.
 *
 * Costs k passes over the rows, each looking at all draws at once.
 *
 * @param arena prepared rows, laid for seeding
 * @param k centroids wanted
 * @returns rows of k different centroids, or of all different ones when there are fewer
 * @see Arthur & Vassilvitskii (2007), k-means++: the advantages of careful seeding, SODA
 */
export async function seedRows(
  crew: Crew,
  arena: Arena,
  k: number,
  random: Random,
  weighted = false,
): Promise<number[]> {
  const { n, nearest } = arena;
  const draws = Math.min(together, 2 + Math.floor(Math.log(k)));
  nearest.fill(Number.POSITIVE_INFINITY);
  const first = weighted ? drawByWeight(arena, random) : random.below(n);
  let tried = await tryRows(crew, arena, [first], weighted);
  const chosen = [first];
  while (chosen.length < k && tried.sums.some((sum) => sum > 0)) {
    await crew.run(arena, "keep", { chosen: tried.best });
    const candidates = drawRows(arena, tried.sums, draws, random, weighted);
    tried = await tryRows(crew, arena, candidates, weighted);
    chosen.push(candidates[tried.best]);
  }
  return chosen;
}

/** What came of looking at several rows at once as the next centroid. */
export interface TriedRows {
  /** Place of the row that lowers the inertia most. */
  readonly best: number;
  /** Squared distances to the nearest centroid with that row among them, added up by block. */
  readonly sums: Float64Array;
}

/** Looks at up to eight rows as one more centroid beside those that `arena.nearest` is about, in one pass. */
export async function tryRows(
  crew: Crew,
  arena: Arena,
  candidates: readonly number[],
  weighted: boolean,
): Promise<TriedRows> {
  const { rows, stride, parts, partWidth, blocks } = arena;
  clearTiles(arena);
  for (const [c, row] of candidates.entries()) setTile(arena, c, rows.subarray(row * stride, (row + 1) * stride));
  await crew.run(arena, "trial", { weighted });
  const totals = candidates.map((_, c) => {
    let total = 0;
    for (let block = 0; block < blocks; block++) total += parts[block * partWidth + c];
    return total;
  });
  const best = totals.indexOf(Math.min(...totals));
  return { best, sums: Float64Array.from({ length: blocks }, (_, block) => parts[block * partWidth + best]) };
}

/** Rows drawn with a chance proportional to their `nearest`, by weight; at most eight. */
export function drawRows(
  arena: Arena,
  blockSums: Float64Array,
  count: number,
  random: Random,
  weighted: boolean,
): number[] {
  return Array.from({ length: Math.min(count, together) }, () => draw(arena, blockSums, random, weighted));
}

/** First a block is drawn, then a row within. */
function draw({ n, nearest, weights }: Arena, blockSums: Float64Array, random: Random, weighted: boolean): number {
  const total = blockSums.reduce((sum, of) => sum + of, 0);
  let left = random.next() * total;
  let block = 0;
  while (block < blockSums.length - 1 && left >= blockSums[block]) left -= blockSums[block++];
  // Rounding can leave a crumb after the last row that has a chance.
  let last = block * blockRows;
  for (let i = block * blockRows; i < Math.min(n, (block + 1) * blockRows); i++) {
    const chance = nearest[i] * (weighted ? weights[i] : 1);
    if (chance === 0) continue;
    last = i;
    left -= chance;
    if (left < 0) break;
  }
  return last;
}

function drawByWeight({ n, weights }: Arena, random: Random): number {
  let total = 0;
  for (let i = 0; i < n; i++) total += weights[i];
  let left = random.below(total);
  for (let i = 0; i < n; i++) {
    left -= weights[i];
    if (left < 0) return i;
  }
  return n - 1;
}
