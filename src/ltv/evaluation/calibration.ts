import * as z from "zod";
import { createRandom } from "../../math/random.ts";
import type { MoneyDistributions } from "../pool/money-distributions.ts";

const share = z.number().min(0).max(1);

/** Whether what came is spread over the forecast distributions as they promise. */
export const ltvCalibration = z.strictObject({
  central80: share.describe("Share of customers between their 10 % and 90 % quantiles; 0.8 when right."),
  central90: share.describe("Share of customers between their 5 % and 95 % quantiles; 0.9 when right."),
  upper50: share.describe("Share of customers at or below their median; 0.5 when right."),
  upper80: share.describe("Share of customers at or below their 80 % quantile; 0.8 when right."),
  upper90: share.describe("Share of customers at or below their 90 % quantile; 0.9 when right."),
  upper95: share.describe("Share of customers at or below their 95 % quantile; 0.95 when right."),
  ks: share.describe("Kolmogorov–Smirnov distance of the transformed labels from uniform; 0 when right."),
});
export type LtvCalibration = z.output<typeof ltvCalibration>;

/**
 * Calibration by the randomised probability integral transform: a customer's money is replaced by the chance of bringing
 * at most as much, and no money by a uniform draw below the chance of none. If the forecasts are right, the results are
 * uniform. Counting labels inside the printed intervals instead would flatter every forecast, since the lower end of most
 * of them is the 0 that most customers bring. O(n log n).
 *
 * @param money money of the label window, minor units, ≥ 0, length n
 * @throws RangeError if the lengths differ or n is 0
 * @see Czado, Gneiting & Held (2009), Predictive model assessment for count data, Biometrics 65, 1254–1261
 */
export function calibrate(distributions: MoneyDistributions, money: Float64Array, seed: number): LtvCalibration {
  const n = money.length;
  if (distributions.customers !== n || n === 0) {
    throw new RangeError(`calibrate: ${distributions.customers} distributions against ${n} labels`);
  }
  const random = createRandom(seed);
  const transformed = money
    .map((value, i) => distributions.chanceOfAtMost(i, value) * (value > 0 ? 1 : random.next()))
    .sort();
  let ks = 0;
  for (let i = 0; i < n; i++) ks = Math.max(ks, transformed[i] - i / n, (i + 1) / n - transformed[i]);
  const upTo = (level: number) => (transformed.findLastIndex((value) => value <= level) + 1) / n;
  return {
    central80: upTo(0.9) - upTo(0.1),
    central90: upTo(0.95) - upTo(0.05),
    upper50: upTo(0.5),
    upper80: upTo(0.8),
    upper90: upTo(0.9),
    upper95: upTo(0.95),
    ks,
  };
}
