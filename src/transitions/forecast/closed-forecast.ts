import { normalQuantile } from "../../math/normal-quantile.ts";
import type { MarkovChain } from "../chain/markov-chain.ts";
import { matrixPower } from "../chain/matrix-power.ts";

/** Sizes of states some windows ahead, without inflow and with probabilities taken as known. */
export interface ClosedForecast {
  /** Expected customers in each state, length k. */
  readonly mean: Float64Array;
  /** Standard deviation of the customers in each state, length k. */
  readonly sd: Float64Array;
  /** Covariance of the sizes, k × k, row-major; rows sum to 0, as nobody leaves the population. */
  readonly covariance: Float64Array;
  /** Ends of the normal interval of each size, length k, within 0…all customers. */
  readonly lo: Float64Array;
  readonly hi: Float64Array;
}

/**
 * What moving by chance makes of known sizes: everyone moves for themselves, so the customers of each state spread over
 * Pʰ as a multinomial, and means and covariances add up over the states of the start. O(k³).
 *
 * @param sizes customers in each state now, length k
 * @param windows h, whole, at least 0
 * @param confidence of each interval, in (0, 1)
 * @throws RangeError if there are not k sizes, or h is no number of windows
 * @see Bartholomew (1982), Stochastic Models for Social Processes, chapter 3
 */
export function forecastClosed(
  sizes: Float64Array,
  chain: MarkovChain,
  windows: number,
  confidence = 0.95,
): ClosedForecast {
  const { k } = chain;
  if (sizes.length !== k) throw new RangeError(`forecastClosed: ${sizes.length} sizes for ${k} states`);
  const moves = matrixPower(chain, windows);
  const mean = new Float64Array(k);
  const covariance = new Float64Array(k * k);
  for (let from = 0; from < k; from++) {
    const row = moves.subarray(from * k, (from + 1) * k);
    for (let a = 0; a < k; a++) {
      mean[a] += sizes[from] * row[a];
      for (let b = 0; b < k; b++) covariance[a * k + b] += sizes[from] * ((a === b ? row[a] : 0) - row[a] * row[b]);
    }
  }
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const z = normalQuantile((1 + confidence) / 2);
  // Rounding may leave a variance below 0 where nobody can move.
  const sd = mean.map((_, state) => Math.sqrt(Math.max(0, covariance[state * (k + 1)])));
  return {
    ...{ mean, sd, covariance },
    lo: mean.map((expected, state) => Math.max(0, expected - z * sd[state])),
    hi: mean.map((expected, state) => Math.min(all, expected + z * sd[state])),
  };
}
