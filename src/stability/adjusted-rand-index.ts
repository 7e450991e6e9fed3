/**
 * Adjusted Rand index: how far two segmentations of the same customers agree, corrected for chance.
 *
 *     ARI = (together − expected) / (mean − expected)
 *
 * where `together` counts pairs of customers that share a segment in both segmentations, `mean` is the average number
 * of pairs that share a segment in one of them, and `expected` is what independent labels with the same segment sizes
 * would give. Segment numbers carry no meaning, so a fit and a refit are compared without matching their segments.
 *
 * Runs in O(n + kA·kB). Pair counts stay exact up to n ≈ 1.3e8.
 *
 * @param a segment number of each customer in the first segmentation, length n, values 0…kA−1
 * @param b the same customers in the same order, length n, values 0…kB−1
 * @returns 1 for identical partitions, about 0 for independent ones, at least −0.5
 * @throws RangeError if the lengths differ or n is 0
 *
 * @see Hubert & Arabie (1985), Comparing partitions, Journal of Classification 2, 193–218
 * @see Chacón & Rastrojo (2022), doi:10.1007/s11634-022-00491-w, for the lower bound
 */
export function adjustedRandIndex(a: Int32Array, b: Int32Array): number {
  const n = a.length;
  if (b.length !== n) {
    throw new RangeError(`adjustedRandIndex: ${n} labels against ${b.length}; align the customers first`);
  }
  if (n === 0) throw new RangeError("adjustedRandIndex: no customers to compare");

  const sizesA = segmentSizes(a);
  const sizesB = segmentSizes(b);
  const shared = new Float64Array(sizesA.length * sizesB.length);
  for (let i = 0; i < n; i++) shared[a[i] * sizesB.length + b[i]] += 1;

  const together = pairsWithin(shared);
  const pairsA = pairsWithin(sizesA);
  const pairsB = pairsWithin(sizesB);
  const allPairs = (n * (n - 1)) / 2;
  // One customer has no pairs, and neither does anybody where both sides put everyone alone.
  if (allPairs === 0 || pairsA + pairsB === 0) return 1;

  // Numerator and denominator times all pairs, so that small counts stay whole numbers.
  const expected = pairsA * pairsB;
  const mean = ((pairsA + pairsB) / 2) * allPairs;
  // Both sides put everyone into one segment: chance already explains the match.
  return mean === expected ? 1 : (together * allPairs - expected) / (mean - expected);
}

function segmentSizes(labels: Int32Array): Float64Array {
  let largest = 0;
  for (const label of labels) if (label > largest) largest = label;
  const sizes = new Float64Array(largest + 1);
  for (const label of labels) sizes[label] += 1;
  return sizes;
}

/** Unordered pairs of customers that are in the same group. */
function pairsWithin(sizes: Float64Array): number {
  let pairs = 0;
  for (const size of sizes) pairs += (size * (size - 1)) / 2;
  return pairs;
}
