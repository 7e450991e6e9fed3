import * as z from "zod";
import type { Window } from "../features/window.ts";

export const segmentId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, "segment ids are kebab-case")
  .brand<"SegmentId">();
export type SegmentId = z.output<typeof segmentId>;

/** Reserved states of customers who are not clustered. */
export const none = segmentId.parse("none");
export const dormant = segmentId.parse("dormant");

/** Which segment each clustered customer is in, as seen at the end of one window. */
export interface Segmentation {
  readonly window: Window;
  /** The k segments; a label is an index into this list. */
  readonly segments: readonly SegmentId[];
  /** Customer number of each row, length n, ascending. */
  readonly customers: Int32Array;
  /** Segment index of each row, length n, values 0…k−1. */
  readonly labels: Int32Array;
  /** Euclidean distance to the own centroid in component space, length n. */
  readonly distance: Float64Array;
  /** Index of the second nearest segment, length n; equals the label when k is 1. */
  readonly runnerUp: Int32Array;
  /** Distance to the runner-up minus distance to the own centroid, length n, ≥ 0; 0 when k is 1. */
  readonly margin: Float64Array;
}

/**
 * State of every known customer at the end of every window: a segment, `none` (never bought) or `dormant` (no order in
 * the look-back).
 */
export interface StateHistory {
  /** Oldest first. */
  readonly windows: readonly Window[];
  /** The k segments, then `none`, then `dormant`. */
  readonly states: readonly SegmentId[];
  /** Per window, the index into `states` of each of the N customers, or −1 for those not yet in the population. */
  readonly labels: readonly Int16Array[];
}
