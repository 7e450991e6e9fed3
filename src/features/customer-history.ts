import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import { lineKind } from "../inputs/tables/transactions.ts";
import { type EventSource, eventSources, eventTables, tableSources } from "./event-sources.ts";
import { type Formula, row } from "./family.ts";
import { dayColumns, foldLines, packed, salesColumns } from "./fold-lines.ts";
import { type Aggregate, type Aggregates, type SpanSums, type SpanSumsWriter, writeSpanSums } from "./span-sums.ts";
import type { Spans } from "./spans.ts";

export type HistoryTables = Pick<StagedTables, "customers" | "orderKey" | "lineColumns">;

/** What is known of the past of N customers, summed up so that every window can be read from it. */
export interface CustomerHistory {
  readonly spans: Spans;
  /** Day on which each became known, length N; the smallest 32-bit number where that was always so. */
  readonly knownFrom: Int32Array;
  /** Day of each one's first order, length N; the largest 32-bit number where there is none. */
  readonly firstOrder: Int32Array;
  /** For every source that the features sum up. */
  readonly sums: ReadonlyMap<EventSource, SpanSums>;
}

export const noOrder = 2 ** 31 - 1;
export const alwaysKnown = -(2 ** 31);

/** Columns of `days` that are money. */
const isMoney: ReadonlySet<string> = new Set(["gross", "returned", "discount", "full_price", "costed_gross", "cost"]);

/**
 * Reads the history of every customer once: the lines in the order of customers and days, and whatever else the features
 * sum up. What follows from the order of rows (which line begins an order, the days since the last one) and what would
 * be grouped by nearly unique keys costs a fraction of the SQL this way.
 *
 * Makes `days(customer, day, orders, gross, returned, gap)`: one row per customer and day with sales or returns:
 * `orders` begun that day, `gross` and `returned` (≤ 0) money, `gap` days since the customer's purchase day before, 0
 * for the first and for rows without an order; money counts on its own line's day. A day on which n orders begin has
 * n − 1 further rows of zeros (see `fold-lines.ts`). Where lines have discounts, `discount` and `full_price` (what the sales
 * would have cost without) of the sales whose discount is known; where they have costs, `costed_lines`, `costed_gross` and
 * `cost` of those whose cost is known. Adds `first_order` (day, null when there is none) to `customer_ids`.
 *
 * Costs a sort of each table that is summed up and one pass over it; the sums lie in files in the engine's folder
 * until it closes.
 *
 * @param formulas all that will be read at any window of `spans`
 */
export async function readHistory(
  engine: Engine,
  { customers, orderKey, lineColumns }: HistoryTables,
  formulas: readonly Formula[],
  spans: Spans,
): Promise<CustomerHistory> {
  const knownFrom = await readKnownFrom(engine, customers);
  const knownSpans = spansBefore(knownFrom, spans);
  const openWriter = (source: EventSource) =>
    writeSpanSums(`${engine.scratch}/sums-${source}`, aggregatesOf(formulas, source), spans, knownSpans);
  const writers = Object.fromEntries(eventSources.map((source) => [source, openWriter(source)])) as Record<
    EventSource,
    SpanSumsWriter
  >; // a key for each source

  const firstOrder = new Int32Array(customers).fill(noOrder);
  // Two orders of a customer would need the same 53 bits of a hash to be taken for one: once in some 10⁷ bases of a million customers.
  const key = orderKey === "order_id" ? engine.dialect.hashNumber("order_key") : "CAST(NULL AS DOUBLE)";
  const coupon = lineColumns.has("coupon") ? "CASE WHEN coupon = 1 THEN 1 ELSE 0 END" : "0";
  const own = writers.lines.columns;
  const told = (["discount", "cost"] as const).filter((name) => lineColumns.has(name));
  const columns = [...own, ...told.filter((name) => !own.includes(name))];
  const placeOf = (name: "discount" | "cost") => (lineColumns.has(name) ? columns.indexOf(name) : undefined);
  const lines = `SELECT ${packed.customerDay} AS customer_day, ${packed.marks(coupon)}, CAST(amount AS DOUBLE), ${key}
      ${asDoubles(columns)}
    FROM lines WHERE customer IS NOT NULL AND (kind = ${lineKind.sale} OR kind = ${lineKind.return})
    ORDER BY customer_day`;
  const days = {
    name: "days",
    columns: [...dayColumns, ...told.flatMap((name) => [...salesColumns[name]])].map(
      (name) => ({ name, type: isMoney.has(name) ? "BIGINT" : "INTEGER" }) as const,
    ),
  };
  await engine.fold(lines, [days], ([writeDays]) =>
    foldLines(
      orderKey,
      { ...writers, writeDays, firstOrder },
      { discount: placeOf("discount"), cost: placeOf("cost") },
    ),
  );
  await addFirstOrders(engine, firstOrder);

  for (const source of tableSources) {
    if (Object.keys(aggregatesOf(formulas, source)).length === 0) continue;
    const { columns, add } = writers[source];
    await engine.stream(
      `SELECT customer, day ${asDoubles(columns)} FROM ${eventTables[source]} ORDER BY customer, day`,
      ([ids, dayNumbers, ...further], rows) => add(ids, dayNumbers, further, rows),
    );
  }
  const sums = new Map(eventSources.map((source) => [source, writers[source].close()]));
  return { spans, knownFrom, firstOrder, sums };
}

/**
 * Everything the formulas sum up of a source, each name once. Who ordered is asked of every window.
 *
 * @throws RangeError when two formulas mean different sums by one name
 */
export function aggregatesOf(formulas: readonly Formula[], source: EventSource): Aggregates {
  const named = new Map<string, Aggregate>(source === "purchases" ? [["orders", { sum: row("orders") }]] : []);
  for (const [name, aggregate] of formulas.flatMap((formula) => Object.entries(formula[source] ?? {}))) {
    const before = named.get(name);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(aggregate))
      throw new RangeError(`features: ${source}.${name} is summed up in two ways; give one another name`);
    named.set(name, before ?? aggregate);
  }
  return Object.fromEntries(named);
}

function asDoubles(columns: readonly string[]): string {
  return columns.map((name) => `, CAST(${name} AS DOUBLE)`).join("");
}

async function readKnownFrom(engine: Engine, customers: number): Promise<Int32Array> {
  const knownFrom = new Int32Array(customers);
  await engine.stream(
    `SELECT customer, CAST(coalesce(known_from, ${alwaysKnown}) AS INTEGER) FROM customer_ids`,
    ([customer, known], rows) => {
      for (let i = 0; i < rows; i++) knownFrom[customer[i]] = known[i];
    },
  );
  return knownFrom;
}

/** How many spans have begun by each day. */
function spansBefore(days: Int32Array, { edges }: Spans): Int16Array {
  const spans = new Int16Array(days.length);
  for (const edge of edges) for (let i = 0; i < days.length; i++) if (days[i] >= edge) spans[i]++;
  return spans;
}

async function addFirstOrders(engine: Engine, firstOrder: Int32Array) {
  await engine.load("first_orders", [
    { name: "customer", type: "INTEGER", values: Int32Array.from(firstOrder.keys()) },
    { name: "first_order", type: "INTEGER", values: firstOrder },
  ]);
  await engine.run(`CREATE OR REPLACE TABLE customer_ids AS
    SELECT c.customer, c.customer_id, c.known_from, c.first_event, nullif(o.first_order, ${noOrder}) AS first_order
    FROM customer_ids c JOIN first_orders o ON c.customer = o.customer ORDER BY c.customer`);
  await engine.run("DROP TABLE first_orders");
}
