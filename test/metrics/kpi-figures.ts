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
  const keys = [...new Set([...Object.values(segments), "none", "empty"])];
  const codes = Int16Array.from(ids, (id) => keys.indexOf(segments[id] ?? "none"));
  await buildKpis(engine, staged, { moneyUnits: 10_000, moneyDigits: 2, guests }, [{ id: "segment", keys, codes }]);
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

/** The values of one scope, key and month by metric; of the whole history or another kind where no month is named. */
export function valuesOf(
  figures: readonly Figure[],
  scope: string,
  key: string,
  period?: string,
  kind = period === undefined ? "history" : "month",
) {
  const chosen = figures.filter(
    (figure) => figure.scope === scope && figure.key === key && (period ?? figure.period) === figure.period,
  );
  return Object.fromEntries(chosen.filter((each) => each.kind === kind).map(({ metric, value }) => [metric, value]));
}

function date(value: unknown): string {
  return toIsoDate(Number(value) as EpochDay); // periods are whole days
}
