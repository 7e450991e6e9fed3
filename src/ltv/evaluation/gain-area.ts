import type { Ranking } from "../../math/ranking.ts";

/**
 * Area between the gain curve of a ranking and the diagonal, as the normalised Gini has it: the mean over i of the share of money held by
 * the i customers with the highest scores, minus (n + 1)/2n. Customers with equal scores share their money evenly. O(n).
 *
 * @param money ≥ 0, length n
 * @param times how often each customer counts, summing to n; absent, once
 * @returns NaN where nobody who counts has money
 */
export function gainArea({ order, smaller }: Ranking, money: Float64Array, times?: Int32Array): number {
  const n = order.length;
  let gained = 0;
  let area = 0;
  for (let until = n; until > 0; ) {
    const from = smaller[order[until - 1]];
    let tied = 0;
    let size = 0;
    for (let place = from; place < until; place++) {
      const customer = order[place];
      const count = times === undefined ? 1 : times[customer];
      size += count;
      tied += count * money[customer];
    }
    area += size * gained + (tied * (size + 1)) / 2;
    gained += tied;
    until = from;
  }
  return area / (n * gained) - (n + 1) / (2 * n);
}
