import type { Moments } from "./moments.ts";

/**
 * Cohen's d: the difference of two means in units of the pooled standard deviation,
 *
 *     d = (mean of a − mean of b) / √((nₐ·sdₐ² + n_b·sd_b²) / (nₐ + n_b − 2)).
 *
 * About .2 is called small, .5 medium and .8 large. Money has tails that stretch the standard deviation: `cliffsDelta`
 * does not depend on them.
 *
 * @returns positive where a is higher; ±∞ where neither group is spread but their means differ; NaN where a group has no
 *   values, both have one, or all values are equal
 * @see Cohen (1988), Statistical power analysis for the behavioral sciences, chapter 2
 *
 * @example
 * cohensD(moments(Float64Array.of(1, 3)), moments(Float64Array.of(5, 7))); // −4 / √2
 */
export function cohensD(a: Moments, b: Moments): number {
  if (Math.min(a.min, b.min) === Math.max(a.max, b.max)) return Number.NaN;
  const pooled = (squaresOf(a) + squaresOf(b)) / (a.count + b.count - 2);
  return (a.mean - b.mean) / Math.sqrt(pooled);
}

/** Sum of squared deviations; of equal values 0, where their mean may be off by a rounding error. */
function squaresOf({ count, min, max, sd }: Moments): number {
  return min === max ? 0 : count * sd ** 2;
}
