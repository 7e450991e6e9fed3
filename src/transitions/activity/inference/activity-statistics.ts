/** Expected counts that a model is estimated from; sums over customers. */
export interface ActivityStatistics {
  /** Σ of the lower bound of the log-likelihood (exact without baskets and favourites). */
  bound: number;
  /** Customers it is over. */
  customers: number;
  /** Moves from row to column, K × K. */
  readonly moves: Float64Array;
  readonly entering: Float64Array;
  readonly present: Float64Array;
  /** By state: orders of counted months, and of all. */
  readonly countedOrders: Float64Array;
  readonly orders: Float64Array;
  /** Orders of counted months by calendar month, 12. */
  readonly monthOrders: Float64Array;
  /** Σ of the rate effect over counted months, 12 × K. */
  readonly exposure: Float64Array;
  /** Of log values less the customer's effect, by state: how much they count (orders, where they are Normal), and sums of it. */
  readonly basketWeight: Float64Array;
  readonly basketSum: Float64Array;
  readonly basketSquares: Float64Array;
  /** K × columns: counts, and of mixes those that are not the favourite's. */
  readonly counts: Float64Array;
  readonly ownCounts: Float64Array;
  readonly effectShares: Float64Array;
  /** Σ of the basket effects, of their squares, and of the favourites (columns). */
  basketEffect: number;
  basketEffectSquares: number;
  readonly favourites: Float64Array;
}

export function noStatistics(states: number, columns: number, effects: number): ActivityStatistics {
  const byState = () => new Float64Array(states);
  return {
    ...{ bound: 0, customers: 0, basketEffect: 0, basketEffectSquares: 0 },
    moves: new Float64Array(states * states),
    ...{ entering: byState(), present: byState(), countedOrders: byState(), orders: byState() },
    monthOrders: new Float64Array(12),
    exposure: new Float64Array(12 * states),
    ...{ basketWeight: byState(), basketSum: byState(), basketSquares: byState() },
    counts: new Float64Array(states * columns),
    ownCounts: new Float64Array(states * columns),
    effectShares: new Float64Array(effects),
    favourites: new Float64Array(columns),
  };
}

/** Sums of statistics, in their order. */
export function addStatistics(parts: readonly ActivityStatistics[]): ActivityStatistics {
  const [first, ...others] = parts;
  const sum = structuredClone(first);
  for (const part of others) {
    for (const name of scalars) sum[name] += part[name];
    for (const name of arrays) for (let i = 0; i < sum[name].length; i++) sum[name][i] += part[name][i];
  }
  return sum;
}

const scalars = ["bound", "customers", "basketEffect", "basketEffectSquares"] as const;
const arrays = [
  ...["moves", "entering", "present", "countedOrders", "orders", "monthOrders", "exposure"],
  ...["basketWeight", "basketSum", "basketSquares", "counts", "ownCounts", "effectShares", "favourites"],
] as const satisfies readonly Exclude<keyof ActivityStatistics, (typeof scalars)[number]>[];
