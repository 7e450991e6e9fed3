import type { Text } from "../language/text.ts";
import { type EventSource, eventSourceNames, eventSources } from "./event-sources.ts";
import { families } from "./families.ts";
import { type FamilyContext, type FeatureSql, totalOf } from "./family.ts";
import type { FeatureFamily } from "./feature-table.ts";
import { aggregatesOf, type Spans, spanFrom, totalledNames } from "./spans.ts";
import { middleOf, type Window } from "./window.ts";

export interface OfferedFeatures {
  readonly features: readonly FeatureSql[];
  /** Families without input, with the reason. */
  readonly unavailable: readonly { readonly family: FeatureFamily; readonly reason: Text }[];
}

/**
 * The features the chosen families offer with these inputs, under unique names: levels that are written alike (`Home`
 * and `home`) are told apart by a number, in their order.
 */
export function offeredFeatures(chosen: readonly FeatureFamily[], context: FamilyContext): OfferedFeatures {
  const features: FeatureSql[] = [];
  const unavailable: { family: FeatureFamily; reason: Text }[] = [];
  for (const { family, features: build } of families) {
    if (!chosen.includes(family)) continue;
    const offered = build(context);
    if ("unavailable" in offered) unavailable.push({ family, reason: offered.unavailable });
    else for (const feature of offered) features.push({ ...feature, name: freeName(feature.name, features) });
  }
  return { features, unavailable };
}

function freeName(name: string, taken: readonly FeatureSql[]): string {
  const isTaken = (candidate: string) => taken.some((feature) => feature.name === candidate);
  let free = name;
  for (let i = 2; isTaken(free); i++) free = `${name}_${i}`;
  return free;
}

/**
 * SQL of a window's features: `customer` (INTEGER) and one DOUBLE per feature, for the customers with at least one
 * order in the look-back, or for everyone known where there are no transactions at all. Sums run over integers and the
 * division comes last, so the result does not depend on the order in which rows are read.
 *
 * @param features some of those that `buildSpans` was given
 * @throws RangeError when the spans were not cut for this window
 */
export function windowSql(
  features: readonly FeatureSql[],
  { dialect, staged, window }: FamilyContext,
  spans: Spans,
): string {
  const expressions = features.map(({ expression }) => expression).join(" ");
  const reads = (letter: string) => new RegExp(`\\b${letter}\\.`).test(expressions);
  const from = staged.hasEvents
    ? `(${sumsByCustomer("purchases", features, window, spans)} HAVING sum(orders) > 0) p`
    : `(SELECT customer FROM customer_ids WHERE known_from IS NULL OR known_from < ${window.until}) p`;

  const joins = ["JOIN customer_ids c ON c.customer = p.customer"];
  for (const source of eventSourceNames) {
    const { letter } = eventSources[source];
    if (source !== "purchases" && reads(letter))
      joins.push(
        `LEFT JOIN (${sumsByCustomer(source, features, window, spans)}) ${letter} ON ${letter}.customer = p.customer`,
      );
    const total = totalOf(letter);
    if (reads(total)) joins.push(`CROSS JOIN (${totalsSql(source, features, window, spans)}) ${total}`);
  }
  if (reads("a")) {
    joins.push(
      `LEFT JOIN attribute_codes a ON a.customer = p.customer AND a.valid_from < ${window.until} AND a.valid_to >= ${window.until}`,
    );
  }
  if (reads("r")) joins.push(`LEFT JOIN (${newestProfiles(staged, window)}) r ON r.customer = p.customer`);
  const columns = features.map(
    ({ name, expression }) => `CAST(${expression} AS DOUBLE) AS ${dialect.identifier(name)}`,
  );
  return `SELECT p.customer, ${columns.join(", ")} FROM ${from} ${joins.join(" ")}`;
}

/** What the features sum up of a source over the spans of a window, by customer. */
function sumsByCustomer(source: EventSource, features: readonly FeatureSql[], window: Window, spans: Spans): string {
  const half = spanFrom(spans, middleOf(window));
  const columns = Object.entries(aggregatesOf(features, source)).map(([name, aggregate]) => {
    if ("max" in aggregate) return `max(${name}) AS ${name}`;
    if ("sum" in aggregate) return `CAST(sum(${name}) AS BIGINT) AS ${name}`;
    return `CAST(sum(CASE WHEN span >= ${half} THEN ${aggregate.late} ELSE 0 END) AS BIGINT) AS ${name}`;
  });
  return `SELECT customer, ${columns.join(", ")} FROM spans_${source} WHERE ${within(window, spans)} GROUP BY customer`;
}

/** The sums of a source over everybody who is known by the window's end. */
function totalsSql(source: EventSource, features: readonly FeatureSql[], window: Window, spans: Spans): string {
  const columns = totalledNames(features, source).map((name) => `CAST(sum(${name}) AS BIGINT) AS ${name}`);
  return `SELECT ${columns.join(", ")} FROM totals_${source}
    WHERE ${within(window, spans)} AND known < ${spanFrom(spans, window.until)}`;
}

function within({ from, until }: Window, spans: Spans): string {
  return `span >= ${spanFrom(spans, from)} AND span < ${spanFrom(spans, until)}`;
}

/** `metric_<j>` of each customer: the values of the newest day that is not after the window's end. */
function newestProfiles({ profileMetrics }: FamilyContext["staged"], { until }: Window): string {
  const columns = profileMetrics.map((_, j) => `max(CASE WHEN v.metric = ${j} THEN v.value END) AS metric_${j}`);
  return `SELECT v.customer, ${columns.join(", ")} FROM profiles v
    JOIN (SELECT customer, metric, max(day) AS day FROM profiles WHERE day <= ${until} GROUP BY customer, metric) newest
      ON newest.customer = v.customer AND newest.metric = v.metric AND newest.day = v.day
    GROUP BY v.customer`;
}
