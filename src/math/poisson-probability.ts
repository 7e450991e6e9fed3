import { gammaln } from "simple-statistics";
import { stirlingError } from "./stirling-error.ts";

/**
 * λˣ e^−λ / Γ(x + 1): the chance of x events when λ are expected, for whole and broken x alike. Relative error about
 * 1e-14 for every size of x and λ: logarithms of large factorials, which cancel, are never subtracted.
 *
 * @param x at least 0
 * @param mean λ, above 0
 * @see Loader (2000), Fast and accurate computation of binomial probabilities
 *
 * @example
 * poissonProbability(2, 3); // 0.2240418…, 9/2 · e^−3
 */
export function poissonProbability(x: number, mean: number): number {
  if (x < 16) return Math.exp(x * Math.log(mean) - mean - gammaln(x + 1));
  return Math.exp(-stirlingError(x) - deviance(x, mean)) / Math.sqrt(2 * Math.PI * x);
}

/** x ln(x/λ) + λ − x, by its series where x and λ are close and the difference would lose its digits. */
function deviance(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const ratio = (x - mean) / (x + mean);
  let sum = (x - mean) * ratio;
  let power = 2 * x * ratio;
  for (let odd = 3; ; odd += 2) {
    power *= ratio * ratio;
    const next = sum + power / odd;
    if (next === sum) return sum;
    sum = next;
  }
}
