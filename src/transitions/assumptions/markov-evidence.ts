import * as z from "zod";
import { text } from "../../language/text.ts";
import { isoDate } from "../../math/calendar.ts";
import { segmentId } from "../../segments/segmentation.ts";
import { memoryChoiceSchema } from "./choose-memory.ts";
import { dwellTestSchema } from "./dwell-test.ts";
import { homogeneityTestSchema } from "./homogeneity-test.ts";
import { orderTestSchema } from "./order-test.ts";

const verdict = z.enum(["passed", "failed", "refused"]);
export type MarkovVerdict = z.output<typeof verdict>;

/** Where moves out of one state most stand out in one group of moves. */
const moveShift = z.strictObject({
  origin: segmentId,
  destination: segmentId,
  /** Index of the pair of windows, oldest first, or of the cohort. */
  group: z.int(),
  /** Share of the moves out of the origin that lead there, in this group and in all others together. */
  share: z.number(),
  otherwise: z.number(),
});
export type MoveShift = z.output<typeof moveShift>;

const homogeneityEvidence = z.strictObject({
  status: verdict,
  reason: text.nullable(),
  test: homogeneityTestSchema,
  /** One for each state that fails, where a cell stands out. */
  shifts: z.array(moveShift),
});
export type HomogeneityEvidence = z.output<typeof homogeneityEvidence>;

const dwellEvidence = z.strictObject({
  status: verdict,
  reason: text.nullable(),
  states: z.array(
    z.strictObject({
      id: segmentId,
      /** Stays that tell nothing: those that began before the first window, and those that began in the last. */
      leftTruncated: z.int(),
      unobserved: z.int(),
      /** q of Benjamini and Hochberg over the states; null where refused. */
      q: z.number().nullable(),
      test: dwellTestSchema,
    }),
  ),
});
export type DwellEvidence = z.output<typeof dwellEvidence>;

/** Whether moves may be taken as those of a stationary Markov chain, and what to add to its states where not. */
export const markovEvidence = z.strictObject({
  /** `failed` where any assumption is; else `refused` where order or homogeneity over windows could not be tested. */
  status: verdict,
  /** Those of the four assumptions, and what there is to say besides. */
  reasons: z.array(text),
  remarks: z.array(text),
  source: z.string(),
  /** An assumption fails at a p, or a q over the states, at or below this. */
  level: z.number(),
  states: z.array(segmentId),
  /** Ends of the windows looked at, which see a full look-back to its end. */
  windows: z.array(isoDate),
  /** Look-backs overlap: the labels then remember what customers may have forgotten. */
  overlapping: z.boolean(),
  order: z.strictObject({ status: verdict, reason: text.nullable(), test: orderTestSchema }),
  /** Over pairs of neighbouring windows. */
  homogeneity: homogeneityEvidence,
  /** Over cohorts, with their names. */
  cohorts: homogeneityEvidence.extend({ names: z.array(text) }),
  dwell: dwellEvidence,
  /** What the states should remember, where order or dwell fails; null where nothing has to be remembered. */
  memory: memoryChoiceSchema.nullable(),
});
export type MarkovEvidence = z.output<typeof markovEvidence>;
