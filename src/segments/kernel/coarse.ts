import type { Arena } from "./arena.ts";
import type { Crew } from "./crew.ts";
import { placeInTiles } from "./twin.ts";

/** A score that no real centroid has, far from what 32 bits cannot hold. */
const neverWhole = -(2 ** 30);
const largestWhole = 32_767;
/** Roundings of a number in f32, as a share of it. */
const rounding = 2 ** -24;

/**
 * Scores in whole numbers of 16 bits take half as long as in f32, and mostly suffice: with rows x and centroids c rounded to
 * multiples of 1/s, a score x·c − |c|²/2 is off by no more than
 *
 *     e = √d/(2s) · (|x| + |c|) + (d/4 + 1)/s² + roundings of f32
 *
 * by Cauchy and Schwarz. Where the two best scores are more than 2e apart, the best one is the best one; where they are
 * not, the row is looked at again exactly. So labels are the same, whatever is coarse.
 *
 * This rounds the rows, once they are prepared.
 *
 * @param widest largest number of the rows, without its sign
 * @param longest largest norm of a row, squared
 */
export async function coarsenRows(crew: Crew, arena: Arena, widest: number, longest: number): Promise<void> {
  const { coarseFacts } = arena;
  coarseFacts.fill(0);
  if (crew.kind === "twin" || !(widest > 0)) return;
  // No number may pass 16 bits, and no score 30.
  const most = Math.min(largestWhole / widest, 2 ** 15 / (1.3 * Math.sqrt(longest)));
  const s = 2 ** Math.min(15, Math.floor(Math.log2(most)));
  coarseFacts[4] = s;
  coarseFacts[5] = Math.sqrt(longest);
  await crew.run(arena, "coarsen");
}

/** Writes the centroids as whole numbers, and what their scores can be off by. Whether coarse scores can be used. */
export function setCoarseTiles(arena: Arena): boolean {
  const { centroids, coarseTiles, coarseHalves, coarseFacts, d, k, stride } = arena;
  const [, , , , s, longestRow] = coarseFacts;
  if (s === 0) return false;
  coarseTiles.fill(0);
  coarseHalves.fill(neverWhole);
  let longest = 0;
  for (let c = 0; c < k; c++) {
    const { at, step } = placeInTiles(c, arena);
    // Two dimensions of a centroid stand together: in place of one number of f32 there are two of 16 bits.
    const first = at - (c % 8) + (c % 8) * 2;
    let squared = 0;
    for (let j = 0; j < stride; j++) {
      const coordinate = centroids[c * stride + j];
      const whole = Math.round(coordinate * s);
      if (Math.abs(whole) > largestWhole) return false;
      coarseTiles[first + Math.floor(j / 2) * step * 2 + (j % 2)] = whole;
      squared += coordinate * coordinate;
    }
    coarseHalves[c] = -Math.round((squared / 2) * s * s);
    longest = Math.max(longest, Math.sqrt(squared));
  }
  if ((longestRow * longest + longest ** 2 / 2) * s * s >= -neverWhole) return false;
  const byLength = Math.sqrt(d) / (2 * s);
  const bySquare = (stride + 4) * rounding;
  coarseFacts[0] = 1 / s ** 2;
  coarseFacts[1] = byLength * (1 + 1e-5);
  coarseFacts[2] = bySquare;
  coarseFacts[3] = byLength * longest * (1 + 1e-5) + (d / 4 + 1) / s ** 2 + bySquare * longest ** 2;
  return true;
}
