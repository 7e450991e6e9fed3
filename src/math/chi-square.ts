import { poissonProbability } from "./poisson-probability.ts";
import { regularizedGamma } from "./regularized-gamma.ts";

/**
 * Chance that a chi-square with `df` degrees of freedom is at or above x; relative error about 1e-13 far into the tail.
 *
 * @throws RangeError unless x ≥ 0 and df > 0
 *
 * @example
 * chiSquareUpperTail(3.841458820694124, 1); // 0.05
 */
export function chiSquareUpperTail(x: number, df: number): number {
  return regularizedGamma(df / 2, x / 2).upper;
}

/**
 * Distribution function of the noncentral chi-square: the chance of a value at or below x. A Poisson mixture of central
 * ones,
 *
 *     Σⱼ Poisson(j; λ/2) · P(df/2 + j, x/2)
 *
 * summed from its largest weight outwards, O(√λ) steps. Absolute error below 1e-12.
 *
 * @param noncentrality λ ≥ 0; 0 is the central distribution
 * @throws RangeError unless x ≥ 0, df > 0 and λ ≥ 0
 * @see Benton & Krishnamoorthy (2003), Computing discrete mixtures of continuous distributions, Computational
 *   Statistics & Data Analysis 43, 249–267
 */
export function noncentralChiSquareCdf(x: number, df: number, noncentrality: number): number {
  if (!(noncentrality >= 0)) throw new RangeError(`noncentralChiSquareCdf: λ is at least 0, got ${noncentrality}`);
  const half = noncentrality / 2;
  const middle = Math.floor(half);
  const centre = df / 2 + middle;
  const start = regularizedGamma(centre, x / 2).lower;
  if (half === 0 || x === 0) return start;

  // Neighbouring terms follow from P(a + 1, y) = P(a, y) − yᵃ e⁻ʸ / Γ(a + 1).
  const negligible = 1e-17;
  const weight = poissonProbability(middle, half);
  const step = poissonProbability(centre, x / 2);
  let sum = weight * start;

  let w = weight;
  let p = start;
  let s = step;
  for (let j = middle + 1; w > negligible && p > negligible; j++) {
    p -= s;
    s *= x / 2 / (df / 2 + j);
    w *= half / j;
    sum += w * Math.max(0, p);
  }

  w = weight;
  p = start;
  s = step;
  for (let j = middle; j > 0 && w > negligible; j--) {
    s *= (df / 2 + j) / (x / 2);
    p += s;
    w *= j / half;
    sum += w * Math.min(1, p);
  }
  return Math.min(1, sum);
}

/**
 * Interval of the noncentrality λ of a chi-square that came out as x: the λ between those under which x would be the
 * upper and the lower (1 − confidence)/2 quantile. An end that no λ ≥ 0 reaches is 0, as Steiger proposes.
 *
 * @param confidence in (0, 1)
 * @see Smithson (2003), Confidence Intervals, Sage; Steiger (2004), Beyond the F test, Psychological Methods 9, 164–182
 */
export function noncentralityInterval(x: number, df: number, confidence = 0.95): [lo: number, hi: number] {
  const tail = (1 - confidence) / 2;
  return [noncentralityAt(x, df, 1 - tail), noncentralityAt(x, df, tail)];
}

/** The λ under which x is the quantile of `share`: the distribution function falls as λ grows. */
function noncentralityAt(x: number, df: number, share: number): number {
  if (noncentralChiSquareCdf(x, df, 0) <= share) return 0;
  let lo = 0;
  let hi = x + df;
  while (noncentralChiSquareCdf(x, df, hi) > share) hi *= 2;
  while (hi - lo > 1e-12 * hi) {
    const middle = (lo + hi) / 2;
    if (noncentralChiSquareCdf(x, df, middle) > share) lo = middle;
    else hi = middle;
  }
  return (lo + hi) / 2;
}
