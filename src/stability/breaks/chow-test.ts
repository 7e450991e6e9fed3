import { fUpperTail } from "../../math/f-distribution.ts";
import { nothingVaries, type RefusedBreakTest, tooFewForBreak } from "./refusals.ts";
import { squaredResiduals } from "./squared-residuals.ts";
import { coefficientsOf, knownSeries, type Series, type Trend } from "./trend.ts";

/** Whether a series has one trend before a given time and another from it on. */
export interface ChowTestResult {
  readonly status: "done";
  /** What two trends explain more than one, per coefficient, over what they leave; ∞ where they leave nothing. */
  readonly f: number;
  readonly df: readonly [over: number, under: number];
  /** Chance of as large an F without a break; exact for independent normal deviations of one variance. */
  readonly p: number;
  /** Sum of squared residuals around one trend. */
  readonly ssrWhole: number;
  /** The same around a trend on each side of the break. */
  readonly ssrParts: number;
}

export type ChowTest = ChowTestResult | RefusedBreakTest;

/**
 * Chow's test for a break at a time known in advance:
 *
 *     F = ((SSR of one trend − SSR of two) / q) / (SSR of two / (n − 2q))
 *
 * with q coefficients and n known values. A time found by looking at the series is not known in advance: `supFTest`
 * counts the search. Windows that share customers or look-backs are not independent, and p is then too small.
 *
 * Refused with fewer than q + 1 known values on a side, and where all values lie on one trend. O(n).
 *
 * @param first index in the series of the first point after the break, 0…n
 * @throws RangeError if lengths differ, times do not ascend, a value is infinite, or `first` is not an index
 * @see Chow (1960), Tests of equality between sets of coefficients in two linear regressions, Econometrica 28, 591–605
 */
export function chowTest(series: Series, first: number, trend: Trend): ChowTest {
  if (!(Number.isInteger(first) && first >= 0 && first <= series.y.length)) {
    throw new RangeError(`chowTest: a break is at an index 0…${series.y.length}, got ${first}`);
  }
  const known = knownSeries(series);
  const n = known.y.length;
  const q = coefficientsOf[trend];
  const before = series.y.subarray(0, first).filter((value) => !Number.isNaN(value)).length;
  if (before <= q || n - before <= q) return tooFewForBreak(q + 1, before, n - before);

  const { ofFirst, ofLast } = squaredResiduals(known, trend);
  const ssrWhole = ofFirst[n];
  if (ssrWhole === 0) return nothingVaries;
  const ssrParts = ofFirst[before] + ofLast[n - before];
  const f = chowStatistic(ssrWhole, ssrParts, n, q);
  return { status: "done", f, df: [q, n - 2 * q], p: fUpperTail(f, q, n - 2 * q), ssrWhole, ssrParts };
}

/** F of Chow's test, at least 0. */
export function chowStatistic(ssrWhole: number, ssrParts: number, n: number, q: number): number {
  return Math.max(0, ssrWhole - ssrParts) / q / (ssrParts / (n - 2 * q));
}
