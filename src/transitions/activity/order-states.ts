import type { ActivityModel } from "./activity-model.ts";

/** Numbers of the states from the busiest on. */
export function rateOrder({ rate }: Pick<ActivityModel, "rate">): number[] {
  return Array.from(rate.keys()).sort((a, b) => rate[b] - rate[a] || a - b);
}

/** A state with less than this share of the mean rate is one of customers who have lapsed. */
const lapsedRate = 0.1;

/**
 * The state of those who have lapsed: the quietest one, where it is far quieter than customers are on average.
 *
 * @param shares of the states
 */
export function lapsedState({ rate }: Pick<ActivityModel, "rate">, shares: ArrayLike<number>): number | undefined {
  if (rate.length < 2) return undefined;
  let mean = 0;
  for (let z = 0; z < rate.length; z++) mean += shares[z] * rate[z];
  const quietest = rate.indexOf(Math.min(...rate));
  return rate[quietest] < lapsedRate * mean ? quietest : undefined;
}
