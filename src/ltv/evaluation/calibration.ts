import * as z from "zod";
import { createRandom } from "../../math/random.ts";
import { chanceOfAtMost, type LognormalMixture } from "../net/lognormal-mixture.ts";

/** Whether what came is spread over the forecast distributions as they promise. */
export const ltvCalibration = z.strictObject({
  central80: z
    .number()
    .min(0)
    .max(1)
    .describe("Share of customers between their 10 % and 90 % quantiles; 0.8 when right."),
  upper90: z.number().min(0).max(1).describe("Share of customers at or below their 90 % quantile; 0.9 when right."),
  ks: z
    .number()
    .min(0)
    .max(1)
    .describe("Kolmogorov–Smirnov distance of the transformed labels from uniform; 0 when right."),
});
export type LtvCalibration = z.output<typeof ltvCalibration>;

/**
 * Calibration by the randomised probability integral transform: a customer's money is replaced by the chance of bringing
 * at most as much, and no money by a uniform draw below the chance of none. If the forecasts are right, the results are
 * uniform. Counting labels inside the printed intervals instead would flatter every forecast, since the lower end of most
 * of them is the 0 that most customers bring.
 *
 * @param money money of the label window, ≥ 0, length n
 * @see Czado, Gneiting & Held (2009), Predictive model assessment for count data, Biometrics 65, 1254–1261
 */
export function calibrate(mixture: LognormalMixture, money: Float64Array, seed: number): LtvCalibration {
  const random = createRandom(seed);
  const transformed = money
    .map((value, i) => chanceOfAtMost(mixture, i, value) * (value > 0 ? 1 : random.next()))
    .sort();
  const n = transformed.length;
  let ks = 0;
  let below10 = 0;
  let below90 = 0;
  for (let i = 0; i < n; i++) {
    ks = Math.max(ks, transformed[i] - i / n, (i + 1) / n - transformed[i]);
    if (transformed[i] < 0.1) below10 += 1;
    if (transformed[i] <= 0.9) below90 += 1;
  }
  return { central80: (below90 - below10) / n, upper90: below90 / n, ks };
}
