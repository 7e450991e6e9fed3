import { crossTable } from "../../math/cross-table.ts";

/** How many customers are in each pair of clusters of two partitions. */
export interface Contingency {
  /** Number of customers. */
  readonly n: number;
  /** Customers by cluster in a and cluster in b, kA × kB, row-major. */
  readonly shared: Float64Array;
  /** Customers of each cluster of a, length kA; the sums of the rows. */
  readonly sizesA: Float64Array;
  /** Customers of each cluster of b, length kB; the sums of the columns. */
  readonly sizesB: Float64Array;
}

/** Cells the table may have: 512 MB of them. */
const maxCells = 2 ** 26;

/**
 * Counts two partitions of the same customers against each other; everything in this folder is computed from these
 * counts. A number that no customer carries is a cluster without customers, which changes no measure.
 *
 * Time O(n + kA·kB), memory O(kA·kB).
 *
 * @param a cluster of each customer in the first partition, length n ≥ 1, values 0…kA−1
 * @param b the same customers in the same order, length n, values 0…kB−1
 * @throws RangeError if the lengths differ, n is 0, a label is negative or there are more than 2^26 pairs of clusters
 */
export function contingency(a: Int32Array, b: Int32Array): Contingency {
  const n = a.length;
  if (b.length !== n) throw new RangeError(`agreement: ${n} labels against ${b.length}; align the customers first`);
  if (n === 0) throw new RangeError("agreement: no customers to compare");

  const kA = clusterCount(a);
  const kB = clusterCount(b);
  if (kA * kB > maxCells) {
    throw new RangeError(
      `agreement: ${kA} clusters against ${kB} make more than ${maxCells} pairs; number the clusters from 0 without gaps`,
    );
  }
  const shared = crossTable(a, kA, b, kB);
  const sizesA = new Float64Array(kA);
  const sizesB = new Float64Array(kB);
  for (let i = 0; i < kA; i++) {
    for (let j = 0; j < kB; j++) {
      sizesA[i] += shared[i * kB + j];
      sizesB[j] += shared[i * kB + j];
    }
  }
  return { n, shared, sizesA, sizesB };
}

function clusterCount(labels: Int32Array): number {
  let largest = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] < 0) throw new RangeError(`agreement: customer ${i} has label ${labels[i]}; labels are 0…k−1`);
    if (labels[i] > largest) largest = labels[i];
  }
  return largest + 1;
}
