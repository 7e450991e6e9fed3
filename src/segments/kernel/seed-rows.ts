import type { Random } from "../../math/random.ts";
import { type Arena, blockRows } from "./arena.ts";
import { clearTiles, setTile } from "./centroids.ts";
import type { Crew } from "./crew.ts";

/** Candidates that are tried together at most: a tile. */
const together = 8;

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
  const { n, rows, stride, nearest, parts, partWidth, blocks } = arena;
  const draws = Math.min(together, 2 + Math.floor(Math.log(k)));
  nearest.fill(Number.POSITIVE_INFINITY);
  /** Sums of `nearest` by block. */
  const blockSums = new Float64Array(blocks);
  const take = async (candidates: readonly number[]) => {
    clearTiles(arena);
    for (const [c, row] of candidates.entries()) setTile(arena, c, rows.subarray(row * stride, (row + 1) * stride));
    await crew.run(arena, "trial", { weighted });
    const totals = candidates.map((_, c) => {
      let total = 0;
      for (let block = 0; block < blocks; block++) total += parts[block * partWidth + c];
      return total;
    });
    const best = totals.indexOf(Math.min(...totals));
    for (let block = 0; block < blocks; block++) blockSums[block] = parts[block * partWidth + best];
    await crew.run(arena, "keep", { chosen: best });
    return candidates[best];
  };

  const first = weighted ? drawByWeight(arena, random) : random.below(n);
  const chosen = [await take([first])];
  while (chosen.length < k && blockSums.some((sum) => sum > 0)) {
    const candidates = Array.from({ length: draws }, () => draw(arena, blockSums, random, weighted));
    chosen.push(await take(candidates));
  }
  return chosen;
}

/** A row drawn with a chance proportional to its `nearest`, by weight: first its block, then the row within. */
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
