import type { PurchaseHistories } from "./purchase-histories.ts";

/** Customers with x repeat purchases, at place x. */
export function customersByX({ x, weight }: PurchaseHistories): Float64Array {
  let most = 0;
  for (const purchases of x) if (purchases > most) most = purchases;
  const customers = new Float64Array(most + 1);
  for (let i = 0; i < x.length; i++) customers[x[i]] += weight === undefined ? 1 : weight[i];
  return customers;
}

/** Σ customers[x] · (ln Γ(a + x) − ln Γ(a)) over all x, and its derivative in a. O(largest x). */
export function sumUpTo(customers: Float64Array, a: number): { readonly logs: number; readonly inverses: number } {
  let [logs, inverses] = [0, 0];
  let [rise, inverse] = [0, 0];
  for (let x = 1; x < customers.length; x++) {
    rise += Math.log(a + x - 1);
    inverse += 1 / (a + x - 1);
    logs += customers[x] * rise;
    inverses += customers[x] * inverse;
  }
  return { logs, inverses };
}
