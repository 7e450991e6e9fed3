/**
 * How many customers are in each pair of parts of two divisions of the same customers.
 *
 * @param a part of each customer, length n, values 0…k−1
 * @param b the same customers in the same order, length n, values 0…m−1
 * @returns counts, k × m, row-major
 * @throws RangeError if the lengths differ or a part is out of range
 */
export function crossTable(a: Codes, k: number, b: Codes, m: number): Float64Array {
  if (a.length !== b.length) throw new RangeError(`crossTable: ${a.length} customers against ${b.length}`);
  const counts = new Float64Array(k * m);
  for (let i = 0; i < a.length; i++) {
    if (!(a[i] >= 0 && a[i] < k && b[i] >= 0 && b[i] < m)) {
      throw new RangeError(`crossTable: customer ${i} is in parts ${a[i]} and ${b[i]} of ${k} and ${m}`);
    }
    counts[a[i] * m + b[i]] += 1;
  }
  return counts;
}

type Codes = Int16Array | Int32Array;
