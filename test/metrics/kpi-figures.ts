import { loadRows } from "../../src/engine/write-rows.ts";
import { type EpochDay, toIsoDate } from "../../src/math/calendar.ts";
import { buildKpis, type KpiSettings } from "../../src/metrics/kpis.ts";
import type { StagedBase } from "../features/staged-base.ts";

export interface Figure {
  readonly scope: string;
  readonly key: string;
  readonly period: string;
  readonly kind: string;
  readonly metric: string;
  readonly value: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** The figures of a base whose customers are in the given segments; everyone else is in `none`. */
export async function figuresOf(
  { engine, staged, ids }: StagedBase,
  segments: Readonly<Record<string, string>>,
  guests: KpiSettings["guests"] = "exclude",
): Promise<Figure[]> {
  await loadRows(
    engine,
    "segment_of",
    [
      { name: "customer", type: "BIGINT" },
      { name: "segment", type: "VARCHAR" },
    ],
    ids.map((id, customer) => [customer, segments[id] ?? "none"]),
  );
  await buildKpis(engine, staged, { moneyUnits: 10_000, moneyDigits: 2, guests });
  const rows = await engine.rows("SELECT * FROM kpis ORDER BY scope, key, period_kind, period_start, metric");
  return rows.map((row) => ({
    scope: String(row.scope),
    key: String(row.key),
    period: `${date(row.period_start)}..${date(row.period_end)}`,
    kind: String(row.period_kind),
    metric: String(row.metric),
    value: Number(row.value),
    numerator: row.numerator === null ? null : Number(row.numerator),
    denominator: row.denominator === null ? null : Number(row.denominator),
  }));
}

/** The values of one scope, key and period by metric; where the period is left out, of the whole history. */
export function valuesOf(figures: readonly Figure[], scope: string, key: string, period?: string) {
  const chosen = figures.filter(
    (figure) => figure.scope === scope && figure.key === key && (period ?? figure.period) === figure.period,
  );
  const kind = period === undefined ? "history" : "month";
  return Object.fromEntries(chosen.filter((each) => each.kind === kind).map(({ metric, value }) => [metric, value]));
}

function date(value: unknown): string {
  return toIsoDate(Number(value) as EpochDay); // periods are whole days
}
