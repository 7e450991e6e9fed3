import type { Engine } from "../engine/engine.ts";
import type { EpochDay } from "../math/calendar.ts";
import type { DaySpan } from "./customer-sample.ts";
import { leverMetrics } from "./lever-metrics.ts";
import type { PeriodKind } from "./metric.ts";
import { wholeBase } from "./number-parts.ts";
import type { PartRatio } from "./where-to-move.ts";

/** A figure of the whole base. */
export interface BaseFigure extends DaySpan {
  readonly kind: PeriodKind;
  readonly value: number;
  /** NaN where it is no ratio. */
  readonly denominator: number;
}

/**
 * What `kpis` says of the base in each metric, by its id: over the whole history; where there is no such figure, in the
 * typical month, and where there is none either, in the last month that has one.
 */
export async function readBaseFigures(engine: Engine): Promise<Map<string, BaseFigure>> {
  const rows = await engine.rows(
    `SELECT metric, period_kind, period_start, period_end, value, denominator FROM kpis
     WHERE scope = ${engine.dialect.text(wholeBase)} ORDER BY metric, period_start`,
  );
  const found = new Map<string, BaseFigure>();
  const rank = (kind: PeriodKind) => ["period", "month", "typical_month", "history"].indexOf(kind);
  for (const { metric, period_kind, period_start, period_end, value, denominator } of rows) {
    const figure = {
      kind: period_kind as PeriodKind, // as gatherKpiRows names them
      start: Number(period_start) as EpochDay, // whole days
      end: Number(period_end) as EpochDay,
      value: Number(value),
      denominator: denominator === null ? Number.NaN : Number(denominator),
    };
    const known = found.get(String(metric));
    if (known === undefined || rank(figure.kind) >= rank(known.kind)) found.set(String(metric), figure);
  }
  return found;
}

/** What `kpis` says of every part in the metrics that people steer by: ratios by metric and scope. */
export async function readPartRatios(engine: Engine): Promise<Map<string, Map<string, PartRatio[]>>> {
  const { text } = engine.dialect;
  const wanted = leverMetrics.map(({ id, period }) => `(metric = ${text(id)} AND period_kind = ${text(period)})`);
  const rows = await engine.rows(
    `SELECT metric, scope, key, value, denominator FROM kpis WHERE ${wanted.join(" OR ")} ORDER BY metric, scope, key`,
  );
  const found = new Map<string, Map<string, PartRatio[]>>();
  for (const { metric, scope, key, value, denominator } of rows) {
    const ofMetric = found.get(String(metric)) ?? new Map<string, PartRatio[]>();
    const ofScope = ofMetric.get(String(scope)) ?? [];
    ofScope.push({ key: String(key), value: Number(value), denominator: Number(denominator) });
    found.set(String(metric), ofMetric.set(String(scope), ofScope));
  }
  return found;
}
