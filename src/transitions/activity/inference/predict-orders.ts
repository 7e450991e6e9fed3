import { logRisingFactorial } from "../../../math/log-rising-factorial.ts";
import type { ActivityModel } from "../activity-model.ts";
import { mostOrders } from "../panel/activity-panel.ts";

/** What is expected of a customer in the months after the panel. */
export interface OrderForecast {
  /** Expected orders, and the chance of at least one, in all of the months together. */
  readonly orders: number;
  readonly active: number;
}

/**
 * Forecasts of the months after a panel, from what is thought of a customer's state and rate effect at its end.
 *
 * @param calendar calendar months to come, 0 for January
 * @param level factor of all rates in these months
 */
export function openForecasts(model: ActivityModel, calendar: ArrayLike<number>, level = 1) {
  const { states: k, rate, effect, monthShape } = model;
  const j = effect.values.length;
  const months = calendar.length;
  const logFactorial = new Float64Array(mostOrders + 1);
  for (let n = 2; n <= mostOrders; n++) logFactorial[n] = logFactorial[n - 1] + Math.log(n);
  const mean = new Float64Array(months * j * k);
  const silent = new Float64Array(months * j * k);
  for (let t = 0; t < months; t++)
    for (let e = 0; e < j; e++)
      for (let z = 0; z < k; z++) {
        const at = (t * j + e) * k + z;
        mean[at] = level * rate[z] * effect.values[e] * model.season[calendar[t]];
        silent[at] = chanceOfNone(mean[at], monthShape);
      }
  /** Chance of a number of orders of a mean, of which that of none is known. */
  function chanceOf(n: number, average: number, none: number): number {
    const log = n * Math.log(average) - logFactorial[n];
    if (monthShape === undefined) return none * Math.exp(log);
    const size = logRisingFactorial(monthShape, n) - n * Math.log(monthShape + average);
    return none * Math.exp(log + size);
  }

  const here = new Float64Array(k);
  const next = new Float64Array(k);

  function step(): void {
    next.fill(0);
    for (let y = 0; y < k; y++) for (let z = 0; z < k; z++) next[z] += here[y] * model.matrix[y * k + z];
    here.set(next);
  }

  return {
    /**
     * Log-likelihood of the orders of each month to come, all together.
     *
     * @param last joint chance of effect and state at the panel's end, J × K
     * @param orders of each month, `mostOrders` at most
     */
    logLikelihood(last: Float64Array, orders: ArrayLike<number>): number {
      let total = 0;
      for (let e = 0; e < j; e++) {
        here.set(last.subarray(e * k, (e + 1) * k));
        for (let t = 0; t < months; t++) {
          step();
          const n = orders[t];
          for (let z = 0; z < k; z++) {
            const at = (t * j + e) * k + z;
            here[z] *= n === 0 ? silent[at] : chanceOf(n, mean[at], silent[at]);
          }
        }
        for (let z = 0; z < k; z++) total += here[z];
      }
      return Math.log(Math.max(total, Number.MIN_VALUE));
    },

    forecast(last: Float64Array): OrderForecast {
      let orders = 0;
      let none = 0;
      for (let e = 0; e < j; e++) {
        here.set(last.subarray(e * k, (e + 1) * k));
        for (let t = 0; t < months; t++) {
          step();
          for (let z = 0; z < k; z++) orders += here[z] * mean[(t * j + e) * k + z];
        }
        here.set(last.subarray(e * k, (e + 1) * k));
        for (let t = 0; t < months; t++) {
          step();
          for (let z = 0; z < k; z++) here[z] *= silent[(t * j + e) * k + z];
        }
        for (let z = 0; z < k; z++) none += here[z];
      }
      return { orders, active: 1 - none };
    },
  };
}

/** Chance that a month of a mean has no orders: Poisson, or negative binomial of a shape. */
export function chanceOfNone(mean: number, monthShape: number | undefined): number {
  return monthShape === undefined ? Math.exp(-mean) : (1 + mean / monthShape) ** -monthShape;
}
