import * as z from "zod";
import { text } from "../../language/text.ts";
import { isoDate } from "../../math/calendar.ts";
import { featureEncoding } from "../../segments/component-space.ts";
import { segmentId } from "../../segments/segmentation.ts";

const chance = z.number().min(0).max(1);

/** Chances of the next state of the customers of one origin, by their features. */
export const originLogit = z.strictObject({
  /** How features become columns. */
  encodings: z.array(featureEncoding),
  /** Numbers of which it is told whether they are known. */
  unknowns: z.array(z.string()),
  /** States that are told apart, by index; what all are held against comes first. */
  classes: z.array(z.int()).min(2),
  /** (columns + 1) × (classes − 1), row-major; the first row are constants. */
  coefficients: z.array(z.number()),
  /** Log odds are divided by it; 1 where that does not help. */
  temperature: z.number().positive(),
});
export type OriginLogit = z.output<typeof originLogit>;

/** A tenth of the customers by how likely they were to move, and how many did. */
const reliabilityRow = z.strictObject({
  customers: z.int(),
  forecast: chance.describe("Mean chance of leaving the origin."),
  observed: chance.describe("Share who left."),
  lo: chance.describe("Lower end of the 95 % Wilson interval of the share."),
  hi: chance.describe("Upper end."),
});
export type ReliabilityRow = z.output<typeof reliabilityRow>;

const originNextState = z.strictObject({
  origin: segmentId,
  /** Customers it was learned from, and those of the last pair of windows it was held against. */
  trained: z.int(),
  judged: z.int(),
  /** Chance of every state for everybody, in the order of the states: the row of the transition matrix, smoothed by ½. */
  row: z.array(chance),
  /** Penalty on the coefficients, chosen by customers who were held out; null where nothing was fitted. */
  ridge: z.number().nullable(),
  /** Mean log loss in the last pair, of the logit and of the row; null where nobody was judged. */
  logLoss: z.strictObject({ logit: z.number(), row: z.number() }).nullable(),
  /** By how much the logit's is smaller, as a share of the row's. */
  gain: z.number().nullable(),
  /** Chances of moving in the last pair against what happened, tenths of the customers; empty where nothing was fitted. */
  reliability: z.array(reliabilityRow),
  /** Mean distance of forecast and observed over the tenths. */
  calibrationError: z.number().nullable(),
  /** The logit, fitted anew with the last pair; null where it does not tell more than the row. */
  logit: originLogit.nullable(),
  /** Why there is no logit; null where there is one. */
  reason: text.nullable(),
});
export type OriginNextState = z.output<typeof originNextState>;

/** Chances of the next state of every customer, from segments that tell more than their row of the transition matrix. */
export const nextState = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("refused"), reason: text }),
  z.strictObject({
    status: z.literal("done"),
    source: z.string(),
    states: z.array(segmentId),
    trainedOn: z.array(isoDate),
    judgedOn: isoDate,
    /** Share by which the log loss must fall. */
    neededGain: z.number(),
    /** One for every state that customers were seen in. */
    origins: z.array(originNextState),
  }),
]);
export type NextState = z.output<typeof nextState>;
export type NextStateModel = Extract<NextState, { status: "done" }>;
