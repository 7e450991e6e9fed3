import type { Arena } from "./arena.ts";

/**
 * The row that is farthest from the centroid of its cluster, the first of equally far ones, among those that count and are
 * not alone in their cluster; undefined when all rows lie on their centroids. O(n·d), and seldom needed.
 */
export function farthestRow(arena: Arena, weighted: boolean): number | undefined {
  const { n, stride, rows, labels, weights, centroids, counts, k } = arena;
  const sizes = Float64Array.from({ length: k }, (_, c) => counts.reduce((sum, own) => sum + own[c], 0));
  let farthest: number | undefined;
  let most = 0;
  for (let i = 0; i < n; i++) {
    const weight = weighted ? weights[i] : 1;
    if (weight === 0 || sizes[labels[i]] <= weight) continue;
    let squared = 0;
    for (let j = 0; j < stride; j++) squared += (rows[i * stride + j] - centroids[labels[i] * stride + j]) ** 2;
    if (squared > most) {
      most = squared;
      farthest = i;
    }
  }
  return farthest;
}
