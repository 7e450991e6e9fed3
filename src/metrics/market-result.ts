import * as z from "zod";
import { text } from "../language/text.ts";

/** In units of the currency. */
const money = z.number();

/** Where we stand in one category over one period. */
export const marketPosition = z.strictObject({
  category: z.string(),
  /** First and last date of the period. */
  from: z.string(),
  until: z.string(),
  /** What our sales in the category brought, gross; null where they are not known for the whole period. */
  revenue: money.nullable(),
  /** What all sellers together took. */
  size: money.nullable(),
  /** revenue ÷ size, 0..1. */
  share: z.number().min(0).max(1).nullable(),
  /** Why there is no share. */
  withoutShare: text.nullable(),
  /** share − share of the period before, where that ends the day before and is of the same length. */
  shareChange: z.number().min(-1).max(1).nullable(),
  /** The price level of competitors in percent of ours. */
  priceIndex: z.number().positive().nullable(),
  /** Our price level ÷ that of competitors: 1.05 is 5 % dearer. */
  pricePosition: z.number().positive().nullable(),
});
export type MarketPosition = z.output<typeof marketPosition>;

/** Where we stand in the market, or why nothing tells. */
export const marketResult = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("done"),
    /** By category, then from the oldest period on; at least one. */
    positions: z.array(marketPosition).min(1),
    /** Whether sales without a customer were left out by a policy, so that the shares are too low. */
    guestsLeftOut: z.boolean(),
  }),
  z.strictObject({ status: z.literal("refused"), reason: text }),
]);
export type MarketResult = z.output<typeof marketResult>;
