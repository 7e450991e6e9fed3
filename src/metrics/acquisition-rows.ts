import type { Engine } from "../engine/engine.ts";
import { loadRows, type RowValue } from "../engine/write-rows.ts";
import { type EpochDay, isoDate, toEpochDay } from "../math/calendar.ts";
import type { AcquisitionEfficiency, AcquisitionResult } from "./acquisition-result.ts";

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
  await loadRows(
    engine,
    "acquisition_rows",
    [
      { name: "scope", type: "VARCHAR" },
      { name: "key", type: "VARCHAR" },
      { name: "period_start", type: "BIGINT" },
      { name: "period_end", type: "BIGINT" },
      { name: "metric", type: "VARCHAR" },
      { name: "value", type: "DOUBLE" },
      { name: "numerator", type: "DOUBLE" },
      { name: "denominator", type: "DOUBLE" },
    ],
    rows,
  );
  await engine.run(`INSERT INTO kpis SELECT scope, key, CAST(period_start AS INTEGER), CAST(period_end AS INTEGER), 'history',
    metric, value, numerator, denominator FROM acquisition_rows`);
  await engine.run("DROP TABLE acquisition_rows");
}

function rowsOf(
  scope: "all" | "acquisition" | "cohort",
  { key, from, newcomers, cost, cac, revenue, margin, lifetimeValue, roi, expectedRoi, payback }: AcquisitionEfficiency,
  end: EpochDay,
  moneyDigits: number,
): RowValue[][] {
  const place = [scope, key, dayOf(from), end];
  const rounded = (amount: number) => Number(amount.toFixed(moneyDigits));
  const perNewcomer = (metric: string, value: number | null): RowValue[][] =>
    value === null ? [] : [[...place, metric, value, rounded(value * newcomers), newcomers]];
  const perCost = (metric: string, value: number | null): RowValue[][] =>
    value === null ? [] : [[...place, metric, value, rounded(value * cost), rounded(cost)]];
  return [
    ...(scope === "cohort"
      ? [[...place, "marketing_cost", rounded(cost), null, null], ...perNewcomer("cac", cac)]
      : []),
    ...perNewcomer("revenue_per_new_customer", revenue),
    ...perNewcomer("margin_per_new_customer", margin),
    ...perNewcomer("ltv_per_new_customer", lifetimeValue),
    ...perCost("roi", roi),
    ...perCost("expected_roi", expectedRoi),
    ...(payback === null ? [] : [[...place, "payback_months", payback.months, null, null]]),
  ];
}

function dayOf(date: string): EpochDay {
  return toEpochDay(isoDate.parse(date));
}
