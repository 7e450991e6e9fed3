import type { Random } from "../src/math/random.ts";

/** Poisson deviate; multiplies uniforms (Knuth), so the cost grows with the mean, and a mean above 700 underflows. */
export function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count++;
  return count;
}

/**
 * Gamma deviate with scale 1 and the given shape ≥ 1.
 *
 * @see Marsaglia & Tsang (2000), A simple method for generating gamma variables, ACM TOMS 26
 */
export function gamma(random: Random, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    // 1 − next() is in (0, 1], whose logarithm is finite.
    if (v > 0 && Math.log(1 - random.next()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Student's t deviate of degrees > 2, scaled to have variance 1. */
export function studentT(random: Random, degrees: number): number {
  return random.normal() * Math.sqrt((degrees - 2) / (2 * gamma(random, degrees / 2)));
}

/** Exponential deviate. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random.next());
}

/** Running sums of weights, scaled to end at 1: the form `pick` reads. */
export function cumulative(weights: readonly number[]): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return Float64Array.from(weights, (weight) => {
    sum += weight;
    return sum / total;
  });
}

/** Index drawn with the probabilities behind `sums`; linear in their number. */
export function pick(random: Random, sums: Float64Array): number {
  const u = random.next();
  const last = sums.length - 1;
  let index = 0;
  while (index < last && u >= sums[index]) index++;
  return index;
}
