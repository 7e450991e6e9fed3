import type { Dialect } from "../../engine/dialect.ts";
import type { Engine } from "../../engine/engine.ts";
import type { EpochDay } from "../../math/calendar.ts";
import { UserError } from "../../user-error.ts";
import type { ColumnSpec } from "../columns.ts";
import type { ProfilesSource } from "../sources-config.ts";
import type { ProfileMetric } from "../staged-tables.ts";
import type { RulesOf } from "../table-rules.ts";

/** A column of a file that holds one metric of every customer. */
export interface MetricColumn extends ProfileMetric {
  /** Name of the staged column, and of the column in the file. */
  readonly spec: ColumnSpec;
  readonly column: string;
}

/** The columns of a file with a column per metric. */
export function metricColumns({ metrics }: ProfilesSource): MetricColumn[] {
  return Object.entries(metrics).map(([metric, source], i) => {
    const { column, windowDays, unit } =
      typeof source === "string" ? { column: source, windowDays: 0, unit: "" } : source;
    const spec: ColumnSpec = { name: `metric_${i}`, type: "number", required: false, lenient: false };
    return { metric, windowDays, unit, spec, column };
  });
}

/**
 * Ready aggregates: a row per customer and metric, or a row per customer with a column for each metric. They are as of a
 * day that is not after the run's, for what was known before it.
 *
 * @throws UserError 2 when there is neither a metric nor a column that is one
 */
export function profileRules(
  dialect: Dialect,
  source: ProfilesSource,
  asOf: EpochDay,
  asDay: (date: string) => EpochDay,
): RulesOf {
  const wide = metricColumns(source);
  return (columns) => {
    const long = columns.has("metric") && columns.has("value");
    if (!long && wide.length === 0) {
      throw new UserError(
        2,
        "sources.profiles: no metric; map metric and value under columns, or list columns under metrics",
      );
    }
    const stated = source.asOf === undefined ? String(asOf) : String(asDay(source.asOf));
    return {
      derived: {
        day: columns.has("as_of") ? `coalesce(${dialect.epochDay("as_of")}, ${stated})` : `CAST(${stated} AS INTEGER)`,
        ...Object.fromEntries(wide.map(({ spec }) => [`${spec.name}_value`, `CAST(${spec.name} AS DOUBLE)`])),
        ...(long
          ? {
              long_value: "CAST(value AS DOUBLE)",
              look_back: columns.has("window_days")
                ? "CAST(coalesce(window_days, 0) AS INTEGER)"
                : "CAST(0 AS INTEGER)",
              measure: columns.has("unit") ? "coalesce(unit, '')" : "''",
            }
          : {}),
      },
      wrong: long
        ? [{ where: "metric IS NULL", column: "metric", reason: "no value; expected the name of a metric" }]
        : [],
      leftOut: [{ policy: "after_as_of", where: `day > ${asOf}` }],
      kept: [
        ...["customer_id", "day"],
        ...wide.map(({ spec }) => `${spec.name}_value`),
        ...(long ? ["metric", "long_value", "look_back", "measure"] : []),
      ],
    };
  };
}

/** Leaves `profiles` of known customers; returns the metrics, ascending. */
export async function numberProfiles(
  engine: Engine,
  source: ProfilesSource,
  columns: ReadonlySet<string>,
): Promise<ProfileMetric[]> {
  const wide = metricColumns(source);
  const long = columns.has("metric") && columns.has("value");
  const found = long
    ? (
        await engine.rows(
          "SELECT DISTINCT metric, look_back, measure FROM staged_profiles WHERE policy IS NULL ORDER BY metric, look_back, measure",
        )
      ).map((row) => ({ metric: String(row.metric), windowDays: Number(row.look_back), unit: String(row.measure) }))
    : [];
  const metrics = [...found, ...wide.map(({ metric, windowDays, unit }) => ({ metric, windowDays, unit }))].sort(
    (a, b) => compare(a.metric, b.metric) || a.windowDays - b.windowDays || compare(a.unit, b.unit),
  );
  const placeOf = (sought: ProfileMetric) =>
    metrics.findIndex(
      ({ metric, windowDays, unit }) =>
        metric === sought.metric && windowDays === sought.windowDays && unit === sought.unit,
    );
  const { text } = engine.dialect;
  const ofLong = found.map(
    (metric) =>
      `WHEN metric = ${text(metric.metric)} AND look_back = ${metric.windowDays} AND measure = ${text(metric.unit)} THEN ${placeOf(metric)}`,
  );
  const parts = [
    ...wide.map(
      (metric) =>
        `SELECT customer_id, day, ${placeOf(metric)} AS metric, ${metric.spec.name}_value AS value FROM staged_profiles WHERE policy IS NULL`,
    ),
    ...(found.length === 0
      ? []
      : [
          `SELECT customer_id, day, CASE ${ofLong.join(" ")} END AS metric, long_value AS value FROM staged_profiles WHERE policy IS NULL`,
        ]),
  ];
  const rows =
    parts.length === 0
      ? "SELECT '' AS customer_id, 0 AS day, 0 AS metric, 0.0 AS value WHERE FALSE"
      : parts.join(" UNION ALL ");
  await engine.run(`CREATE OR REPLACE TABLE profiles AS
    SELECT c.customer, CAST(t.day AS INTEGER) AS day, CAST(t.metric AS INTEGER) AS metric, CAST(t.value AS DOUBLE) AS value
    FROM (${rows}) t JOIN customer_ids c ON t.customer_id = c.customer_id WHERE t.value IS NOT NULL`);
  return metrics;
}

/** By code units, whatever the machine's language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
