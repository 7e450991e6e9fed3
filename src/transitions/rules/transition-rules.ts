import * as z from "zod";
import { condition } from "../../features/conditions/condition.ts";
import { text } from "../../language/text.ts";
import { isoDate } from "../../math/calendar.ts";
import { segmentId } from "../../segments/segmentation.ts";

const figures = z.strictObject({
  customers: z.int().describe("Customers of the origin."),
  moved: z.int().describe("Of them, those who are in the destination one window later."),
  covered: z.int().describe("Customers of the origin whom the rule covers."),
  hits: z.int().describe("Of them, those who are in the destination one window later."),
  confidence: z.number().describe("hits / covered."),
  baseRate: z.number().describe("moved / customers."),
  lift: z.number().describe("confidence / baseRate."),
  liftLo: z.number().describe("Lower end of the 95 % Wilson interval of the confidence, over the base rate."),
  liftHi: z.number().describe("Upper end of that interval, over the base rate."),
  p: z.number().describe("Fisher's exact test of the covered against the others, one-sided."),
  q: z.number().describe("p by Benjamini and Hochberg."),
});
export type ShownFigures = z.output<typeof figures>;

const transitionRule = z.strictObject({
  origin: segmentId,
  destination: segmentId,
  /** One to three, all of which hold at the end of the earlier window. */
  conditions: z.array(condition).min(1).max(3),
  words: text,
  /** Who is covered, as a condition over the columns of `features.parquet` among the customers of the origin. */
  sql: z.string(),
  /** Where it was found: each customer counts once. q is over all conjunctions that were tried. */
  train: figures,
  /** In the window after, whose moves took no part in the search. q is over the rules that were found. */
  later: figures,
  /** Customers of the origin whom it covers today; null where today's features were not asked. */
  now: z.int().nullable(),
  /** Conditions on other features that cover nearly the same customers, in words and as SQL. */
  alike: z.array(z.strictObject({ words: text, sql: z.string() })),
});
export type TransitionRule = z.output<typeof transitionRule>;

const originSearched = z.strictObject({
  origin: segmentId,
  /** Customers it was searched among, and conjunctions times destinations that were tried. */
  customers: z.int(),
  tested: z.number(),
  /** Rules that were found, and those of them that the later window confirmed. */
  found: z.int(),
  confirmed: z.int(),
  /** Why it was not searched; null where it was. */
  reason: text.nullable(),
});
export type OriginSearched = z.output<typeof originSearched>;

/** `transition_rules.json`: which customers move where more often than others of their segment. */
export const transitionRules = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("refused"), reason: text }),
  z.strictObject({
    status: z.literal("done"),
    source: z.string(),
    /** Ends of the earlier windows of the pairs that rules were found in, and of the one that confirms. */
    trainedOn: z.array(isoDate),
    confirmedOn: isoDate,
    demands: z.strictObject({ customers: z.int(), share: z.number(), lift: z.number(), q: z.number() }),
    origins: z.array(originSearched),
    /** By origin and destination, the highest lift first. */
    rules: z.array(transitionRule),
  }),
]);
export type TransitionRules = z.output<typeof transitionRules>;
