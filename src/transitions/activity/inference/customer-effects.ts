import type { ActivityModel } from "../activity-model.ts";
import { type ActivityPanel, customersOf } from "../panel/activity-panel.ts";
import { freshRoom, type SharedRoom } from "./shared-arrays.ts";

/** What is thought of the lasting effects of each customer: Normal for baskets, shares for favourites. */
export interface CustomerEffects {
  readonly basketMean: Float64Array;
  readonly basketVariance: Float64Array;
  /** N × columns of the panel; only those of mixes are used. */
  readonly favourites: Float64Array;
  /** Numbers of the smallest and the largest rate effect that is likely at all. */
  readonly leastRate: Uint8Array;
  readonly mostRate: Uint8Array;
}

/** Effects as they are thought of before anything is seen of a customer. */
export function priorEffects(
  panel: ActivityPanel,
  model: ActivityModel,
  room: SharedRoom = freshRoom,
): CustomerEffects {
  const n = customersOf(panel);
  const width = panel.columns.count;
  const favourites = room.floats(n * width);
  const own = new Float64Array(width);
  for (const [m, { first }] of panel.columns.mixes.entries()) own.set(model.mixes[m].favourites, first);
  for (let i = 0; i < n; i++) favourites.set(own, i * width);
  return {
    basketMean: room.floats(n),
    basketVariance: room.floats(n).fill(model.basket?.customerVariance ?? 0),
    favourites,
    leastRate: room.bytes(n),
    mostRate: room.bytes(n).fill(model.effect.values.length - 1),
  };
}

/** The same effects, to go on from in another way. */
export function copyEffects(effects: CustomerEffects): CustomerEffects {
  const floats = (values: Float64Array) => copied(values, freshRoom.floats(values.length));
  const bytes = (values: Uint8Array) => copied(values, freshRoom.bytes(values.length));
  return {
    ...{ basketMean: floats(effects.basketMean), basketVariance: floats(effects.basketVariance) },
    favourites: floats(effects.favourites),
    ...{ leastRate: bytes(effects.leastRate), mostRate: bytes(effects.mostRate) },
  };
}

function copied<A extends Float64Array | Uint8Array>(values: A, target: A): A {
  target.set(values);
  return target;
}
