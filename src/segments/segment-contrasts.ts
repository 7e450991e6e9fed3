import type { Feature, FeatureTable } from "../features/feature-table.ts";
import { type CategoryEncoding, columnNames, columnOfLevels } from "./category-encoding.ts";
import { type FeatureEncoding, featureOf } from "./component-space.ts";
import { encodeColumn, type NumberEncoding } from "./number-encoding.ts";

/** How far the segments stand from the base in one number, or in one level of a category. */
export interface Contrast {
  readonly feature: Feature;
  /** Level of the category, `other` or `unknown`; undefined for numbers. */
  readonly level: string | undefined;
  /** Difference to the whole base in its standard deviations, length k; 0 where a segment knows nothing. */
  readonly standardised: Float64Array;
}

/**
 * Contrasts of every feature of the model, in its order; a category has one for each of its columns.
 *
 * Numbers are compared on their scaled values, so that a long tail does not make the difference: mean of the segment's
 * known values minus mean of all, over the standard deviation of all. Levels: share in the segment minus share in the
 * base, over √(share·(1 − share)).
 *
 * @param labels segment of each row of the table, values 0…k−1
 */
export function segmentContrasts(
  encodings: readonly FeatureEncoding[],
  table: FeatureTable,
  labels: Int32Array,
  k: number,
): Contrast[] {
  return encodings.flatMap((encoding) => {
    const feature = featureOf(table, encoding);
    if (encoding.kind === "category") return levelContrasts(encoding, feature, labels, k);
    return [{ feature, level: undefined, standardised: numberContrast(encoding, feature.values, labels, k) }];
  });
}

function numberContrast(encoding: NumberEncoding, values: Float64Array, labels: Int32Array, k: number): Float64Array {
  const counts = new Float64Array(k);
  const sums = new Float64Array(k);
  let squares = 0;
  const scaled = new Float64Array(values.length);
  encodeColumn(encoding, values, scaled, 0, 1);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    counts[labels[i]] += 1;
    sums[labels[i]] += scaled[i];
    squares += scaled[i] * scaled[i];
  }
  const count = total(counts);
  const mean = total(sums) / count;
  const sd = Math.sqrt(Math.max(0, squares / count - mean * mean));
  return sums.map((sum, segment) => (sd > 0 && counts[segment] > 0 ? (sum / counts[segment] - mean) / sd : 0));
}

function levelContrasts(encoding: CategoryEncoding, feature: Feature, labels: Int32Array, k: number): Contrast[] {
  return levelShares(encoding, feature, labels, k).map(({ level, base, inSegment }) => {
    const sd = Math.sqrt(base * (1 - base));
    return { feature, level, standardised: inSegment.map((share) => (sd > 0 ? (share - base) / sd : 0)) };
  });
}

/** How many customers have a level, of all and of each segment. */
export interface LevelShare {
  readonly level: string;
  readonly base: number;
  /** Length k; that of the base for a segment without customers. */
  readonly inSegment: Float64Array;
}

/** Shares of the columns of a category, in their order. */
export function levelShares(encoding: CategoryEncoding, feature: Feature, labels: Int32Array, k: number): LevelShare[] {
  const names = columnNames(encoding);
  const columnOf = columnOfLevels(encoding, feature.levels);
  const counts = new Float64Array(names.length * k);
  const sizes = new Float64Array(k);
  for (let i = 0; i < labels.length; i++) {
    const column = columnOf[Number.isNaN(feature.values[i]) ? feature.levels.length : feature.values[i]];
    sizes[labels[i]] += 1;
    if (column !== -1) counts[column * k + labels[i]] += 1;
  }
  return names.map((level, column) => {
    const inColumn = counts.subarray(column * k, (column + 1) * k);
    const base = total(inColumn) / labels.length;
    return {
      level,
      base,
      inSegment: inColumn.map((count, segment) => (sizes[segment] > 0 ? count / sizes[segment] : base)),
    };
  });
}

function total(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
