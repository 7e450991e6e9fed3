/**
 * Scores from 1 to 5 by how many customers are below: 1 + ⌊5 × (those with a smaller value) ÷ n⌋. Whoever has the same
 * value has the same score, that of the first of them. So equal groups come out where values differ, and where half of
 * the customers share a value there are fewer than five scores rather than a line drawn at random between equals.
 *
 * @param values any order; NaN is left out and scores 0
 * @returns length n, 0…5
 */
export function rfmScores(values: Float64Array): Int8Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const scores = new Int8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    scores[i] = 1 + Math.floor((5 * countBelow(sorted, values[i])) / sorted.length);
  }
  return scores;
}

/** How many values of an ascending list are smaller. */
function countBelow(sorted: Float64Array, value: number): number {
  let from = 0;
  let until = sorted.length;
  while (from < until) {
    const middle = (from + until) >> 1;
    if (sorted[middle] < value) from = middle + 1;
    else until = middle;
  }
  return from;
}
