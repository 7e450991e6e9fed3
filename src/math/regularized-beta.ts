import { poissonProbability } from "./poisson-probability.ts";

/**
 * The incomplete beta functions as shares of B(a, b): lower I_x(a, b) = ∫₀ˣ tᵃ⁻¹ (1 − t)ᵇ⁻¹ dt / B(a, b), and upper
 * 1 − I_x. Both are given, because a small one cannot be had from 1 minus the other. Relative error of the smaller about
 * 1e-13.
 *
 * The even part of the continued fraction, on the side of x where it converges fast; O(√max(a, b)) steps where x is
 * close to a/(a + b).
 *
 * @param a above 0
 * @param b above 0
 * @param x in 0…1
 * @param rest 1 − x, for who knows it to more digits than that difference keeps
 * @throws RangeError otherwise
 * @see Didonato & Morris (1992), Algorithm 708, ACM TOMS 18, 360–373, for the fraction; Loader (2000), Fast and accurate
 *   computation of binomial probabilities, for the factor before it
 *
 * @example
 * regularizedBeta(2, 1, 0.5); // { lower: 1/4, upper: 3/4 }
 */
export function regularizedBeta(
  a: number,
  b: number,
  x: number,
  rest = 1 - x,
): { readonly lower: number; readonly upper: number } {
  if (!(a > 0 && b > 0 && x >= 0 && rest >= 0)) {
    throw new RangeError(`regularizedBeta: a and b are above 0 and x in 0…1, got ${a}, ${b} and ${x}`);
  }
  if (x === 0) return { lower: 0, upper: 1 };
  if (rest === 0) return { lower: 1, upper: 0 };

  if (a * rest >= b * x) {
    const lower = betaPower(a, b, x, rest) / continuedFraction(a, b, x, rest);
    return { lower, upper: 1 - lower };
  }
  const upper = betaPower(b, a, rest, x) / continuedFraction(b, a, rest, x);
  return { lower: 1 - upper, upper };
}

/**
 * xᵃ (1 − x)ᵇ / B(a, b), the beta density times x(1 − x), from the probability of a successes in a + b trials as three of
 * Poisson.
 *
 * @param a above 0
 * @param b above 0
 * @param x in (0, 1)
 * @param rest 1 − x
 */
export function betaPower(a: number, b: number, x: number, rest: number): number {
  const n = a + b;
  const [successes, failures] = [poissonProbability(a, n * x), poissonProbability(b, n * rest)];
  return (successes / poissonProbability(n, n)) * failures * a * (b / n);
}

/** β₀ + α₁/(β₁ + α₂/(β₂ + …)), by the modified method of Lentz. */
function continuedFraction(a: number, b: number, x: number, rest: number): number {
  const partial = (m: number) =>
    m + (m * (b - m) * x) / (a + 2 * m - 1) + ((a + m) * (a * rest - b * x + 1 + m * (1 + rest))) / (a + 2 * m + 1);
  let value = (a * (a * rest - b * x + 1)) / (a + 1);
  let c = value;
  let d = 0;
  for (let m = 1; ; m++) {
    const numerator = (((a + m - 1) * (a + b + m - 1)) / (a + 2 * m - 1) ** 2) * m * (b - m) * x * x;
    const denominator = partial(m);
    d = 1 / notZero(denominator + numerator * d);
    c = notZero(denominator + numerator / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) return value;
  }
}

function notZero(value: number): number {
  return Math.abs(value) < Number.MIN_VALUE * 1e16 ? Number.MIN_VALUE * 1e16 : value;
}
