import { type Arena, blockRows, noCluster } from "./arena.ts";
import type { TaskName, TaskOptions } from "./crew.ts";
import { grid, limit } from "./grid.ts";

const { fround } = Math;

/** Rows whose products are added up in f32 before they are added to sums in f64. */
const shortSum = 64;
/** A score that no real centroid has: for the places of a tile that are left over. */
export const never = -3e38;

/**
 * Does a task to all rows, as the kernel does: with the same roundings in the same order, and no shortcut. It says what
 * the kernel is to compute, and stands in for it where there is no SIMD. Labels, centroids and inertia are the same.
 */
export function runTwin(arena: Arena, name: TaskName, options: TaskOptions): void {
  const doBlock = blockTasks[name];
  for (let block = 0; block < arena.blocks; block++) {
    const start = block * blockRows;
    const end = Math.min(start + blockRows, arena.n);
    doBlock(arena, block, start, end, options.weighted === true, options.chosen ?? 0);
  }
}

type BlockTask = (arena: Arena, block: number, start: number, end: number, weighted: boolean, chosen: number) => void;

const blockTasks: Readonly<Record<TaskName, BlockTask>> = {
  sum: sumBlock,
  prepare: prepareBlock,
  assign: assignBlock,
  inertia: inertiaBlock,
  place: placeBlock,
  trial: trialBlock,
  keep: keepBlock,
  covariance: covarianceBlock,
  // What is coarse is only for speed.
  coarsen: () => {},
};

/** Column sums by weight, and the sum of the weights after them. */
function sumBlock(
  { rows, stride, weights, parts, partWidth }: Arena,
  block: number,
  start: number,
  end: number,
  weighted: boolean,
) {
  const out = parts.subarray(block * partWidth, (block + 1) * partWidth).fill(0);
  for (let i = start; i < end; i++) {
    const weight = weighted ? weights[i] : 1;
    for (let j = 0; j < stride; j++) out[j] += weight * rows[i * stride + j];
    out[stride] += weight;
  }
}

/** Centres, scales, cuts and rounds rows, and takes their norms; leaves sums of norms and squares, and how many numbers were cut. */
function prepareBlock(arena: Arena, block: number, start: number, end: number, weighted: boolean) {
  const { rows, stride, weights, norms, centre, scale, parts, partWidth } = arena;
  let total = 0;
  let spread = 0;
  let cut = 0;
  let longest = 0;
  let widest = 0;
  for (let i = start; i < end; i++) {
    const lanes = [0, 0, 0, 0];
    const exact = [0, 0, 0, 0];
    for (let j = 0; j < stride; j++) {
      const x = fround(fround(rows[i * stride + j] - centre[j]) * scale[j]);
      if (Math.abs(x) > limit) cut++;
      const rounded = roundToEven(Math.max(-limit, Math.min(limit, x)) * grid) / grid;
      rows[i * stride + j] = rounded;
      widest = Math.max(widest, Math.abs(rounded));
      lanes[j % 4] = fround(lanes[j % 4] + fround(rounded * rounded));
      exact[j % 4] += rounded * rounded;
    }
    norms[i] = fround(fround(lanes[0] + lanes[1]) + fround(lanes[2] + lanes[3]));
    longest = Math.max(longest, norms[i]);
    total += norms[i];
    spread += (exact[0] + exact[2] + (exact[1] + exact[3])) * (weighted ? weights[i] : 1);
  }
  parts.set([total, spread, cut, longest, widest], block * partWidth);
}

function roundToEven(value: number): number {
  const down = Math.floor(value);
  const above = value - down;
  return above > 0.5 || (above === 0.5 && down % 2 !== 0) ? down + 1 : down;
}

/** Puts rows to the centroid with the largest score x·c − |c|²/2, the first of equal ones, and keeps sums up to date. */
function assignBlock(arena: Arena, _: number, start: number, end: number, weighted: boolean) {
  const { k, labels, weights, rows, stride } = arena;
  const [sums] = arena.sums;
  const [counts] = arena.counts;
  const [counters] = arena.counters;
  const addTimes = (i: number, cluster: number, times: number) => {
    for (let j = 0; j < stride; j++) sums[cluster * stride + j] += times * rows[i * stride + j];
    counts[cluster] += times;
  };
  for (let i = start; i < end; i++) {
    let nearest = 0;
    let best = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      const score = scoreOf(arena, i, c);
      if (score > best) {
        best = score;
        nearest = c;
      }
    }
    const before = labels[i];
    if (before === nearest) continue;
    labels[i] = nearest;
    counters[1]++;
    const weight = weighted ? weights[i] : 1;
    addTimes(i, nearest, weight);
    if (before !== noCluster) addTimes(i, before, -weight);
  }
  counters[0] += end - start;
}

/** x·c − |c|²/2 of row i and centroid c: the larger, the nearer. */
function scoreOf(arena: Arena, i: number, c: number): number {
  const { rows, stride, tiles, halfNorms } = arena;
  const { at, step } = placeInTiles(c, arena);
  let score = halfNorms[c];
  for (let j = 0; j < stride; j++) score = fround(score + fround(rows[i * stride + j] * tiles[at + j * step]));
  return score;
}

/** Squared distances to the nearest and to the second-nearest centroid, and the sum of the former by weight. */
function placeBlock(arena: Arena, block: number, start: number, end: number, weighted: boolean) {
  const { k, norms, nearest, second, weights, parts, partWidth } = arena;
  let total = 0;
  const squared = (i: number, score: number) => Math.max(0, fround(norms[i] - fround(score + score)));
  for (let i = start; i < end; i++) {
    const scores = Array.from({ length: k }, (_, c) => scoreOf(arena, i, c)).sort((a, b) => b - a);
    nearest[i] = squared(i, scores[0]);
    second[i] = squared(i, scores[1] ?? never);
    total += nearest[i] * (weighted ? weights[i] : 1);
  }
  parts[block * partWidth] = total;
}

/** What the squared distance to the nearest centroid would be with each of eight candidates, and the sums of that. */
function trialBlock(arena: Arena, block: number, start: number, end: number, weighted: boolean) {
  const { norms, nearest, trials, weights, parts, partWidth } = arena;
  const out = parts.subarray(block * partWidth, block * partWidth + 8).fill(0);
  for (let i = start; i < end; i++) {
    for (let c = 0; c < 8; c++) {
      const squared = Math.max(0, fround(fround(-2 * scoreOf(arena, i, c)) + norms[i]));
      trials[i * 8 + c] = Math.min(nearest[i], squared);
      out[c] += (weighted ? weights[i] : 1) * trials[i * 8 + c];
    }
  }
}

/** Takes one of the candidates. */
function keepBlock({ nearest, trials }: Arena, _: number, start: number, end: number, __: boolean, chosen: number) {
  for (let i = start; i < end; i++) nearest[i] = trials[i * 8 + chosen];
}

/** Sums of products of columns, in f32 for 64 rows at a time; the upper triangle in tiles of four. */
function covarianceBlock({ rows, stride, products }: Arena, block: number, start: number, end: number) {
  const out = products.subarray(block * stride * stride, (block + 1) * stride * stride).fill(0);
  for (let from = start; from < end; from += shortSum) {
    const until = Math.min(from + shortSum, end);
    for (let j = 0; j < stride; j++) {
      for (let l = j - (j % 4); l < stride; l++) {
        let sum = 0;
        for (let i = from; i < until; i++) sum = fround(sum + fround(rows[i * stride + j] * rows[i * stride + l]));
        out[j * stride + l] += sum;
      }
    }
  }
}

/** Where the first number of a centroid is in the tiles, and how far apart its numbers are. */
export function placeInTiles(c: number, { kPadded, stride }: Pick<Arena, "kPadded" | "stride">) {
  const tile = Math.floor(c / 8);
  const step = (tile + 1) * 8 <= kPadded ? 8 : 4;
  return { at: tile * 8 * stride + (c % 8), step };
}

/** Squared distances of rows to their own exact centroids, by weight. */
function inertiaBlock(arena: Arena, block: number, start: number, end: number, weighted: boolean) {
  const { rows, stride, centroids, labels, weights, parts, partWidth } = arena;
  let total = 0;
  for (let i = start; i < end; i++) {
    const lanes = [0, 0, 0, 0];
    for (let j = 0; j < stride; j++) {
      const difference = rows[i * stride + j] - centroids[labels[i] * stride + j];
      lanes[j % 4] += difference * difference;
    }
    total += (lanes[0] + lanes[2] + (lanes[1] + lanes[3])) * (weighted ? weights[i] : 1);
  }
  parts[block * partWidth] = total;
}
