import type { Objective } from "../../math/limited-memory-bfgs.ts";
import { logRisingFactorial } from "../../math/log-rising-factorial.ts";
import type { BetaGeometricModel } from "./btyd-model.ts";
import type { PurchaseHistories } from "./purchase-histories.ts";
import { customersByX, sumUpTo } from "./rising-sums.ts";

/**
 * ln of the odds of having died after the last purchase against being alive at T:
 *
 *     a / (b + k − 1) · ((alpha + T)/(alpha + t_x))^(r + x),   k chances to die: x (BG) or x + 1 (MBG)
 *
 * −∞ without a chance to die.
 */
export function logOddsOfDeath({ kind, r, alpha, a, b }: BetaGeometricModel, x: number, tx: number, T: number): number {
  const k = chancesToDie(kind, x);
  if (k === 0) return Number.NEGATIVE_INFINITY;
  return Math.log(a / (b + k - 1)) + (r + x) * Math.log1p((T - tx) / (alpha + tx));
}

/**
 * Log-likelihood of one customer, without the density of when the earlier purchases were, which no model depends on:
 *
 *     L = Γ(r+x)/Γ(r) alpha^r (alpha+T)^−(r+x) B(a, b+k)/B(a, b) (1 + odds of death)
 */
export function betaGeometricLogLikelihood(model: BetaGeometricModel, x: number, tx: number, T: number): number {
  const { kind, r, alpha, a, b } = model;
  const k = chancesToDie(kind, x);
  return (
    logRisingFactorial(r, x) -
    r * Math.log1p(T / alpha) -
    x * Math.log(alpha + T) +
    logRisingFactorial(b, k) -
    logRisingFactorial(a + b, k) +
    softplus(logOddsOfDeath(model, x, tx, T))
  );
}

/**
 * Minus the mean log-likelihood and its gradient in the logarithms of r, alpha, a and b. What depends on x alone is
 * summed over the different x; a row costs two logarithms, an exponential and a logarithm.
 */
export function betaGeometricObjective(kind: BetaGeometricModel["kind"], histories: PurchaseHistories): Objective {
  const { x, tx, T, weight } = histories;
  const byX = customersByX(histories);
  const byChances = kind === "bg-nbd" ? byX : Float64Array.of(0, ...byX);
  const customers = byX.reduce((sum, count) => sum + count, 0);
  const extra = kind === "bg-nbd" ? 0 : 1;

  return (at, gradient) => {
    const [r, alpha, a, b] = at.map(Math.exp);
    const rises = sumUpTo(byX, r);
    const riseB = sumUpTo(byChances, b);
    const riseAB = sumUpTo(byChances, a + b);
    const logAlpha = at[1];
    let value = rises.logs + riseB.logs - riseAB.logs + customers * r * logAlpha;
    let byR = rises.inverses + customers * logAlpha;
    let byAlpha = (customers * r) / alpha;
    let byA = -riseAB.inverses;
    let byB = riseB.inverses - riseAB.inverses;
    for (let i = 0; i < x.length; i++) {
      const w = weight === undefined ? 1 : weight[i];
      const power = r + x[i];
      const k = x[i] + extra;
      const logAge = Math.log(alpha + T[i]);
      if (k === 0) {
        value -= w * power * logAge;
        byR -= w * logAge;
        byAlpha -= (w * power) / (alpha + T[i]);
        continue;
      }
      const logRecency = Math.log(alpha + tx[i]);
      const odds = (a / (b + k - 1)) * Math.exp(power * (logAge - logRecency));
      // Odds beyond a double mean a customer who is certainly dead.
      const died = odds < 1e300 ? odds / (1 + odds) : 1;
      const logOfSum = odds < 1e300 ? Math.log1p(odds) : Math.log(a / (b + k - 1)) + power * (logAge - logRecency);
      value += w * (logOfSum - power * logAge);
      byR -= w * (logAge + died * (logRecency - logAge));
      byAlpha -= w * power * ((1 - died) / (alpha + T[i]) + died / (alpha + tx[i]));
      byA += (w * died) / a;
      byB -= (w * died) / (b + k - 1);
    }
    const scale = -1 / customers;
    gradient[0] = scale * byR * r;
    gradient[1] = scale * byAlpha * alpha;
    gradient[2] = scale * byA * a;
    gradient[3] = scale * byB * b;
    return scale * value;
  };
}

function chancesToDie(kind: BetaGeometricModel["kind"], x: number): number {
  return kind === "bg-nbd" ? x : x + 1;
}

/** ln(1 + eᵛ). */
function softplus(v: number): number {
  return v > 0 ? v + Math.log1p(Math.exp(-v)) : Math.log1p(Math.exp(v));
}
