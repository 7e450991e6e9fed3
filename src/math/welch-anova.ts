import { fUpperTail } from "./f-distribution.ts";
import type { Moments } from "./moments.ts";

/** Whether means of groups differ that need not be equally spread. */
export interface WelchAnova {
  readonly f: number;
  /** Degrees of freedom; the second is not a whole number. */
  readonly df: readonly [over: number, under: number];
  /** Chance of as large an F from groups of equal means. */
  readonly p: number;
}

/**
 * Welch's analysis of variance: each group's mean weighs n/s², so that a wide group does not hide what narrow ones say.
 * Groups without values do not count.
 *
 * Everything is NaN with fewer than two groups and where one has a single value or only equal ones, which leaves its
 * weight unknown or without bound.
 *
 * @param groups moments of each group, as `groupValues(values, labels, k).map(moments)` gives them
 * @see Welch (1951), On the comparison of several mean values: an alternative approach, Biometrika 38, 330–336
 */
export function welchAnova(groups: readonly Moments[]): WelchAnova {
  const known = groups.filter(({ count }) => count > 0);
  const k = known.length;
  if (k < 2 || known.some(({ min, max }) => min === max)) {
    return { f: Number.NaN, df: [Number.NaN, Number.NaN], p: Number.NaN };
  }

  // n/s² with s² = n·sd²/(n − 1)
  const weights = known.map(({ count, sd }) => (count - 1) / sd ** 2);
  const weight = weights.reduce((sum, w) => sum + w, 0);
  const mean = known.reduce((sum, group, i) => sum + (weights[i] / weight) * group.mean, 0);
  const between = known.reduce((sum, group, i) => sum + weights[i] * (group.mean - mean) ** 2, 0);
  const doubt = known.reduce((sum, { count }, i) => sum + (1 - weights[i] / weight) ** 2 / (count - 1), 0);

  const f = between / (k - 1) / (1 + (2 * (k - 2) * doubt) / (k * k - 1));
  const df = [k - 1, (k * k - 1) / (3 * doubt)] as const;
  return { f, df, p: fUpperTail(f, df[0], df[1]) };
}
