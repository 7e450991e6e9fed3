import { fUpperTail } from "./f-distribution.ts";
import type { Moments } from "./moments.ts";

/** How far the means of groups differ, against the spread within them. */
export interface OneWayAnova {
  /** Variance between groups over variance within; ∞ where groups differ and values within do not. */
  readonly f: number;
  /** Degrees of freedom between groups and within. */
  readonly df: readonly [between: number, within: number];
  /** Chance of as large an F from groups of equal means; exact for normal values of equal spread. */
  readonly p: number;
  /** Share of the variation that lies between groups, 0…1; biased upwards in small samples. */
  readonly eta2: number;
  /** The same share freed of what chance adds, at most 1; a little below 0 for groups that do not differ. */
  readonly omega2: number;
}

/**
 * One-way analysis of variance. Groups without values do not count.
 *
 * F and p are NaN with fewer than two groups, with a single value in each (nothing tells the spread within), and where
 * no value differs from another; the shares are NaN where there is no variation to share, and omega² also where the
 * spread within is unknown.
 *
 * @param groups moments of each group, as `groupValues(values, labels, k).map(moments)` gives them
 * @see Fisher (1925), Statistical Methods for Research Workers; Hays (1963), Statistics for Psychologists, for ω²
 *
 * @example
 * oneWayAnova([moments(Float64Array.of(1, 3)), moments(Float64Array.of(5, 7))]).f; // 16 / 2
 */
export function oneWayAnova(groups: readonly Moments[]): OneWayAnova {
  const known = groups.filter(({ count }) => count > 0);
  const n = sumOf(known, ({ count }) => count);
  const mean = sumOf(known, (group) => (group.count / n) * group.mean);
  const between = sumOf(known, (group) => group.count * (group.mean - mean) ** 2);
  const within = sumOf(known, ({ count, sd }) => count * sd ** 2);
  const df = [Math.max(0, known.length - 1), n - known.length] as const;

  const varianceWithin = within / df[1];
  const total = differ(known) ? between + within : Number.NaN;
  const isTestable = df[0] > 0 && df[1] > 0 && total > 0;
  const f = isTestable ? between / df[0] / varianceWithin : Number.NaN;
  return {
    f,
    df,
    p: isTestable ? fUpperTail(f, df[0], df[1]) : Number.NaN,
    eta2: between / total,
    omega2: (between - df[0] * varianceWithin) / (total + varianceWithin),
  };
}

/** Whether any two values differ; a mean of equal values may be off by a rounding error, and then seems to. */
function differ(groups: readonly Moments[]): boolean {
  return Math.min(...groups.map(({ min }) => min)) < Math.max(...groups.map(({ max }) => max));
}

function sumOf(groups: readonly Moments[], of: (group: Moments) => number): number {
  return groups.reduce((sum, group) => sum + of(group), 0);
}
