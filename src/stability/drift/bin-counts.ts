/**
 * Refuses two lists of customers by bin that cannot be compared.
 *
 * @throws RangeError if their lengths differ, a count is negative or unknown, or one side counts nobody
 */
export function assertComparable(reference: Float64Array, current: Float64Array): void {
  if (reference.length !== current.length) {
    throw new RangeError(`drift: ${reference.length} bins of the reference against ${current.length} now`);
  }
  assertCounts(reference, "reference");
  assertCounts(current, "current");
}

function assertCounts(counts: Float64Array, side: string): void {
  const odd = counts.findIndex((count) => !(count >= 0 && count < Number.POSITIVE_INFINITY));
  if (odd !== -1) throw new RangeError(`drift: bin ${odd} of the ${side} counts ${counts[odd]}, needed 0 or more`);
  if (total(counts) === 0) {
    throw new RangeError(`drift: the ${side} counts nobody; shares need customers on both sides`);
  }
}

/** Share of each bin; the counts are not all 0. */
export function sharesOf(counts: Float64Array): Float64Array {
  const n = total(counts);
  return counts.map((count) => count / n);
}

/** Customers in all bins. */
export function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
