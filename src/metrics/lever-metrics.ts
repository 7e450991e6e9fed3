import type { Metric } from "./metric.ts";
import { metricDefinitions } from "./metric-definitions.ts";

/** A metric that people steer by: a ratio with a good direction, over one kind of period. */
export interface LeverMetric extends Metric {
  readonly calculation: Required<Pick<NonNullable<Metric["calculation"]>, "numerator" | "denominator">> &
    NonNullable<Metric["calculation"]>;
  readonly period: "history" | "typical_month";
}

/**
 * What the parts of the base are compared in. Sums such as revenue or orders are larger in larger parts, and what is made
 * of other metrics, such as the textbook lifetime value, moves with them.
 */
const steeredBy = [
  ...["strict_retention", "repeat_share", "orders_per_customer", "average_order"],
  ...["return_share", "discount_share", "margin_share"],
  ...["open_rate", "click_rate", "response_rate", "conversion_rate", "unsubscribe_rate"],
  ...["complaints_per_1000_orders", "mean_score"],
];

/** The metrics that people steer by, in the order in which they read them. */
export const leverMetrics: readonly LeverMetric[] = steeredBy.map((id) => {
  const metric = metricDefinitions.find((each) => each.id === id);
  const calculation = metric?.calculation;
  if (metric === undefined || metric.better === "neither" || calculation?.denominator === undefined)
    throw new RangeError(`levers: ${id} is no ratio with a direction`);
  const period = calculation.periods.includes("history") ? "history" : "typical_month";
  return { ...metric, calculation: { ...calculation, denominator: calculation.denominator }, period };
});
