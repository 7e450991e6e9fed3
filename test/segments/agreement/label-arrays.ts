import fc from "fast-check";

/** Partitions of the same 1…40 customers into at most 6 clusters each, numbered with gaps. */
export function partitions(count: number): fc.Arbitrary<Int32Array[]> {
  return fc.integer({ min: 1, max: 40 }).chain((n) => fc.array(labels(n), { minLength: count, maxLength: count }));
}

function labels(n: number): fc.Arbitrary<Int32Array> {
  return fc.array(fc.nat(5), { minLength: n, maxLength: n }).map((values) => Int32Array.from(values));
}

/** The same partition under other numbers. */
export function renumber(labels: Int32Array): Int32Array {
  return labels.map((label) => [4, 0, 5, 1, 3, 2][label]);
}
