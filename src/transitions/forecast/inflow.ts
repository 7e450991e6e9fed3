import { dirichletDraw } from "../../math/dirichlet-draw.ts";
import { gammaDraw } from "../../math/gamma-draw.ts";
import { poissonDraw } from "../../math/poisson-draw.ts";
import type { Random } from "../../math/random.ts";
import { dispersionOf } from "./dispersion.ts";
import { drawMoves } from "./draw-moves.ts";

/** Newcomers of each window, as past windows had them. */
export interface Inflow {
  /** Number of past windows. */
  readonly windows: number;
  /** Newcomers of all of them by the state they were first seen in, length k. */
  readonly counts: Float64Array;
  /** Variance of a window's newcomers relative to Poisson, at least 1. */
  readonly dispersion: number;
  /** Variance of how they divide among the states relative to the multinomial, at least 1. */
  readonly shareDispersion: number;
}

/**
 * How many customers come in a window, and into which states. That their number neither grows nor has a season is
 * assumed: give the windows that the coming ones are like.
 *
 * @param history newcomers of each window by state, at least one window, each of length k
 * @throws RangeError if there is no window, lengths differ, or a number is negative
 */
export function fitInflow(history: readonly Float64Array[]): Inflow {
  if (history.length === 0) throw new RangeError("fitInflow: no window to learn from");
  const k = history[0].length;
  const counts = new Float64Array(k);
  for (const window of history) {
    if (window.length !== k) throw new RangeError(`fitInflow: ${window.length} states in one window, ${k} in another`);
    for (let state = 0; state < k; state++) {
      if (!(window[state] >= 0)) throw new RangeError(`fitInflow: ${window[state]} newcomers in state ${state}`);
      counts[state] += window[state];
    }
  }
  const totals = history.map(sumOf);
  const mean = sumOf(counts) / history.length;
  const pearson = totals.reduce((sum, total) => sum + (mean === 0 ? 0 : (total - mean) ** 2 / mean), 0);
  const dispersion = history.length === 1 ? 1 : Math.max(1, pearson / (history.length - 1));
  return { windows: history.length, counts, dispersion, shareDispersion: dispersionOf(history).factor };
}

/** One way newcomers may come. */
export interface DrawnInflow {
  /** Expected newcomers of a window. */
  readonly rate: number;
  /** Chances of the states they are first seen in, length k. */
  readonly shares: Float64Array;
}

/**
 * Draws what the past leaves open: the rate from its gamma posterior and the shares from their Dirichlet posterior, both
 * with as much less to go by as the past is over-dispersed.
 */
export function drawInflow({ windows, counts, dispersion, shareDispersion }: Inflow, random: Random): DrawnInflow {
  const all = sumOf(counts);
  if (all === 0) return { rate: 0, shares: new Float64Array(counts.length) };
  const rate = (gammaDraw(random, all / dispersion) * dispersion) / windows;
  const parameters = counts.map((count) => count / shareDispersion);
  return { rate, shares: dirichletDraw(random, parameters, parameters) };
}

/**
 * Newcomers of one window by state, added to `sizes`: a Poisson number, or a negative binomial one with the variance of the
 * past where that is larger, divided among the states.
 *
 * @returns how many came
 */
export function addNewcomers(
  { rate, shares }: DrawnInflow,
  { dispersion, shareDispersion }: Inflow,
  random: Random,
  sizes: Float64Array,
): number {
  if (rate === 0) return 0;
  // A gamma mixture of Poisson numbers is negative binomial; this one has the variance rate · dispersion.
  const extra = dispersion - 1;
  const mean = extra === 0 ? rate : gammaDraw(random, rate / extra) * extra;
  const newcomers = poissonDraw(random, mean);
  drawMoves(random, newcomers, shares, shareDispersion, sizes);
  return newcomers;
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
