/** What a series is where nothing breaks: a level y = a, or a line y = a + b·x. */
export type Trend = "level" | "line";

/** Coefficients of a trend. */
export const coefficientsOf: Readonly<Record<Trend, number>> = { level: 1, line: 2 };

/** One figure over time: the windows of a KPI. */
export interface Series {
  /** Time, strictly ascending, in any unit; length n. */
  readonly x: Float64Array;
  /** The figure, NaN where it is unknown; length n. */
  readonly y: Float64Array;
}

/**
 * The series without the times at which it is unknown.
 *
 * @throws RangeError if the lengths differ, a time is not after the one before, or a value is infinite
 */
export function knownSeries({ x, y }: Series): Series {
  if (x.length !== y.length) throw new RangeError(`series: ${y.length} values at ${x.length} times`);
  for (let i = 0; i < x.length; i++) {
    if (!(i === 0 ? Number.isFinite(x[i]) : x[i] > x[i - 1] && x[i] < Infinity)) {
      throw new RangeError(`series: times ascend, got ${x[i]} at ${i}${i === 0 ? "" : ` after ${x[i - 1]}`}`);
    }
    if (Math.abs(y[i]) === Infinity) throw new RangeError(`series: value ${i} is ${y[i]}`);
  }
  const isKnown = (_: number, i: number) => !Number.isNaN(y[i]);
  return { x: x.filter(isKnown), y: y.filter(isKnown) };
}
