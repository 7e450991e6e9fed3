import { blockSize, type NumericColumn } from "../engine/engine.ts";
import { appendNumbers, readNumbers, startNumberFile } from "../engine/number-file.ts";
import { type Block, compileDifferences, compileSums } from "./compile-expressions.ts";
import { columnsRead, type Expression } from "./expression.ts";
import { type Spans, spansOfDays } from "./spans.ts";

/** What is summed up of the rows of a window, by name. */
export type Aggregates = Readonly<Record<string, Aggregate>>;

/**
 * A sum or the largest of whole numbers, unknown ones counting for nothing, over the rows of a window; `late` is the sum
 * of the same name over the later half of the window. A sum of nothing is 0, the largest of nothing is unknown.
 */
export type Aggregate = { readonly sum: Expression } | { readonly max: Expression } | { readonly late: string };

/**
 * What each customer's rows of each span sum up to, in the order of customers and spans. The sums lie in a file, those
 * of a span with the customer's earlier ones in it, and the largest values of a span behind them: whatever a window sums
 * up is the difference of two rows, so that the long tables are read once however many windows there are. In memory are
 * 2 bytes a row and 4 a customer.
 */
export interface SpanSums {
  readonly path: string;
  readonly sums: readonly string[];
  readonly largest: readonly string[];
  /** Number of each customer's first row, and of all rows at the end: length N + 1. */
  readonly starts: Int32Array;
  /** Span of each row. */
  readonly spans: Int16Array;
  /**
   * The sums over all customers who became known in the same span, as `totals[span][known]`: `known` is 0 for the time
   * before the first span and one more than the number of spans for that after the last.
   */
  readonly totals: readonly (readonly Float64Array[])[];
}

export interface SpanSumsWriter {
  /** Columns of the rows that are summed up, in the order in which `add` takes them. */
  readonly columns: readonly string[];
  /**
   * Takes rows in the order of customers and spans; those outside all spans are left out.
   *
   * @param isCounted leaves further ones out
   * @throws RangeError when they come in another order
   */
  add(
    customers: NumericColumn,
    days: NumericColumn,
    columns: Block,
    rows: number,
    isCounted?: (row: number) => boolean,
  ): void;
  close(): SpanSums;
}

/** Rows of a file that are written or read at a time. */
const rowsAtOnce = 2 * blockSize;

/**
 * @param path of the file, overwritten
 * @param knownSpans place in `totals` of each customer
 */
export function writeSpanSums(
  path: string,
  aggregates: Aggregates,
  spans: Spans,
  knownSpans: Int16Array,
): SpanSumsWriter {
  const sums = Object.entries(aggregates).flatMap(([name, each]) => ("sum" in each ? [{ name, of: each.sum }] : []));
  const largest = Object.entries(aggregates).flatMap(([name, each]) => ("max" in each ? [{ name, of: each.max }] : []));
  const expressions = [...sums, ...largest].map(({ of }) => of);
  const names = columnsRead(expressions).map(({ name }) => name);
  const addUp = compileSums(
    sums.map(({ of }) => of),
    largest.map(({ of }) => of),
    ({ name }) => names.indexOf(name),
  );

  const [start] = spans.edges;
  const spanOf = spansOfDays(spans);
  const totals = Array.from({ length: spans.edges.length - 1 }, () =>
    Array.from({ length: spans.edges.length + 1 }, () => new Float64Array(sums.length)),
  );
  const width = expressions.length;
  const buffer = new Float64Array(rowsAtOnce * width);
  startNumberFile(path);
  /** Rows of each customer, at the number after theirs. */
  const starts = new Int32Array(knownSpans.length + 1);
  let spansOfRows = new Int16Array(rowsAtOnce);
  let count = 0;
  /** Customer of each row in the buffer, whose first row is number `written`. */
  const customersOfRows = new Int32Array(rowsAtOnce);
  let written = 0;
  /** The row that may still be added to. */
  let customer = -1;
  let span = -1;
  const openRow = (nextCustomer: number, nextSpan: number) => {
    if (nextCustomer < customer || (nextCustomer === customer && nextSpan < span))
      throw new RangeError(`features: rows out of order at customer ${nextCustomer}, span ${nextSpan}`);
    customer = nextCustomer;
    span = nextSpan;
    if (count === spansOfRows.length) {
      const longer = new Int16Array(2 * count);
      longer.set(spansOfRows);
      spansOfRows = longer;
    }
    spansOfRows[count] = span;
    starts[customer + 1]++;
    customersOfRows[count - written] = customer;
    const place = (count - written) * width;
    buffer.fill(0, place, place + sums.length);
    buffer.fill(Number.NaN, place + sums.length, place + width);
    count++;
  };
  /** The customer of the row that was finished last, and its sums. */
  let before = -1;
  const sumsBefore = new Float64Array(sums.length);
  /** Adds what the customer summed up before to the rows up to one, and writes them. */
  const finishRows = (until: number) => {
    for (let row = 0; row < until - written; row++) {
      const total = totals[spansOfRows[written + row]][knownSpans[customersOfRows[row]]];
      if (customersOfRows[row] !== before) sumsBefore.fill(0);
      before = customersOfRows[row];
      for (let k = 0; k < sumsBefore.length; k++) {
        const value = buffer[row * width + k];
        total[k] += value;
        sumsBefore[k] += value;
        buffer[row * width + k] = sumsBefore[k];
      }
    }
    appendNumbers(path, buffer.subarray(0, (until - written) * width));
    written = until;
  };
  /** Makes room for as many rows as a block can open. */
  const makeRoom = () => {
    if (count - written + blockSize <= rowsAtOnce) return;
    const last = count - 1 - written;
    finishRows(count - 1);
    buffer.copyWithin(0, last * width, (last + 1) * width);
    customersOfRows[0] = customersOfRows[last];
  };
  /** Where the row of the file begins that each row of a block is added to; −1 for none. */
  const places = new Int32Array(blockSize);
  return {
    columns: names,
    add: (customers, days, columns, rows, isCounted) => {
      if (expressions.length === 0) return;
      makeRoom();
      for (let i = 0; i < rows; i++) {
        const day = days[i] - start;
        places[i] = -1;
        if (!(day >= 0 && day < spanOf.length) || isCounted?.(i) === false) continue;
        if (customers[i] !== customer || spanOf[day] !== span) openRow(customers[i], spanOf[day]);
        places[i] = (count - 1 - written) * width;
      }
      addUp(columns, places, rows, buffer);
    },
    close: () => {
      finishRows(count);
      for (let c = 1; c < starts.length; c++) starts[c] += starts[c - 1];
      const [sumNames, largestNames] = [sums, largest].map((each) => each.map(({ name }) => name));
      return { path, sums: sumNames, largest: largestNames, starts, spans: spansOfRows.subarray(0, count), totals };
    },
  };
}

/** The spans of a window: `from` and those after it, without `until`; the later half begins with `half`. */
export interface SpanRange {
  readonly from: number;
  readonly half: number;
  readonly until: number;
}

/**
 * Fills columns with what the rows of a window sum up to for the first `count` of some customers. Customers are asked for
 * in ascending order, from one call to the next as well.
 */
export type SpanSumsReader = (customers: Int32Array, count: number) => void;

/**
 * Reads a window.
 *
 * @param columns one for each of the aggregates
 */
export function readSpanSums(
  { path, sums, largest, starts, spans }: SpanSums,
  aggregates: Aggregates,
  range: SpanRange,
  columns: readonly Float64Array[],
): SpanSumsReader {
  const width = sums.length + largest.length;
  const wanted = Object.entries(aggregates).map(([name, aggregate], k) => {
    const column = columns[k];
    if ("max" in aggregate) return { kind: "max", column, offset: sums.length + largest.indexOf(name) };
    if ("late" in aggregate) return { kind: "late", column, offset: sums.indexOf(aggregate.late) };
    return { kind: "sum", column, offset: sums.indexOf(name) };
  });
  const summed = wanted.filter(({ kind }) => kind !== "max");
  const most = wanted.filter(({ kind }) => kind === "max");
  const sumColumns = summed.map(({ column }) => column);
  const fillSums = compileDifferences(
    summed.map(({ kind, offset }) => ({ behind: offset, start: kind === "sum" ? 0 : 1 })),
  );

  const buffer = new Float64Array((1 + rowsAtOnce) * width);
  // The first row of the buffer stays zero: what a customer has summed up before the first row of theirs.
  let firstRow = 0;
  let rowsRead = 0;
  /** Reads on from a row; rows from there on that have been read are kept. */
  const readFrom = (row: number) => {
    buffer.copyWithin(width, (1 + row - firstRow) * width, (1 + Math.max(row, rowsRead) - firstRow) * width);
    const from = Math.max(row, rowsRead);
    rowsRead = from + readNumbers(path, from * width, buffer.subarray((1 + from - row) * width)) / width;
    firstRow = row;
  };
  // Where in the buffer the last rows before the window, its later half and its end begin, 0 where there is none; and
  // where its first row would begin.
  const befores = new Int32Array(blockSize);
  const halves = new Int32Array(blockSize);
  const ends = new Int32Array(blockSize);
  const firsts = new Int32Array(blockSize);
  const findRows = (row: number, until: number, i: number) => {
    let [before, half, end] = [-1, -1, -1];
    for (let r = row; r < until && spans[r] < range.until; r++) {
      if (spans[r] < range.from) before = r;
      if (spans[r] < range.half) half = r;
      end = r;
    }
    firsts[i] = (1 + Math.max(row, before + 1) - firstRow) * width;
    befores[i] = before === -1 ? 0 : (1 + before - firstRow) * width;
    halves[i] = half === -1 ? 0 : (1 + half - firstRow) * width;
    ends[i] = end === -1 ? 0 : (1 + end - firstRow) * width;
  };
  const fill = (from: number, until: number) => {
    fillSums(buffer, ends, [befores, halves], sumColumns, from, until);
    for (const { column, offset } of most)
      for (let i = from; i < until; i++) {
        let value = Number.NaN;
        for (let place = firsts[i]; place <= ends[i]; place += width)
          if (!(value >= buffer[place + offset]))
            value = Number.isNaN(buffer[place + offset]) ? value : buffer[place + offset];
        column[i] = value;
      }
  };
  return (customers, count) => {
    let done = 0;
    for (let i = 0; i < count; i++) {
      const [row, until] = [starts[customers[i]], starts[customers[i] + 1]];
      if (until > rowsRead) {
        fill(done, i);
        done = i;
        readFrom(row);
      }
      findRows(row, until, i);
    }
    fill(done, count);
  };
}

/** The customers with a row in a window, ascending. */
export function customersWithin({ starts, spans }: SpanSums, { from, until }: SpanRange): Int32Array {
  const customers = new Int32Array(starts.length - 1);
  let found = 0;
  for (let customer = 0; customer < customers.length; customer++) {
    let row = starts[customer];
    while (row < starts[customer + 1] && spans[row] < from) row++;
    if (row < starts[customer + 1] && spans[row] < until) customers[found++] = customer;
  }
  return customers.subarray(0, found);
}

/** Sums over everybody who became known before the window's end, in the order of `sums`. */
export function everybodysSums({ sums, totals }: SpanSums, { from, until }: SpanRange): Float64Array {
  const all = new Float64Array(sums.length);
  for (let span = from; span < until; span++)
    for (let known = 0; known <= until; known++) for (let k = 0; k < all.length; k++) all[k] += totals[span][known][k];
  return all;
}
