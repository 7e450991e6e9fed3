import { toIsoDate } from "../math/calendar.ts";
import type { BaseSums } from "./base-sums.ts";
import { figuresKnown } from "./figures.ts";
import type { KpiRows } from "./kpi-rows.ts";

/**
 * The cohort triangle of the base: a cohort are the customers whose first order was in one calendar month, its key; for
 * that month and each since that is over, how many of them ordered.
 */
export function addCohorts(rows: KpiRows, { activity, months }: Pick<BaseSums, "activity" | "months">): void {
  if (activity === undefined) return;
  const m = months.starts.length;
  for (const [first, start] of months.starts.entries()) {
    const cohort = activity.cohorts[first * m + first];
    if (cohort === 0) continue;
    for (let month = first; month < m; month++) {
      if (!months.complete[month]) continue;
      const cohortActive = activity.cohorts[first * m + month];
      const period = { kind: "month", start: months.starts[month], end: months.ends[month] } as const;
      const figures = figuresKnown({ cohort, cohortActive, customers: cohortActive });
      rows.add("cohort", toIsoDate(start).slice(0, 7), period, figures);
    }
  }
}
