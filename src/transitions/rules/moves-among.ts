import { type Condition, meetingAll } from "../../features/conditions/condition.ts";
import type { MovesOfWindow } from "../moves-of-window.ts";

/** Customers of an origin who meet conditions, and those of them who move to a destination. */
export function movesAmong(
  { table, origin, destination }: MovesOfWindow,
  move: { readonly origin: number; readonly destination: number },
  conditions: readonly Condition[],
) {
  const meets = meetingAll(conditions, table.features, origin.length);
  let [rows, hits] = [0, 0];
  for (let row = 0; row < origin.length; row++) {
    if (origin[row] !== move.origin || meets[row] === 0) continue;
    rows += 1;
    if (destination[row] === move.destination) hits += 1;
  }
  return { rows, hits };
}
