import type { LabelledCut } from "../../src/ltv/protocol/ltv-cut.ts";
import type { EpochDay } from "../../src/math/calendar.ts";
import { columnsOf, type HistoryFeature, type PurchaseHistory } from "./p1-features.ts";
import type { PurchaseDays } from "./purchase-days.ts";

/** What the classical models see of n customers at a cut; arrays have length n. */
export interface RepeatSummary {
  /** x: purchase days after the first. */
  readonly repeats: Float64Array;
  /** t_x: days from the first purchase to the last, 0 without a repeat. */
  readonly lastAfterDays: Float64Array;
  /** T: days from the first purchase to the last day that is seen. */
  readonly ageDays: Float64Array;
  /** Mean money of a purchase day after the first, minor units; 0 without a repeat. */
  readonly meanRepeatMinor: Float64Array;
  /** Mean money of a purchase day, minor units. */
  readonly meanMinor: Float64Array;
}

/** A cut that the net and the classical models can learn from. */
export interface P1Cut extends LabelledCut {
  readonly summary: RepeatSummary;
}

/**
 * Customers with a purchase before `cut` and what they spent in [cut, cut + horizonDays). Ages count from the last day that
 * is seen, one day before the cut, as in the published tables of CDNOW.
 */
export function cutPurchases(
  all: PurchaseDays,
  cut: EpochDay,
  horizonDays: number,
  features: readonly HistoryFeature[],
): P1Cut {
  const rows = rowsAt(all, cut);
  const histories = rows.map(({ from, until }) => historyOf(all, from, until, cut - 1));
  const minorOf = (from: number, until: number) =>
    all.minor.subarray(from, until).reduce((sum, money) => sum + money, 0);
  const summary = {
    repeats: Float64Array.from(histories, ({ days }) => days.length - 1),
    lastAfterDays: Float64Array.from(histories, ({ days }) => days[days.length - 1] - days[0]),
    ageDays: Float64Array.from(histories, ({ days, lastDay }) => lastDay - days[0]),
    meanRepeatMinor: Float64Array.from(rows, ({ from, until }) =>
      until - from > 1 ? minorOf(from + 1, until) / (until - from - 1) : 0,
    ),
    meanMinor: Float64Array.from(rows, ({ from, until }) => minorOf(from, until) / (until - from)),
  };
  return {
    cut,
    horizonDays,
    customers: Int32Array.from(rows, ({ customer }) => customer),
    columns: columnsOf(features, histories),
    categories: [],
    history: {
      orders: summary.repeats.map((repeats) => repeats + 1),
      netMinor: Float64Array.from(rows, ({ from, until }) => minorOf(from, until)),
      ageDays: summary.ageDays,
      purchaseDays: summary.repeats.map((repeats) => repeats + 1),
      lastAfterDays: summary.lastAfterDays,
      grossMinor: Float64Array.from(rows, ({ from, until }) => minorOf(from, until)),
      firstDayMinor: Float64Array.from(rows, ({ from }) => minorOf(from, from + 1)),
      lastPeriodMinor: Float64Array.from(rows, ({ from, until }) =>
        minorOf(firstSince(all.days, cut - horizonDays, from, until), until),
      ),
    },
    label: Float64Array.from(rows, ({ until, end }) =>
      minorOf(until, firstSince(all.days, cut + horizonDays, until, end)),
    ),
    summary,
  };
}

/** Places of the purchase days of each customer who has one before `cut`: those before it, and the end of all of them. */
function rowsAt({ customers, starts, days }: PurchaseDays, cut: EpochDay) {
  return Array.from(customers, (customer, i) => {
    const [from, end] = [starts[i], starts[i + 1]];
    return { customer, from, until: firstSince(days, cut, from, end), end };
  }).filter(({ from, until }) => until > from);
}

/** Place of the first day that is not before `since`, or `end`. */
function firstSince(days: Int32Array, since: number, from: number, end: number): number {
  let at = from;
  while (at < end && days[at] < since) at++;
  return at;
}

function historyOf(all: PurchaseDays, from: number, until: number, lastDay: number): PurchaseHistory {
  return {
    lastDay,
    days: all.days.subarray(from, until),
    money: all.minor.subarray(from, until).map((minor) => minor / 100),
    quantity: all.quantity.subarray(from, until),
    newProducts: all.newProducts.subarray(from, until),
    abroad: all.abroad.subarray(from, until),
  };
}
