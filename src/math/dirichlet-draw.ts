import { logGammaDraw } from "./gamma-draw.ts";
import type { Random } from "./random.ts";

/**
 * Shares drawn from a Dirichlet distribution: gamma deviates over their sum, in logarithms, so that very small
 * parameters give one share of about 1 and not 0/0. O(k).
 *
 * @param alpha length k, at least 0, not all 0; a parameter of 0 gives a share of 0
 * @param shares filled with shares that sum to 1, length k; may be `alpha` itself
 * @throws RangeError if lengths differ, or no parameter is above 0
 *
 * @example
 * dirichletDraw(createRandom(1), Float64Array.of(2, 0, 5), new Float64Array(3)); // about 2/7, 0, 5/7
 */
export function dirichletDraw(random: Random, alpha: Float64Array, shares: Float64Array): Float64Array {
  if (alpha.length !== shares.length) {
    throw new RangeError(`dirichletDraw: ${alpha.length} parameters for ${shares.length} shares`);
  }
  let largest = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < alpha.length; j++) {
    shares[j] = alpha[j] > 0 ? logGammaDraw(random, alpha[j]) : Number.NEGATIVE_INFINITY;
    largest = Math.max(largest, shares[j]);
  }
  if (!(largest > Number.NEGATIVE_INFINITY)) throw new RangeError("dirichletDraw: no parameter is above 0");
  let sum = 0;
  for (let j = 0; j < shares.length; j++) {
    shares[j] = Math.exp(shares[j] - largest);
    sum += shares[j];
  }
  for (let j = 0; j < shares.length; j++) shares[j] /= sum;
  return shares;
}
