import { scaledExponentialIntegral } from "../../math/scaled-exponential-integral.ts";
import { probabilityAlive } from "./btyd-forecasts.ts";
import type { ParetoModel } from "./btyd-model.ts";
import { checkHistories, type PurchaseHistories } from "./purchase-histories.ts";

/**
 * DERT, the discounted expected residual transactions of each customer under Pareto/NBD, length n: purchases from T until
 * death, each worth e^(−rate · time from T). Times the money of a purchase it is the discounted value of all that is to come.
 *
 *     P(alive) · (r + x)/(alpha + T) · ∫₀^∞ e^(−rate · y) ((beta + T)/(beta + T + y))^s dy
 *
 * @param rate of continuous discounting per unit of time, above 0: ln(1.15)/52 a week for 15 % a year. Without discounting the
 *   sum is infinite where s ≤ 1.
 * @throws RangeError unless the rate is above 0
 * @see Fader, Hardie & Lee (2005), RFM and CLV: using iso-value curves for customer base analysis, Journal of Marketing
 *   Research 42, 415–430
 */
export function discountedPurchases(model: ParetoModel, histories: PurchaseHistories, rate: number): Float64Array {
  if (!(rate > 0)) throw new RangeError(`discountedPurchases: a rate of discounting is above 0, got ${rate}`);
  checkHistories(histories);
  const { x, tx, T } = histories;
  const { r, alpha, s, beta } = model;
  // The integral depends on T alone, and ages are few.
  const timeLeftAt = new Map<number, number>();
  return x.map((purchases, i) => {
    const B = beta + T[i];
    let left = timeLeftAt.get(T[i]);
    if (left === undefined) {
      left = B * scaledExponentialIntegral(s, rate * B);
      timeLeftAt.set(T[i], left);
    }
    return probabilityAlive(model, purchases, tx[i], T[i]) * ((r + purchases) / (alpha + T[i])) * left;
  });
}
