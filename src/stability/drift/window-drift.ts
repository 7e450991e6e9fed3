import * as z from "zod";
import type { Feature, FeatureTable } from "../../features/feature-table.ts";
import { text } from "../../language/text.ts";
import { isoDate, toIsoDate } from "../../math/calendar.ts";
import { featureOf } from "../../segments/component-space.ts";
import { labelCustomers } from "../../segments/label-customers.ts";
import { sizesOf, squaredDistance } from "../../segments/points.ts";
import { projectTable } from "../../segments/project-table.ts";
import type { SegmentModel } from "../../segments/segment-model.ts";
import { segmentId } from "../../segments/segmentation.ts";
import { clusterMeans } from "../../segments/validity/cluster-means.ts";
import { total } from "./bin-counts.ts";
import { countByLevel, seenLevels } from "./category-bins.ts";
import { kolmogorovSmirnov } from "./kolmogorov-smirnov.ts";
import { binEdges, countByEdges } from "./number-bins.ts";
import { permutedStability } from "./permuted-stability.ts";
import { populationStability } from "./population-stability.ts";
import { sampleOf } from "./sample.ts";
import { wasserstein } from "./wasserstein.ts";

/** How far a distribution has moved between two windows, against what sampling alone would move it. */
const movedDistribution = z.strictObject({
  /** Population stability index. */
  psi: z.number(),
  /** What customers who have not changed pass at most once in twenty times. */
  unchanged: z.number(),
  /** Chance of as large an index without any change. */
  p: z.number(),
  /** `stable` below .10 or within what sampling explains, `shifted` from .25 on. */
  verdict: z.enum(["stable", "moderate", "shifted"]),
});
export type MovedDistribution = z.output<typeof movedDistribution>;

/** What moved between an earlier window and the newest, both seen with one model. */
export const windowDrift = z.strictObject({
  /** Ends of the windows. */
  from: isoDate,
  until: isoDate,
  /** Customers compared, at most as many as past windows are looked at with. */
  customers: z.strictObject({ before: z.int(), now: z.int() }),
  /** Shares of the segments. */
  shares: movedDistribution,
  /** Features that customers are grouped by, the one that moved most first. */
  features: z.array(
    movedDistribution.extend({
      feature: z.string(),
      title: text,
      unit: z.string(),
      /** Largest distance of the distribution functions, and its chance without change; null for categories. */
      ks: z.strictObject({ d: z.number(), p: z.number() }).nullable(),
      /** How far values moved on average, in the unit of the feature; null for categories. */
      wasserstein: z.number().nullable(),
    }),
  ),
  /** How far the middle of each segment's customers moved, as a share of their root mean squared distance to it before. */
  centroids: z.array(z.strictObject({ id: segmentId, shift: z.number().nullable() })),
});
export type WindowDrift = z.output<typeof windowDrift>;

/** Chance of an alarm without any change. */
const level = 0.05;
/** The convention of credit scoring. */
const bands = { moderate: 0.1, shifted: 0.25 };
/** Customers on the smaller side below which the null is found out by shuffling, since its approximation alarms too often. */
const fewCustomers = 1000;

/**
 * How far the customers of two windows differ: in how many are in each segment of a model, in the features they are grouped
 * by, and in where the middle of each segment is. Windows that overlap share customers, which makes alarms rarer than 5 %.
 *
 * @param before customers of an earlier window, at least one, with the features of the model
 * @param now the same for the newest window
 * @throws RangeError if a table lacks a feature of the model or has no customers
 */
export function measureDrift(model: SegmentModel, before: FeatureTable, now: FeatureTable, seed: number): WindowDrift {
  const k = model.segments.length;
  const labels = [before, now].map((table) => labelCustomers(model, table));
  const [sizesBefore, sizesNow] = labels.map((own) => Float64Array.from(sizesOf(own, k)));
  const features = model.space.encodings.map((encoding) => {
    const [old, fresh] = [before, now].map((table) => featureOf(table, encoding));
    return { ...describeFeature(old, fresh, seed), feature: encoding.feature, title: titleOf(fresh), unit: fresh.unit };
  });
  return {
    from: toIsoDate(before.window.until),
    until: toIsoDate(now.window.until),
    customers: { before: before.customers.length, now: now.customers.length },
    shares: moved(sizesBefore, sizesNow, seed),
    features: features.sort((a, b) => b.psi - a.psi || (a.feature < b.feature ? -1 : 1)),
    centroids: shiftsOf(model, [before, now], labels),
  };
}

function describeFeature(before: Feature, now: Feature, seed: number) {
  if (before.kind === "category") {
    const levels = seenLevels(before);
    return { ...moved(countByLevel(before, levels), countByLevel(now, levels), seed), ks: null, wasserstein: null };
  }
  const [old, fresh] = [sampleOf(before.values), sampleOf(now.values)];
  const edges = binEdges(old);
  const ks = kolmogorovSmirnov(old, fresh);
  const distance = wasserstein(old, fresh);
  return {
    ...moved(countByEdges(old, edges), countByEdges(fresh, edges), seed),
    ks: ks === null ? null : { d: ks.d, p: ks.p },
    wasserstein: Number.isNaN(distance) ? null : distance,
  };
}

/** An index beyond its band counts only where sampling does not explain it. */
function moved(before: Float64Array, now: Float64Array, seed: number): MovedDistribution {
  const found = populationStability(before, now);
  const fewer = Math.min(total(before), total(now));
  const { p, p95 } = fewer < fewCustomers ? permutedStability(before, now, seed) : { p: found.p, ...found.unchanged };
  const verdict =
    found.psi < bands.moderate || p > level ? "stable" : found.psi < bands.shifted ? "moderate" : "shifted";
  return { psi: found.psi, unchanged: p95, p, verdict };
}

/** Distances of the means of the customers of each segment, over how far they were from theirs before; null where nobody is. */
function shiftsOf(
  model: SegmentModel,
  tables: readonly FeatureTable[],
  labels: readonly Int32Array[],
): WindowDrift["centroids"] {
  const points = tables.map((table) => projectTable(model.space, table));
  const sizes = labels.map((own) => sizesOf(own, model.segments.length));
  const [before, now] = points.map((own, at) => clusterMeans(own, labels[at], sizes[at]).values);
  const spread = new Float64Array(model.segments.length);
  const [{ n, d, values }] = points;
  for (let i = 0; i < n; i++) {
    const label = labels[0][i];
    spread[label] += squaredDistance(values, i * d, before, label * d, d) / sizes[0][label];
  }
  return model.segments.map(({ id }, c) => {
    const shift = Math.sqrt(squaredDistance(before, c * d, now, c * d, d) / spread[c]);
    return { id, shift: Number.isFinite(shift) ? shift : null };
  });
}

function titleOf({ words }: Feature): WindowDrift["features"][number]["title"] {
  return { en: words.en.title, ru: words.ru.title };
}
