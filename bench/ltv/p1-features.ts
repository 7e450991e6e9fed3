import type { LtvColumn } from "../../src/ltv/protocol/ltv-cut.ts";

/** What is known of one customer at a cut: their m ≥ 1 purchase days in order of time. */
export interface PurchaseHistory {
  /** The last day that is seen. */
  readonly lastDay: number;
  /** Length m, as is what follows. */
  readonly days: Int32Array;
  /** In units of the currency. */
  readonly money: Float64Array;
  readonly quantity: Float64Array;
  readonly newProducts: Float64Array;
  readonly abroad: Float64Array;
}

/** A figure of a customer's history. */
export type HistoryFeature = readonly [name: string, value: (history: PurchaseHistory) => number];

/** Purchases after the first, and weeks until the last of them and until the last day seen: x, t_x and T of Fader and Hardie. */
const repeats: HistoryFeature = ["x", ({ days }) => days.length - 1];
const weeksToLast: HistoryFeature = ["tx", ({ days }) => (days[days.length - 1] - days[0]) / 7];
const age: HistoryFeature = ["T", ({ days, lastDay }) => (lastDay - days[0]) / 7];

/**
 * The 25 inputs of protocol P1, each a logarithm of 1 + value but the last: counts, weeks, money in units of the currency,
 * days between purchases. What has no value, such as the mean gap of a single purchase, is 0.
 *
 * The logarithms come with a minus sign: the net takes another logarithm of skewed columns, but of none with values below 0.
 */
export function p1Features(horizonDays: number): readonly HistoryFeature[] {
  const logged: readonly HistoryFeature[] = [
    repeats,
    weeksToLast,
    age,
    ["mean_repeat", ({ money }) => mean(money.subarray(1))],
    ["weeks_since", (history) => daysSince(history) / 7],
    ["total", ({ money }) => sum(money)],
    ["average_order", ({ money }) => mean(money)],
    ["largest", ({ money }) => money.reduce((most, value) => Math.max(most, value))],
    ["smallest", ({ money }) => money.reduce((least, value) => Math.min(least, value))],
    ["deviation", ({ money }) => deviation(money)],
    ["first", ({ money }) => money[0]],
    ["last", ({ money }) => money[money.length - 1]],
    ["quantity", ({ quantity }) => sum(quantity)],
    ["mean_gap", ({ days }) => mean(gaps(days))],
    ["gap_deviation", ({ days }) => deviation(gaps(days))],
    ["since_by_gap", (history) => (history.days.length > 1 ? daysSince(history) / mean(gaps(history.days)) : 0)],
    ["products", ({ newProducts }) => sum(newProducts)],
    ...[30, 90, 180].flatMap((length): HistoryFeature[] => [
      [`money_${length}`, (history) => sum(history.money.subarray(firstOfLast(history, length)))],
      [`count_${length}`, (history) => history.days.length - firstOfLast(history, length)],
    ]),
    ["money_horizon", (history) => sum(history.money.subarray(firstOfLast(history, horizonDays)))],
  ];
  return [
    ...logged.map(([name, value]): HistoryFeature => [name, (history) => -Math.log1p(value(history))]),
    ["abroad", ({ abroad }) => abroad[abroad.length - 1]],
  ];
}

/**
 * Orders and money, each weighted by ½ to the power of age / half-life, for half-lives of 15, 45 and 120 days, as logarithms
 * of 1 + sum: finer history than the windows of P1 without a sequence layer.
 */
export const decayedSums: readonly HistoryFeature[] = [15, 45, 120].flatMap((halfLife): HistoryFeature[] => {
  const decayed = ({ days, lastDay }: PurchaseHistory, of: (i: number) => number) =>
    days.reduce((total, day, i) => total + of(i) * 0.5 ** ((lastDay - day) / halfLife), 0);
  return [
    [`orders_decayed_${halfLife}`, (history) => -Math.log1p(decayed(history, () => 1))],
    [`money_decayed_${halfLife}`, (history) => -Math.log1p(decayed(history, (i) => history.money[i]))],
  ];
});

/** The values of features of n customers. */
export function columnsOf(features: readonly HistoryFeature[], histories: readonly PurchaseHistory[]): LtvColumn[] {
  return features.map(([name, value]) => ({ name, values: Float64Array.from(histories, value) }));
}

function daysSince({ days, lastDay }: PurchaseHistory): number {
  return lastDay - days[days.length - 1];
}

/** Where the purchases of the last `length` days begin. */
function firstOfLast({ days, lastDay }: PurchaseHistory, length: number): number {
  const from = days.findIndex((day) => day > lastDay - length);
  return from === -1 ? days.length : from;
}

function gaps(days: Int32Array): Float64Array {
  return Float64Array.from({ length: days.length - 1 }, (_, i) => days[i + 1] - days[i]);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** 0 of nothing. */
function mean(values: Float64Array): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}

/** Standard deviation of a population; 0 of nothing. */
function deviation(values: Float64Array): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}
