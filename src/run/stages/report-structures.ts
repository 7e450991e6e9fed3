import type { SqlRow } from "../../engine/engine.ts";
import type { Language, Text } from "../../language/text.ts";
import { adjustedResiduals } from "../../math/adjusted-residuals.ts";
import type { MarketResult } from "../../metrics/market-result.ts";
import type { ReportModel } from "../../report/report-model.ts";
import type { StructuresFile } from "../../structures/structures-file.ts";
import type { Job } from "../job.ts";

/** The structures as the report shows them; their figures are read back from `kpis`. */
export async function reportStructures(
  { engine, configuration: { language } }: Job,
  { structures, states }: StructuresFile,
): Promise<ReportModel["structures"]> {
  const figures = new Map<string, number>();
  const rows = await engine.rows(`SELECT scope, key, metric, value FROM kpis
    WHERE (period_kind = 'history' AND metric IN ('average_order', 'net_revenue', 'repeat_share'))
      OR (period_kind = 'typical_month' AND metric = 'strict_retention')`);
  for (const { scope, key, metric, value } of rows) figures.set(JSON.stringify([scope, key, metric]), Number(value));
  return structures.map(({ id, title, definition, parts, association, bySegment }) => {
    const k = states.length;
    const { residuals, bound } = adjustedResiduals(Float64Array.from(bySegment.flat()), parts.length, k);
    const figureOf = (key: string, metric: string) => figures.get(JSON.stringify([id, key, metric])) ?? null;
    return {
      id,
      title: title[language],
      definition: definition[language],
      association:
        association === null ? null : { corrected: association.corrected, lo: association.lo, hi: association.hi },
      clearResidual: bound,
      parts: parts.map(({ key, title: name, customers, share, affinities }, p) => {
        const revenue = figureOf(key, "net_revenue");
        return {
          title: name[language],
          customers,
          share,
          bySegment: bySegment[p],
          residuals: Array.from(residuals.subarray(p * k, (p + 1) * k), (residual) =>
            Number.isNaN(residual) ? null : Number(residual.toFixed(4)),
          ),
          averageOrder: figureOf(key, "average_order"),
          revenuePerCustomer: revenue === null ? null : revenue / customers,
          repeatShare: figureOf(key, "repeat_share"),
          strictRetention: figureOf(key, "strict_retention"),
          affinities: affinities.map(({ category, lift }) => ({ category, lift: Number(lift.toPrecision(6)) })),
        };
      }),
    };
  });
}

/** Views of the base that nothing is told of for want of input; the place in the market is one. */
export function reportRefused(
  { refused }: StructuresFile,
  market: MarketResult,
  language: Language,
): ReportModel["refusedStructures"] {
  const all = refused.map(({ title, refused: reason }) => ({ title, reason }));
  if (market.status === "refused") all.push({ title: marketTitle, reason: market.reason });
  return all.map(({ title, reason }) => ({ title: title[language], reason: reason[language] }));
}

const marketTitle: Text = { en: "Market", ru: "Рынок" };

const monthly = [
  ...["active_customers", "new_customers", "reactivated", "churned"],
  ...["strict_retention", "retention", "quick_ratio"],
];

/** Retention and growth of the base, read back from `kpis`. */
export async function reportRetention({ engine }: Job): Promise<ReportModel["retention"]> {
  const text = engine.dialect.text("");
  const rows =
    await engine.rows(`SELECT period_kind, ${text} || ${engine.dialect.dateOfEpochDay("period_start")} AS start, metric, value
    FROM kpis WHERE scope = 'all' AND period_kind IN ('month', 'typical_month') AND metric IN (${monthly.map(engine.dialect.text).join(", ")})
    ORDER BY kpis.period_start, metric`);
  const figure = (of: readonly SqlRow[], metric: string) => {
    const found = of.find((row) => row.metric === metric);
    return found === undefined ? null : Number(found.value);
  };
  const typical = rows.filter(({ period_kind }) => period_kind === "typical_month");
  const [strict, formula] = ["strict_retention", "retention"].map((metric) => figure(typical, metric));
  const byMonth = new Map<string, SqlRow[]>();
  for (const row of rows) {
    if (row.period_kind !== "month") continue;
    const month = String(row.start).slice(0, 7);
    byMonth.set(month, [...(byMonth.get(month) ?? []), row]);
  }
  return {
    typical: strict === null || formula === null ? null : { strict, formula },
    // What compares a month with the one before is told of complete months only.
    months: [...byMonth]
      .filter(([, of]) => figure(of, "active_customers") !== null)
      .map(([month, of]) => ({
        month,
        active: figure(of, "active_customers") ?? 0,
        newcomers: figure(of, "new_customers") ?? 0,
        reactivated: figure(of, "reactivated") ?? 0,
        churned: figure(of, "churned") ?? 0,
        strict: figure(of, "strict_retention"),
        formula: figure(of, "retention"),
        quickRatio: figure(of, "quick_ratio"),
      })),
  };
}
