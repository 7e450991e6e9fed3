import { regularizedBeta } from "./regularized-beta.ts";

/**
 * Quantile of the beta distribution: the x at or below which lies `share` of it. Bisection of the tail that is the
 * smaller one, of exponents first and then of digits, to the last digit of a double; about 65 evaluations of the
 * incomplete beta function.
 *
 * @param share in [0, 1]; 0 gives 0 and 1 gives 1
 * @param a above 0
 * @param b above 0
 * @throws RangeError otherwise
 *
 * @example
 * betaQuantile(0.25, 2, 1); // √0.25
 */
export function betaQuantile(share: number, a: number, b: number): number {
  if (!(share >= 0 && share <= 1 && a > 0 && b > 0)) {
    throw new RangeError(`betaQuantile: a share within [0, 1], a and b above 0, got ${share}, ${a} and ${b}`);
  }
  if (share === 0 || share === 1) return share;
  const isBelow = (x: number) => {
    const { lower, upper } = regularizedBeta(a, b, x);
    return share < 0.5 ? lower < share : upper > 1 - share;
  };

  let lo = Number.MIN_VALUE;
  let hi = 1;
  if (!isBelow(lo)) return 0;
  for (;;) {
    const middle = hi > 2 * lo ? Math.sqrt(lo) * Math.sqrt(hi) : lo + (hi - lo) / 2;
    if (middle <= lo || middle >= hi) return hi;
    if (isBelow(middle)) lo = middle;
    else hi = middle;
  }
}
