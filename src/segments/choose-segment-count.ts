import * as z from "zod";
import { english } from "../language/english.ts";
import { russian } from "../language/russian.ts";
import { inEachLanguage, type Text, text } from "../language/text.ts";
import { createRandom, sampleWithoutReplacement } from "../math/random.ts";
import { checkpoint, partOf, type Waiting } from "./checkpoint.ts";
import { fitKMeans, type Patience } from "./k-means.ts";
import { labelNearest, type Points, sizesOf, takePoints } from "./points.ts";
import type { SegmentsConfig } from "./segments-config.ts";
import { bootstrapJaccard } from "./validity/bootstrap-jaccard.ts";
import { silhouette } from "./validity/silhouette.ts";

/** What was measured for one number of segments. */
export const segmentCountCandidate = z.strictObject({
  k: z.int(),
  /** Mean Jaccard similarity of the least reproducible segment over the bootstraps. */
  worstJaccard: z.number(),
  /** The same, averaged over the segments. */
  meanJaccard: z.number(),
  /** Mean silhouette, −1…1. */
  silhouette: z.number(),
  /** Share of customers in the smallest segment. */
  smallestShare: z.number(),
  /** Sum of squared distances to the own centroid, per customer. */
  meanInertia: z.number(),
  /** Which demands it misses; empty when it meets all. */
  misses: z.array(text),
});
export type SegmentCountCandidate = z.output<typeof segmentCountCandidate>;

/** The number of segments, and why. */
export const segmentCount = z.strictObject({
  k: z.int().min(1),
  /** `fixed` by the configuration, `chosen` among those that meet all demands, `unstable` when none does, `single` when customers do not differ. */
  verdict: z.enum(["fixed", "chosen", "unstable", "single"]),
  reason: text,
  /** Customers and bootstraps the candidates were judged on. */
  rows: z.int(),
  bootstraps: z.int(),
  candidates: z.array(segmentCountCandidate),
});
export type SegmentCount = z.output<typeof segmentCount>;

/** Random stream of the customers the candidates are judged on. */
const judgedStream = 0x1ad;
/** Customers times components they are judged by at most; between 1,000 and 2,000 customers. */
const judgedNumbers = 50_000;
const judgedBootstraps = 20;
const judgedRestarts = 5;
const settled: Patience = { maxIterations: 100, tolerance: 1e-6 };

/** Silhouettes of at least this share of the best one count as good as the best. */
const silhouetteTolerance = 0.9;

/** What the number of segments is chosen by. */
export interface SegmentCountDemands extends Pick<SegmentsConfig, "k" | "minShare" | "restarts" | "seed"> {
  /** Smallest mean bootstrap Jaccard of the weakest segment. */
  readonly minJaccard: number;
}

/**
 * Judges every number of segments of the configured range on up to 2,000 customers and 20 bootstraps, and chooses one.
 *
 * The range ends where segments of the smallest share no longer fit, and where there are no more different customers.
 * A fixed number is judged and obeyed.
 *
 * @param points component scores, n ≥ 1
 */
export async function chooseSegmentCount(
  points: Points,
  demands: SegmentCountDemands,
  waiting: Waiting = {},
): Promise<SegmentCount> {
  const { k, minShare, seed } = demands;
  const judged = takePoints(
    points,
    sampleWithoutReplacement(createRandom(seed, judgedStream), points.n, judgedRows(points.d)),
  );
  const measured = { rows: judged.n, bootstraps: judgedBootstraps };
  const fixed = typeof k === "number";
  const wanted = fixed ? k : k.max;
  const different = countDifferent(judged, wanted);
  if (different === 1) {
    const reason = points.n === 1 ? oneCustomer : allAlike;
    return { k: 1, verdict: "single", reason, ...measured, candidates: [] };
  }
  if (k === 1) return { k: 1, verdict: "fixed", reason: askedFor(1), ...measured, candidates: [] };

  const roomy = minShare > 0 ? Math.max(2, Math.floor(1 / minShare + 1e-9)) : wanted;
  const max = Math.min(wanted, different, fixed ? wanted : roomy);
  const min = fixed ? max : Math.min(k.min, max);
  const candidates: SegmentCountCandidate[] = [];
  for (let count = min; count <= max; count++) {
    const part = partOf(waiting, (count - min) / (max - min + 1), (count - min + 1) / (max - min + 1));
    candidates.push(await judge(points, judged, count, demands, part));
  }
  if (!fixed) return { ...pickSegmentCount(candidates, minShare), ...measured, candidates };
  const reason = max < k ? tooFewDiffer(different, k) : askedFor(k);
  return { k: max, verdict: "fixed", reason, ...measured, candidates };
}

function judgedRows(d: number): number {
  return Math.min(2000, Math.max(1000, Math.floor(judgedNumbers / Math.max(1, d))));
}

async function judge(
  points: Points,
  judged: Points,
  k: number,
  { minShare, minJaccard, restarts, seed }: SegmentCountDemands,
  waiting: Waiting,
): Promise<SegmentCountCandidate> {
  const { signal } = waiting;
  const starts = { restarts: Math.min(restarts, judgedRestarts), seed, patience: settled };
  const fit = await fitKMeans(judged, k, starts, partOf(waiting, 0, 0.3));
  const similarities = await bootstrapJaccard(
    judged,
    fit,
    { bootstraps: judgedBootstraps, seed },
    partOf(waiting, 0.3, 0.95),
  );
  const perSegment = columnMeans(similarities, fit.centroids.n);
  await checkpoint(signal);

  const labels = new Int32Array(points.n);
  const inertia = labelNearest(points, fit.centroids, labels);
  const smallestShare = Math.min(...sizesOf(labels, k)) / points.n;
  const worstJaccard = Math.min(...perSegment);
  const misses: Text[] = [];
  if (smallestShare < minShare)
    misses.push({
      en: `smallest segment ${english.share(smallestShare)} of customers, needed ${english.share(minShare)}`,
      ru: `в наименьшем сегменте ${russian.share(smallestShare)} клиентов, нужно ${russian.share(minShare)}`,
    });
  if (worstJaccard < minJaccard)
    misses.push({
      en: `weakest Jaccard ${english.decimal(worstJaccard, 2)}, needed ${english.decimal(minJaccard, 2)}`,
      ru: `наименьший коэффициент Жаккара ${russian.decimal(worstJaccard, 2)}, нужно ${russian.decimal(minJaccard, 2)}`,
    });
  return {
    k,
    worstJaccard,
    meanJaccard: perSegment.reduce((sum, value) => sum + value, 0) / k,
    silhouette: silhouette(judged, fit.labels, k),
    smallestShare,
    meanInertia: inertia / points.n,
    misses,
  };
}

/**
 * The rule: among the candidates that meet all demands, those with at least 90 % of the best silhouette are as well
 * separated as the best, and the largest number of segments among them says most. When none meets all demands, the one
 * whose weakest segment is the most reproducible is taken, among those with large enough segments if there are any, and
 * the verdict is `unstable`.
 */
export function pickSegmentCount(
  candidates: readonly SegmentCountCandidate[],
  minShare: number,
): Pick<SegmentCount, "k" | "verdict" | "reason"> {
  const good = candidates.filter(({ misses }) => misses.length === 0);
  if (good.length > 0) {
    const best = Math.max(...good.map((candidate) => candidate.silhouette));
    const asGood = good.filter((candidate) => candidate.silhouette >= Math.min(best, silhouetteTolerance * best));
    const chosen = asGood.reduce((a, b) => (b.k > a.k ? b : a));
    const { silhouette, worstJaccard } = chosen;
    const reason = {
      en:
        `${chosen.k} is the largest number of reproducible segments as well separated as any ` +
        `(silhouette ${english.decimal(silhouette, 2)}, best ${english.decimal(best, 2)}; weakest Jaccard ${english.decimal(worstJaccard, 2)})`,
      ru:
        `${chosen.k} — наибольшее число воспроизводимых сегментов, разделённых не хуже прочих ` +
        `(силуэт ${russian.decimal(silhouette, 2)}, лучший ${russian.decimal(best, 2)}; наименьший коэффициент Жаккара ${russian.decimal(worstJaccard, 2)})`,
    };
    return { k: chosen.k, verdict: "chosen", reason };
  }
  const largeEnough = candidates.filter(({ smallestShare }) => smallestShare >= minShare);
  const chosen = (largeEnough.length > 0 ? largeEnough : candidates).reduce((a, b) =>
    b.worstJaccard > a.worstJaccard ? b : a,
  );
  const misses = inEachLanguage((language) => chosen.misses.map((miss) => miss[language]).join("; "));
  const reason = {
    en: `no number of segments meets all demands; ${chosen.k} comes nearest (${misses.en})`,
    ru: `ни одно число сегментов не отвечает всем требованиям; ближе всего ${chosen.k} (${misses.ru})`,
  };
  return { k: chosen.k, verdict: "unstable", reason };
}

/** How many different points there are, counted up to `enough`. */
function countDifferent({ n, d, values }: Points, enough: number): number {
  const seen = new Set<string>();
  for (let i = 0; i < n && seen.size < Math.max(enough, 2); i++) seen.add(values.subarray(i * d, (i + 1) * d).join());
  return seen.size;
}

function columnMeans(values: Float64Array, k: number): number[] {
  const rows = values.length / k;
  return Array.from({ length: k }, (_, c) => {
    let sum = 0;
    for (let r = 0; r < rows; r++) sum += values[r * k + c];
    return sum / rows;
  });
}

const oneCustomer: Text = { en: "there is one customer", ru: "клиент всего один" };

const allAlike: Text = {
  en: "all customers are alike in every feature",
  ru: "все клиенты одинаковы по всем признакам",
};

function askedFor(k: number): Text {
  return {
    en: `the configuration asks for ${english.counted(k, "segment")}`,
    ru: `число сегментов задано в настройках: ${k}`,
  };
}

function tooFewDiffer(different: number, k: number): Text {
  return {
    en: `only ${different} customers differ, so ${k} segments cannot be made`,
    ru: `различных клиентов только ${different}, поэтому ${russian.counted(k, "сегмент", "сегмента", "сегментов")} не получится`,
  };
}
