import { minimize, type Objective } from "../../math/limited-memory-bfgs.ts";
import type { PurchaseHistories } from "./purchase-histories.ts";
import { customersByX, sumUpTo } from "./rising-sums.ts";

/**
 * The highest log-likelihood of the NBD, purchases at rates λ ~ Gamma(r, rate alpha) by customers who never die: what BG/NBD, MBG/NBD and
 * Pareto/NBD come to where a or s goes to 0.
 *
 *     L = Γ(r+x)/Γ(r) alpha^r (alpha+T)^−(r+x)
 */
export function withoutChurn(histories: PurchaseHistories, customers: number): number {
  const { x, T, weight } = histories;
  const byX = customersByX(histories);
  const objective: Objective = (at, gradient) => {
    const [r, alpha] = at.map(Math.exp);
    const rises = sumUpTo(byX, r);
    let value = rises.logs + customers * r * at[1];
    let byR = rises.inverses + customers * at[1];
    let byAlpha = (customers * r) / alpha;
    for (let i = 0; i < x.length; i++) {
      const w = weight === undefined ? 1 : weight[i];
      const logAge = Math.log(alpha + T[i]);
      value -= w * (r + x[i]) * logAge;
      byR -= w * logAge;
      byAlpha -= (w * (r + x[i])) / (alpha + T[i]);
    }
    gradient[0] = (-byR * r) / customers;
    gradient[1] = (-byAlpha * alpha) / customers;
    return -value / customers;
  };
  return -minimize(objective, Float64Array.of(0, 0), { tolerance: 1e-6, mostIterations: 200 }).value * customers;
}
