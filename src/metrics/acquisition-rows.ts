import type { Engine } from "../engine/engine.ts";
import { type EpochDay, isoDate, toEpochDay } from "../math/calendar.ts";
import type { AcquisitionEfficiency, AcquisitionResult } from "./acquisition-result.ts";
import { addKpiRows, type KpiRow } from "./add-kpi-rows.ts";

/**
 * Adds the metrics of acquisition-metrics.ts to `kpis`, for the base and per channel over the time that was paid for,
 * and per cohort from the first day of its month to as-of; all of kind `history`. A cohort gets its `marketing_cost` and
 * `cac` too; those of the base and of channels are there already. A figure that is not known has no row.
 */
export async function addAcquisitionRows(
  engine: Engine,
  result: AcquisitionResult,
  asOf: EpochDay,
  moneyDigits: number,
): Promise<void> {
  if (result.status === "refused") return;
  const { base, channels, cohorts } = result;
  const rows = [
    ...rowsOf("all", base, dayOf(base.until), moneyDigits),
    ...channels.flatMap((each) => rowsOf("acquisition", each, dayOf(each.until), moneyDigits)),
    ...cohorts.flatMap((each) => rowsOf("cohort", each, asOf, moneyDigits)),
  ];
  await addKpiRows(engine, "history", rows);
}

function rowsOf(
  scope: "all" | "acquisition" | "cohort",
  { key, from, newcomers, cost, cac, revenue, margin, lifetimeValue, roi, expectedRoi, payback }: AcquisitionEfficiency,
  end: EpochDay,
  moneyDigits: number,
): KpiRow[] {
  const place = { scope, key, start: dayOf(from), end };
  const rounded = (amount: number) => Number(amount.toFixed(moneyDigits));
  const perNewcomer = (metric: string, value: number | null): KpiRow[] =>
    value === null ? [] : [{ ...place, metric, value, numerator: rounded(value * newcomers), denominator: newcomers }];
  const perCost = (metric: string, value: number | null): KpiRow[] =>
    value === null ? [] : [{ ...place, metric, value, numerator: rounded(value * cost), denominator: rounded(cost) }];
  return [
    ...(scope === "cohort"
      ? [{ ...place, metric: "marketing_cost", value: rounded(cost) }, ...perNewcomer("cac", cac)]
      : []),
    ...perNewcomer("revenue_per_new_customer", revenue),
    ...perNewcomer("margin_per_new_customer", margin),
    ...perNewcomer("ltv_per_new_customer", lifetimeValue),
    ...perCost("roi", roi),
    ...perCost("expected_roi", expectedRoi),
    ...(payback === null ? [] : [{ ...place, metric: "payback_months", value: payback.months }]),
  ];
}

function dayOf(date: string): EpochDay {
  return toEpochDay(isoDate.parse(date));
}
