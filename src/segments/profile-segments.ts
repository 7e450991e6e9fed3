import type { Feature, FeatureTable } from "../features/feature-table.ts";
import type { Text } from "../language/text.ts";
import { median } from "../math/quantile.ts";
import { type FeatureEncoding, fitEncoding, maxScaledRows } from "./component-space.ts";
import { sizesOf } from "./points.ts";
import { revenueFeature } from "./revenue-feature.ts";
import { sampleCustomers } from "./sample-customers.ts";
import { levelShares, segmentContrasts } from "./segment-contrasts.ts";
import type { SegmentModel } from "./segment-model.ts";
import type { Segmentation, SegmentId } from "./segmentation.ts";

/** One feature, or one level of a category, over the k segments. */
export interface ProfileColumn {
  readonly feature: string;
  /** Level of the category, `other` or `unknown`; undefined for numbers. */
  readonly level: string | undefined;
  readonly unit: string;
  /** Median of the known values of all customers; for a level, its share. NaN when nothing is known. */
  readonly base: number;
  /** The same for each segment, length k. */
  readonly centre: Float64Array;
  /** Mean of the known values of each segment, length k; for a level, its share. */
  readonly mean: Float64Array;
  /** Standardised difference of each segment to the whole base, length k; see `segment-contrasts.ts`. */
  readonly contrast: Float64Array;
}

/** What the segments are like, in columns of length k. */
export interface SegmentProfiles {
  readonly ids: readonly SegmentId[];
  readonly names: readonly Text[];
  readonly sizes: Int32Array;
  /** Share of the customers. */
  readonly shares: Float64Array;
  /** Share of the money of the look-back; NaN when that is unknown or not positive. */
  readonly revenueShares: Float64Array;
  /** In the order of the table; categories only where they tell customers apart. */
  readonly columns: readonly ProfileColumn[];
}

/**
 * Describes the segments of a table by every feature, whether the customers were grouped by it or not.
 *
 * @param segmentation of the table's customers, by the model
 * @throws RangeError if the segmentation has other customers than the table
 */
export function profileSegments(table: FeatureTable, segmentation: Segmentation, model: SegmentModel): SegmentProfiles {
  const { labels } = segmentation;
  const n = table.customers.length;
  if (labels.length !== n) throw new RangeError(`profileSegments: ${labels.length} labels for ${n} customers`);
  const k = model.segments.length;
  const sizes = sizesOf(labels, k);
  const rows = rowsBySegment(labels, sizes);
  const encodings = new Map(model.space.encodings.map((encoding) => [encoding.feature, encoding]));
  // As those of the model are learned.
  const sample = sampleCustomers(table, maxScaledRows, model.seed).features;

  return {
    ids: model.segments.map(({ id }) => id),
    names: model.segments.map(({ name }) => name),
    sizes,
    shares: Float64Array.from(sizes, (size) => size / n),
    revenueShares: revenueShares(table, rows),
    columns: table.features.flatMap((feature, at) => {
      const encoding = encodings.get(feature.name) ?? describingEncoding(sample[at]);
      if (feature.kind === "number") return [numberColumn(feature, rows, contrastsOf(encoding, table, labels, k))];
      return encoding === undefined ? [] : levelColumns(feature, encoding, table, labels, k);
    }),
  };
}

/** For a feature the customers were not grouped by; undefined when it is the same for everyone. */
function describingEncoding(feature: Feature): FeatureEncoding | undefined {
  const encoding = fitEncoding(feature);
  return "kind" in encoding ? encoding : undefined;
}

/** Contrast of a number; one that is the same for everyone has none. */
function contrastsOf(
  encoding: FeatureEncoding | undefined,
  table: FeatureTable,
  labels: Int32Array,
  k: number,
): Float64Array {
  return encoding === undefined ? new Float64Array(k) : segmentContrasts([encoding], table, labels, k)[0].standardised;
}

function numberColumn(
  { name, unit, values }: Feature,
  rows: readonly Int32Array[],
  contrast: Float64Array,
): ProfileColumn {
  const ofSegments = rows.map((own) => take(values, own));
  return {
    feature: name,
    level: undefined,
    unit,
    base: median(values),
    centre: Float64Array.from(ofSegments, median),
    mean: Float64Array.from(ofSegments.map(known), ({ sum, count }) => sum / count),
    contrast,
  };
}

function levelColumns(
  feature: Feature,
  encoding: FeatureEncoding,
  table: FeatureTable,
  labels: Int32Array,
  k: number,
): ProfileColumn[] {
  if (encoding.kind !== "category") return [];
  const contrasts = segmentContrasts([encoding], table, labels, k);
  return levelShares(encoding, feature, labels, k).map(({ level, base, inSegment }, column) => ({
    feature: feature.name,
    level,
    unit: "share",
    base,
    centre: inSegment,
    mean: inSegment,
    contrast: contrasts[column].standardised,
  }));
}

function revenueShares(table: FeatureTable, rows: readonly Int32Array[]): Float64Array {
  const revenue = revenueFeature(table);
  const sums = rows.map((own) => (revenue === undefined ? Number.NaN : known(take(revenue.values, own)).sum));
  const total = sums.reduce((sum, own) => sum + own, 0);
  return Float64Array.from(sums, (own) => (total > 0 ? own / total : Number.NaN));
}

/** Sum of the known values, and how many there are. */
function known(values: Float64Array): { sum: number; count: number } {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    sum += values[i];
    count += 1;
  }
  return { sum, count };
}

/** Rows of each segment, ascending. */
function rowsBySegment(labels: Int32Array, sizes: Int32Array): Int32Array[] {
  const rows = Array.from(sizes, (size) => new Int32Array(size));
  const filled = new Int32Array(sizes.length);
  for (let i = 0; i < labels.length; i++) rows[labels[i]][filled[labels[i]]++] = i;
  return rows;
}

function take(values: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]];
  return taken;
}
