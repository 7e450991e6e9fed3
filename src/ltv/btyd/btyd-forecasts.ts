import { betaGeometricLogLikelihood, logOddsOfDeath } from "./beta-geometric-likelihood.ts";
import { expectedWhileAlive } from "./beta-geometric-purchases.ts";
import type { BtydModel } from "./btyd-model.ts";
import { logOddsOfParetoDeath, paretoLogLikelihood } from "./pareto-likelihood.ts";
import { checkHistories, type PurchaseHistories } from "./purchase-histories.ts";

/** Log-likelihood of each history, length n, in the unit of time of the model; weights do not count. */
export function logLikelihoods(model: BtydModel, histories: PurchaseHistories): Float64Array {
  checkHistories(histories);
  const { x, tx, T } = histories;
  return x.map((purchases, i) =>
    model.kind === "pareto-nbd"
      ? paretoLogLikelihood(model, purchases, tx[i], T[i])
      : betaGeometricLogLikelihood(model, purchases, tx[i], T[i]),
  );
}

/**
 * Chance of each customer to be alive at T, length n, in 0…1. By BG/NBD it is 1 for whoever bought once only, since nobody
 * dies before a repeat purchase there; MBG/NBD and Pareto/NBD do not promise that.
 */
export function probabilitiesAlive(model: BtydModel, histories: PurchaseHistories): Float64Array {
  checkHistories(histories);
  const { x, tx, T } = histories;
  return x.map((purchases, i) => probabilityAlive(model, purchases, tx[i], T[i]));
}

/** The same of one customer. */
export function probabilityAlive(model: BtydModel, x: number, tx: number, T: number): number {
  const logOdds = model.kind === "pareto-nbd" ? logOddsOfParetoDeath(model, x, tx, T) : logOddsOfDeath(model, x, tx, T);
  return 1 / (1 + Math.exp(logOdds));
}

/**
 * Purchases expected of each customer in (T, T + horizon], length n: the chance of being alive times those of a customer
 * who is.
 *
 * @param horizon in the unit of time of the model, ≥ 0
 */
export function expectedPurchases(model: BtydModel, histories: PurchaseHistories, horizon: number): Float64Array {
  checkHistories(histories);
  const { x, tx, T } = histories;
  if (!(horizon >= 0 && horizon < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`expectedPurchases: a horizon is at least 0, got ${horizon}`);
  }
  return x.map(
    (purchases, i) => probabilityAlive(model, purchases, tx[i], T[i]) * whileAlive(model, purchases, T[i], horizon),
  );
}

/** E[X(t)]: repeat purchases expected of somebody new in the time t after the first purchase. */
export function expectedPurchasesOfNew(model: BtydModel, t: number): number {
  // As MBG/NBD has it, the first purchase already is a chance to die.
  return probabilityAlive(model, 0, 0, 0) * whileAlive(model, 0, 0, t);
}

function whileAlive(model: BtydModel, x: number, T: number, t: number): number {
  const R = model.r + x;
  const A = model.alpha + T;
  if (model.kind !== "pareto-nbd") {
    return expectedWhileAlive(R, A, model.a, model.b + x + (model.kind === "mbg-nbd" ? 1 : 0), t);
  }
  // R/A · (beta + T)/(s − 1) · (1 − ((beta + T)/(beta + T + t))^(s − 1)), which is 0/0 at s = 1.
  const B = model.beta + T;
  const log = Math.log1p(t / B);
  const exponent = (model.s - 1) * log;
  return (R / A) * B * log * (exponent === 0 ? 1 : -Math.expm1(-exponent) / exponent);
}
