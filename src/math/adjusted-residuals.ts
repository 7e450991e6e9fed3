import { normalQuantile } from "./normal-quantile.ts";

/** Where two divisions of the same customers depend on each other. */
export interface AdjustedResiduals {
  /** Standard deviations between each count and independence, k × m, row-major; NaN where `leastExpected` is not met. */
  readonly residuals: Float64Array;
  /** Of independent divisions, one table in twenty has a residual this far from 0, or further. */
  readonly bound: number;
}

/** Customers a cell must expect for its residual to be close to normal. */
const leastExpected = 5;

/**
 * Adjusted residual of every cell of a table of counts,
 *
 *     (nᵢⱼ − nᵢ nⱼ / n) / √(nᵢ nⱼ / n · (1 − nᵢ/n) · (1 − nⱼ/n)),
 *
 * which is about standard normal where rows and columns are independent, and the two-sided bound at 5 % that Bonferroni
 * sets for all cells together. A cell that expects fewer than 5 customers, or whose row or column is all there is,
 * tells nothing. O(k·m).
 *
 * @param counts customers, k × m, row-major
 * @throws RangeError if the counts do not fill k × m
 * @see Haberman (1973), The analysis of residuals in cross-classified tables, Biometrics 29, 205–220
 *
 * @example
 * adjustedResiduals(Float64Array.of(15, 5, 5, 15), 2, 2).residuals[0]; // √10: χ² of a 2 × 2 table is its square
 */
export function adjustedResiduals(counts: Float64Array, k: number, m: number): AdjustedResiduals {
  if (counts.length !== k * m) throw new RangeError(`adjustedResiduals: ${counts.length} counts for ${k} × ${m} cells`);
  const rows = new Float64Array(k);
  const columns = new Float64Array(m);
  let n = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    rows[Math.floor(cell / m)] += counts[cell];
    columns[cell % m] += counts[cell];
    n += counts[cell];
  }

  const residuals = new Float64Array(k * m).fill(Number.NaN);
  let judged = 0;
  for (let row = 0; row < k; row++) {
    for (let column = 0; column < m; column++) {
      const expected = (rows[row] * columns[column]) / n;
      if (!(expected >= leastExpected) || rows[row] === n || columns[column] === n) continue;
      const spread = Math.sqrt(expected * (1 - rows[row] / n) * (1 - columns[column] / n));
      residuals[row * m + column] = (counts[row * m + column] - expected) / spread;
      judged += 1;
    }
  }
  return { residuals, bound: normalQuantile(1 - 0.05 / (2 * Math.max(1, judged))) };
}
