/**
 * Cohen's kappa: the share of customers whom two labellings put into the same segment, corrected for what independent
 * labellings with the same segment sizes would share.
 *
 *     κ = (observed − expected) / (1 − expected)
 *
 * Unlike the measures on partitions it needs a common numbering (`matchedTable`). O(k²).
 *
 * @param counts customers by segment in the first labelling and in the second, k × k, row-major, at least one customer
 * @returns 1 where all are on the diagonal, also when it is one segment; about 0 for independent labels; at least −1
 * @throws RangeError if the counts do not fill k × k or nobody is counted
 * @see Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20, 37–46
 *
 * @example
 * cohenKappa(Float64Array.of(20, 5, 10, 15), 2); // 0.4
 */
export function cohenKappa(counts: Float64Array, k: number): number {
  if (counts.length !== k * k) throw new RangeError(`cohenKappa: ${counts.length} counts for ${k} × ${k} cells`);
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (!(n > 0)) throw new RangeError(`cohenKappa: ${n} customers to compare, needed 1 or more`);

  let together = 0;
  let expected = 0;
  for (let segment = 0; segment < k; segment++) {
    let [row, column] = [0, 0];
    for (let other = 0; other < k; other++) {
      row += counts[segment * k + other];
      column += counts[other * k + segment];
    }
    together += counts[segment * k + segment];
    expected += row * (column / n);
  }
  return together === n ? 1 : (together - expected) / (n - expected);
}
