import type { ColumnTable } from "arquero";
import { ltvEvaluation } from "../../ltv/ltv-evaluation.ts";
import { quantiles } from "../../math/quantile.ts";
import type { ParquetFile } from "./read-parquet.ts";
import { tableOfRows } from "./table-of-rows.ts";

/**
 * Forecast money per state, for those who have a forecast (all who ever ordered): `segment_id`, `customers`, `ltv` (the
 * sum), `ltv_share`, `ltv_mean`, `ltv_p10`, `ltv_median`, `ltv_p90` and `horizon_days`. No rows when lifetime value was refused.
 *
 * Sums are exact: they are made of whole minor units. Memory: eight bytes a customer.
 *
 * @param digits of the currency after the mark
 */
export async function ltvTable(customers: ParquetFile, digits: number): Promise<ColumnTable> {
  const minor = 10 ** digits;
  const values = new Map<string, number[]>();
  let horizon = 0;
  for await (const batch of customers.batches(["segment_id", "ltv", "ltv_horizon_days"])) {
    const [states = [], ltv = [], days = []] = [...batch.values()];
    for (const [i, value] of ltv.entries()) {
      if (typeof value !== "number") continue;
      const state = String(states[i]);
      const ofState = values.get(state) ?? [];
      values.set(state, ofState);
      ofState.push(Math.round(value * minor));
      horizon = Number(days[i]);
    }
  }
  const total = sumOf([...values.values()].map(sumOf));
  const rows = [...values]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([segment_id, ofState]) => {
      const sum = sumOf(ofState);
      const [p10, median, p90] = quantiles(Float64Array.from(ofState), [0.1, 0.5, 0.9]);
      return {
        segment_id,
        customers: ofState.length,
        ltv: sum / minor,
        ltv_share: total === 0 ? null : sum / total,
        ltv_mean: sum / minor / ofState.length,
        ltv_p10: p10 / minor,
        ltv_median: median / minor,
        ltv_p90: p90 / minor,
        horizon_days: horizon,
      };
    });
  const names = [
    "segment_id",
    "customers",
    "ltv",
    "ltv_share",
    "ltv_mean",
    "ltv_p10",
    "ltv_median",
    "ltv_p90",
  ] as const;
  return tableOfRows([...names, "horizon_days"], rows);
}

/** Metrics of `ltv_evaluation.json` that are money, there in minor units. */
const money = ["mae", "rmse"];

/**
 * How the competing forecasts fared on money none of them had seen: `model`, `champion` and a column per metric. No rows when lifetime
 * value was refused.
 *
 * @param value parsed `ltv_evaluation.json`
 */
export function ltvModelTable(value: unknown, digits: number): ColumnTable {
  const evaluation = ltvEvaluation.parse(value);
  if (evaluation.status === "refused") return tableOfRows(["model", "champion"], []);
  const [{ metrics: first }] = evaluation.models;
  const rows = evaluation.models.map(({ model, metrics }) => ({
    model,
    champion: model === evaluation.champion,
    ...Object.fromEntries(
      Object.entries(metrics).map(([metric, figure]) => [
        metric,
        money.includes(metric) && figure !== null ? figure / 10 ** digits : figure,
      ]),
    ),
  }));
  return tableOfRows<string>(["model", "champion", ...Object.keys(first)], rows);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
