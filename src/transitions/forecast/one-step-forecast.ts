import type { PosteriorMoments } from "../smoothing/transition-posterior.ts";

/** Sizes of states one window ahead, with the doubt about the probabilities. */
export interface OneStepForecast {
  /** Expected customers in each state, length k. */
  readonly mean: Float64Array;
  /** Standard deviation from moving by chance and from not knowing the probabilities, length k. */
  readonly sd: Float64Array;
  /** The same with the posterior means taken as known. */
  readonly sdOfProcess: Float64Array;
}

/**
 * One window ahead in closed form. With chance p, of posterior mean m and variance v, the n customers of an origin give
 *
 *     n (m (1 − m) − v)  +  n² v
 *
 * to the variance of a destination: what moving varies, and what p does, which all of them share. For a Dirichlet row of
 * parameters that sum to A this is the Dirichlet-multinomial n m (1 − m)(n + A)/(1 + A). O(k²).
 *
 * @param sizes customers in each state now, length k
 * @param posterior moments of the probabilities, k × k
 * @throws RangeError if there are not k sizes
 */
export function forecastOneStep(sizes: Float64Array, { mean: m, variance: v }: PosteriorMoments): OneStepForecast {
  const k = sizes.length;
  if (m.length !== k * k) throw new RangeError(`forecastOneStep: ${k} sizes for ${m.length} probabilities`);
  const mean = new Float64Array(k);
  const variance = new Float64Array(k);
  const ofProcess = new Float64Array(k);
  for (let from = 0; from < k; from++) {
    for (let to = 0; to < k; to++) {
      const cell = from * k + to;
      const n = sizes[from];
      mean[to] += n * m[cell];
      ofProcess[to] += n * m[cell] * (1 - m[cell]);
      variance[to] += n * (m[cell] * (1 - m[cell]) - v[cell]) + n ** 2 * v[cell];
    }
  }
  return { mean, sd: variance.map(Math.sqrt), sdOfProcess: ofProcess.map(Math.sqrt) };
}
