import type { Random } from "../../math/random.ts";

/**
 * A random table of counts with the given margins, as it comes about where rows and columns are independent: the things
 * of all rows shuffled among the columns. Cell by cell from its hypergeometric distribution, given the cells before it.
 *
 * O(rows · columns) draws, each of them O(standard deviation of the cell); with the largest row and column last, those
 * are the small cells. Pearson's statistic does not mind the order.
 *
 * @param rows things in each row, whole numbers
 * @param columns things in each column, with the same sum
 * @param into the table, rows × columns, row-major
 * @see Patefield (1981), Algorithm AS 159: an efficient method of generating random R × C tables with given row and
 *   column totals, Applied Statistics 30, 91–97
 */
export function drawTable(rows: Float64Array, columns: Float64Array, random: Random, into: Float64Array): void {
  const m = columns.length;
  const left = columns.slice();
  let total = left.reduce((sum, count) => sum + count, 0);
  for (let row = 0; row < rows.length; row++) {
    let due = rows[row];
    let open = total;
    for (let column = 0; column < m; column++) {
      const count = hypergeometric(random, open, left[column], due);
      open -= left[column];
      left[column] -= count;
      due -= count;
      into[row * m + column] = count;
    }
    total -= rows[row];
  }
}

/** A weight this far below that of the mode is never drawn. */
const negligible = 1e-17;

/**
 * How many of `drawn` things taken without replacement from n are among the `marked` ones. By inversion from the mode
 * outwards, with weights relative to it, so that no factorial is needed.
 */
export function hypergeometric(random: Random, n: number, marked: number, drawn: number): number {
  const least = Math.max(0, drawn + marked - n);
  const most = Math.min(drawn, marked);
  if (least === most) return least;

  const rise = (x: number) => ((marked - x) * (drawn - x)) / ((x + 1) * (n - marked - drawn + x + 1));
  const mode = Math.max(least, Math.min(most, Math.floor(((drawn + 1) * (marked + 1)) / (n + 2))));
  let above = 0;
  for (let x = mode, weight = 1; x < most && weight > negligible; x++) {
    weight *= rise(x);
    above += weight;
  }
  let below = 0;
  for (let x = mode, weight = 1; x > least && weight > negligible; x--) {
    weight /= rise(x - 1);
    below += weight;
  }

  let u = random.next() * (1 + above + below) - 1;
  if (u < 0) return mode;
  if (u < above) {
    let x = mode;
    for (let weight = 1; x < most && u >= 0; x++) {
      weight *= rise(x);
      u -= weight;
    }
    return x;
  }
  u -= above;
  let x = mode;
  for (let weight = 1; x > least && u >= 0; x--) {
    weight /= rise(x - 1);
    u -= weight;
  }
  return x;
}
