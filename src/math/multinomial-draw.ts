import { binomialDraw } from "./binomial-draw.ts";
import type { Random } from "./random.ts";

/**
 * How many of n fall into each of k classes: one binomial number after the other, each among those that are left. O(k).
 *
 * @param trials n, a whole number
 * @param chances of the classes, length k, at least 0, summing to 1
 * @param counts filled with whole numbers that sum to n, length k
 * @throws RangeError if lengths differ, no chance is above 0, or `trials` is no whole number
 *
 * @example
 * multinomialDraw(createRandom(1), 10, Float64Array.of(0.5, 0, 0.5), new Float64Array(3)); // about 5, 0, 5
 */
export function multinomialDraw(
  random: Random,
  trials: number,
  chances: Float64Array,
  counts: Float64Array,
): Float64Array {
  if (chances.length !== counts.length) {
    throw new RangeError(`multinomialDraw: ${chances.length} chances for ${counts.length} counts`);
  }
  if (!(Number.isInteger(trials) && trials >= 0)) {
    throw new RangeError(`multinomialDraw: trials are a whole number, got ${trials}`);
  }
  const last = chances.findLastIndex((chance) => chance > 0);
  if (last < 0) throw new RangeError("multinomialDraw: no chance is above 0");
  counts.fill(0);
  let left = trials;
  let used = 0;
  for (let j = 0; j < last && left > 0; j++) {
    if (chances[j] === 0) continue;
    // Rounding may use up the whole before the last class.
    counts[j] = binomialDraw(random, left, chances[j] / Math.max(1 - used, chances[j]));
    left -= counts[j];
    used += chances[j];
  }
  counts[last] = left;
  return counts;
}
