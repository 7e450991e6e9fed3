import hyp2f1 from "@stdlib/math-base-special-hyp2f1";

/** Sums are brought back to 1 when they pass this, and the logarithm of what was taken out is kept. */
const tooLarge = 1e280;
/** From this size of the parameters on, the function may be larger than a double can hold. */
const largeParameter = 200;

/**
 * ln ₂F₁(a, b; c; z), the logarithm of Gauss's hypergeometric function, for parameters of any size. Relative error of the
 * function itself about 1e-13, and where a or b is large about 1e-15 times their size.
 *
 * Within the range of doubles by `@stdlib/math-base-special-hyp2f1`. Beyond, by the series, whose terms are all positive:
 * after Euler's transformation where that makes the terms smaller, and scaled whenever the sum grows too large.
 * O((a + b)z/(1 − z)) terms there.
 *
 * @param a above 0
 * @param b above 0
 * @param c above 0
 * @param z in [0, 1)
 * @throws RangeError otherwise
 * @see DLMF 15.2.1 and 15.8.1, https://dlmf.nist.gov/15
 *
 * @example
 * logHypergeometric(1, 1, 2, 0.5); // ln (2 ln 2)
 */
export function logHypergeometric(a: number, b: number, c: number, z: number): number {
  if (!(a > 0 && b > 0 && c > 0 && z >= 0 && z < 1)) {
    throw new RangeError(`logHypergeometric: a, b and c above 0 and z in [0, 1), got ${a}, ${b}, ${c} and ${z}`);
  }
  if (z === 0) return 0;
  if (Math.max(a, b, c) < largeParameter) {
    const value = hyp2f1(a, b, c, z);
    if (value > 0 && value < tooLarge) return Math.log(value);
  }
  if (c > a && c > b && a + b > c) return (c - a - b) * Math.log1p(-z) + logSeries(c - a, c - b, c, z);
  return logSeries(a, b, c, z);
}

function logSeries(a: number, b: number, c: number, z: number): number {
  let sum = 1;
  let term = 1;
  let scale = 0;
  for (let k = 0; ; k++) {
    const ratio = (((a + k) / (c + k)) * (b + k) * z) / (k + 1);
    term *= ratio;
    sum += term;
    if (sum > tooLarge) {
      scale += Math.log(sum);
      term /= sum;
      sum = 1;
    }
    // From where terms fall, the rest is less than a geometric series.
    if (ratio < 1 && term < 1e-17 * sum * (1 - Math.max(ratio, z))) return scale + Math.log(sum);
  }
}
