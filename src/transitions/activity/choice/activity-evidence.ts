import * as z from "zod";
import { text } from "../../../language/text.ts";
import { isoDate } from "../../../math/calendar.ts";
import { segmentId } from "../../../segments/segmentation.ts";

const chance = z.number().min(0).max(1);
const view = z.enum(["orders", "all"]).describe("What of the months is looked at: orders only, or everything.");
const kind = z
  .enum(["static", "lapse", "chain"])
  .describe("Types that last, types that may each lapse for good, or states that can follow one another.");

const lead = z.strictObject({ mean: z.number(), lo: z.number(), hi: z.number() }).readonly();

const contender = z
  .strictObject({
    kind,
    states: z.int(),
    view,
    /** Whether the value of orders tells states apart, and whether the rate effect has any distribution. */
    basket: z.boolean(),
    freeEffect: z.boolean(),
    chosen: z.boolean(),
    cuts: z
      .array(
        z
          .strictObject({
            /** Mean log-likelihood of a customer's months after the cut, with and without the level. */
            logLikelihood: z.number(),
            plain: z.number(),
            level: z.number(),
            /** Orders that were expected in all. */
            expectedOrders: z.number(),
            /** Largest distance of the chance of an order and the share who ordered, over tenths of the customers. */
            largestMiss: chance,
            /** How far the chosen one is ahead of it, with a 95 % band; null for itself. */
            behind: lead.nullable(),
            /** The same without the level. */
            plainBehind: lead.nullable(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

const hiddenState = z
  .strictObject({
    id: z.string(),
    name: text,
    /** Orders in a month, and their typical value in the currency; null where values are not looked at. */
    rate: z.number(),
    orderValue: z.number().nullable(),
    /** Chance of being in it a month later, and the months that makes on average; null for ever. */
    stays: chance,
    months: z.number().nullable(),
    /** Share of the customers now, by their chances. */
    share: chance,
    lapsed: z.boolean(),
  })
  .readonly();
export type HiddenState = z.output<typeof hiddenState>;

const bySegment = z
  .strictObject({
    segment: segmentId,
    customers: z.int(),
    /** Orders expected of a customer in the months to come, and the chance of any. */
    expectedOrders: z.number(),
    active: chance,
    /** Chance of having lapsed, and of lapsing within a month for those who have not; null where no state is lapsed. */
    lapsed: chance.nullable(),
    lapsing: chance.nullable(),
    /** Chances of the hidden states, in their order: a row of the confusion table. */
    states: z.array(chance).readonly(),
  })
  .readonly();

/** What the months say of customers without look-backs, as it is saved in `activity.json`. */
export const activityEvidence = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("refused"), reason: text }).readonly(),
  z
    .strictObject({
      status: z.literal("done"),
      source: z.string(),
      months: z.int(),
      from: isoDate,
      until: isoDate,
      /** Customers that the models were fitted to, and those they competed on. */
      fitted: z.int(),
      judged: z.int(),
      /** Months that are foretold. */
      horizon: z.int(),
      /** Ends of the known months of each cut, the customers known by then, and the orders that came. */
      cuts: z.array(z.strictObject({ until: isoDate, customers: z.int(), orders: z.number() }).readonly()).readonly(),
      /** Whether calendar months have factors of their own. */
      seasonal: z.boolean(),
      /** Held-out bound of the log-likelihood by number of states. */
      tried: z.array(z.strictObject({ view, states: z.int(), heldOut: z.number() }).readonly()).readonly(),
      contenders: z.array(contender).readonly(),
      /** Chances of an order after the last cut against what happened, tenths of the customers. */
      reliability: z
        .array(z.strictObject({ customers: z.int(), forecast: chance, observed: chance }).readonly())
        .readonly(),
      /** Whether hidden states stand as a membership. */
      gate: z
        .strictObject({
          passed: z.boolean(),
          leads: z.array(lead).readonly(),
          agreement: z.number(),
          firm: chance,
          reasons: z.array(text).readonly(),
        })
        .readonly(),
      /** Of the chosen model: states from the busiest on, and chances of moving within a month with 95 % intervals. */
      states: z.array(hiddenState).readonly(),
      matrix: z.array(z.array(chance).readonly()).readonly(),
      /** Moves that are expected of the customers it was fitted to, over all months. */
      moves: z.array(z.array(z.number()).readonly()).readonly(),
      lo: z.array(z.array(chance).readonly()).readonly(),
      hi: z.array(z.array(chance).readonly()).readonly(),
      /** Factor of all rates in the months to come. */
      level: z.number(),
      /** Orders in the months to come, and customers with at least one. */
      expected: z.strictObject({ orders: z.number(), active: z.number() }).readonly(),
      segments: z.array(bySegment).readonly(),
    })
    .readonly(),
]);
export type ActivityEvidence = z.output<typeof activityEvidence>;
export type DescribedActivity = Extract<ActivityEvidence, { readonly status: "done" }>;
