import { poissonProbability } from "./poisson-probability.ts";

/**
 * The incomplete gamma functions as shares of Γ(a): lower P(a, x) = ∫₀ˣ tᵃ⁻¹ e⁻ᵗ dt / Γ(a), and upper Q = 1 − P. Both
 * are given, because a small one cannot be had from 1 minus the other. Relative error of the smaller about 1e-13.
 *
 * A power series below x = a + 1, Legendre's continued fraction above; O(√a) steps where x is close to a.
 *
 * @param a above 0
 * @param x at least 0
 * @throws RangeError otherwise
 * @see Press et al. (2007), Numerical Recipes, 3rd edition, section 6.2; Lentz (1976), Applied Optics 15, 668–671
 *
 * @example
 * regularizedGamma(1, 2); // { lower: 1 − e⁻², upper: e⁻² }
 */
export function regularizedGamma(a: number, x: number): { readonly lower: number; readonly upper: number } {
  if (!(a > 0 && x >= 0)) throw new RangeError(`regularizedGamma: a is above 0 and x at least 0, got ${a} and ${x}`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };

  const first = poissonProbability(a, x);
  if (x < a + 1) {
    const lower = first * powerSeries(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = first * a * continuedFraction(a, x);
  return { lower: 1 - upper, upper };
}

/** 1 + x/(a+1) + x²/((a+1)(a+2)) + … */
function powerSeries(a: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** 1/(x+1−a − 1(1−a)/(x+3−a − 2(2−a)/(x+5−a − …))), by the modified method of Lentz. */
function continuedFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let value = d;
  for (let n = 1; ; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / notZero(numerator * d + b);
    c = notZero(b + numerator / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) return value;
  }
}

function notZero(value: number): number {
  return Math.abs(value) < Number.MIN_VALUE * 1e16 ? Number.MIN_VALUE * 1e16 : value;
}
