import * as z from "zod";
import { text } from "../../language/text.ts";

/** What a number of segments is held to, in the order of the tables. */
export const demand = z.enum(["size", "jaccard", "prediction strength", "time"]);
export type Demand = z.output<typeof demand>;

/** Data without groups that the segments are compared with; see `no-groups.ts`. */
export const nullModel = z.enum(["box", "gaussian", "permuted"]);
export type NullModel = z.output<typeof nullModel>;

/** What was measured for one number of segments; null is what could not be, for the reason in `unmeasured`. */
export const segmentCountCandidate = z.strictObject({
  k: z.int(),
  /** Share of customers in the smallest segment. */
  smallestShare: z.number(),
  /** Mean Jaccard similarity of the least reproducible segment over the bootstraps. */
  worstJaccard: z.number(),
  /** The same, averaged over the segments. */
  meanJaccard: z.number(),
  /** How well the segments of one half of the customers foretell those of the other, 0…1: the median over several halvings. */
  predictionStrength: z.number(),
  /** Smallest adjusted Rand index of the models of two neighbouring windows, on the later one's customers. */
  timeAri: z.number().nullable(),
  /** Share of the variance of later revenue between the segments of the window before, with its bootstrap standard error. */
  revenue: z.strictObject({ eta2: z.number(), se: z.number() }).nullable(),
  /** How much more the inertia falls from one segment to k, in logs, than in data without groups. */
  gaps: z.array(z.strictObject({ against: nullModel, gap: z.number(), se: z.number(), p: z.number() })),
  /** Mean silhouette, −1…1. */
  silhouette: z.number(),
  /** Sum of squared distances to the own centroid, per customer. */
  meanInertia: z.number(),
  /** Which demands it misses, with what was found and needed; empty when it meets all. */
  misses: z.array(z.strictObject({ demand, sentence: text })),
});
export type SegmentCountCandidate = z.output<typeof segmentCountCandidate>;

/**
 * `natural` groups stand apart more than chance and any continuum tried explain; `reproducible` segments come back, but
 * are a useful cut of a continuum; `unstable` ones do not come back.
 */
export const segmentationKind = z.enum(["natural", "reproducible", "unstable"]);
export type SegmentationKind = z.output<typeof segmentationKind>;

/** The number of segments, and why. */
export const segmentCount = z.strictObject({
  k: z.int().min(1),
  /** `fixed` by the configuration, `chosen` among those that meet all demands, `none` when none does, `single` when customers do not differ. */
  verdict: z.enum(["fixed", "chosen", "none", "single"]),
  reason: text,
  /** What kind of segments they are; null for a single one, and where nothing was measured. */
  kind: segmentationKind.nullable(),
  /** Customers and bootstraps the candidates were judged on. */
  rows: z.int(),
  bootstraps: z.int(),
  candidates: z.array(segmentCountCandidate),
  /** Why criteria could not be measured. */
  unmeasured: z.array(text),
});
export type SegmentCount = z.output<typeof segmentCount>;
