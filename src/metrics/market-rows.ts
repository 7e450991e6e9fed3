import type { Engine } from "../engine/engine.ts";
import { addSpan, isoDate, toEpochDay } from "../math/calendar.ts";
import { addKpiRows, type KpiRow } from "./add-kpi-rows.ts";
import type { MarketPosition, MarketResult } from "./market-result.ts";

/**
 * Adds the metrics of market-metrics.ts to `kpis`: scope `market`, keyed by category, a row for each period of the table.
 * A figure that is not known has no row.
 */
export async function addMarketRows(engine: Engine, result: MarketResult): Promise<void> {
  if (result.status === "refused") return;
  await addKpiRows(engine, "period", result.positions.flatMap(rowsOf));
}

function rowsOf({ category, from, until, revenue, size, share, priceIndex, pricePosition }: MarketPosition): KpiRow[] {
  const place = {
    scope: "market",
    key: category,
    start: toEpochDay(isoDate.parse(from)),
    end: addSpan(toEpochDay(isoDate.parse(until)), { count: 1, unit: "day" }),
  };
  const rows: KpiRow[] = [];
  if (share !== null && revenue !== null && size !== null) {
    rows.push({ ...place, metric: "market_share", value: share, numerator: revenue, denominator: size });
  }
  if (pricePosition !== null && priceIndex !== null) {
    rows.push({ ...place, metric: "price_position", value: pricePosition, numerator: 100, denominator: priceIndex });
  }
  return rows;
}
