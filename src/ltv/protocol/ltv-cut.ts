import { type EpochDay, toIsoDate } from "../../math/calendar.ts";

/** One input of the LTV models, as known at the cut. */
export interface LtvColumn {
  readonly name: string;
  /** Length n. NaN is "unknown". */
  readonly values: Float64Array;
}

/** One input of the LTV models that is no number, as known at the cut. */
export interface LtvCategory {
  readonly name: string;
  /** What the codes stand for; the same at every cut. */
  readonly levels: readonly string[];
  /** Index into `levels`, length n; −1 is "unknown". */
  readonly codes: Int32Array;
}

/** What the models without inputs need to know of each customer at the cut; money is in minor units, arrays have length n. */
export interface LtvHistory {
  /** Orders since ever. */
  readonly orders: Float64Array;
  /** Money net of returns since ever. */
  readonly netMinor: Float64Array;
  /** Days from the first order to the cut; anything where there is no order. */
  readonly ageDays: Float64Array;
  /** Days with an order: orders of one day are one purchase to the models of purchases. */
  readonly purchaseDays: Float64Array;
  /** Days from the first order to the last; 0 where there is one day only. */
  readonly lastAfterDays: Float64Array;
  /** Money of orders, before returns, since ever and on the first day with one. */
  readonly grossMinor: Float64Array;
  readonly firstDayMinor: Float64Array;
  /** Money net of returns in [cut − horizon, cut). */
  readonly lastPeriodMinor: Float64Array;
}

/** Everything known of n customers before the day `cut`; nothing at or after it is seen. */
export interface LtvCut {
  readonly cut: EpochDay;
  /** Length of the forecast: it covers [cut, cut + horizonDays). */
  readonly horizonDays: number;
  /** Customer number of each row, length n, ascending. */
  readonly customers: Int32Array;
  /** The d inputs; the same names in the same order at every cut. */
  readonly columns: readonly LtvColumn[];
  /** The same names with the same levels in the same order at every cut; most often there are few. */
  readonly categories: readonly LtvCategory[];
  readonly history: LtvHistory;
}

/** A cut old enough that what its customers spent afterwards is known. */
export interface LabelledCut extends LtvCut {
  /** Money net of returns in [cut, cut + horizonDays), minor units, length n. */
  readonly label: Float64Array;
}

/** First day after the label window. */
export function labelEnd({ cut, horizonDays }: LtvCut): number {
  return cut + horizonDays;
}

/**
 * Money as the models learn and forecast it: a customer who returned more than they bought counts as 0, since neither
 * a lognormal nor a gain curve has room below it.
 */
export function moneyEarned(net: Float64Array): Float64Array {
  return net.map((money) => Math.max(0, money));
}

/** Customers of a cut who brought money in the label window. */
export function countBuyers(label: Float64Array): number {
  let buyers = 0;
  for (const money of label) if (money > 0) buyers += 1;
  return buyers;
}

/**
 * Checks that every label was known on `day`, so that a model trained on these cuts could have existed then.
 *
 * @throws RangeError naming the first cut whose label window ends later
 */
export function assertLabelsKnownBy(day: EpochDay, cuts: readonly LabelledCut[]) {
  for (const cut of cuts) {
    if (labelEnd(cut) <= day) continue;
    throw new RangeError(
      `ltv: the label window of the cut ${toIsoDate(cut.cut)} (${cut.horizonDays} days) ends after ${toIsoDate(day)}, so the model would see the future`,
    );
  }
}

/**
 * Checks that cuts can be learned and scored together.
 *
 * @throws RangeError if horizons, names of columns or levels of categories differ, or an array has another length than `customers`
 */
export function assertSameShape(cuts: readonly LtvCut[]) {
  const [first] = cuts;
  for (const cut of cuts) {
    const name = `ltv: the cut ${toIsoDate(cut.cut)}`;
    if (cut.horizonDays !== first.horizonDays) {
      throw new RangeError(`${name} looks ${cut.horizonDays} days ahead, others ${first.horizonDays}`);
    }
    const [names, expected] = [inputNames(cut), inputNames(first)];
    if (names !== expected) throw new RangeError(`${name} has the columns [${names}], others [${expected}]`);

    const n = cut.customers.length;
    const arrays: { length: number }[] = [
      ...cut.columns.map(({ values }) => values),
      ...cut.categories.map(({ codes }) => codes),
      ...Object.values(cut.history),
    ];
    if ("label" in cut) arrays.push((cut as LabelledCut).label); // only LabelledCut has a label
    for (const { length } of arrays) {
      if (length !== n) throw new RangeError(`${name} has ${n} customers and an array of ${length}`);
    }
  }
}

/** Names of the inputs, in order; a category with its levels. */
function inputNames({ columns, categories }: LtvCut): string {
  return [
    ...columns.map(({ name }) => name),
    ...categories.map(({ name, levels }) => `${name} (${levels.join(" | ")})`),
  ].join();
}
