import { type Curve, marginalReturn, spendAtMarginal } from "./response-curve.ts";

/** A response curve with the least and most that may be spent on it. */
export interface BoundedCurve {
  readonly curve: Curve;
  readonly lo: number;
  readonly hi: number;
}

/** Spends that add up to the total, and the return that is common to those between their bounds. */
export interface BudgetDivision {
  readonly spends: readonly number[];
  readonly marginal: number;
}

/**
 * The division of a total over concave curves with the largest sum of outcomes.
 *
 * There one more unit brings the same on every curve between its bounds (the first-order condition of the Lagrangian),
 * and spends fall as that common return rises; so it is found by bisection over its logarithm.
 *
 * @param total between the sums of the lower and of the upper bounds
 * @see Luss & Gupta (1975), Allocation of effort resources among competing activities, Operations Research 23, 360–366
 */
export function divideBudget(curves: readonly BoundedCurve[], total: number): BudgetDivision {
  const marginal = commonReturn(curves, total);
  const spends = curves.map((bounded) => spendAt(bounded, marginal));
  const rest = total - sumOf(spends);
  // What rounding leaves, or what flat ends of the curves cannot tell apart, goes where there is room.
  const room = curves.map(({ lo, hi }, i) => (rest > 0 ? hi - spends[i] : spends[i] - lo));
  const allRoom = sumOf(room);
  return { spends: spends.map((spend, i) => (allRoom > 0 ? spend + (rest * room[i]) / allRoom : spend)), marginal };
}

function commonReturn(curves: readonly BoundedCurve[], total: number): number {
  const atNothing = Math.max(...curves.map(({ curve }) => marginalReturn(curve, 0)));
  const atMost = Math.min(...curves.map(({ curve, hi }) => marginalReturn(curve, hi)));
  let hi = Math.log(atNothing);
  // A return far beyond the bend may be too small for a number.
  let lo = Math.log(Math.max(Number.MIN_VALUE, atMost));
  for (let middle = (lo + hi) / 2; middle > lo && middle < hi; middle = (lo + hi) / 2) {
    if (sumOf(curves.map((bounded) => spendAt(bounded, Math.exp(middle)))) > total) lo = middle;
    else hi = middle;
  }
  return Math.exp(hi);
}

function spendAt({ curve, lo, hi }: BoundedCurve, marginal: number): number {
  return Math.min(hi, Math.max(lo, spendAtMarginal(curve, marginal)));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
