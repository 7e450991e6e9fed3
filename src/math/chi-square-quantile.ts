import { regularizedGamma } from "./regularized-gamma.ts";

/**
 * Quantile of the chi-square with `df` degrees of freedom: the x at or below which lies `share` of it. Bisection of the
 * tail that is the smaller one, to the last digits of a double; about 60 evaluations of the incomplete gamma function.
 *
 * @param share in [0, 1]; 0 gives 0 and 1 gives +∞
 * @param df above 0
 * @throws RangeError otherwise
 *
 * @example
 * chiSquareQuantile(0.95, 1); // 3.841458820694124
 */
export function chiSquareQuantile(share: number, df: number): number {
  if (!(share >= 0 && share <= 1 && df > 0)) {
    throw new RangeError(`chiSquareQuantile: a share within [0, 1] and df above 0, got ${share} and ${df}`);
  }
  if (share === 1) return Number.POSITIVE_INFINITY;
  const isBelow = (x: number) => {
    const { lower, upper } = regularizedGamma(df / 2, x / 2);
    return share < 0.5 ? lower < share : upper > 1 - share;
  };

  let lo = 0;
  let hi = df;
  while (isBelow(hi)) hi *= 2;
  for (;;) {
    const middle = lo + (hi - lo) / 2;
    if (middle <= lo || middle >= hi) return middle;
    if (isBelow(middle)) lo = middle;
    else hi = middle;
  }
}
