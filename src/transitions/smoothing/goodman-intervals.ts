import { chiSquareQuantile } from "../../math/chi-square-quantile.ts";
import { rowTotal } from "../estimate-transitions.ts";
import type { CellIntervals } from "./posterior-intervals.ts";

/**
 * Goodman's simultaneous intervals: all k probabilities of a row lie within theirs together. Score intervals at a level
 * divided by k.
 *
 * @param counts k × k, row-major
 * @param confidence share of rows in which all intervals hold the truth, at least, in (0, 1)
 * @returns [0, 1] in a row without counts
 * @see Goodman (1965), On simultaneous confidence intervals for multinomial proportions, Technometrics 7, 247–254
 */
export function goodmanIntervals(counts: Float64Array, k: number, confidence = 0.95): CellIntervals {
  const level = chiSquareQuantile(1 - (1 - confidence) / k, 1);
  const [lo, hi] = [new Float64Array(k * k), new Float64Array(k * k).fill(1)];
  for (let from = 0; from < k; from++) {
    const n = rowTotal(counts, from, k);
    if (n === 0) continue;
    for (let cell = from * k; cell < (from + 1) * k; cell++) {
      const count = counts[cell];
      const reach = Math.sqrt(level * (level + (4 * count * (n - count)) / n));
      // At the ends rounding would leave a bound of either sign.
      lo[cell] = count === 0 ? 0 : (level + 2 * count - reach) / (2 * (n + level));
      hi[cell] = count === n ? 1 : (level + 2 * count + reach) / (2 * (n + level));
    }
  }
  return { lo, hi };
}
