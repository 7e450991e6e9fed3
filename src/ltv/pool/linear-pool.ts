import { logAxisQuantile } from "../../math/log-axis-quantile.ts";
import type { MoneyDistributions } from "./money-distributions.ts";

/** Relative step of a quantile that is not worth another one. */
const enough = 1e-5;

/**
 * The linear pool of two forecasts of the same customers, weight · btyd + (1 − weight) · net: each customer's money is as the one or as
 * the other has it, so chances, densities and means are weighted means, exactly. A quantile of the pool is no mean of quantiles: it is
 * solved for in the logarithm of money, relative error about 1e-7, from the net's quantile, or the classical one where the net says
 * nothing. With a weight of 0 or 1 the answers are those of one side, to the last digit.
 *
 * An 80 % interval takes 10 to 40 µs (four evaluations of both sides for each end above 0), half a minute for a million customers, nearly
 * all of it in the classical side.
 *
 * @param weight of the classical side, in 0…1
 * @throws RangeError if the two are of different customers, or the weight is no share
 * @see Stone (1961), The opinion pool, Annals of Mathematical Statistics 32, 1339–1342; Gneiting & Ranjan (2013), Combining
 *   predictive distributions, Electronic Journal of Statistics 7, 1747–1782
 */
export function linearPool(btyd: MoneyDistributions, net: MoneyDistributions, weight: number): MoneyDistributions {
  if (btyd.customers !== net.customers) {
    throw new RangeError(`linearPool: ${btyd.customers} customers by one side, ${net.customers} by the other`);
  }
  if (!(weight >= 0 && weight <= 1)) throw new RangeError(`linearPool: a weight in 0…1, got ${weight}`);
  if (weight === 0) return net;
  if (weight === 1) return btyd;

  const pooled = (a: number, b: number) => weight * a + (1 - weight) * b;
  const chanceOfAtMost = (i: number, money: number) =>
    pooled(btyd.chanceOfAtMost(i, money), net.chanceOfAtMost(i, money));
  const density = (i: number, money: number) => pooled(btyd.density(i, money), net.density(i, money));
  return {
    customers: net.customers,
    mean: (i) => pooled(btyd.mean(i), net.mean(i)),
    chanceOfMoney: (i) => pooled(btyd.chanceOfMoney(i), net.chanceOfMoney(i)),
    chanceOfAtMost,
    density,
    quantile: (i, level) => {
      if (chanceOfAtMost(i, 0) >= level) return 0;
      const ofNet = net.quantile(i, level);
      const start = ofNet > 0 ? ofNet : btyd.quantile(i, level);
      const ofOne = {
        chanceOfAtMost: (money: number) => chanceOfAtMost(i, money),
        density: (money: number) => density(i, money),
      };
      // An amount too small for a double is 0 by both.
      return logAxisQuantile(ofOne, level, start > 0 ? start : 1, enough);
    },
  };
}
