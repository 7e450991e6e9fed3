/** A tenth of the customers by how likely they were to order, and how many did. */
export interface Reliability {
  readonly customers: number;
  /** Mean chance of at least one order. */
  readonly forecast: number;
  /** Share who ordered. */
  readonly observed: number;
}

/**
 * Chances against what happened, tenths of the customers from the least likely on; equal chances stay in one tenth.
 *
 * @param active chance of at least one order, length n
 * @param orders that came, length n
 */
export function reliabilityOf(active: Float64Array, orders: ArrayLike<number>): Reliability[] {
  const order = Int32Array.from(active.keys()).sort((a, b) => active[a] - active[b] || a - b);
  const rows: Reliability[] = [];
  let from = 0;
  for (let tenth = 1; tenth <= 10; tenth++) {
    let until = Math.round((tenth * order.length) / 10);
    while (until > from && until < order.length && active[order[until]] === active[order[until - 1]]) until += 1;
    if (until <= from) continue;
    let [forecast, observed] = [0, 0];
    for (let at = from; at < until; at++) {
      forecast += active[order[at]];
      observed += Number(orders[order[at]] > 0);
    }
    const customers = until - from;
    rows.push({ customers, forecast: forecast / customers, observed: observed / customers });
    from = until;
  }
  return rows;
}

/** Largest distance of forecast and observed over the tenths. */
export function largestMiss(rows: readonly Reliability[]): number {
  return Math.max(0, ...rows.map(({ forecast, observed }) => Math.abs(forecast - observed)));
}
