import { regularizedBeta } from "./regularized-beta.ts";

/**
 * Chance that Fisher's F is at or above f; relative error about 1e-13 far into the tail.
 *
 * @param f at least 0; at infinity the chance is 0
 * @param over degrees of freedom of the numerator, above 0, whole or not
 * @param under degrees of freedom of the denominator, above 0, whole or not
 * @throws RangeError otherwise
 * @see Abramowitz & Stegun (1964), Handbook of mathematical functions, 26.6.2
 *
 * @example
 * fUpperTail(3, 2, 2); // 1/4
 */
export function fUpperTail(f: number, over: number, under: number): number {
  if (!(f >= 0 && over > 0 && under > 0)) {
    throw new RangeError(`fUpperTail: f is at least 0 and degrees of freedom above 0, got ${f}, ${over} and ${under}`);
  }
  if (over * f === Number.POSITIVE_INFINITY) return 0;
  const whole = under + over * f;
  return regularizedBeta(under / 2, over / 2, under / whole, (over * f) / whole).lower;
}
