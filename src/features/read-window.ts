import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import { compileExpressions } from "./compile-expressions.ts";
import { aggregatesOf, alwaysKnown, type CustomerHistory, noOrder } from "./customer-history.ts";
import { eventSources } from "./event-sources.ts";
import { type ColumnName, columnsRead } from "./expression.ts";
import type { FeatureFormula, Formula } from "./family.ts";
import type { FeatureTable } from "./feature-table.ts";
import { customersWithin, everybodysSums, readSpanSums, type SpanRange, type SpanSums } from "./span-sums.ts";
import { spanFrom } from "./spans.ts";
import { middleOf, type Window } from "./window.ts";

/** Customers whose features are worked out at a time: few enough for what is read of them to stay in the cache. */
const windowBlock = 512;

/** Memory for the columns of one window after another, so that many windows cost the memory of one. */
export interface FeatureBuffers {
  readonly customers: Int32Array;
  readonly columns: readonly Float64Array[];
}

/** Room for N customers and d features: 8·N·d bytes. */
export function createFeatureBuffers(customers: number, features: number): FeatureBuffers {
  return {
    customers: new Int32Array(customers),
    columns: Array.from({ length: features }, () => new Float64Array(customers)),
  };
}

/**
 * The features of a window, of the customers with at least one order in the look-back, or of everyone known where there
 * are no transactions at all; ordered by customer.
 *
 * @param features some of those that `readHistory` was given, for this window
 * @param buffers overwritten; the table returned is a view of them
 * @param among customers to look at, ascending; everybody unless given
 * @throws RangeError when the history was not cut for this window
 */
export async function readWindow(
  engine: Engine,
  features: readonly FeatureFormula[],
  { hasEvents, profileMetrics }: Pick<StagedTables, "hasEvents" | "profileMetrics">,
  window: Window,
  history: CustomerHistory,
  buffers: FeatureBuffers,
  among?: Int32Array,
): Promise<FeatureTable> {
  const who = hasEvents ? "ordering" : "known";
  const n = await workOutWindow(engine, features, who, profileMetrics.length, window, history, buffers, among);
  return {
    window,
    customers: buffers.customers.subarray(0, n),
    features: features.map(({ name, family, kind, unit, definition, words, levels }, j) => ({
      ...{ name, family, kind, unit, definition, words, levels: levels ?? [] },
      values: buffers.columns[j].subarray(0, n),
    })),
  };
}

/**
 * Everybody who bought or returned something in a window, ascending: those `readWindow` can find there, and few others.
 *
 * @throws RangeError when the history was not cut for this window
 */
export function customersSeen(window: Window, { spans, sums }: CustomerHistory): Int32Array {
  return customersWithin(sums.get("purchases") as SpanSums, rangeOf(window, spans)); // one for each source
}

/**
 * The value of some formulas at a window's end, of the customers with at least one order in the look-back (`ordering`) or
 * of everyone known by then (`known`), ordered by customer.
 *
 * @param profileMetrics how many metrics the profiles have
 * @param buffers overwritten: the first n customers, and a column for each formula
 * @param among customers to look at, ascending; everybody unless given
 * @returns n
 * @throws RangeError when the history was not cut for this window
 */
export async function workOutWindow(
  engine: Engine,
  formulas: readonly Formula[],
  who: "ordering" | "known",
  profileMetrics: number,
  window: Window,
  history: CustomerHistory,
  buffers: FeatureBuffers,
  among?: Int32Array,
): Promise<number> {
  const { knownFrom } = history;
  const values = formulas.map(({ value }) => value);
  const others = columnsRead(values);
  const block = new Map<string, Float64Array>();
  const readers = openReaders(formulas, window, history, block);
  for (const [name, value] of everybody(others, window, history))
    block.set(name, new Float64Array(windowBlock).fill(value));
  if (among !== undefined) await engine.load("asked", [{ name: "customer", type: "INTEGER", values: among }]);
  const isAsked = among === undefined ? "TRUE" : "customer IN (SELECT customer FROM asked)";
  const ofEveryone = new Map([
    ...customerColumns(others, history),
    ...(await attributeColumns(engine, others, window, knownFrom.length, isAsked)),
    ...(await profileColumns(engine, others, profileMetrics, window, knownFrom.length, isAsked)),
  ]);
  if (among !== undefined) await engine.run("DROP TABLE asked");
  const places = [...block.keys(), ...ofEveryone.keys()];
  const evaluate = compileExpressions(values, (column) => {
    const place = places.indexOf(keyOf(column));
    if (place === -1) throw new RangeError(`features: ${keyOf(column)} is read, and nothing sums it up`);
    return place;
  });

  const { customers } = buffers;
  const orders = block.get("purchases.orders") as Float64Array; // always summed up
  const ofBlock = [...ofEveryone.values()].map(() => new Float64Array(windowBlock));
  const asked = new Int32Array(windowBlock);
  /** Places in the block of the customers who are in the window. */
  const present = new Int32Array(windowBlock);
  let n = 0;
  const count = among?.length ?? knownFrom.length;
  for (let first = 0; first < count; first += windowBlock) {
    const rows = Math.min(windowBlock, count - first);
    for (let i = 0; i < rows; i++) asked[i] = among === undefined ? first + i : among[first + i];
    for (const sumUp of readers) sumUp(asked, rows);
    let found = 0;
    for (let i = 0; i < rows; i++) {
      if (who === "ordering" ? orders[i] === 0 : knownFrom[asked[i]] >= window.until) continue;
      customers[n + found] = asked[i];
      present[found++] = i;
    }
    for (const [j, column] of [...ofEveryone.values()].entries())
      for (let i = 0; i < rows; i++) ofBlock[j][i] = column[asked[i]];
    evaluate([...block.values(), ...ofBlock], present, found, buffers.columns, n);
    n += found;
  }
  return n;
}

function keyOf({ of, name }: ColumnName): string {
  return `${of}.${name}`;
}

/** A reader for each source that the formulas sum up; its columns are put into the block. */
function openReaders(
  formulas: readonly Formula[],
  window: Window,
  { spans, sums }: CustomerHistory,
  block: Map<string, Float64Array>,
) {
  const range = rangeOf(window, spans);
  return eventSources.flatMap((source) => {
    const aggregates = aggregatesOf(formulas, source);
    const names = Object.keys(aggregates);
    if (names.length === 0) return [];
    const columns = names.map(() => new Float64Array(windowBlock));
    for (const [k, name] of names.entries()) block.set(keyOf({ of: source, name }), columns[k]);
    return [readSpanSums(sums.get(source) as SpanSums, aggregates, range, columns)]; // one for each source
  });
}

function rangeOf(window: Window, spans: CustomerHistory["spans"]): SpanRange {
  return {
    from: spanFrom(spans, window.from),
    half: spanFrom(spans, middleOf(window)),
    until: spanFrom(spans, window.until),
  };
}

function* everybody(
  columns: readonly ColumnName[],
  window: Window,
  { spans, sums }: CustomerHistory,
): Generator<[string, number]> {
  for (const source of eventSources) {
    const wanted = columns.filter(({ of }) => of === `all ${source}`);
    if (wanted.length === 0) continue;
    const ofSource = sums.get(source) as SpanSums; // one for each source
    const totals = everybodysSums(ofSource, rangeOf(window, spans));
    for (const column of wanted) yield [keyOf(column), totals[ofSource.sums.indexOf(column.name)]];
  }
}

function* customerColumns(
  columns: readonly ColumnName[],
  { knownFrom, firstOrder }: CustomerHistory,
): Generator<[string, Float64Array]> {
  const days = { known_from: [knownFrom, alwaysKnown], first_order: [firstOrder, noOrder] } as const;
  for (const [name, [values, unknown]] of Object.entries(days)) {
    if (!columns.some((column) => column.of === "customer" && column.name === name)) continue;
    const column = new Float64Array(values);
    for (let i = 0; i < column.length; i++) if (column[i] === unknown) column[i] = Number.NaN;
    yield [keyOf({ of: "customer", name }), column];
  }
}

/** Codes of the attributes as valid at the window's end. */
function attributeColumns(
  engine: Engine,
  columns: readonly ColumnName[],
  { until }: Window,
  customers: number,
  isAsked: string,
) {
  const wanted = columns.filter(({ of }) => of === "attribute");
  const values = wanted.map(({ name }) => `CAST(${name} AS DOUBLE)`).join(", ");
  return readColumns(
    engine,
    wanted,
    `SELECT customer, ${values} FROM attribute_codes WHERE valid_from < ${until} AND valid_to >= ${until} AND ${isAsked}`,
    customers,
  );
}

/** `metric_<j>`: the values of the newest day that is not after the window's end. */
function profileColumns(
  engine: Engine,
  columns: readonly ColumnName[],
  metrics: number,
  { until }: Window,
  customers: number,
  isAsked: string,
) {
  const wanted = columns.filter(({ of }) => of === "profile");
  const values = Array.from(
    { length: metrics },
    (_, j) => `max(CASE WHEN v.metric = ${j} THEN v.value END) AS metric_${j}`,
  );
  return readColumns(
    engine,
    wanted,
    `SELECT customer, ${wanted.map(({ name }) => `CAST(${name} AS DOUBLE)`).join(", ")} FROM (
       SELECT v.customer, ${values.join(", ")} FROM profiles v
       JOIN (SELECT customer, metric, max(day) AS day FROM profiles WHERE day <= ${until} AND ${isAsked} GROUP BY customer, metric) newest
         ON newest.customer = v.customer AND newest.metric = v.metric AND newest.day = v.day
       GROUP BY v.customer)`,
    customers,
  );
}

/** Columns of a query by customer, unknown for those without a row. */
async function readColumns(
  engine: Engine,
  columns: readonly ColumnName[],
  sql: string,
  customers: number,
): Promise<[string, Float64Array][]> {
  if (columns.length === 0) return [];
  const targets = columns.map(() => new Float64Array(customers).fill(Number.NaN));
  await engine.stream(sql, ([ids, ...values], rows) => {
    for (const [k, column] of values.entries()) for (let i = 0; i < rows; i++) targets[k][ids[i]] = column[i];
  });
  return columns.map((column, k) => [keyOf(column), targets[k]]);
}
