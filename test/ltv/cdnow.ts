import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import type { LabelledCut, LtvColumn } from "../../src/ltv/protocol/ltv-cut.ts";
import { type EpochDay, epochDayOf } from "../../src/math/calendar.ts";

export const cdnowFile = resolve(import.meta.dirname, "../../../shared/data/cdnow/CDNOW_master.txt.gz");

/** The purchase days of one customer in order of time: day, dollars and discs. */
type PurchaseDays = readonly { readonly day: number; readonly dollars: number; readonly discs: number }[];

/**
 * CDNOW by customer-day, days without money left out (the protocol P1 of the notes on LTV): the purchase days of each
 * customer, in the order of customer ids.
 */
export function readCdnow(): PurchaseDays[] {
  const lines = gunzipSync(readFileSync(cdnowFile)).toString("latin1").split(/\r?\n/).slice(1);
  const customers = new Map<string, Map<number, { day: number; dollars: number; discs: number }>>();
  for (const line of lines) {
    const [id, date, discs, dollars] = line.trim().split(/\s+/);
    if (date === undefined) continue;
    const day = epochDayOf(Number(date.slice(0, 4)), Number(date.slice(4, 6)), Number(date.slice(6, 8)));
    const days = customers.get(id) ?? new Map();
    const purchase = days.get(day) ?? { day, dollars: 0, discs: 0 };
    purchase.dollars += Number(dollars);
    purchase.discs += Number(discs);
    days.set(day, purchase);
    customers.set(id, days);
  }
  return [...customers.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, days]) => [...days.values()].filter(({ dollars }) => dollars > 0).sort((a, b) => a.day - b.day));
}

/** A cut over everyone with a purchase before it, with a handful of features; money in cents. */
export function cdnowCut(purchases: readonly PurchaseDays[], cut: EpochDay, horizonDays: number): LabelledCut {
  const rows = [...purchases.entries()]
    .map(([customer, all]) => ({
      customer,
      past: all.filter(({ day }) => day < cut),
      future: all.filter(({ day }) => day >= cut && day < cut + horizonDays),
    }))
    .filter(({ past }) => past.length > 0);

  const column = (name: string, value: (past: PurchaseDays) => number): LtvColumn => ({
    name,
    values: Float64Array.from(rows, ({ past }) => value(past)),
  });
  const since = (past: PurchaseDays, days: number) => past.filter(({ day }) => day >= cut - days);
  const age = (past: PurchaseDays) => cut - past[0].day;
  const recency = (past: PurchaseDays) => cut - past[past.length - 1].day;
  const gap = (past: PurchaseDays) => (past[past.length - 1].day - past[0].day) / (past.length - 1); // NaN for one purchase

  return {
    cut,
    horizonDays,
    customers: Int32Array.from(rows, ({ customer }) => customer),
    columns: [
      column("orders", (past) => past.length),
      column("age_days", age),
      column("recency_days", recency),
      column("money", money),
      column("average_order", (past) => money(past) / past.length),
      column("largest_order", (past) => Math.max(...past.map(({ dollars }) => dollars))),
      column("first_order", (past) => past[0].dollars),
      column("last_order", (past) => past[past.length - 1].dollars),
      column("discs", (past) => past.reduce((sum, { discs }) => sum + discs, 0)),
      column("mean_gap_days", gap),
      column("recency_by_gap", (past) => recency(past) / gap(past)),
      column("orders_90_days", (past) => since(past, 90).length),
      column("money_30_days", (past) => money(since(past, 30))),
      column("money_90_days", (past) => money(since(past, 90))),
      column("money_horizon", (past) => money(since(past, horizonDays))),
    ],
    categories: [],
    history: {
      orders: Float64Array.from(rows, ({ past }) => past.length),
      netMinor: Float64Array.from(rows, ({ past }) => cents(past)),
      ageDays: Float64Array.from(rows, ({ past }) => age(past)),
      purchaseDays: Float64Array.from(rows, ({ past }) => past.length),
      lastAfterDays: Float64Array.from(rows, ({ past }) => age(past) - recency(past)),
      grossMinor: Float64Array.from(rows, ({ past }) => cents(past)),
      firstDayMinor: Float64Array.from(rows, ({ past }) => cents(past.slice(0, 1))),
      lastPeriodMinor: Float64Array.from(rows, ({ past }) => cents(since(past, horizonDays))),
    },
    label: Float64Array.from(rows, ({ future }) => cents(future)),
  };
}

/** The purchase histories and spend in dollars of everyone with a purchase before the cut, on days as the notes count them. */
export function cdnowHistories(purchases: readonly PurchaseDays[], cut: EpochDay) {
  const rows = purchases.map((all) => all.filter(({ day }) => day < cut)).filter((past) => past.length > 0);
  const first = (past: PurchaseDays) => past[0].day;
  return {
    x: Float64Array.from(rows, (past) => past.length - 1),
    tx: Float64Array.from(rows, (past) => past[past.length - 1].day - first(past)),
    T: Float64Array.from(rows, (past) => cut - 1 - first(past)),
    mean: Float64Array.from(rows, (past) => money(past) / past.length),
  };
}

function money(purchases: PurchaseDays): number {
  return purchases.reduce((sum, { dollars }) => sum + dollars, 0);
}

function cents(purchases: PurchaseDays): number {
  return Math.round(money(purchases) * 100);
}
