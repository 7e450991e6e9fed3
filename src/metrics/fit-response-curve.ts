import { english } from "../language/english.ts";
import { russian } from "../language/russian.ts";
import { inEachLanguage, type Language, type Text } from "../language/text.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { studentTUpperTail } from "../math/student-t.ts";
import { type Curve, type CurveShape, curveShapes } from "./response-curve.ts";

/** What a channel cost in one period and what it brought in. */
export interface SpendPeriod {
  /** At least 0, in any unit of money. */
  readonly spend: number;
  /** Counted to this channel alone (its new customers, their revenue), at least 0. */
  readonly outcome: number;
}

/** A response curve with what it was fitted on. */
export interface FittedCurve {
  readonly status: "done";
  readonly curve: Curve;
  /** Share of the variation of outcomes between periods that the curve explains, in (0, 1]. */
  readonly r2: number;
  readonly periods: number;
  /** Different levels of spend above zero. */
  readonly levels: number;
  readonly meanSpend: number;
  readonly maxSpend: number;
  /** Within the spend seen, one more unit always brings about as much: nothing tells yet where returns diminish. */
  readonly straight: boolean;
  /** The curve refitted without one group of neighbouring periods, for each of at most twelve groups. */
  readonly leavingOut: readonly Curve[];
}

export type ResponseFit = FittedCurve | { readonly status: "refused"; readonly reason: Text };

/** Fewest different levels of spend above zero; the curve passes through zero by itself. */
export const fewestSpendLevels = 3;

/** Spends closer than this share of the largest are one level. */
const sameLevel = 0.01;

/** Largest chance at which a rise of outcomes with spend is believed. */
const significance = 0.05;

/** Bends that are tried, as multiples of the largest spend. */
const bends = { least: 0.01, most: 100, steps: 80 };

/** Groups of neighbouring periods that are left out in turn. */
const groupCount = 12;

/**
 * Fits the response of a channel to what is spent on it, by least squares over periods.
 *
 * Of the exponential, the hyperbolic and the logarithmic curve the one with the smallest sum of squares is taken: all
 * have two parameters, so that no other criterion (AIC, BIC) would choose differently. For a given bend the scale is a
 * linear regression, and the best bend is found by a search over its logarithm (variable projection). Periods are taken
 * as independent and equally uncertain, without carry-over from one to the next. O(n) for each of some 5,000 curves.
 *
 * Refused with fewer than three levels of spend, without outcomes, where a constant explains them as well, and where the
 * curve explains no more than chance would: a curve has one parameter more than a constant, so that
 * t = √((n − 2)·R² ÷ (1 − R²)) is Student's with n − 2 degrees of freedom (one-sided, 5 %).
 *
 * @param periods of equal length, in the order of time
 * @throws RangeError if a spend or outcome is negative or unknown
 * @see Golub & Pereyra (1973), The differentiation of pseudo-inverses and nonlinear least squares problems whose
 *   variables separate, SIAM Journal on Numerical Analysis 10, 413–432
 */
export function fitResponseCurve(periods: readonly SpendPeriod[]): ResponseFit {
  for (const { spend, outcome } of periods) {
    if (!(spend >= 0 && spend < Infinity && outcome >= 0 && outcome < Infinity)) {
      throw new RangeError(`fitResponseCurve: spend and outcome are at least 0, got ${spend} and ${outcome}`);
    }
  }
  const maxSpend = Math.max(0, ...periods.map(({ spend }) => spend));
  const levels = countLevels(periods, maxSpend);
  if (levels < fewestSpendLevels) return refused((language) => texts[language].tooFewLevels(levels));
  if (periods.every(({ outcome }) => outcome === 0)) return refused((language) => texts[language].noOutcome);

  const meanOutcome = mean(periods.map(({ outcome }) => outcome));
  const variation = periods.reduce((sum, { outcome }) => sum + (outcome - meanOutcome) ** 2, 0);
  const { curve, squares } = bestCurve(periods, maxSpend);
  const r2 = variation > 0 ? 1 - squares / variation : 0;
  if (!(r2 > 0)) return refused((language) => texts[language].unrelated);
  if (chanceOf(r2, periods.length) > significance) {
    return refused((language) => texts[language].mayBeChance(writers[language].decimal(r2, 2), periods.length));
  }
  return {
    status: "done",
    curve,
    r2,
    periods: periods.length,
    levels,
    meanSpend: mean(periods.map(({ spend }) => spend)),
    maxSpend,
    straight: curve.bend > 20 * maxSpend,
    leavingOut: refits(periods, maxSpend),
  };
}

/** Chance of as good a fit where outcomes do not depend on spend. */
function chanceOf(r2: number, n: number): number {
  return r2 >= 1 ? 0 : studentTUpperTail(Math.sqrt(((n - 2) * r2) / (1 - r2)), n - 2);
}

function countLevels(periods: readonly SpendPeriod[], maxSpend: number): number {
  const spends = periods.map(({ spend }) => spend).sort((a, b) => a - b);
  let levels = 0;
  let last = 0;
  for (const spend of spends) {
    if (spend > 0 && spend >= last + sameLevel * maxSpend) {
      levels += 1;
      last = spend;
    }
  }
  return levels;
}

interface Candidate {
  readonly curve: Curve;
  /** Sum of squared residuals. */
  readonly squares: number;
}

function bestCurve(periods: readonly SpendPeriod[], maxSpend: number): Candidate {
  const shapes: readonly CurveShape[] = ["exponential", "hyperbolic", "logarithmic"];
  return best(shapes.map((shape) => bestBend(periods, shape, maxSpend)));
}

/** A grid over the logarithm of the bend, and a golden-section search around its best point. */
function bestBend(periods: readonly SpendPeriod[], shape: CurveShape, maxSpend: number): Candidate {
  const first = Math.log(bends.least * maxSpend);
  const last = Math.log(bends.most * maxSpend);
  const step = (last - first) / bends.steps;
  const at = (logBend: number) => withBestScale(periods, shape, Math.exp(logBend));
  const grid = best(Array.from({ length: bends.steps + 1 }, (_, i) => at(first + i * step)));

  const golden = (Math.sqrt(5) - 1) / 2;
  let lo = Math.max(first, Math.log(grid.curve.bend) - step);
  let hi = Math.min(last, Math.log(grid.curve.bend) + step);
  while (hi - lo > 1e-9) {
    const left = hi - golden * (hi - lo);
    const right = lo + golden * (hi - lo);
    if (at(left).squares <= at(right).squares) hi = right;
    else lo = left;
  }
  return best([grid, at((lo + hi) / 2)]);
}

function withBestScale(periods: readonly SpendPeriod[], shape: CurveShape, bend: number): Candidate {
  const { value } = curveShapes[shape];
  let products = 0;
  let values = 0;
  for (const { spend, outcome } of periods) {
    const response = value(spend / bend);
    products += response * outcome;
    values += response * response;
  }
  const scale = products / values;
  const squares = periods.reduce((sum, { spend, outcome }) => sum + (outcome - scale * value(spend / bend)) ** 2, 0);
  return { curve: { shape, scale, bend }, squares };
}

function refits(periods: readonly SpendPeriod[], maxSpend: number): Curve[] {
  const size = Math.ceil(periods.length / groupCount);
  const starts = Array.from({ length: Math.ceil(periods.length / size) }, (_, group) => group * size);
  return starts
    .map((start) => periods.filter((_, i) => i < start || i >= start + size))
    .filter((kept) => kept.some(({ spend, outcome }) => spend > 0 && outcome > 0))
    .map((kept) => bestCurve(kept, maxSpend).curve);
}

/** Ties go to the first. */
function best(candidates: readonly Candidate[]): Candidate {
  return candidates.reduce((least, candidate) => (candidate.squares < least.squares ? candidate : least));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function refused(write: (language: Language) => string): ResponseFit {
  return { status: "refused", reason: inEachLanguage(write) };
}

const texts = translations({
  en: {
    tooFewLevels: (levels: number) =>
      `a response curve needs ${english.counted(fewestSpendLevels, "different level")} of spend above zero, there ${levels === 1 ? "is" : "are"} ${english.count(levels)}`,
    noOutcome: "the spend brought in nothing in any period, so there is no response to fit",
    unrelated: "outcomes do not rise with spend: their mean explains the periods as well as any curve",
    mayBeChance: (r2: string, periods: number) =>
      `the rise of outcomes with spend may be chance: a curve explains ${r2} of what varies between ${english.counted(periods, "period")}`,
  },
  ru: {
    tooFewLevels: (levels) =>
      `для кривой отклика нужно не меньше ${russian.counted(fewestSpendLevels, "разного ненулевого уровня", "разных ненулевых уровней", "разных ненулевых уровней")} расходов, есть ${russian.count(levels)}`,
    noOutcome: "ни в одном периоде расходы ничего не принесли, оценивать отклик не на чем",
    unrelated: "результат не растёт вместе с расходами: среднее описывает периоды не хуже любой кривой",
    mayBeChance: (r2, periods) =>
      `рост результата вместе с расходами может быть случайным: кривая объясняет ${r2} различий между ${russian.counted(periods, "периодом", "периодами", "периодами")}`,
  },
});
