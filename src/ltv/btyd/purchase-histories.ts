/**
 * What buy-till-you-die models know of n customers, in the notation of Fader and Hardie. Purchases of one day count as
 * one. Time is in any unit, the same for all: models come out in it, too.
 */
export interface PurchaseHistories {
  /** Purchases after the first, whole numbers ≥ 0, length n. */
  readonly x: Float64Array;
  /** Recency t_x: time from the first purchase to the last, 0 where x is 0 and only there, length n. */
  readonly tx: Float64Array;
  /** Age T: time from the first purchase to the cut, ≥ t_x, length n. */
  readonly T: Float64Array;
  /** Customers of each row, > 0, length n; absent, each row is one. */
  readonly weight?: Float64Array;
}

/** @throws RangeError naming the first row that is no purchase history, or lengths that differ */
export function checkHistories({ x, tx, T, weight }: PurchaseHistories): void {
  if (tx.length !== x.length || T.length !== x.length || (weight !== undefined && weight.length !== x.length)) {
    throw new RangeError(`purchase histories: columns of ${x.length}, ${tx.length} and ${T.length} rows`);
  }
  for (let i = 0; i < x.length; i++) {
    if (!(x[i] >= 0 && Number.isInteger(x[i]))) {
      throw new RangeError(`purchase histories: row ${i}: x is a whole number ≥ 0, got ${x[i]}`);
    }
    if (!(tx[i] >= 0 && tx[i] <= T[i] && T[i] < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`purchase histories: row ${i}: needs 0 ≤ t_x ≤ T, got ${tx[i]} and ${T[i]}`);
    }
    if (x[i] === 0 && tx[i] !== 0) {
      throw new RangeError(`purchase histories: row ${i}: without a repeat purchase t_x is 0, got ${tx[i]}`);
    }
    if (x[i] > 0 && tx[i] === 0) {
      throw new RangeError(`purchase histories: row ${i}: purchases of one day are one, got ${x[i]} more at t_x = 0`);
    }
    if (weight !== undefined && !(weight[i] > 0 && weight[i] < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`purchase histories: row ${i}: a weight is above 0, got ${weight[i]}`);
    }
  }
}
