/** When a customer's purchases are enough to tell what they like. */
export interface InferredAffinitySettings {
  /** Fewest purchases, default 5. */
  readonly minPurchases?: number;
  /** Purchases like those of the base that everybody is thought to have made as well, default 5. */
  readonly priorPurchases?: number;
  /** Log-odds against the base that must be reached, default ln 2: the odds of the category at least doubled. */
  readonly minLogOdds?: number;
  /** Standard errors by which they must be reached, default 1.96. */
  readonly standardErrors?: number;
}

/**
 * The category each customer is drawn to, as their purchases tell it: of those whose log-odds are surely above
 * `minLogOdds`, the one that is surely the highest.
 *
 * A customer with x of n purchases in a category that makes the share b of the base, and the prior α = `priorPurchases`,
 * has the log-odds
 *
 *     ln((x + αb) / (n − x + α(1 − b))) − ln(b / (1 − b))
 *
 * with the variance 1/(x + αb) + 1/(n − x + α(1 − b)); what counts is the log-odds less `standardErrors` standard
 * errors, so that one purchase of a rare category is no interest. b is the mean over customers of their own share, so
 * that nobody's thousand lines make the base. Ties go to the earlier category.
 *
 * Two passes over the N customers, O(N·C).
 *
 * @param columns purchases (lines, orders: things counted, not money) of each customer in each of C categories, each of
 *   length N, at least 0
 * @returns index of the category, −1 where none stands out or too little was bought, length N
 * @throws RangeError if lengths differ or a count is negative or unknown
 * @see Monroe, Colaresi & Quinn (2008), Fightin' words, Political Analysis 16, 372–403
 */
export function inferredAffinity(
  columns: readonly Float64Array[],
  { minPurchases = 5, priorPurchases = 5, minLogOdds = Math.LN2, standardErrors = 1.96 }: InferredAffinitySettings = {},
): Int16Array {
  const totals = purchasesOf(columns);
  const base = meanShares(columns, totals);
  const inferred = new Int16Array(totals.length).fill(-1);
  for (let i = 0; i < totals.length; i++) {
    const n = totals[i];
    if (n === 0 || n < minPurchases) continue;
    let highest = minLogOdds;
    for (let c = 0; c < columns.length; c++) {
      const x = columns[c][i];
      // Less than the base buys of it, and a category that everybody buys only: no affinity either way.
      if (x <= n * base[c]) continue;
      const drawn = x + priorPurchases * base[c];
      const other = n - x + priorPurchases * (1 - base[c]);
      const logOdds = Math.log(drawn / other) - Math.log(base[c] / (1 - base[c]));
      const surely = logOdds - standardErrors * Math.sqrt(1 / drawn + 1 / other);
      if (surely > highest) {
        highest = surely;
        inferred[i] = c;
      }
    }
  }
  return inferred;
}

function purchasesOf(columns: readonly Float64Array[]): Float64Array {
  const totals = new Float64Array(columns.length === 0 ? 0 : columns[0].length);
  for (const [c, column] of columns.entries()) {
    if (column.length !== totals.length) {
      throw new RangeError(
        `inferredAffinity: ${column.length} customers in category ${c}, ${totals.length} in the first`,
      );
    }
    for (let i = 0; i < column.length; i++) {
      if (!(column[i] >= 0)) {
        throw new RangeError(
          `inferredAffinity: customer ${i} has ${column[i]} of category ${c}, a count is at least 0`,
        );
      }
      totals[i] += column[i];
    }
  }
  return totals;
}

function meanShares(columns: readonly Float64Array[], totals: Float64Array): Float64Array {
  const buyers = totals.reduce((count, total) => count + (total > 0 ? 1 : 0), 0);
  return Float64Array.from(columns, (column) => {
    let sum = 0;
    for (let i = 0; i < column.length; i++) if (column[i] > 0) sum += column[i] / totals[i];
    return sum / buyers;
  });
}
