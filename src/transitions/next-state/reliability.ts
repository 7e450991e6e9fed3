import { rank } from "../../math/ranking.ts";
import { wilsonInterval } from "../../math/wilson-interval.ts";
import type { ReliabilityRow } from "./next-state.ts";

const groups = 10;

/**
 * Chances against what happened, by tenths of the customers from the least likely on: right forecasts lie within most of
 * the intervals. Fewer than ten customers are a group each. O(n log n).
 *
 * @param chances length n
 * @param happened 1 where it did, length n
 * @see Murphy & Winkler (1977), Reliability of subjective probability forecasts, Applied Statistics 26, 41–47
 */
export function reliabilityTable(chances: Float64Array, happened: Uint8Array): ReliabilityRow[] {
  const n = chances.length;
  const { order } = rank(chances);
  const count = Math.min(groups, n);
  return Array.from({ length: count }, (_, group) => {
    const rows = order.subarray(Math.floor((group * n) / count), Math.floor(((group + 1) * n) / count));
    const sum = rows.reduce((total, row) => total + chances[row], 0);
    const hits = rows.reduce((total, row) => total + happened[row], 0);
    const [lo, hi] = wilsonInterval(hits, rows.length);
    return { customers: rows.length, forecast: sum / rows.length, observed: hits / rows.length, lo, hi };
  });
}

/** Mean distance between forecast and observed, groups weighing as much as they have customers. */
export function calibrationError(rows: readonly ReliabilityRow[]): number {
  const customers = rows.reduce((sum, row) => sum + row.customers, 0);
  return rows.reduce((sum, row) => sum + row.customers * Math.abs(row.forecast - row.observed), 0) / customers;
}
