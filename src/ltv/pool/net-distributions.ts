import {
  chanceOfAtMost,
  chanceOfMoney,
  densityOfMoney,
  type LognormalMixture,
  meanMoney,
  quantileOfMoney,
} from "../net/lognormal-mixture.ts";
import type { MoneyDistributions } from "./money-distributions.ts";

/** The distributions of a net, whose money is in minor units already. Nothing is copied; about 0.1 µs a question, 1 µs a quantile. */
export function netDistributions(mixture: LognormalMixture): MoneyDistributions {
  return {
    customers: mixture.customers,
    mean: (i) => meanMoney(mixture, i),
    chanceOfMoney: (i) => Math.min(1, chanceOfMoney(mixture, i)),
    // Weights are rounded, so that they may add up to a hair more than 1.
    chanceOfAtMost: (i, money) => Math.min(1, Math.max(0, chanceOfAtMost(mixture, i, money))),
    density: (i, money) => densityOfMoney(mixture, i, money),
    quantile: (i, level) => quantileOfMoney(mixture, i, level),
  };
}
