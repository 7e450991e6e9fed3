import type { FeatureTable } from "../features/feature-table.ts";
import type { Text } from "../language/text.ts";
import { toIsoDate } from "../math/calendar.ts";
import { UserError } from "../user-error.ts";
import { assignSegments } from "./assign-segments.ts";
import { partOf, type Waiting } from "./checkpoint.ts";
import { type ChoiceContext, chooseSegmentCount } from "./choice/choose-segment-count.ts";
import { noGroupsIn } from "./choice/no-groups.ts";
import { isJudged, type PastWindows, prepareHindsight } from "./choice/past-windows.ts";
import type { SegmentCount } from "./choice/segment-count.ts";
import { timeAgreementOf } from "./choice/time-agreement.ts";
import type { ClusteringEngine, KMeans, KMeansFit } from "./clustering-engine.ts";
import { collectEvidence } from "./collect-evidence.ts";
import { type ComponentSpace, fitComponentSpace, maxScaledRows } from "./component-space.ts";
import { warningsAbout } from "./fit-warnings.ts";
import { nameSegments } from "./name-segments.ts";
import { openClusteringEngine } from "./open-clustering-engine.ts";
import { type Points, sizesOf, takePoints, toRows } from "./points.ts";
import { projectTable } from "./project-table.ts";
import { revenueFeature } from "./revenue-feature.ts";
import { sampleCustomers, stratifiers, takeCustomers } from "./sample-customers.ts";
import { segmentContrasts } from "./segment-contrasts.ts";
import type { EvidenceSettings, SegmentFit } from "./segment-fit.ts";
import type { SegmentModel } from "./segment-model.ts";
import { type SegmentId, segmentId } from "./segmentation.ts";
import type { SegmentsConfig } from "./segments-config.ts";

/**
 * Fits segments on a table of features: scales and encodes, keeps the principal components, chooses the number of
 * segments, clusters, names, and collects bootstrap evidence.
 *
 * Everybody is clustered, up to what the engine has room for; beyond, a stratified sample, and everybody is assigned.
 *
 * @param past the windows before, which numbers of segments are also judged by; or why there are none
 * @param clustering the engine of the configuration, on one thread, unless given
 * @throws UserError if there are no customers
 */
export async function fitSegments(
  table: FeatureTable,
  {
    segments: config,
    stability,
    past = notGiven,
    clustering: given,
  }: {
    segments: SegmentsConfig;
    stability: EvidenceSettings;
    past?: PastWindows | Text;
    clustering?: ClusteringEngine;
  },
  waiting: Waiting = {},
): Promise<SegmentFit> {
  const clustering = given ?? (await openClusteringEngine(config.engine));
  const prepared = await prepare(clustering, table, config);
  const settings = { ...config, ...stability };
  const context = await contextOf(clustering, prepared, table.customers.length, config, past);
  const { choice, pairs } = await chooseSegmentCount(
    clustering,
    prepared.points,
    settings,
    context,
    partOf(waiting, 0, 0.8),
  );
  const clusters = await cluster(clustering, prepared, choice.k, config, partOf(waiting, 0.8, 0.9));
  const bootstrap = await collectEvidence(
    clustering,
    prepared.points,
    clusters,
    idsOf(clusters.centroids.n),
    { bootstraps: stability.bootstraps, seed: config.seed },
    partOf(waiting, 0.9, 0.98),
  );
  const { model, segmentation } = describe(clustering, table, prepared, clusters, choice, config);
  const tables = "tables" in past ? past.tables : [];
  const overTime = timeAgreementOf(model.segments.length, pairs, {
    all: tables.length,
    judged: tables.filter(isJudged).length,
  });
  waiting.onProgress?.(1);
  return { model, segmentation, bootstrap, overTime, warnings: warningsAbout(model, config) };
}

/**
 * Fits a given number of segments by the same recipe, without choosing and without evidence.
 *
 * @throws UserError if there are no customers
 */
export async function fitSegmentModel(
  table: FeatureTable,
  k: number,
  config: SegmentsConfig,
  waiting: Waiting = {},
): Promise<SegmentModel> {
  const clustering = await openClusteringEngine(config.engine);
  const prepared = await prepare(clustering, table, config);
  const clusters = await cluster(clustering, prepared, k, config, waiting);
  const choice: SegmentCount = {
    k,
    verdict: "fixed",
    reason: { en: `${k} segments were asked for`, ru: `запрошено сегментов: ${k}` },
    kind: null,
    rows: 0,
    bootstraps: 0,
    candidates: [],
    unmeasured: [],
  };
  return describe(clustering, table, prepared, clusters, choice, config).model;
}

interface Prepared {
  /** The customers that are clustered. */
  readonly fitted: FeatureTable;
  /** How many of them scaling and components were learned from. */
  readonly scaled: number;
  readonly space: ComponentSpace;
  /** Component scores of those that are clustered. */
  readonly points: Points;
}

async function prepare(
  clustering: ClusteringEngine,
  table: FeatureTable,
  { variance, weights, seed }: SegmentsConfig,
): Promise<Prepared> {
  if (table.customers.length === 0) {
    const { from, until } = table.window;
    throw new UserError(
      3,
      `segments: nobody ordered between ${toIsoDate(from)} and ${toIsoDate(until)}, so there is nobody to put into segments; ` +
        "choose another --as-of or a longer windows.lookback",
    );
  }
  const fitted = sampleCustomers(table, clustering.mostPoints, seed);
  const scaled = sampleCustomers(fitted, maxScaledRows, seed);
  const space = await fitComponentSpace(clustering, scaled, variance, weights);
  return { fitted, scaled: scaled.customers.length, space, points: projectTable(space, fitted) };
}

/** What is known of the clustered customers besides their scores. */
async function contextOf(
  clustering: ClusteringEngine,
  { fitted, space }: Prepared,
  customers: number,
  config: SegmentsConfig,
  past: PastWindows | Text,
): Promise<ChoiceContext> {
  const nulls: ChoiceContext["nulls"] = (rows, scores) =>
    noGroupsIn(takeCustomers(fitted, rows), space, scores, config.variance);
  if (!("tables" in past)) return { customers, nulls, unmeasured: [pastUnknown(past)] };
  return {
    customers,
    nulls,
    hindsight: await prepareHindsight(clustering, past, config),
    unmeasured: "en" in past.laterRevenue ? [revenueUnknown(past.laterRevenue)] : [],
  };
}

/** Clusters in their lasting order. */
async function cluster(
  clustering: ClusteringEngine,
  { fitted, points }: Prepared,
  k: number,
  { restarts, seed }: SegmentsConfig,
  waiting: Waiting,
): Promise<KMeansFit> {
  const { centroids, labels, ...rest } = await clustering.fitKMeans(points, k, { restarts, seed }, waiting);
  const order = orderOfClusters(centroids, revenueOf(fitted, labels, centroids.n));
  const placeOf = order.map((_, cluster) => order.indexOf(cluster));
  return { ...rest, centroids: takePoints(centroids, order), labels: labels.map((label) => placeOf[label]) };
}

/** Mean revenue of each cluster, or 0 for each where the table does not know it. */
function revenueOf(table: FeatureTable, labels: Int32Array, k: number): number[] {
  const values = revenueFeature(table)?.values ?? new Float64Array(labels.length);
  const sums = new Array<number>(k).fill(0);
  const sizes = sizesOf(labels, k);
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) sums[labels[i]] += values[i];
  return sums.map((sum, segment) => sum / sizes[segment]);
}

/** Highest mean revenue first, ties by the coordinates of the centroids, larger first. */
function orderOfClusters({ n, d, values }: Points, revenue: readonly number[]): Int32Array {
  const byCentroid = (a: number, b: number) => {
    for (let c = 0; c < d; c++) {
      const difference = values[b * d + c] - values[a * d + c];
      if (difference !== 0) return difference;
    }
    return 0;
  };
  return Int32Array.from({ length: n }, (_, i) => i).sort((a, b) => revenue[b] - revenue[a] || byCentroid(a, b));
}

/** The model with the sizes and names of its segments, and where it puts everyone. */
function describe(
  clustering: ClusteringEngine,
  table: FeatureTable,
  { fitted, scaled, space }: Prepared,
  clusters: KMeans,
  choice: SegmentCount,
  { seed }: SegmentsConfig,
): Pick<SegmentFit, "model" | "segmentation"> {
  const k = clusters.centroids.n;
  const centroids = toRows(clusters.centroids);
  const segmentation = assignSegments({ space, centroids, segments: idsOf(k).map((id) => ({ id })) }, table);
  const sizes = sizesOf(segmentation.labels, k);
  const names = nameSegments(segmentContrasts(space.encodings, fitted, clusters.labels, k), k);
  const rows = fitted.customers.length;
  const of = table.customers.length;
  const segments = idsOf(k).map((id, segment) => ({
    id,
    name: names[segment],
    size: sizes[segment],
    share: sizes[segment] / of,
  }));
  const model: SegmentModel = {
    schemaVersion: 1,
    kind: "k-means",
    engine: clustering.name,
    asOf: toIsoDate(table.window.until),
    seed,
    fittedOn: { rows, scaled, of, stratifiedBy: scaled < of ? stratifiers(table).map(({ name }) => name) : [] },
    space,
    centroids,
    segments,
    choice,
  };
  return { model, segmentation };
}

function idsOf(k: number): SegmentId[] {
  return Array.from({ length: k }, (_, segment) => segmentId.parse(`segment-${segment + 1}`));
}

/** Why revenue could not be looked at although there are windows. */
function revenueUnknown(reason: Text): Text {
  return {
    en: `what segments tell of later revenue is not measured: ${reason.en}`,
    ru: `связь сегментов с будущей выручкой не измерена: ${reason.ru}`,
  };
}

/** Why nothing could be looked at in the past. */
function pastUnknown(reason: Text): Text {
  return {
    en: `agreement over time and what segments tell of later revenue are not measured: ${reason.en}`,
    ru: `согласие во времени и связь сегментов с будущей выручкой не измерены: ${reason.ru}`,
  };
}

const notGiven: Text = { en: "windows of the past were not given", ru: "прошлые окна не заданы" };
