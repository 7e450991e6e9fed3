import { rowTotal } from "../estimate-transitions.ts";

/**
 * Probabilities with the same number of moves added to each cell: (count + c)/(n + kc), k × k, row-major. A row nobody was
 * seen in is uniform; without an addition it is NaN, and the others are maximum likelihood estimates.
 *
 * @param counts k × k, row-major
 * @param added moves c for each cell, at least 0
 */
export function laplaceSmoothing(counts: Float64Array, k: number, added: number): Float64Array {
  const totals = Float64Array.from({ length: k }, (_, from) => rowTotal(counts, from, k));
  return counts.map((count, cell) => (count + added) / (totals[Math.floor(cell / k)] + k * added));
}
