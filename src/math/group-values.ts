/**
 * The known values of each of k groups, in their original order; empty for a group without any. O(n).
 *
 * @param values length n, NaN is "unknown" and left out
 * @param groups group of each value, length n, values 0…k−1
 * @throws RangeError if the lengths differ or a group is out of range
 *
 * @example
 * groupValues(Float64Array.of(5, 7, NaN, 9), Int32Array.of(1, 0, 0, 1), 2); // [7] and [5, 9]
 */
export function groupValues(values: Float64Array, groups: Int32Array, k: number): Float64Array[] {
  const sizes = knownSizes(values, groups, k);
  const lists = Array.from(sizes, (size) => new Float64Array(size));
  const filled = new Int32Array(k);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) lists[groups[i]][filled[groups[i]]++] = values[i];
  }
  return lists;
}

/** Known values of each group, length k. */
function knownSizes(values: Float64Array, groups: Int32Array, k: number): Int32Array {
  if (values.length !== groups.length) {
    throw new RangeError(`groupValues: ${values.length} values against ${groups.length} groups; align them first`);
  }
  const sizes = new Int32Array(k);
  for (let i = 0; i < values.length; i++) {
    if (!(groups[i] >= 0 && groups[i] < k)) {
      throw new RangeError(`groupValues: value ${i} is in group ${groups[i]}, groups are 0…${k - 1}`);
    }
    if (!Number.isNaN(values[i])) sizes[groups[i]] += 1;
  }
  return sizes;
}
