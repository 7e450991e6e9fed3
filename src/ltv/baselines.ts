import type { LtvCut } from "./protocol/ltv-cut.ts";

/** Customers are divided by at least this many days, lest a first order yesterday promise one every day. */
export const ageFloorDays = 30;

/**
 * "Spent last period again": the money of the horizon before the cut, forecast for the horizon after it.
 *
 * @returns minor units, length n, ≥ 0
 */
export function forecastLastPeriodAgain({ history }: LtvCut): Float64Array {
  return history.lastPeriodMinor.map((money) => Math.max(0, money));
}

/**
 * The textbook formula: average order × orders per day × days of the horizon, where orders per day divides by the days
 * since the first order, at least 30. It knows no churn, so it forecasts too much for a base that is losing customers.
 *
 * @returns minor units, length n, ≥ 0; 0 for a customer without orders
 */
export function forecastTextbook({ history, horizonDays }: LtvCut): Float64Array {
  const { orders, netMinor, ageDays } = history;
  return orders.map((count, i) => {
    if (count === 0) return 0;
    const averageOrder = Math.max(0, netMinor[i]) / count;
    const ordersPerDay = count / Math.max(ageFloorDays, ageDays[i]);
    return averageOrder * ordersPerDay * horizonDays;
  });
}
