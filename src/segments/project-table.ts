import type { FeatureTable } from "../features/feature-table.ts";
import {
  type ComponentSpace,
  type FeatureEncoding,
  featureOf,
  levelContributions,
  widthOf,
} from "./component-space.ts";
import { encodeColumn, type NumberEncoding } from "./number-encoding.ts";
import type { Points } from "./points.ts";
import type { PrincipalComponents } from "./principal-components.ts";

/** Rows that are projected at a time, so that they stay in the processor's cache; even. */
const blockRows = 256;

/** Linear functions of the encoded columns of a customer: `weights · encoded + offset` for each output. */
export interface LinearMap {
  /** Outputs × encoded columns. */
  readonly weights: readonly (readonly number[])[];
  readonly offsets: readonly number[];
}

/** The map whose outputs are the component scores. */
export function scoresMap({ loadings, means }: PrincipalComponents): LinearMap {
  return { weights: loadings, offsets: loadings.map((loading) => -product(loading, means, 0)) };
}

/** The component scores of every customer of a table. */
export function projectTable({ encodings, components }: ComponentSpace, table: FeatureTable): Points {
  const n = table.customers.length;
  const d = components.loadings.length;
  const values = new Float64Array(n * d);
  projectBlocks(encodings, scoresMap(components), table, (scores, stride, from, until) => {
    for (let i = from; i < until; i++) {
      for (let c = 0; c < d; c++) values[i * d + c] = scores[(i - from) * stride + c];
    }
  });
  return { n, d, values };
}

/**
 * Applies a linear map to the encoded columns of every customer, block by block, without holding them all.
 *
 * Numbers are scaled on the way, and each level of a category brings what it adds to the outputs, so that one-hot
 * columns cost nothing.
 *
 * @param receive gets the outputs of the rows from…until−1, `stride` numbers a row: the outputs, then zeros up to a
 *   multiple of four; the array is used again for the next block
 * @throws RangeError if the table lacks a feature of the encodings or has it in another kind
 */
export function projectBlocks(
  encodings: readonly FeatureEncoding[],
  { weights, offsets }: LinearMap,
  table: FeatureTable,
  receive: (outputs: Float64Array, stride: number, from: number, until: number) => void,
): void {
  const n = table.customers.length;
  const stride = Math.ceil(weights.length / 4) * 4;
  const numbers: { encoding: NumberEncoding; values: Float64Array; column: number }[] = [];
  const categories: { values: Float64Array; unknown: number; added: Float64Array }[] = [];
  let column = 0;
  for (const encoding of encodings) {
    const feature = featureOf(table, encoding);
    if (encoding.kind === "number") numbers.push({ encoding, values: feature.values, column });
    else {
      const contributions = levelContributions(encoding, feature);
      const added = new Float64Array(contributions.length * stride);
      for (const [level, contribution] of contributions.entries()) {
        for (const [output, row] of weights.entries())
          added[level * stride + output] = product(contribution, row, column);
      }
      categories.push({ values: feature.values, unknown: feature.levels.length, added });
    }
    column += widthOf(encoding);
  }

  const m = numbers.length;
  const byFour = weightsByFour(
    weights,
    numbers.map((number) => number.column),
  );
  const start = new Float64Array(stride);
  start.set(offsets);
  const encoded = new Float64Array(blockRows * m);
  const outputs = new Float64Array(blockRows * stride);
  for (let from = 0; from < n; from += blockRows) {
    const until = Math.min(from + blockRows, n);
    for (let r = 0; r < until - from; r++) outputs.set(start, r * stride);
    for (const { values, unknown, added } of categories)
      addLevels(outputs, stride, values, from, until, unknown, added);
    for (let j = 0; j < m; j++)
      encodeColumn(numbers[j].encoding, numbers[j].values.subarray(from, until), encoded, j, m);
    addProducts(outputs, stride, encoded, m, byFour, until - from);
    receive(outputs, stride, from, until);
  }
}

function addLevels(
  outputs: Float64Array,
  stride: number,
  values: Float64Array,
  from: number,
  until: number,
  unknown: number,
  added: Float64Array,
): void {
  for (let i = from; i < until; i++) {
    // The bar makes a whole number of it, which is what indexing is fast with.
    const source = (Number.isNaN(values[i]) ? unknown : values[i] | 0) * stride;
    const target = (i - from) * stride;
    for (let c = 0; c < stride; c++) outputs[target + c] += added[source + c];
  }
}

/** Adds the product of `encoded` (rows × m) and the weights to `outputs` (rows × stride). */
function addProducts(
  outputs: Float64Array,
  stride: number,
  encoded: Float64Array,
  m: number,
  byFour: Float64Array,
  rows: number,
): void {
  // Two rows by four outputs at a time: each weight is read once for both, and eight sums do not wait for one another.
  // An odd last row is computed together with leftovers of an earlier block, which nobody reads.
  for (let r = 0; r < rows; r += 2) {
    for (let c = 0; c < stride; c += 4) {
      const p = r * stride + c;
      const q = p + stride;
      let p0 = outputs[p];
      let p1 = outputs[p + 1];
      let p2 = outputs[p + 2];
      let p3 = outputs[p + 3];
      let q0 = outputs[q];
      let q1 = outputs[q + 1];
      let q2 = outputs[q + 2];
      let q3 = outputs[q + 3];
      let w = c * m;
      for (let j = r * m; j < (r + 1) * m; j++) {
        const a = encoded[j];
        const b = encoded[j + m];
        const w0 = byFour[w];
        const w1 = byFour[w + 1];
        const w2 = byFour[w + 2];
        const w3 = byFour[w + 3];
        p0 += a * w0;
        p1 += a * w1;
        p2 += a * w2;
        p3 += a * w3;
        q0 += b * w0;
        q1 += b * w1;
        q2 += b * w2;
        q3 += b * w3;
        w += 4;
      }
      outputs[p] = p0;
      outputs[p + 1] = p1;
      outputs[p + 2] = p2;
      outputs[p + 3] = p3;
      outputs[q] = q0;
      outputs[q + 1] = q1;
      outputs[q + 2] = q2;
      outputs[q + 3] = q3;
    }
  }
}

/** Weights of the given columns, for each four outputs column by column, padded with zeros. */
function weightsByFour(weights: LinearMap["weights"], columns: readonly number[]): Float64Array {
  const m = columns.length;
  const byFour = new Float64Array(Math.ceil(weights.length / 4) * 4 * m);
  for (const [output, row] of weights.entries()) {
    const first = output - (output % 4);
    for (const [j, column] of columns.entries()) byFour[first * m + j * 4 + (output % 4)] = row[column];
  }
  return byFour;
}

/** Product of `values` with as many numbers of `row` from a column on. */
function product(values: readonly number[], row: readonly number[], column: number): number {
  return values.reduce((sum, value, j) => sum + value * row[column + j], 0);
}
