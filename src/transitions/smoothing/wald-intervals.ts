import { normalQuantile } from "../../math/normal-quantile.ts";
import { rowTotal } from "../estimate-transitions.ts";
import type { CellIntervals } from "./posterior-intervals.ts";

/**
 * Wald intervals count/n ± z √count/n, clipped to [0, 1], with the standard error that R's markovchain prints: that of a
 * Poisson count. They have no width where the count is 0, and hold the truth too rarely near 0 and 1: here for comparison
 * with other programs; Wilson's and posterior intervals are what is published.
 *
 * @param counts k × k, row-major
 * @returns NaN in a row without counts
 * @see Brown, Cai & DasGupta (2001), Interval estimation for a binomial proportion, Statistical Science 16, 101–133
 */
export function waldIntervals(counts: Float64Array, k: number, confidence = 0.95): CellIntervals {
  const z = normalQuantile((1 + confidence) / 2);
  const [lo, hi] = [new Float64Array(k * k), new Float64Array(k * k)];
  for (let from = 0; from < k; from++) {
    const total = rowTotal(counts, from, k);
    for (let cell = from * k; cell < (from + 1) * k; cell++) {
      const reach = (z * Math.sqrt(counts[cell])) / total;
      lo[cell] = Math.max(0, counts[cell] / total - reach);
      hi[cell] = Math.min(1, counts[cell] / total + reach);
    }
  }
  return { lo, hi };
}
