import { type EpochDay, toIsoDate } from "../src/math/calendar.ts";
import type { BasePlan } from "./base-plan.ts";
import { createRowBuffer, type HandOn, type RowBuffer } from "./row-buffer.ts";

/** Columns of an order or a return; `number` counts the customer's orders, and a return has the number of its order. */
const transactionColumns = [
  "customer",
  "number",
  "guest",
  "day",
  "second",
  "returned",
  "category",
  "channel",
  "quantity",
  "cents",
  "discount_cents",
  "cost_cents",
  "currency",
  "product",
  "coupon",
] as const;

/** Columns of a customer as of a day: one row at registration and one for each withdrawn consent. */
const customerColumns = [
  "customer",
  "registered",
  "born",
  "sex",
  "place",
  "city_known",
  "acquisition",
  "email",
  "sms",
  "push",
  "valid_from",
] as const;

const contactColumns = [
  "customer",
  "campaign",
  "second",
  "control",
  "opened",
  "clicked",
  "converted",
  "unsubscribed",
] as const;

/** Columns of what a customer is outside the shop, one row per customer; sets of tags are bits. */
const societyColumns = [
  "customer",
  "education",
  "profession",
  "income",
  "family",
  "children",
  "household",
  "area",
  "interests",
  "personal_values",
  "source",
  "business",
  "preferred",
  "phone",
  "post",
] as const;

/** Columns of an event of a visit; `step` counts the events of a session. */
const visitColumns = [
  "customer",
  "session",
  "step",
  "day",
  "second",
  "known",
  "event",
  "product",
  "origin",
  "device",
  "duration",
] as const;

const feedbackColumns = ["customer", "number", "day", "second", "kind", "score", "scale_max"] as const;

/** Columns of what is hidden about a customer, factors in millionths; the archetypes of the months follow. */
const truthColumns = [
  "customer",
  "holdout_cents",
  "rate_factor",
  "basket_factor",
  "favourite_category",
  "favourite_channel",
] as const;

/**
 * Where the simulation leaves its rows, as whole numbers: codes are positions in the world's lists, days count from
 * 1970-01-01, seconds from midnight, money is in cents of the order's currency, 1 is yes. `society`, `visits` and
 * `feedback` stay empty in a core base.
 */
export interface BaseRows {
  readonly transactions: RowBuffer<(typeof transactionColumns)[number]>;
  readonly customers: RowBuffer<(typeof customerColumns)[number]>;
  readonly contacts: RowBuffer<(typeof contactColumns)[number]>;
  readonly society: RowBuffer<(typeof societyColumns)[number]>;
  readonly visits: RowBuffer<(typeof visitColumns)[number]>;
  readonly feedback: RowBuffer<(typeof feedbackColumns)[number]>;
  readonly truth: RowBuffer<string>;
  /** The columns of `truth` that hold the archetype in each month from the history's first to the hold-out's last. */
  readonly archetypes: readonly Int32Array[];
  /**
   * Customers who registered in the history, by month of their first order and recorded acquisition channel:
   * months × channels, row-major.
   */
  readonly firstOrders: Int32Array;
}

export const stagedTables = [
  "transactions",
  "customers",
  "contacts",
  "society",
  "visits",
  "feedback",
  "truth",
] as const;
export type StagedTable = (typeof stagedTables)[number];

export function stagedColumns(plan: BasePlan): Record<StagedTable, readonly string[]> {
  return {
    transactions: transactionColumns,
    customers: customerColumns,
    contacts: contactColumns,
    society: societyColumns,
    visits: visitColumns,
    feedback: feedbackColumns,
    truth: [...truthColumns, ...archetypeColumns(plan)],
  };
}

export function createBaseRows(plan: BasePlan, handOn: Readonly<Record<StagedTable, HandOn>>): BaseRows {
  const truth = createRowBuffer(stagedColumns(plan).truth, handOn.truth);
  return {
    transactions: createRowBuffer(transactionColumns, handOn.transactions),
    customers: createRowBuffer(customerColumns, handOn.customers),
    contacts: createRowBuffer(contactColumns, handOn.contacts),
    society: createRowBuffer(societyColumns, handOn.society),
    visits: createRowBuffer(visitColumns, handOn.visits),
    feedback: createRowBuffer(feedbackColumns, handOn.feedback),
    truth,
    archetypes: archetypeColumns(plan).map((name) => truth.columns[name]),
    firstOrders: new Int32Array(plan.months * plan.world.acquisition.length),
  };
}

/** `archetype_2023_01`, … for every month from the history's first to the hold-out's last. */
export function archetypeColumns(plan: BasePlan): string[] {
  const starts = Array.from(plan.monthStart.subarray(plan.firstMonth, plan.months)) as EpochDay[]; // made by planBase
  return starts.map((start) => `archetype_${toIsoDate(start).slice(0, 7).replace("-", "_")}`);
}
