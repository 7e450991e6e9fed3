import * as z from "zod";
import { text } from "../language/text.ts";

/** In units of the currency. */
const money = z.number();
const count = z.int().min(0);

/** What newcomers of one group cost and brought; figures per newcomer are null without newcomers or without amounts. */
const efficiency = z.strictObject({
  /** A channel, a cohort's month (`2024-01`), or `all`. */
  key: z.string(),
  /** The time that was paid for: from this date to before that. */
  from: z.string(),
  until: z.string(),
  newcomers: count,
  cost: money,
  cac: money.nullable(),
  /** So far. */
  revenue: money.nullable(),
  /** So far: that revenue × the margin share of their sales with a known cost. */
  margin: money.nullable(),
  /** Revenue so far and over the horizon of the forecast; null where lifetime value is refused. */
  lifetimeValue: money.nullable(),
  /** (value so far − cost) ÷ cost; null also where nothing was paid. */
  roi: z.number().nullable(),
  /** The same with the forecast. */
  expectedRoi: z.number().nullable(),
  /** Whole months after the first order, and the newcomers seen for that long; null when it was not reached. */
  payback: z.strictObject({ months: count, newcomers: count }).nullable(),
  /** Longest time that one of them was seen for, in whole months. */
  seenMonths: count,
});
export type AcquisitionEfficiency = z.output<typeof efficiency>;

const advisedChannel = z.strictObject({
  channel: z.string(),
  usualSpend: money,
  spend: money,
  range: z.tuple([money, money]),
  /** New customers of a month by the curve, at the usual spend and at the advised one. */
  usualOutcome: z.number(),
  outcome: z.number(),
  /** New customers of one more unit of the currency. */
  marginal: z.number(),
  bound: z.enum(["none", "lower", "upper"]),
  curve: z.strictObject({
    shape: z.enum(["exponential", "hyperbolic", "logarithmic"]),
    scale: z.number(),
    bend: z.number(),
  }),
  r2: z.number(),
  months: count,
  cautions: z.array(text),
});

const leftOut = z.array(z.strictObject({ channel: z.string(), reason: text }));

/** How to divide the usual budget of a month between the channels. */
const acquisitionBudget = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("done"),
    total: money,
    usualOutcome: z.number(),
    outcome: z.number(),
    marginal: z.number().nullable(),
    channels: z.array(advisedChannel),
    leftOut,
    caution: text,
  }),
  z.strictObject({ status: z.literal("refused"), reason: text, leftOut }),
]);
export type AcquisitionBudget = z.output<typeof acquisitionBudget>;

/** What it costs to win customers, what they bring, and how to divide the budget. */
export const acquisitionResult = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("done"),
    /** What is set against the cost: margin where costs of goods are known of most sales, else revenue. */
    value: z.enum(["revenue", "margin"]),
    /** Days that lifetime value is forecast for; null where it is refused. */
    horizonDays: count.nullable(),
    base: efficiency,
    channels: z.array(efficiency),
    cohorts: z.array(efficiency),
    budget: acquisitionBudget,
  }),
  z.strictObject({ status: z.literal("refused"), reason: text }),
]);
export type AcquisitionResult = z.output<typeof acquisitionResult>;
