import type { Text } from "../language/text.ts";
import type { Figures } from "./figures.ts";

/** Units of a metric's value; shares are in 0..1 (retention by the formula can pass 1). */
export type MetricUnit = "money" | "share" | "count" | "per-1000" | "months" | "ratio";

/**
 * Periods that figures are of: the whole past up to as-of; a calendar month, the last one cut by as-of; and the typical
 * month: the last twelve complete months that have one before them, pooled (fewer where the history is shorter). A
 * `period` is one that an input table names.
 */
export type PeriodKind = "history" | "month" | "typical_month" | "period";

/** A figure of the business: what it is, how it is worked out, and what moves it. */
export interface Metric {
  /** Its name in `kpis`. */
  readonly id: string;
  readonly title: Text;
  /** The formula in words, with what it counts and what it leaves out. */
  readonly formula: Text;
  readonly unit: MetricUnit;
  /** Whether more of it is good, less is, or neither by itself. */
  readonly better: "more" | "less" | "neither";
  /** What a business can do to move it; empty where nothing moves it but what moves others. */
  readonly levers: readonly Text[];
  /** How its figures follow from sums; absent where a file of its own works them out. */
  readonly calculation?: Calculation;
}

/** value = numerator ÷ denominator, or the numerator alone; none where either is unknown or nothing is below the line. */
export interface Calculation {
  /** Kinds of periods that have it. */
  readonly periods: readonly PeriodKind[];
  readonly numerator: (figures: Figures) => number;
  readonly denominator?: (figures: Figures) => number;
  /** Which of the two is money. */
  readonly money?: "numerator" | "both";
}
