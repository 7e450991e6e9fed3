import * as z from "zod";
import { text } from "../language/text.ts";
import { isoDate } from "../math/calendar.ts";
import { segmentCount } from "./choice/segment-count.ts";
import { componentSpace } from "./component-space.ts";
import { segmentId } from "./segmentation.ts";

/** One segment of a fitted model. */
export const fittedSegment = z.strictObject({
  id: segmentId,
  name: text,
  /** Customers of the window the model was fitted on. */
  size: z.int(),
  /** Their share of all clustered customers. */
  share: z.number(),
});
export type FittedSegment = z.output<typeof fittedSegment>;

/** A fitted segmentation: everything needed to put customers into segments, and to tell how it came about. */
export const segmentModel = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.literal("k-means"),
  engine: z.enum(["kernel", "reference"]),
  /** First day the model has not seen. */
  asOf: isoDate,
  seed: z.int(),
  /**
   * `rows` of `of` customers were clustered, and scaling and components learned from `scaled` of them; when fewer than all,
   * from samples stratified by the deciles of these features.
   */
  fittedOn: z.strictObject({ rows: z.int(), scaled: z.int(), of: z.int(), stratifiedBy: z.array(z.string()) }),
  space: componentSpace,
  /** Component scores of the k centroids, in the order of the segments. */
  centroids: z.array(z.array(z.number())),
  segments: z.array(fittedSegment),
  choice: segmentCount,
});
export type SegmentModel = z.output<typeof segmentModel>;
