import type { Engine } from "../engine/engine.ts";
import { loadRows } from "../engine/write-rows.ts";
import type { EpochDay } from "../math/calendar.ts";
import type { PeriodKind } from "./metric.ts";

/** A row of `kpis`; money and its parts are in units of the currency, as they are written. */
export interface KpiRow {
  readonly scope: string;
  readonly key: string;
  readonly start: EpochDay;
  /** The day after the last. */
  readonly end: EpochDay;
  readonly metric: string;
  readonly value: number;
  readonly numerator?: number;
  readonly denominator?: number;
}

/** Adds a few rows that were worked out on their own to `kpis`. */
export async function addKpiRows(engine: Engine, kind: PeriodKind, rows: readonly KpiRow[]): Promise<void> {
  await loadRows(
    engine,
    "added_kpis",
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
    rows.map(({ scope, key, start, end, metric, value, numerator = null, denominator = null }) => [
      ...[scope, key, start, end, metric, value],
      ...[numerator, denominator],
    ]),
  );
  await engine.run(`INSERT INTO kpis SELECT scope, key, CAST(period_start AS INTEGER), CAST(period_end AS INTEGER),
    ${engine.dialect.text(kind)}, metric, value, numerator, denominator FROM added_kpis`);
  await engine.run("DROP TABLE added_kpis");
}
