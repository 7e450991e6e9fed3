/** Size, place, spread and lean of a sample. */
export interface Moments {
  /** Known values. */
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Standard deviation of the values themselves (divisor n). */
  readonly sd: number;
  /** Third central moment over sd³: 0 for symmetric samples, positive with a long right tail; 0 when sd is 0. */
  readonly skewness: number;
}

/**
 * Moments of the known values, in two passes over centred values so that a large mean costs no digits.
 *
 * @param values NaN is "unknown" and left out; min, max, mean, sd and skewness are NaN when nothing is known
 */
export function moments(values: Float64Array): Moments {
  let count = 0;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (count === 0) {
    const unknown = Number.NaN;
    return { count, min: unknown, max: unknown, mean: unknown, sd: unknown, skewness: unknown };
  }
  const mean = sum / count;

  let squares = 0;
  let cubes = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const deviation = value - mean;
    squares += deviation * deviation;
    cubes += deviation * deviation * deviation;
  }
  const sd = Math.sqrt(squares / count);
  return { count, min, max, mean, sd, skewness: sd === 0 ? 0 : cubes / count / sd ** 3 };
}
