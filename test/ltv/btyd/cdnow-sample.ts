import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { PurchaseHistories } from "../../../src/ltv/btyd/purchase-histories.ts";
import { epochDayOf } from "../../../src/math/calendar.ts";

const file = new URL("../../../../shared/data/cdnow/CDNOW_sample.txt.gz", import.meta.url);

export const hasCdnowSample = existsSync(file);

/** A customer's purchase days in order, with the dollars of each. */
export type Purchases = readonly { readonly day: number; readonly dollars: number }[];

/** The 1/10 sample of CDNOW by customer-day, in the order of the file. */
export function readCdnowSample(): Purchases[] {
  const customers = new Map<string, Map<number, number>>();
  for (const line of gunzipSync(readFileSync(file)).toString("latin1").split(/\r?\n/)) {
    const [, id, date, , dollars] = line.trim().split(/\s+/);
    if (dollars === undefined) continue;
    const day = epochDayOf(Number(date.slice(0, 4)), Number(date.slice(4, 6)), Number(date.slice(6, 8)));
    const days = customers.get(id) ?? new Map<number, number>();
    days.set(day, (days.get(day) ?? 0) + Number(dollars));
    customers.set(id, days);
  }
  return Array.from(customers.values(), (days) =>
    Array.from(days, ([day, dollars]) => ({ day, dollars })).sort((a, b) => a.day - b.day),
  );
}

/** Histories in weeks of those who bought by a day, that day included, and the mean dollars of their repeat purchase days. */
export function historiesUntil(customers: readonly Purchases[], end: number) {
  const past = customers.map((days) => days.filter(({ day }) => day <= end)).filter((days) => days.length > 0);
  const histories: PurchaseHistories = {
    x: Float64Array.from(past, (days) => days.length - 1),
    tx: Float64Array.from(past, (days) => (days[days.length - 1].day - days[0].day) / 7),
    T: Float64Array.from(past, ([first]) => (end - first.day) / 7),
  };
  const spend = {
    purchases: histories.x,
    mean: Float64Array.from(past, ([, ...repeats]) =>
      repeats.length === 0 ? 0 : repeats.reduce((sum, { dollars }) => sum + dollars, 0) / repeats.length,
    ),
  };
  return { past, histories, spend };
}
