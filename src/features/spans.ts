import type { Engine } from "../engine/engine.ts";
import { type EventSource, eventSourceNames, eventSources } from "./event-sources.ts";
import { type Aggregates, type FeatureSql, totalOf } from "./family.ts";
import { middleOf, type Window } from "./window.ts";

/**
 * The time between the earliest beginning and the latest end of a run's windows, cut wherever a window begins, ends or
 * has its middle: every window, and its later half, is a row of neighbouring spans.
 */
export interface Spans {
  /** First day of each span, ascending, then the day after the last span. */
  readonly edges: readonly number[];
}

export function cutSpans(windows: readonly Window[]): Spans {
  const edges = windows.flatMap((window) => [window.from, middleOf(window), window.until]);
  return { edges: [...new Set<number>(edges)].sort((a, b) => a - b) };
}

/**
 * Number of the span that begins on a day.
 *
 * @throws RangeError when none does: the spans were cut for other windows
 */
export function spanFrom({ edges }: Spans, day: number): number {
  const span = edges.indexOf(day);
  if (span === -1) throw new RangeError(`spans: none begins on day ${day}; cut them for the windows that are read`);
  return span;
}

/**
 * Builds `spans_<source>(customer, span, <name>…)` for every source that the features sum up: the sums and largest values
 * of each customer's rows of a span, ordered by customer and span. Whatever a window needs is the sum of these over its
 * spans, so that the long tables are read once however many windows there are; and since the rows of a customer lie
 * together, summing them up needs little memory at a time.
 *
 * Where features compare with everybody (`totalOf`), `totals_<source>(span, known, <name>…)` has the same sums over all
 * customers who became known in the span `known`, −1 being the time before the first and one more than the last that after.
 *
 * Costs one grouping of each table; memory is the engine's, which puts aside what does not fit.
 */
export async function buildSpans(engine: Engine, features: readonly FeatureSql[], spans: Spans): Promise<void> {
  const { edges } = spans;
  const count = edges.length - 1;
  for (const source of eventSourceNames) {
    const columns = spanColumns(features, source);
    if (columns.length === 0) continue;
    const key = `CAST(customer AS BIGINT) * ${count} + ${spanOf("day", edges)}`;
    const grouped = `SELECT key, ${columns.map(({ name, sql, type }) => `CAST(${sql} AS ${type}) AS ${name}`).join(", ")}
      FROM (SELECT *, ${key} AS key FROM ${eventSources[source].rows} WHERE day >= ${edges[0]} AND day < ${edges[count]})
      GROUP BY key`;
    // The rest is taken off first, so that dividing leaves nothing over and no digit is lost.
    await engine.run(`CREATE OR REPLACE TABLE spans_${source} AS
      SELECT CAST((key - key % ${count}) / ${count} AS INTEGER) AS customer, CAST(key % ${count} AS INTEGER) AS span,
        ${columns.map(({ name }) => name).join(", ")}
      FROM (${grouped}) ORDER BY key`);
    const totalled = totalledNames(features, source);
    if (totalled.length === 0) continue;
    const known = `CASE WHEN known_from >= ${edges[count]} THEN ${count} WHEN known_from >= ${edges[0]} THEN ${spanOf("known_from", edges)} ELSE -1 END`;
    const sums = totalled.map((name) => `CAST(sum(${name}) AS BIGINT) AS ${name}`);
    await engine.run(`CREATE OR REPLACE TABLE totals_${source} AS
      SELECT span, known, ${sums.join(", ")}
      FROM spans_${source} s JOIN (SELECT customer, ${known} AS known FROM customer_ids) c ON c.customer = s.customer
      GROUP BY span, known`);
  }
}

/** Removes what `buildSpans` made. */
export async function dropSpans(engine: Engine): Promise<void> {
  for (const source of eventSourceNames)
    await engine.run(`DROP TABLE IF EXISTS spans_${source}; DROP TABLE IF EXISTS totals_${source}`);
}

/** The sums of a source that the features read over all customers. */
export function totalledNames(features: readonly FeatureSql[], source: EventSource): string[] {
  const expressions = features.map(({ expression }) => expression).join(" ");
  const total = totalOf(eventSources[source].letter);
  return Object.keys(aggregatesOf(features, source)).filter((name) =>
    new RegExp(`\\b${total}\\.${name}\\b`).test(expressions),
  );
}

/** Who ordered in a window is asked of every window, by whatever features. */
const always: Partial<Record<EventSource, Aggregates>> = { purchases: { orders: { sum: "orders" } } };

/** Everything the features sum up of a source, each name once. */
export function aggregatesOf(features: readonly FeatureSql[], source: EventSource): Aggregates {
  return Object.assign({}, always[source], ...features.map((feature) => feature[source]));
}

function spanColumns(features: readonly FeatureSql[], source: EventSource) {
  return Object.entries(aggregatesOf(features, source)).flatMap(([name, aggregate]) => {
    if ("max" in aggregate) return [{ name, sql: `max(${aggregate.max})`, type: "INTEGER" }];
    if ("sum" in aggregate) return [{ name, sql: `coalesce(sum(${aggregate.sum}), 0)`, type: "BIGINT" }];
    return [];
  });
}

/** The number of a day's span, found by halving: with many edges, a chain of comparisons would cost as much as the sums. */
function spanOf(day: string, edges: readonly number[], first = 0, last = edges.length - 2): string {
  if (first === last) return String(first);
  const middle = Math.ceil((first + last) / 2);
  return `CASE WHEN ${day} < ${edges[middle]} THEN ${spanOf(day, edges, first, middle - 1)} ELSE ${spanOf(day, edges, middle, last)} END`;
}
