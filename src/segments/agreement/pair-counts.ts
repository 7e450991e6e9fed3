import { contingency } from "./contingency.ts";

/** Unordered pairs of customers, by whether two partitions keep them together. Exact up to n ≈ 1.3e8. */
export interface PairCounts {
  /** All pairs. */
  readonly all: number;
  /** Pairs that share a cluster in a. */
  readonly inA: number;
  /** Pairs that share a cluster in b. */
  readonly inB: number;
  /** Pairs that share a cluster in both. */
  readonly inBoth: number;
}

/**
 * @param a cluster of each customer in the first partition, length n ≥ 1, values 0…kA−1
 * @param b the same customers in the same order, length n, values 0…kB−1
 * @throws RangeError if the labels cannot be compared (`contingency`)
 */
export function countPairs(a: Int32Array, b: Int32Array): PairCounts {
  const { n, shared, sizesA, sizesB } = contingency(a, b);
  return { all: (n * (n - 1)) / 2, inA: pairsWithin(sizesA), inB: pairsWithin(sizesB), inBoth: pairsWithin(shared) };
}

function pairsWithin(sizes: Float64Array): number {
  let pairs = 0;
  for (const size of sizes) pairs += (size * (size - 1)) / 2;
  return pairs;
}
