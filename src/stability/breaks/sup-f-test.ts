import { createRandom } from "../../math/random.ts";
import { chowStatistic } from "./chow-test.ts";
import { nothingVaries, type RefusedBreakTest, tooShortForBreaks } from "./refusals.ts";
import { squaredResiduals } from "./squared-residuals.ts";
import { supFUpperTail } from "./sup-f-tail.ts";
import { coefficientsOf, knownSeries, type Series, type Trend } from "./trend.ts";

/** Random stream of the series without a break. */
const stream = 0x5f7e;

/** Whether a series breaks anywhere, and where it most seems to. */
export interface SupFTestResult {
  readonly status: "done";
  /** q · F of Chow's test at its highest, for a trend of q coefficients. */
  readonly supF: number;
  /** Index in the series of the first point after that break. */
  readonly first: number;
  /** Breaks tried. */
  readonly breaks: number;
  /** Chance of as large a supF without a break, from series of normal deviations; at least 1/(draws + 1). */
  readonly p: number;
  /** The same by the limit for long series: too small below some 50 values. */
  readonly pOfLimit: number;
}

export type SupFTest = SupFTestResult | RefusedBreakTest;

export interface SupFSettings {
  readonly seed: number;
  /** Series without a break that p is counted in. */
  readonly draws?: number;
  /** Least share of the known values on each side of a break, above 0 and at most .45. */
  readonly trimming?: number;
}

/**
 * Andrews' supF test for one break at an unknown time: the highest Chow statistic over all breaks that leave a share
 * `trimming` of the n known values on each side, and at least one value more than the trend has coefficients. The
 * statistic is that of `strucchange::Fstats` in R.
 *
 * Where nothing breaks, the statistic does not depend on trend and variance: p counts series of normal deviations at the
 * same times, and holds for every n. The limit would find a break at 5 % in 9 % of series of twelve values around a
 * level, and in 15 % of those around a line, where none is.
 *
 * Refused where no break leaves enough on both sides, and where all values lie on one trend. O(n · draws).
 *
 * @throws RangeError if lengths differ, times do not ascend, a value is infinite, or the trimming is out of range
 * @see Andrews (1993), Tests for parameter instability and structural change with unknown change point, Econometrica 61,
 *   821–856; Zeileis et al. (2002), strucchange, Journal of Statistical Software 7(2); Dufour (2006), Monte Carlo tests
 *   with nuisance parameters, Journal of Econometrics 133, 443–477
 */
export function supFTest(series: Series, trend: Trend, { seed, draws = 999, trimming = 0.15 }: SupFSettings): SupFTest {
  if (!(trimming > 0 && trimming <= 0.45)) {
    throw new RangeError(`supFTest: the trimming is above 0 and at most .45, got ${trimming}`);
  }
  const known = knownSeries(series);
  const n = known.y.length;
  const q = coefficientsOf[trend];
  const least = Math.max(q + 1, Math.floor(trimming * n));
  if (n < 2 * least) return tooShortForBreaks(2 * (q + 1), n);
  const highest = highestChow(known, trend, least);
  if (highest === undefined) return nothingVaries;

  const supF = q * highest.f;
  return {
    status: "done",
    supF,
    first: series.x.indexOf(known.x[highest.before]),
    breaks: n - 2 * least + 1,
    p: shareAsHigh(highest.f, known.x, trend, least, { seed, draws }),
    pOfLimit: supFUpperTail(supF, q, ((n - least) / least) ** 2),
  };
}

/** The highest F and the number of points before its break; undefined where all points lie on one trend. */
function highestChow(known: Series, trend: Trend, least: number) {
  const n = known.y.length;
  const { ofFirst, ofLast } = squaredResiduals(known, trend);
  if (ofFirst[n] === 0) return undefined;
  let highest = { f: -1, before: least };
  for (let before = least; before <= n - least; before++) {
    const f = chowStatistic(ofFirst[n], ofFirst[before] + ofLast[n - before], n, coefficientsOf[trend]);
    if (f > highest.f) highest = { f, before };
  }
  return highest;
}

function shareAsHigh(
  f: number,
  x: Float64Array,
  trend: Trend,
  least: number,
  { seed, draws }: { readonly seed: number; readonly draws: number },
): number {
  const random = createRandom(seed, stream);
  let asHigh = 1;
  for (let draw = 0; draw < draws; draw++) {
    const drawn = highestChow({ x, y: Float64Array.from(x, random.normal) }, trend, least);
    if (drawn !== undefined && drawn.f >= f) asHigh += 1;
  }
  return asHigh / (draws + 1);
}
