import { contingency } from "./contingency.ts";
import { matchedAgreement } from "./matched-agreement.ts";

/** Two segmentations of the same customers in one numbering, that of the first. */
export interface MatchedTable {
  /** Segment of b matched to each segment of a, length kA; −1 where none is left that shares a customer with it. */
  readonly partners: Int32Array;
  /** Segments in all: those of a, then those of b without a partner. */
  readonly k: number;
  /** Customers by segment in a and in b, k × k, row-major; on the diagonal those who stayed in their segment. */
  readonly counts: Float64Array;
  /** Share of the customers on the diagonal, above 0 and at most 1. */
  readonly retained: number;
  /**
   * Customers in both a segment of a and its partner, as a share of those in either, length kA; 0 without a partner, NaN
   * where a segment has no customers.
   */
  readonly jaccard: Float64Array;
}

/**
 * Renumbers the segments of b by those of a, matched one to one for as many customers as possible, and counts the
 * customers by both. O(n + kA·kB) and the assignment.
 *
 * @param a segment of each customer in the first segmentation, length n ≥ 1, values 0…kA−1
 * @param b the same customers in the same order, length n, values 0…kB−1
 * @throws RangeError if the lengths differ, n is 0 or a label is negative
 */
export function matchedTable(a: Int32Array, b: Int32Array): MatchedTable {
  const { partners, share } = matchedAgreement(a, b);
  const { shared, sizesA, sizesB } = contingency(a, b);
  const [kA, kB] = [sizesA.length, sizesB.length];

  const newNumber = new Int32Array(kB).fill(-1);
  for (let row = 0; row < kA; row++) if (partners[row] !== -1) newNumber[partners[row]] = row;
  let k = kA;
  for (let column = 0; column < kB; column++) if (newNumber[column] === -1) newNumber[column] = k++;

  const counts = new Float64Array(k * k);
  for (let row = 0; row < kA; row++) {
    for (let column = 0; column < kB; column++) counts[row * k + newNumber[column]] = shared[row * kB + column];
  }
  const jaccard = sizesA.map((size, row) => {
    if (size === 0) return Number.NaN;
    if (partners[row] === -1) return 0;
    const both = counts[row * k + row];
    return both / (size + sizesB[partners[row]] - both);
  });
  return { partners, k, counts, retained: share, jaccard };
}
