import { digamma } from "../../math/digamma.ts";
import type { Objective } from "../../math/limited-memory-bfgs.ts";
import { logRisingFactorial } from "../../math/log-rising-factorial.ts";

/**
 * Gamma-Gamma model of spend: each purchase of a customer brings money ~ Gamma(p, rate ν), and ν ~ Gamma(q, rate gamma)
 * over customers, independent of how often they buy.
 *
 * @see Fader & Hardie (2013), The Gamma-Gamma model of monetary value; Fader, Hardie & Lee (2005), RFM and CLV
 */
export interface GammaGammaModel {
  readonly kind: "gamma-gamma";
  readonly p: number;
  readonly q: number;
  /** In units of money. */
  readonly gamma: number;
}

/**
 * What customers spent. In the published form the first purchase does not count: n = x, and the mean is that of repeat
 * purchases. On all purchases n = x + 1, which tells apart those who bought once.
 */
export interface SpendHistories {
  /** Purchases n that the mean is of, whole numbers ≥ 0, length of all customers. */
  readonly purchases: Float64Array;
  /** Mean money of a purchase; of no account where n is 0. */
  readonly mean: Float64Array;
}

/** What is known of the rate ν of one customer: Gamma(shape, rate `scale`). Money of k purchases then is a beta prime. */
export interface SpendPosterior {
  readonly p: number;
  /** q + p n. */
  readonly shape: number;
  /** gamma + n · mean, in units of money. */
  readonly scale: number;
}

/** The posterior of one customer; the population's where there is no purchase, or no positive mean, to learn from. */
export function spendPosterior({ p, q, gamma }: GammaGammaModel, purchases: number, mean: number): SpendPosterior {
  const n = isUsable(purchases, mean) ? purchases : 0;
  return { p, shape: q + p * n, scale: n === 0 ? gamma : gamma + n * mean };
}

/** Mean money of a purchase of such a customer: p scale/(shape − 1), or null where shape ≤ 1 and the mean is infinite. */
export function meanSpend({ p, shape, scale }: SpendPosterior): number | null {
  return shape > 1 ? (p * scale) / (shape - 1) : null;
}

/**
 * Mean money of a purchase of each customer,
 *
 *     E[ζ | n, m] = p (gamma + n m)/(p n + q − 1),
 *
 * between the own mean and the population's; the population's for who has none.
 *
 * @returns length of all customers; undefined where q ≤ 1 leaves somebody without a finite mean
 */
export function expectedSpend(model: GammaGammaModel, { purchases, mean }: SpendHistories): Float64Array | undefined {
  const { p, q, gamma } = model;
  const expected = new Float64Array(purchases.length);
  for (let i = 0; i < purchases.length; i++) {
    const n = isUsable(purchases[i], mean[i]) ? purchases[i] : 0;
    const shape = p * n + q;
    if (shape <= 1) return undefined;
    expected[i] = (p * (n === 0 ? gamma : gamma + n * mean[i])) / (shape - 1);
  }
  return expected;
}

/**
 * Log-density of the mean m of n purchases of one customer:
 *
 *     Γ(pn+q)/(Γ(pn) Γ(q)) · gamma^q m^(pn−1) n^(pn) / (gamma + n m)^(pn+q)
 */
export function gammaGammaLogLikelihood({ p, q, gamma }: GammaGammaModel, n: number, mean: number): number {
  const pn = p * n;
  return (
    logRisingFactorial(pn, q) -
    logGamma(q) +
    pn * Math.log((n * mean) / (gamma + n * mean)) -
    q * Math.log1p((n * mean) / gamma) -
    Math.log(mean)
  );
}

/**
 * Minus the mean log-density and its gradient in the logarithms of p, q and gamma. What depends on n alone is summed over
 * the different n; a customer costs one logarithm.
 *
 * @param spend of customers with n ≥ 1 and a positive mean only
 */
export function gammaGammaObjective({ purchases, mean }: SpendHistories): Objective {
  const customers = purchases.length;
  const byN = new Map<number, number>();
  let [logTotals, logMeans] = [0, 0];
  for (let i = 0; i < customers; i++) {
    byN.set(purchases[i], (byN.get(purchases[i]) ?? 0) + 1);
    logTotals += purchases[i] * Math.log(purchases[i] * mean[i]);
    logMeans += Math.log(mean[i]);
  }
  return (at, gradient) => {
    const [p, q, gamma] = at.map(Math.exp);
    let value = p * logTotals - logMeans + customers * (q * at[2] - logGamma(q));
    let byP = logTotals;
    let byQ = customers * (at[2] - digamma(q));
    let byGamma = (customers * q) / gamma;
    for (const [n, count] of byN) {
      const both = digamma(p * n + q);
      value += count * logRisingFactorial(p * n, q);
      byP += count * n * (both - digamma(p * n));
      byQ += count * both;
    }
    for (let i = 0; i < customers; i++) {
      const n = purchases[i];
      const scale = gamma + n * mean[i];
      const logScale = Math.log(scale);
      value -= (p * n + q) * logScale;
      byP -= n * logScale;
      byQ -= logScale;
      byGamma -= (p * n + q) / scale;
    }
    gradient[0] = (-byP * p) / customers;
    gradient[1] = (-byQ * q) / customers;
    gradient[2] = (-byGamma * gamma) / customers;
    return -value / customers;
  };
}

/** Whether a mean tells anything: the model knows positive money only. */
export function isUsable(purchases: number, mean: number): boolean {
  return purchases >= 1 && mean > 0 && mean < Number.POSITIVE_INFINITY;
}

/** ln Γ(q), of q above 0. */
function logGamma(q: number): number {
  return logRisingFactorial(1, q) - Math.log(q);
}
