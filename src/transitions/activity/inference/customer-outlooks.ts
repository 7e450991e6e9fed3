import type { ActivityModel } from "../activity-model.ts";
import { type ActivityPanel, customersOf } from "../panel/activity-panel.ts";
import { freshRoom, type SharedRoom } from "./shared-arrays.ts";

/** Where customers are at the end of a panel, and what is expected of them in the months after it. */
export interface CustomerOutlooks {
  /** Calendar months to come, 0 for January, H. */
  readonly ahead: Uint8Array;
  /** Factor of all rates in these months. */
  readonly level: number;
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

/** Months that are foretold. */
export interface MonthsAhead extends Pick<CustomerOutlooks, "ahead"> {
  /** Nothing is said of the likelihood without it. */
  readonly future?: Uint8Array;
  readonly level?: number;
}

/** Outlooks yet to be filled. */
export function noOutlooks(
  panel: ActivityPanel,
  { states }: ActivityModel,
  { ahead, future, level = 1 }: MonthsAhead,
  room: SharedRoom = freshRoom,
): CustomerOutlooks {
  const n = customersOf(panel);
  return {
    ...{ ahead, future, level, posterior: room.floats(n * states) },
    ...{ orders: room.floats(n), active: room.floats(n), logLikelihood: room.floats(n) },
  };
}
