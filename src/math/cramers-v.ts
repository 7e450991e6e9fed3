import { chiSquareUpperTail, noncentralityInterval } from "./chi-square.ts";

/** How strongly two divisions of the same customers depend on each other. */
export interface CramersV {
  /** √(χ²/(n·q)) with q = min(k, m) − 1: 0 for independent divisions, 1 where one follows from the other. */
  readonly v: number;
  /** Bergsma's V, free of what chance adds to a table with many cells; in [0, 1], at or near 0 for independent divisions. */
  readonly corrected: number;
  /** Interval of the V of the population; 0 is in it where chance can explain the table. It need not hold `v`, which is biased. */
  readonly lo: number;
  readonly hi: number;
  /** Pearson's statistic, without continuity correction. */
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  /** Chance of as large a statistic from independent divisions. */
  readonly p: number;
  /** Customers in the table. */
  readonly n: number;
  /** Smallest count expected under independence; below about 5, `p` and the interval are rough. */
  readonly smallestExpected: number;
}

/**
 * Cramér's V of a table of counts, after dropping rows and columns in which nobody is.
 *
 * The interval inverts the noncentral chi-square: λ/(n·q) is V² of the population. It is that of
 * `DescTools::CramerV(method = "ncchisq")` in R.
 *
 * O(k·m), plus O(√χ²) for each step of the interval.
 *
 * @param counts customers, k × m, row-major
 * @param confidence of the interval, in (0, 1)
 * @returns null where fewer than two rows or columns have anybody: there is nothing to depend on
 * @throws RangeError if the counts do not fill k × m, or one is negative
 * @see Cramér (1946), Mathematical Methods of Statistics; Bergsma (2013), A bias-correction for Cramér's V and
 *   Tschuprow's T, Journal of the Korean Statistical Society 42, 323–328; Smithson (2003), Confidence Intervals
 */
export function cramersV(counts: Float64Array, k: number, m: number, confidence = 0.95): CramersV | null {
  if (counts.length !== k * m) throw new RangeError(`cramersV: ${counts.length} counts for ${k} × ${m} cells`);
  const { rows, columns, n } = margins(counts, k, m);
  const rowCount = occupied(rows);
  const columnCount = occupied(columns);
  if (rowCount < 2 || columnCount < 2) return null;

  const chiSquare = pearson(counts, rows, columns, n);
  const degreesOfFreedom = (rowCount - 1) * (columnCount - 1);
  const q = Math.min(rowCount, columnCount) - 1;
  const [lo, hi] = noncentralityInterval(chiSquare, degreesOfFreedom, confidence);
  const asV = (noncentrality: number) => Math.min(1, Math.sqrt(noncentrality / (n * q)));
  return {
    v: asV(chiSquare),
    corrected: bergsma(chiSquare, n, rowCount, columnCount),
    lo: asV(lo),
    hi: asV(hi),
    chiSquare,
    degreesOfFreedom,
    p: chiSquareUpperTail(chiSquare, degreesOfFreedom),
    n,
    smallestExpected: (smallestOccupied(rows) * smallestOccupied(columns)) / n,
  };
}

function margins(counts: Float64Array, k: number, m: number) {
  const rows = new Float64Array(k);
  const columns = new Float64Array(m);
  let n = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell];
    if (!(count >= 0)) throw new RangeError(`cramersV: a count is at least 0, got ${count}`);
    rows[Math.floor(cell / m)] += count;
    columns[cell % m] += count;
    n += count;
  }
  return { rows, columns, n };
}

/** n (Σ nᵢⱼ² / (nᵢ nⱼ) − 1), from the deviations themselves, so that near independence digits are kept. */
function pearson(counts: Float64Array, rows: Float64Array, columns: Float64Array, n: number): number {
  let sum = 0;
  for (let row = 0; row < rows.length; row++) {
    for (let column = 0; column < columns.length; column++) {
      const expected = (rows[row] * columns[column]) / n;
      if (expected > 0) sum += (counts[row * columns.length + column] - expected) ** 2 / expected;
    }
  }
  return sum;
}

function bergsma(chiSquare: number, n: number, k: number, m: number): number {
  const beyondChance = Math.max(0, chiSquare / n - ((k - 1) * (m - 1)) / (n - 1));
  const q = Math.min(k - (k - 1) ** 2 / (n - 1), m - (m - 1) ** 2 / (n - 1)) - 1;
  // With as few customers as rows or columns, q is 0 and nothing is beyond chance.
  return q > 0 ? Math.min(1, Math.sqrt(beyondChance / q)) : 0;
}

function occupied(margin: Float64Array): number {
  return margin.reduce((count, customers) => count + (customers > 0 ? 1 : 0), 0);
}

function smallestOccupied(margin: Float64Array): number {
  return margin.reduce((least, customers) => (customers > 0 && customers < least ? customers : least), Infinity);
}
