import type { Window } from "../features/window.ts";
import { dormant, none, type Segmentation, type SegmentId, type StateHistory } from "./segmentation.ts";

/** When each of the N customers became known and first ordered, as days; length N. */
export interface Population {
  /** The smallest 32-bit number where the customer was known all along. */
  readonly knownFrom: Int32Array;
  /** The largest 32-bit number where there is no order. */
  readonly firstOrder: Int32Array;
}

/** The states of a history: the segments, then `none`, then `dormant`. */
export function statesOf(segments: readonly SegmentId[]): SegmentId[] {
  return [...segments, none, dormant];
}

/**
 * State of every customer at the end of a window: their segment, `dormant` when they ordered before but not in the
 * look-back, `none` when they are known and never ordered, −1 when they are not known yet.
 *
 * @returns length N, an index into `statesOf(segments)` or −1
 */
export function statesAt(
  window: Window,
  { knownFrom, firstOrder }: Population,
  { segments, customers, labels: segmentOf }: Pick<Segmentation, "segments" | "customers" | "labels">,
): Int16Array {
  const k = segments.length;
  const labels = new Int16Array(knownFrom.length);
  for (let customer = 0; customer < labels.length; customer++) {
    if (firstOrder[customer] < window.until) labels[customer] = k + 1;
    else labels[customer] = knownFrom[customer] < window.until ? k : -1;
  }
  for (let row = 0; row < customers.length; row++) labels[customers[row]] = segmentOf[row];
  return labels;
}

/** Customers in each state of one window, in the order of the states; those not yet known are in none. */
export function stateSizes(history: StateHistory, window: number): Float64Array {
  const sizes = new Float64Array(history.states.length);
  for (const label of history.labels[window]) if (label >= 0) sizes[label] += 1;
  return sizes;
}
