import { poissonProbability } from "../../math/poisson-probability.ts";
import { regularizedGamma } from "../../math/regularized-gamma.ts";

/**
 * Chance that the largest Chow statistic over all breaks is at or above x where nothing breaks, in long series: the
 * distribution of Andrews' supF,
 *
 *     sup |B(t)|² / (t(1 − t))   over t₁ ≤ t ≤ t₂
 *
 * of a Brownian bridge B in as many dimensions as there are coefficients. In logarithmic time that is the square of a
 * stationary Ornstein-Uhlenbeck process in its radius, and the chance that it stays below x is
 *
 *     Σⱼ cⱼ λ^−νⱼ,   M(−νⱼ, a, x/2) = 0,
 *
 * with Kummer's function M, a = coefficients/2, and cⱼ the share of the stationary distribution in the j-th eigenfunction.
 * The exact sum, in place of the fitted tables that are in use (Hansen 1997); relative error about 1e-11 into the far
 * tail, 0 where the chance is below 1e-290. O(1/ln²λ) steps, some 10⁴ at a trimming of 15 %.
 *
 * @param statistic x: coefficients · F of Chow's test at its highest, at least 0
 * @param coefficients that may change at a break, at least 1
 * @param lambda t₂(1 − t₁) / (t₁(1 − t₂)), at least 1; 1 is a break known in advance, and a chi-square
 * @throws RangeError otherwise
 * @see Andrews (1993), Tests for parameter instability and structural change with unknown change point, Econometrica 61,
 *   821–856, and its corrigendum (2003); DeLong (1981), Crossing probabilities for a square root boundary by a Bessel
 *   process, Communications in Statistics A 10, 2197–2213; Estrella (2003), Critical values and p values of Bessel
 *   process distributions, Econometric Theory 19, 1128–1143
 *
 * @example
 * supFUpperTail(8.68, 1, (0.85 / 0.15) ** 2); // about .05
 */
export function supFUpperTail(statistic: number, coefficients: number, lambda: number): number {
  if (!(statistic >= 0 && coefficients >= 1 && lambda >= 1)) {
    throw new RangeError(
      `supFUpperTail: x is at least 0, coefficients and λ at least 1, got ${statistic}, ${coefficients} and ${lambda}`,
    );
  }
  const a = coefficients / 2;
  const x = statistic / 2;
  if (x > 690) return 0;
  if (lambda === 1 || x === 0) return regularizedGamma(a, x).upper;

  const decay = Math.log(lambda);
  const [first, ...others] = eigenvalues(a, x, negligible / decay);
  if (first === undefined) return 1;
  const missed = first < 1 ? missedByFirst(a, x, first) : 1 - share(a, x, first);
  const stayed = others.reduce((sum, nu) => sum + share(a, x, nu) * Math.exp(-nu * decay), 0);
  return Math.min(1, Math.max(0, missed - (1 - missed) * Math.expm1(-first * decay) - stayed));
}

/** Eigenfunctions that have faded to e^−39 say nothing in double precision. */
const negligible = 39;

/** Roots ν of M(−ν, a, x) up to `last`, ascending; neighbours are more than half apart. */
function eigenvalues(a: number, x: number, last: number): number[] {
  const step = 0.25;
  const roots: number[] = [];
  let wasAbove = true;
  for (let nu = step; nu < last + step; nu += step) {
    const isAbove = kummer(a, x, nu).value > 0;
    if (isAbove !== wasAbove) roots.push(rootBetween(a, x, nu - step, nu, wasAbove));
    wasAbove = isAbove;
  }
  return roots;
}

/** By halving, since the first root of a large x is as small as its tail. */
function rootBetween(a: number, x: number, from: number, to: number, isAboveBefore: boolean): number {
  let lo = from;
  let hi = to;
  while (hi - lo > 1e-15 * hi) {
    const middle = (lo + hi) / 2;
    if (kummer(a, x, middle).value > 0 === isAboveBefore) lo = middle;
    else hi = middle;
  }
  return (lo + hi) / 2;
}

/** c of the root ν: (∫ φ w)² / ∫ φ² w below x, for φ(u) = M(−ν, a, u) and the stationary density w. */
function share(a: number, x: number, nu: number): number {
  const { below, slope } = kummer(a, x, nu);
  const density = (a / x) * poissonProbability(a, x);
  return (-density * below) / (nu * slope);
}

/**
 * 1 − c of the first root, of which a difference would keep nothing in the tail: what starts above x, and what the
 * other eigenfunctions take.
 *
 * @param nu below 1
 */
function missedByFirst(a: number, x: number, nu: number): number {
  let power = 1;
  let kept = 0;
  let lost = 0;
  for (let k = 1; k <= x || power > lost * 1e-17; k++) {
    power *= x / (a + k);
    kept += Math.log1p(-nu / k);
    lost -= power * Math.expm1(kept);
  }
  const { ofRise } = firstSeries(a, x, nu);
  const bend = -nu * (nu * ofRise);
  return (regularizedGamma(a, x).upper + poissonProbability(a, x) * lost + bend) / (1 + bend);
}

/** M(−ν, a, x) with its derivative in ν, and M(1 − ν, a, x). */
interface Kummer {
  readonly value: number;
  readonly slope: number;
  readonly below: number;
}

/**
 * From the series at the broken part of ν, where terms have one sign, upwards by the recurrence of three neighbours: the
 * series at ν itself would cancel.
 */
function kummer(a: number, x: number, nu: number): Kummer {
  const whole = Math.floor(nu);
  let at = nu - whole;
  const { rise, ofRise, before, ofBefore } = firstSeries(a, x, at);
  let [below, belowSlope] = [before, -ofBefore];
  let [value, slope] = [1 - at * rise, at * ofRise - rise];
  for (let step = 0; step < whole; step++) {
    const next = ((2 * at + a - x) * value - at * below) / (at + a);
    const nextSlope = ((2 * at + a - x) * slope + 2 * value - at * belowSlope - below - next) / (at + a);
    [below, belowSlope, value, slope] = [value, slope, next, nextSlope];
    at += 1;
  }
  return { value, slope, below };
}

/**
 * Sums of positive terms for ν in [0, 1): M(−ν) = 1 − ν · rise, M(1 − ν) = before, and how fast both fall with ν.
 */
function firstSeries(a: number, x: number, nu: number) {
  let term = x / a;
  let harmonic = 0;
  let [rise, ofRise, before, ofBefore] = [0, 0, 1, 0];
  for (let k = 1; k <= x || term * k * (1 + harmonic) > 1e-17; k++) {
    rise += term;
    ofRise += term * harmonic;
    harmonic += 1 / (k - nu);
    before += term * (k - nu);
    ofBefore += term * (k - nu) * harmonic;
    term *= ((k - nu) * x) / ((a + k) * (k + 1));
  }
  return { rise, ofRise, before, ofBefore };
}
