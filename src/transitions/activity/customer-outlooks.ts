import type { ActivityModel } from "./activity-model.ts";
import { type ActivityPanel, customersOf } from "./activity-panel.ts";
import { sharedFloats } from "./shared-arrays.ts";

/** Where customers are at the end of a panel, and what is expected of them in the months after it. */
export interface CustomerOutlooks {
  /** Calendar months to come, 0 for January, H. */
  readonly ahead: Uint8Array;
  /** Orders of each customer and month to come, N × H, `mostOrders` at most; undefined where they are not known. */
  readonly future: Uint8Array | undefined;
  /** Chance of each state in the last month, N × K. */
  readonly posterior: Float64Array;
  /** Expected orders, and the chance of any, in the H months together. */
  readonly orders: Float64Array;
  readonly active: Float64Array;
  /** Log-likelihood of the months to come, together; 0 where they are not known. */
  readonly logLikelihood: Float64Array;
}

/** Outlooks yet to be filled. */
export function noOutlooks(
  panel: ActivityPanel,
  { states }: ActivityModel,
  ahead: Uint8Array,
  future?: Uint8Array,
): CustomerOutlooks {
  const n = customersOf(panel);
  return {
    ...{ ahead, future, posterior: sharedFloats(n * states) },
    ...{ orders: sharedFloats(n), active: sharedFloats(n), logLikelihood: sharedFloats(n) },
  };
}
