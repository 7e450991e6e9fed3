import { freshRoom } from "../inference/shared-arrays.ts";
import type { ActivityPanel } from "../panel/activity-panel.ts";

/** Orders of each customer in each of h months from the cut on, customers × h, `mostOrders` at most. */
export function futureOrders(
  { months, rowStart, month, orders }: ActivityPanel,
  customers: Int32Array,
  cut: number,
  h = months - cut,
): Uint8Array {
  const counts = freshRoom.bytes(customers.length * h);
  for (const [at, customer] of customers.entries())
    for (let row = rowStart[customer]; row < rowStart[customer + 1]; row++)
      if (month[row] >= cut && month[row] < cut + h) counts[at * h + month[row] - cut] = orders[row];
  return counts;
}
