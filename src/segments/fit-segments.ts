import type { FeatureTable } from "../features/feature-table.ts";
import { russian } from "../language/russian.ts";
import { inEachLanguage, type Text } from "../language/text.ts";
import { toIsoDate } from "../math/calendar.ts";
import { moments } from "../math/moments.ts";
import { quantiles } from "../math/quantile.ts";
import { createRandom, sampleWithoutReplacement } from "../math/random.ts";
import { UserError } from "../user-error.ts";
import { assignSegments } from "./assign-segments.ts";
import { partOf, type Waiting } from "./checkpoint.ts";
import { chooseSegmentCount, type SegmentCount } from "./choose-segment-count.ts";
import { type ComponentSpace, fitComponentSpace } from "./component-space.ts";
import { fitKMeans, type KMeans } from "./k-means.ts";
import { nameSegments } from "./name-segments.ts";
import { labelNearest, type Points, sizesOf, takePoints, toRows } from "./points.ts";
import { projectTable } from "./project-table.ts";
import { revenueFeature } from "./revenue-feature.ts";
import { sampleCustomers, stratifiers } from "./sample-customers.ts";
import { segmentContrasts } from "./segment-contrasts.ts";
import type { SegmentModel } from "./segment-model.ts";
import { type Segmentation, type SegmentId, segmentId } from "./segmentation.ts";
import type { SegmentsConfig } from "./segments-config.ts";
import { bootstrapJaccard } from "./validity/bootstrap-jaccard.ts";

/** Customers a model is fitted on at most. */
const maxFittedRows = 50_000;

/** Customers the bootstraps of the certificate are drawn from at most and at least, if there are so many. */
const maxEvidenceRows = 10_000;
const minEvidenceRows = 1000;
/** Bootstraps × rows × components × segments, so that the evidence of any model takes about the same time. */
const evidenceEffort = 4e7;
/** Random stream of the customers the evidence is collected on. */
const evidenceStream = 0xe1d;

/** What the evidence for a segmentation is collected with; `StabilityConfig` has both. */
export interface EvidenceSettings {
  readonly bootstraps: number;
  readonly minJaccard: number;
}

/** How well one segment comes back when customers are drawn again. */
export interface SegmentEvidence {
  readonly id: SegmentId;
  /** Mean of the bootstrap Jaccard similarities, with their 2.5 % and 97.5 % quantiles, 0…1. */
  readonly jaccard: number;
  readonly lo: number;
  readonly hi: number;
}

export interface BootstrapEvidence {
  readonly bootstraps: number;
  /** Customers in each bootstrap, out of those the model was fitted on. */
  readonly rows: number;
  readonly of: number;
  /** In the order of the model's segments; empty when there is one segment. */
  readonly segments: readonly SegmentEvidence[];
}

/** A fitted segmentation with all that is known about it. */
export interface SegmentFit {
  readonly model: SegmentModel;
  /** Segments of all customers of the table. */
  readonly segmentation: Segmentation;
  readonly bootstrap: BootstrapEvidence;
  /** Sentences for the log and the report. */
  readonly warnings: readonly Text[];
}

/**
 * Fits segments on a table of features: scales and encodes, keeps the principal components, chooses the number of
 * segments, clusters, names, and collects bootstrap evidence.
 *
 * Beyond 50,000 customers a stratified sample is fitted and everyone is assigned.
 *
 * @throws UserError if there are no customers
 */
export async function fitSegments(
  table: FeatureTable,
  { segments: config, stability }: { segments: SegmentsConfig; stability: EvidenceSettings },
  waiting: Waiting = {},
): Promise<SegmentFit> {
  const prepared = prepare(table, config);
  const demands = { ...config, minJaccard: stability.minJaccard };
  const choice = await chooseSegmentCount(prepared.points, demands, partOf(waiting, 0, 0.5));
  const clusters = await cluster(prepared, choice.k, config, partOf(waiting, 0.5, 0.65));
  const bootstrap = await collectEvidence(
    prepared.points,
    clusters,
    stability.bootstraps,
    config.seed,
    partOf(waiting, 0.65, 0.95),
  );
  const { model, segmentation } = describe(table, prepared, clusters, choice, config);
  waiting.onProgress?.(1);
  return { model, segmentation, bootstrap, warnings: warningsAbout(model, config) };
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
  const prepared = prepare(table, config);
  const clusters = await cluster(prepared, k, config, waiting);
  const choice: SegmentCount = {
    k,
    verdict: "fixed",
    reason: { en: `${k} segments were asked for`, ru: `запрошено сегментов: ${k}` },
    rows: 0,
    bootstraps: 0,
    candidates: [],
  };
  return describe(table, prepared, clusters, choice, config).model;
}

interface Prepared {
  /** The customers that are fitted. */
  readonly sample: FeatureTable;
  readonly space: ComponentSpace;
  /** Their component scores. */
  readonly points: Points;
}

function prepare(table: FeatureTable, { variance, weights, seed }: SegmentsConfig): Prepared {
  if (table.customers.length === 0) {
    const { from, until } = table.window;
    throw new UserError(
      3,
      `segments: nobody ordered between ${toIsoDate(from)} and ${toIsoDate(until)}, so there is nobody to put into segments; ` +
        "choose another --as-of or a longer windows.lookback",
    );
  }
  const sample = sampleCustomers(table, maxFittedRows, seed);
  const space = fitComponentSpace(sample, variance, weights);
  return { sample, space, points: projectTable(space, sample) };
}

/** Clusters in their lasting order. */
async function cluster(
  { sample, points }: Prepared,
  k: number,
  config: SegmentsConfig,
  waiting: Waiting,
): Promise<KMeans> {
  const { centroids, labels } = await fitKMeans(points, k, config, waiting);
  const ordered = takePoints(centroids, orderOfClusters(centroids, revenueOf(sample, labels, centroids.n)));
  const relabelled = new Int32Array(points.n);
  const inertia = labelNearest(points, ordered, relabelled);
  return { centroids: ordered, labels: relabelled, inertia };
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
  table: FeatureTable,
  { sample, space }: Prepared,
  clusters: KMeans,
  choice: SegmentCount,
  { seed }: SegmentsConfig,
): Pick<SegmentFit, "model" | "segmentation"> {
  const k = clusters.centroids.n;
  const centroids = toRows(clusters.centroids);
  const segmentation = assignSegments({ space, centroids, segments: idsOf(k).map((id) => ({ id })) }, table);
  const sizes = sizesOf(segmentation.labels, k);
  const names = nameSegments(segmentContrasts(space.encodings, sample, clusters.labels, k), k);
  const rows = sample.customers.length;
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
    engine: "reference",
    asOf: toIsoDate(table.window.until),
    seed,
    fittedOn: { rows, of, stratifiedBy: rows < of ? stratifiers(table).map(({ name }) => name) : [] },
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

async function collectEvidence(
  points: Points,
  { centroids }: KMeans,
  bootstraps: number,
  seed: number,
  waiting: Waiting,
): Promise<BootstrapEvidence> {
  const k = centroids.n;
  const affordable = Math.floor(evidenceEffort / (bootstraps * k * Math.max(1, points.d)));
  const rows = Math.min(points.n, maxEvidenceRows, Math.max(minEvidenceRows, affordable));
  if (k === 1) return { bootstraps: 0, rows, of: points.n, segments: [] };

  const sample = takePoints(points, sampleWithoutReplacement(createRandom(seed, evidenceStream), points.n, rows));
  const labels = new Int32Array(rows);
  labelNearest(sample, centroids, labels);
  const similarities = await bootstrapJaccard(sample, { centroids, labels }, { bootstraps, seed }, waiting);
  const segments = idsOf(k).map((id, segment) => {
    const own = Float64Array.from({ length: bootstraps }, (_, bootstrap) => similarities[bootstrap * k + segment]);
    const [lo, hi] = quantiles(own, [0.025, 0.975]);
    return { id, jaccard: moments(own).mean, lo, hi };
  });
  return { bootstraps, rows, of: points.n, segments };
}

function warningsAbout({ segments, choice, fittedOn, space }: SegmentModel, { k, minShare }: SegmentsConfig): Text[] {
  const warnings: Text[] = [];
  const obeyed = choice.verdict === "chosen" || (choice.verdict === "fixed" && choice.k === k);
  if (!obeyed) warnings.push(choice.reason);
  if (choice.verdict === "fixed") {
    for (const { misses } of choice.candidates) {
      if (misses.length === 0) continue;
      const missed = inEachLanguage((language) => misses.map((miss) => miss[language]).join("; "));
      warnings.push({
        en: `${choice.k} segments miss what is demanded: ${missed.en}`,
        ru: `заданное число сегментов (${choice.k}) не отвечает требованиям: ${missed.ru}`,
      });
    }
  }
  // The choice was made on a part of the customers, so the last segment can still turn out too small.
  const small = segments.filter(({ share }) => share < minShare);
  if (choice.verdict === "chosen" && small.length > 0) {
    const ids = small.map(({ id }) => id).join(", ");
    warnings.push({
      en: `fewer customers than minShare ${minShare} asks for in ${ids}`,
      ru: `клиентов меньше, чем требует minShare (${minShare}): ${ids}`,
    });
  }
  const { rows, of } = fittedOn;
  if (rows < of) {
    warnings.push({
      en: `fitted on a stratified sample of ${rows} of ${of} customers; everyone is assigned`,
      ru: `модель построена на стратифицированной выборке: ${russian.count(rows)} из ${russian.counted(of, "клиента", "клиентов", "клиентов")}; по сегментам распределены все`,
    });
  }
  for (const { feature, reason } of space.dropped) {
    warnings.push({ en: `${feature} left out: ${reason.en}`, ru: `признак ${feature} не использован: ${reason.ru}` });
  }
  return warnings.map(({ en, ru }) => ({ en: `segments: ${en}`, ru: `сегменты: ${ru}` }));
}
