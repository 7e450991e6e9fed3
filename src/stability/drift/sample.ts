/** A feature of some customers, sorted once for all that is asked of it. */
export interface Sample {
  /** Known values, ascending, length n. */
  readonly known: Float64Array;
  /** Customers whose value is unknown. */
  readonly unknown: number;
}

/** O(n log n); the values are not changed. NaN is "unknown". */
export function sampleOf(values: Float64Array): Sample {
  const ascending = Float64Array.from(values).sort();
  const firstUnknown = ascending.findIndex(Number.isNaN);
  const n = firstUnknown === -1 ? ascending.length : firstUnknown;
  return { known: ascending.subarray(0, n), unknown: ascending.length - n };
}

/** How many of ascending numbers are below `limit`. O(log n). */
export function countBelow(ascending: Float64Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Visits the different values of two lists of ascending numbers, ascending, with how many of each list are at or below
 * the value: the two empirical distribution functions, step by step. O(n + m).
 */
export function visitSteps(
  a: Float64Array,
  b: Float64Array,
  visit: (value: number, ofA: number, ofB: number) => void,
): void {
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const value = j === b.length || a[i] < b[j] ? a[i] : b[j];
    while (i < a.length && a[i] === value) i += 1;
    while (j < b.length && b[j] === value) j += 1;
    visit(value, i, j);
  }
}
