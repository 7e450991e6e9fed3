import { createRandom } from "../../math/random.ts";

/** Random stream of the bootstraps. */
const stream = 0xe7a;

/** Share of the variance between groups, with the standard error of a bootstrap over customers. */
export interface Separation {
  readonly eta2: number;
  readonly se: number;
}

/**
 * How far groups differ in a figure: eta², the share of its variance that lies between them.
 *
 * @param values length n ≥ 1
 * @param labels group of each value, length n, values 0…k−1
 * @returns 0…1; 0 where the values do not vary
 * @see Cohen (1988), Statistical power analysis for the behavioral sciences, chapter 8
 */
export function etaSquared(values: Float64Array, labels: Int32Array, k: number): number {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  return shareBetween(values, labels, k, mean, (i) => i);
}

/**
 * eta² of a figure with its standard error: the standard deviation over bootstraps that draw customers again.
 *
 * Costs O(n) for each bootstrap.
 */
export function revenueSeparation(
  values: Float64Array,
  labels: Int32Array,
  k: number,
  { bootstraps, seed }: { bootstraps: number; seed: number },
): Separation {
  const n = values.length;
  let mean = 0;
  for (const value of values) mean += value / n;
  const random = createRandom(seed, stream);
  let sum = 0;
  let squares = 0;
  for (let bootstrap = 0; bootstrap < bootstraps; bootstrap++) {
    const again = shareBetween(values, labels, k, mean, () => random.below(n));
    sum += again;
    squares += again ** 2;
  }
  const variance = (squares - sum ** 2 / bootstraps) / (bootstraps - 1);
  return { eta2: etaSquared(values, labels, k), se: Math.sqrt(Math.max(0, variance)) };
}

/** @param shift subtracted from every value first, so that a large mean costs no digits */
function shareBetween(
  values: Float64Array,
  labels: Int32Array,
  k: number,
  shift: number,
  rowAt: (i: number) => number,
): number {
  const sizes = new Float64Array(k);
  const sums = new Float64Array(k);
  let squares = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const row = rowAt(i);
    const value = values[row] - shift;
    sizes[labels[row]] += 1;
    sums[labels[row]] += value;
    squares += value ** 2;
    sum += value;
  }
  const correction = sum ** 2 / values.length;
  const total = squares - correction;
  let between = -correction;
  for (let group = 0; group < k; group++) if (sizes[group] > 0) between += sums[group] ** 2 / sizes[group];
  return total > 0 ? Math.min(1, Math.max(0, between / total)) : 0;
}
