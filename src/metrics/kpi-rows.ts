import type { Engine } from "../engine/engine.ts";
import { loadRows } from "../engine/write-rows.ts";
import type { Figures } from "./figures.ts";
import type { PeriodKind } from "./metric.ts";
import { metricDefinitions } from "./metric-definitions.ts";

/** How money leaves the engine. */
export interface KpiMoney {
  /** Money units in one unit of the currency. */
  readonly moneyUnits: number;
  /** Digits that money is rounded to. */
  readonly moneyDigits: number;
}

export interface Period {
  readonly kind: PeriodKind;
  /** From this day to before that. */
  readonly start: number;
  readonly end: number;
}

export const periodKinds = ["history", "month", "typical_month", "period"] as const satisfies readonly PeriodKind[];

/** Gathers the rows of `kpis` as columns of numbers, for there are hundreds of thousands. */
export interface KpiRows {
  /** Adds every metric that the period has and the figures tell. */
  add(scope: string, key: string, period: Period, figures: Figures): void;
  /** Makes `kpis` of the rows. */
  load(engine: Engine): Promise<void>;
}

export function gatherKpiRows({ moneyUnits, moneyDigits }: KpiMoney): KpiRows {
  const places: [scope: string, key: string][] = [];
  const placeNumbers = new Map<string, number>();
  const columns = { place: [], metric: [], kind: [], period_start: [], period_end: [] } as Record<string, number[]>;
  const values = { value: [], numerator: [], denominator: [] } as Record<string, number[]>;

  const placeOf = (scope: string, key: string) => {
    const name = JSON.stringify([scope, key]);
    const known = placeNumbers.get(name);
    if (known !== undefined) return known;
    placeNumbers.set(name, places.length);
    places.push([scope, key]);
    return places.length - 1;
  };
  // Half away from zero, as SQL rounds; in whole minor units, where a half is one.
  const rounded = (amount: number) =>
    (Math.sign(amount) * Math.round(Math.abs(amount) / (moneyUnits / 10 ** moneyDigits))) / 10 ** moneyDigits;
  return {
    add: (scope, key, { kind, start, end }, figures) => {
      const place = placeOf(scope, key);
      for (const [metric, { calculation }] of metricDefinitions.entries()) {
        if (calculation === undefined || !calculation.periods.includes(kind)) continue;
        // Nothing returned, with the sign turned, is −0.
        const above = calculation.numerator(figures) + 0;
        const below = calculation.denominator?.(figures);
        if (Number.isNaN(above) || (below !== undefined && !(below > 0))) continue;
        const shown = calculation.money === undefined ? above : rounded(above);
        columns.place.push(place);
        columns.metric.push(metric);
        columns.kind.push(periodKinds.indexOf(kind));
        columns.period_start.push(start);
        columns.period_end.push(end);
        values.value.push(
          below === undefined ? shown : (calculation.money === "numerator" ? above / moneyUnits : above) / below,
        );
        values.numerator.push(below === undefined ? Number.NaN : shown);
        values.denominator.push(
          below === undefined ? Number.NaN : calculation.money === "both" ? rounded(below) : below,
        );
      }
    },
    load: async (engine) => {
      await engine.load("kpi_numbers", [
        ...Object.entries(columns).map(([name, each]) => ({
          name,
          type: "INTEGER" as const,
          values: Int32Array.from(each),
        })),
        ...Object.entries(values).map(([name, each]) => ({
          name,
          type: "DOUBLE" as const,
          values: Float64Array.from(each),
        })),
      ]);
      await loadNames(engine, "kpi_places", ["scope", "key"], places);
      await loadNames(
        engine,
        "kpi_metrics",
        ["metric"],
        metricDefinitions.map(({ id }) => [id]),
      );
      await loadNames(
        engine,
        "kpi_kinds",
        ["period_kind"],
        periodKinds.map((kind) => [kind]),
      );
      await engine.run(`CREATE OR REPLACE TABLE kpis AS
        SELECT p.scope, p.key, n.period_start, n.period_end, k.period_kind, m.metric, n.value, n.numerator, n.denominator
        FROM kpi_numbers n JOIN kpi_places p ON n.place = p.number JOIN kpi_metrics m ON n.metric = m.number
          JOIN kpi_kinds k ON n.kind = k.number`);
      await engine.run("DROP TABLE kpi_numbers; DROP TABLE kpi_places; DROP TABLE kpi_metrics; DROP TABLE kpi_kinds");
    },
  };
}

async function loadNames(
  engine: Engine,
  table: string,
  columns: readonly string[],
  names: readonly (readonly string[])[],
) {
  await loadRows(
    engine,
    table,
    [{ name: "number", type: "BIGINT" }, ...columns.map((name) => ({ name, type: "VARCHAR" as const }))],
    names.map((each, number) => [number, ...each]),
  );
}
