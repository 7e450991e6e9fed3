import type { Feature, FeatureTable } from "../features/feature-table.ts";
import { quantiles } from "../math/quantile.ts";
import { createRandom } from "../math/random.ts";

/** Random stream of the sample. */
const stream = 0x5a3;

const deciles = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * A sample of customers that has every kind of recency and frequency in its true proportion.
 *
 * Customers are ordered by the decile of their first recency feature and, within it, by the decile of their first
 * frequency feature (other numeric features stand in for families the table lacks), cut into `count` groups of equal
 * size, and one customer of each group is drawn. Proportional stratified sampling without weights.
 *
 * @returns the table itself when it has no more than `count` customers
 * @see Cochran (1977), Sampling techniques, 3rd ed., chapters 5 and 8
 */
export function sampleCustomers(table: FeatureTable, count: number, seed: number): FeatureTable {
  const n = table.customers.length;
  if (n <= count) return table;
  const order = orderByStratum(strataOf(table), 100);
  const random = createRandom(seed, stream);
  const rows = new Int32Array(count);
  for (let group = 0; group < count; group++) {
    const from = Math.floor((group * n) / count);
    const until = Math.floor(((group + 1) * n) / count);
    rows[group] = order[from + random.below(until - from)];
  }
  return takeCustomers(table, rows.sort());
}

/** The customers in the given rows of a table, in that order. */
export function takeCustomers(table: FeatureTable, rows: Int32Array): FeatureTable {
  return {
    window: table.window,
    customers: Int32Array.from(rows, (row) => table.customers[row]),
    features: table.features.map((feature) => ({
      ...feature,
      values: valuesOf(feature.values, rows),
    })),
  };
}

/** Several times as fast as `Float64Array.from` with a function. */
function valuesOf(values: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]];
  return taken;
}

/** Names of the features that divide the customers before sampling, at most two. */
export function stratifiers({ features }: Pick<FeatureTable, "features">): Feature[] {
  const numbers = features.filter(
    ({ kind, values }) => kind === "number" && values.some((value) => !Number.isNaN(value)),
  );
  const ofFamily = (family: Feature["family"]) => numbers.find((feature) => feature.family === family);
  const chosen = [ofFamily("recency"), ofFamily("frequency"), ...numbers].filter((feature) => feature !== undefined);
  return [...new Set(chosen)].slice(0, 2);
}

/** Stratum of each row, 0…99: ten times the decile of the first stratifier plus the decile of the second. */
function strataOf(table: FeatureTable): Uint8Array {
  const strata = new Uint8Array(table.customers.length);
  for (const { values } of stratifiers(table)) {
    const edges = quantiles(values, deciles);
    for (let i = 0; i < strata.length; i++) strata[i] = strata[i] * 10 + decileOf(values[i], edges);
  }
  return strata;
}

/** Unknown values are with the lowest. */
function decileOf(value: number, edges: readonly number[]): number {
  let decile = 0;
  while (decile < edges.length && value > edges[decile]) decile += 1;
  return decile;
}

/** Rows by stratum, then by number: a counting sort. */
function orderByStratum(strata: Uint8Array, count: number): Int32Array {
  const next = new Int32Array(count + 1);
  for (const stratum of strata) next[stratum + 1] += 1;
  for (let s = 0; s < count; s++) next[s + 1] += next[s];
  const order = new Int32Array(strata.length);
  for (let i = 0; i < strata.length; i++) order[next[strata[i]]++] = i;
  return order;
}
