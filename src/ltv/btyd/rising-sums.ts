import { digamma } from "../../math/digamma.ts";
import { logRisingFactorial } from "../../math/log-rising-factorial.ts";
import type { PurchaseHistories } from "./purchase-histories.ts";

/** Customers with x repeat purchases, at place x. */
export function customersByX({ x, weight }: PurchaseHistories): Float64Array {
  let most = 0;
  for (const purchases of x) if (purchases > most) most = purchases;
  const customers = new Float64Array(most + 1);
  for (let i = 0; i < x.length; i++) customers[x[i]] += weight === undefined ? 1 : weight[i];
  return customers;
}

/** From here on a gap between two x is cheaper passed at once than factor by factor. */
const longGap = 16;

/** Σ customers[x] · (ln Γ(a + x) − ln Γ(a)) over all x, and its derivative in a. */
export function sumUpTo(customers: Float64Array, a: number): { readonly logs: number; readonly inverses: number } {
  let [logs, inverses] = [0, 0];
  let [rise, inverse] = [0, 0];
  let reached = 0;
  for (let x = 1; x < customers.length; x++) {
    if (customers[x] === 0) continue;
    if (x - reached > longGap) {
      rise += logRisingFactorial(a + reached, x - reached);
      inverse += digamma(a + x) - digamma(a + reached);
      reached = x;
    }
    for (; reached < x; reached++) {
      rise += Math.log(a + reached);
      inverse += 1 / (a + reached);
    }
    logs += customers[x] * rise;
    inverses += customers[x] * inverse;
  }
  return { logs, inverses };
}
