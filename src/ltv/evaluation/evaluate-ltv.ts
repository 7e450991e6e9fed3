import * as z from "zod";
import { midranks, rank } from "../../math/ranking.ts";
import { moneyEarned } from "../protocol/ltv-cut.ts";
import { gainArea } from "./gain-area.ts";

/** How well a forecast of money fits what came; money is in minor units. */
export const ltvMetrics = z.strictObject({
  normalisedGini: z
    .number()
    .describe("Order: 1 puts the customers in the order of their money, 0 in none, below 0 in reverse."),
  spearman: z.number().nullable().describe("Rank correlation with the money; empty for a constant forecast."),
  decileMape: z
    .number()
    .describe("Mean relative error of the sums of ten groups by forecast; groups without money left out."),
  decileWape: z.number().describe("Absolute errors of the ten sums, as a share of all money."),
  bias: z.number().describe("Forecast total / actual total − 1."),
  mae: z.number().describe("Mean absolute error per customer."),
  rmse: z.number().describe("Root mean squared error per customer."),
  topDecileShare: z.number().describe("Share of all money brought by the tenth forecast highest."),
});
export type LtvMetrics = z.output<typeof ltvMetrics>;

/**
 * Holds a forecast against the money that came; negative net labels count as 0.
 *
 *     normalisedGini = area(forecast) / area(money), where area(s) = mean over i of L(i) − (n + 1) / 2n and L(i) is the
 *                      share of money held by the i customers with the highest s; customers with equal s stand in for
 *                      each other, each with the mean money of the tie, so that a tie earns nothing by luck of order
 *     spearman       = Pearson correlation of the midranks
 *     decileMape     = mean over ten groups by forecast of |P − A| / A, for the groups' forecast and actual sums
 *     decileWape     = Σ |P − A| / Σ A
 *
 * Groups are as even as ten parts of n can be, the larger ones at the low end, ties in the order of rows.
 * Spearman flatters forecasts with many exact zeros where most customers bring nothing: do not rank models by it.
 * O(n log n).
 *
 * @param forecast length n, without NaN
 * @param label money net of returns in the label window, length n
 * @throws RangeError if lengths differ, n < 10, or nobody brought money
 * @see Wang, Liu & Miao (2019), A deep probabilistic model for customer lifetime value prediction, arXiv:1912.07753
 */
export function evaluateLtv(forecast: Float64Array, label: Float64Array): LtvMetrics {
  const n = label.length;
  if (forecast.length !== n) throw new RangeError(`evaluateLtv: ${forecast.length} forecasts against ${n} labels`);
  if (n < 10) throw new RangeError(`evaluateLtv: ten groups need 10 customers, got ${n}`);
  const money = moneyEarned(label);
  const total = sum(money);
  if (total === 0) throw new RangeError(`evaluateLtv: none of ${n} customers brought money`);

  const byForecast = rank(forecast);
  const byMoney = rank(money);
  const deciles = decileSums(byForecast.order, forecast, money);
  const withMoney = deciles.filter(({ actual }) => actual > 0);
  const errors = forecast.map((value, i) => value - money[i]);
  return {
    normalisedGini: gainArea(byForecast, money) / gainArea(byMoney, money),
    spearman: correlation(midranks(byForecast), midranks(byMoney)),
    decileMape:
      withMoney.reduce((error, { predicted, actual }) => error + Math.abs(predicted / actual - 1), 0) /
      withMoney.length,
    decileWape: deciles.reduce((error, { predicted, actual }) => error + Math.abs(predicted - actual), 0) / total,
    bias: sum(forecast) / total - 1,
    mae: errors.reduce((all, error) => all + Math.abs(error), 0) / n,
    rmse: Math.sqrt(errors.reduce((all, error) => all + error * error, 0) / n),
    topDecileShare: deciles[9].actual / total,
  };
}

function correlation(a: Float64Array, b: Float64Array): number | null {
  const mean = (a.length - 1) / 2; // of ranks 0…n−1, ties or not
  let both = 0;
  let alone = 0;
  let other = 0;
  for (let i = 0; i < a.length; i++) {
    both += (a[i] - mean) * (b[i] - mean);
    alone += (a[i] - mean) ** 2;
    other += (b[i] - mean) ** 2;
  }
  return alone === 0 || other === 0 ? null : both / Math.sqrt(alone * other);
}

function decileSums(order: Int32Array, forecast: Float64Array, money: Float64Array) {
  const size = Math.floor(order.length / 10);
  const larger = order.length % 10;
  let from = 0;
  return Array.from({ length: 10 }, (_, decile) => {
    const until = from + size + (decile < larger ? 1 : 0);
    let predicted = 0;
    let actual = 0;
    for (let place = from; place < until; place++) {
      predicted += forecast[order[place]];
      actual += money[order[place]];
    }
    from = until;
    return { predicted, actual };
  });
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
