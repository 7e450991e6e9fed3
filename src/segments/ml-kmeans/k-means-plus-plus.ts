import type { Random } from "../../math/random.ts";
import { type Points, squaredDistance, takePoints } from "../points.ts";

/**
 * Starting centroids for k-means, spread out: each next one is drawn with a chance proportional to its squared distance
 * to those already chosen; of a few such draws the one that lowers the inertia most is taken.
 *
 * Runs in O(n·k·log k·d).
 *
 * @param points at least one
 * @returns k different points, or all different ones when there are fewer
 * @see Arthur & Vassilvitskii (2007), k-means++: the advantages of careful seeding, SODA
 */
export function kMeansPlusPlus(points: Points, k: number, random: Random): Points {
  const { n, d, values } = points;
  const trials = 2 + Math.floor(Math.log(k));
  const chosen = [random.below(n)];
  const potential = new Float64Array(n);
  for (let i = 0; i < n; i++) potential[i] = squaredDistance(values, i * d, values, chosen[0] * d, d);

  let best = new Float64Array(n);
  let candidate = new Float64Array(n);
  while (chosen.length < k) {
    const total = sum(potential);
    if (total === 0) break; // every point coincides with a chosen one
    let bestRow = -1;
    let bestTotal = Number.POSITIVE_INFINITY;
    for (let trial = 0; trial < trials; trial++) {
      const row = draw(potential, total, random);
      let candidateTotal = 0;
      for (let i = 0; i < n; i++) {
        const distance = squaredDistance(values, i * d, values, row * d, d);
        candidate[i] = Math.min(distance, potential[i]);
        candidateTotal += candidate[i];
      }
      if (candidateTotal < bestTotal) {
        bestTotal = candidateTotal;
        bestRow = row;
        [best, candidate] = [candidate, best];
      }
    }
    chosen.push(bestRow);
    potential.set(best);
  }
  return takePoints(points, Int32Array.from(chosen));
}

/** A row drawn with chances proportional to the weights. */
function draw(weights: Float64Array, total: number, random: Random): number {
  let left = random.next() * total;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    left -= weights[i];
    if (left < 0) return i;
  }
  return last; // rounding can leave a crumb after the last weight
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
