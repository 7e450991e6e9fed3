import * as z from "zod";
import type { Dialect } from "../../engine/dialect.ts";
import type { FeatureTable } from "../../features/feature-table.ts";
import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import { inEachLanguage, type Text, text } from "../../language/text.ts";
import { translations } from "../../language/translations.ts";
import { benjaminiHochberg } from "../../math/benjamini-hochberg.ts";
import { isoDate, toIsoDate } from "../../math/calendar.ts";
import { cliffsDelta } from "../../math/cliffs-delta.ts";
import { groupValues } from "../../math/group-values.ts";
import { moments } from "../../math/moments.ts";
import { oneWayAnova } from "../../math/one-way-anova.ts";
import { createRandom, sampleWithoutReplacement } from "../../math/random.ts";
import { welchAnova } from "../../math/welch-anova.ts";
import type { PastWindows } from "../../segments/choice/past-windows.ts";
import { labelCustomers } from "../../segments/label-customers.ts";
import { fromRows, sizesOf, squaredDistance } from "../../segments/points.ts";
import { revenueFeature } from "../../segments/revenue-feature.ts";
import { takeCustomers } from "../../segments/sample-customers.ts";
import type { SegmentModel } from "../../segments/segment-model.ts";
import { segmentId } from "../../segments/segmentation.ts";
import { rulesInWords } from "./rule-words.ts";
import { askTree, balancedAccuracy, growTree } from "./surrogate-tree.ts";
import { treeSql } from "./tree-sql.ts";

/** What a segment means for business: who is in it, what it brings later, and whether anybody can act on it. */
const meaningOfSegment = z.strictObject({
  id: segmentId,
  name: text,
  /** Share of the clustered customers of the newest window. */
  share: z.number(),
  /** Share of the revenue of the look-back, and of its customers who may be reached by a channel; null where not known. */
  revenueShare: z.number().nullable(),
  reachableShare: z.number().nullable(),
  /** Who is in it, in at most three questions: ways in words, any of which will do. */
  rules: z.array(text),
  /** The same as a condition over the columns of `features.parquet`. */
  sql: z.string(),
  /** Mean of the shares of members and of others whom the rules tell rightly; null where there is one segment. */
  balancedAccuracy: z.number().nullable(),
  /** The segment that is nearest to it. */
  nearest: segmentId.nullable(),
  /**
   * Net revenue after the labels were given, against the nearest segment. Ranks: Cliff's delta with the q of Mann and Whitney's
   * test. Means, in units of the currency, with the q of Welch's test, since few large orders hardly move ranks. q is Benjamini
   * and Hochberg's over the segments.
   */
  later: z
    .strictObject({
      delta: z.number(),
      q: z.number(),
      mean: z.number(),
      nearestMean: z.number(),
      meanQ: z.number().nullable(),
    })
    .nullable(),
  actionable: z.boolean(),
  /** Why not; empty when it is. */
  reasons: z.array(text),
  /** The segment it could be merged with; null when it is actionable. */
  mergeInto: segmentId.nullable(),
});
export type SegmentMeaning = z.output<typeof meaningOfSegment>;

export const segmentMeaning = z.strictObject({
  /** `warned` where a segment cannot be acted on; `refused` with one segment. It is no part of the verdict. */
  status: z.enum(["passed", "warned", "refused"]),
  reasons: z.array(text),
  /** Later revenue differs when its ranks do by `delta`, or its means by a factor of `ratio`, either with `q`. */
  thresholds: z.strictObject({
    share: z.number(),
    revenueShare: z.number(),
    reachableShare: z.number(),
    balancedAccuracy: z.number(),
    delta: z.number(),
    ratio: z.number(),
    q: z.number(),
  }),
  /** How far segments tell later revenue apart; null where that is not known. */
  later: z.strictObject({ from: isoDate, until: isoDate, customers: z.int(), eta2: z.number().nullable() }).nullable(),
  segments: z.array(meaningOfSegment),
});
export type MeaningEvidence = z.output<typeof segmentMeaning>;

/** Customers that trees are grown on at most, the random stream they are drawn by, and how many an answer leaves at least. */
const treeRows = 20_000;
const treeStream = 0x7ee;
const leastShare = 0.005;
/** Questions on a way. */
const depth = 3;
/** Less revenue, or fewer customers who may be reached, are not worth an action of their own; conventions of this product. */
const neededRevenue = 0.02;
const neededReach = 0.5;
/** Below it rules do not tell a segment well enough to aim at it. */
const neededAccuracy = 0.8;
/** Smaller deltas are negligible (Romano et al. 2006). */
const neededDelta = 0.147;
/** Means closer than by this factor give no other action; a convention of this product. */
const neededRatio = 1.25;
const level = 0.05;

interface Asked {
  readonly minShare: number;
  readonly seed: number;
  readonly dialect: Pick<Dialect, "identifier" | "text" | "double">;
  /** Units of `PastWindows.laterRevenue` to one of the currency. */
  readonly moneyUnits: number;
  /** 1 for customers who may be reached, by customer number; undefined where consents are not known. */
  readonly reach?: Uint8Array;
}

/**
 * Whether each segment can be acted on: it is large enough, three questions tell who is in it, and its customers later bring
 * other revenue than those of the nearest segment. Labels are those of the window before the newest, so they see nothing of
 * the revenue they are held against.
 *
 * @param table features of the newest window, at least those of the model
 * @param labels segment of each row of the table by the model
 */
export function judgeMeaning(
  model: SegmentModel,
  table: FeatureTable,
  labels: Int32Array,
  past: PastWindows | Text,
  { minShare, seed, dialect, moneyUnits, reach }: Asked,
): MeaningEvidence {
  const thresholds = {
    ...{ share: minShare, revenueShare: neededRevenue, reachableShare: neededReach, balancedAccuracy: neededAccuracy },
    ...{ delta: neededDelta, ratio: neededRatio, q: level },
  };
  const k = model.segments.length;
  if (k === 1) {
    const reasons = [inEachLanguage((language) => texts[language].one)];
    return { status: "refused", reasons, thresholds, later: null, segments: [] };
  }
  const rows = sampleWithoutReplacement(createRandom(seed, treeStream), labels.length, treeRows);
  const sample = takeCustomers(table, rows);
  const sampled = rows.map((row) => labels[row]);
  const grouping = sample.features.filter(({ name }) => model.space.encodings.some(({ feature }) => feature === name));
  const sizes = sizesOf(labels, k);
  const nearest = nearestOf(model);
  const shares = sharesOf(table, labels, k, reach);
  const later = laterOf(model, past, nearest, moneyUnits);

  const segments = model.segments.map(({ id, name }, segment): SegmentMeaning => {
    const isMember = Uint8Array.from(sampled, (label) => Number(label === segment));
    const tree = growTree(grouping, isMember, { depth, leastRows: Math.max(1, Math.ceil(leastShare * rows.length)) });
    const accuracy = balancedAccuracy(isMember, askTree(tree, grouping, rows.length));
    const share = sizes[segment] / labels.length;
    const { revenueShare, reachableShare } = shares[segment];
    const found = later?.segments[segment] ?? null;
    const other = model.segments[nearest[segment]];
    const reasons = [
      ...(share < minShare ? [inEachLanguage((language) => texts[language].small(share, minShare))] : []),
      ...(revenueShare !== null && revenueShare < neededRevenue
        ? [inEachLanguage((language) => texts[language].poor(revenueShare))]
        : []),
      ...(reachableShare !== null && reachableShare < neededReach
        ? [inEachLanguage((language) => texts[language].unreachable(reachableShare))]
        : []),
      ...(accuracy >= neededAccuracy ? [] : [inEachLanguage((language) => texts[language].vague(accuracy))]),
      ...(found === null || differs(found)
        ? []
        : [inEachLanguage((language) => texts[language].alike(other.name[language], found.delta))]),
    ];
    return {
      ...{ id, name, share, revenueShare, reachableShare },
      ...{ rules: rulesInWords(tree, grouping), sql: treeSql(tree, dialect) },
      balancedAccuracy: Number.isNaN(accuracy) ? null : accuracy,
      ...{ nearest: other.id, later: found, actionable: reasons.length === 0, reasons },
      mergeInto: reasons.length === 0 ? null : other.id,
    };
  });
  const idle = segments.filter(({ actionable }) => !actionable);
  return {
    status: idle.length === 0 ? "passed" : "warned",
    reasons: idle.map(({ id, name, reasons, mergeInto }) =>
      inEachLanguage((language) =>
        texts[language].idle(
          `${id} (${name[language]})`,
          reasons.map((reason) => reason[language]).join("; "),
          String(mergeInto),
        ),
      ),
    ),
    ...{ thresholds, later: later?.known ?? null, segments },
  };
}

/** Parts of the revenue of the look-back, and of the members who may be reached. */
function sharesOf(table: FeatureTable, labels: Int32Array, k: number, reach: Uint8Array | undefined) {
  const revenue = revenueFeature(table)?.values;
  const sums = new Float64Array(k);
  const reached = new Float64Array(k);
  const sizes = sizesOf(labels, k);
  for (const [row, label] of labels.entries()) {
    if (revenue !== undefined && !Number.isNaN(revenue[row])) sums[label] += revenue[row];
    if (reach?.[table.customers[row]] === 1) reached[label] += 1;
  }
  const all = sums.reduce((total, sum) => total + sum, 0);
  return Array.from(sums, (sum, segment) => ({
    revenueShare: all > 0 ? sum / all : null,
    reachableShare: reach === undefined || sizes[segment] === 0 ? null : reached[segment] / sizes[segment],
  }));
}

function differs({ delta, q, mean, nearestMean, meanQ }: NonNullable<SegmentMeaning["later"]>): boolean {
  const ranks = q <= level && Math.abs(delta) >= neededDelta;
  const [less, more] = [Math.min(mean, nearestMean), Math.max(mean, nearestMean)];
  return ranks || (meanQ !== null && meanQ <= level && more > 0 && less * neededRatio <= more);
}

/** The segment whose centroid is nearest, for each. */
function nearestOf({ centroids }: SegmentModel): number[] {
  const { n, d, values } = fromRows(centroids, centroids[0].length);
  return Array.from({ length: n }, (_, own) => {
    let best = own === 0 ? 1 : 0;
    const distanceTo = (other: number) => squaredDistance(values, own * d, values, other * d, d);
    for (let other = 0; other < n; other++) if (other !== own && distanceTo(other) < distanceTo(best)) best = other;
    return best;
  });
}

/** What the customers of the window before brought since, by segment. */
function laterOf(model: SegmentModel, past: PastWindows | Text, nearest: readonly number[], moneyUnits: number) {
  if (!("tables" in past) || !(past.laterRevenue instanceof Float64Array)) return undefined;
  const [before, newest] = past.tables.slice(-2);
  const revenue = past.laterRevenue.map((units) => units / moneyUnits);
  const values = groupValues(revenue, labelCustomers(model, before), model.segments.length);
  const contrasts = values.map((own, segment) => cliffsDelta(own, values[nearest[segment]]));
  const known = values.map(moments);
  const byMeans = known.map((own, segment) => welchAnova([own, known[nearest[segment]]]).p);
  const [q, meanQ] = [contrasts.map(({ p }) => p), byMeans].map((p) => benjaminiHochberg(Float64Array.from(p)));
  const { eta2 } = oneWayAnova(known);
  const [from, until] = [before, newest].map(({ window }) => toIsoDate(window.until));
  return {
    known: { from, until, customers: before.customers.length, eta2: Number.isNaN(eta2) ? null : eta2 },
    segments: contrasts.map(({ delta }, segment) => {
      if (Number.isNaN(delta) || Number.isNaN(q[segment])) return null;
      const [mean, nearestMean] = [known[segment].mean, known[nearest[segment]].mean];
      return { delta, q: q[segment], mean, nearestMean, meanQ: Number.isNaN(meanQ[segment]) ? null : meanQ[segment] };
    }),
  };
}

const texts = translations({
  en: {
    one: "one segment holds everyone",
    small: (share: number, needed: number) =>
      `it holds ${english.share(share)} of the customers, needed ${english.share(needed)}`,
    poor: (share: number) => `it brings ${english.share(share)} of the revenue, needed ${english.share(neededRevenue)}`,
    unreachable: (share: number) =>
      `${english.share(share)} of its customers agreed to be reached, needed ${english.share(neededReach)}`,
    vague: (accuracy: number) =>
      `three questions tell who is in it with a balanced accuracy of ${english.decimal(accuracy, 2)}, needed ${english.decimal(neededAccuracy, 2)}`,
    alike: (other: string, delta: number) =>
      `its customers later spend as those of ${other} do, by ranks (Cliff's delta ${english.decimal(delta, 2)}) and on average`,
    idle: (segment: string, reasons: string, other: string) =>
      `${segment} is hard to act on: ${reasons}; it could be merged with ${other}`,
  },
  ru: {
    one: "все клиенты в одном сегменте",
    small: (share, needed) => `в нём ${russian.share(share)} клиентов, нужно ${russian.share(needed)}`,
    poor: (share) => `он приносит ${russian.share(share)} выручки, нужно ${russian.share(neededRevenue)}`,
    unreachable: (share) =>
      `согласие на связь дали ${russian.share(share)} его клиентов, нужно ${russian.share(neededReach)}`,
    vague: (accuracy) =>
      `по трём вопросам он определяется со сбалансированной точностью ${russian.decimal(accuracy, 2)}, нужно ${russian.decimal(neededAccuracy, 2)}`,
    alike: (other, delta) =>
      `его клиенты позже тратят так же, как клиенты сегмента «${other}»: и по рангам (дельта Клиффа ${russian.decimal(delta, 2)}), и в среднем`,
    idle: (segment, reasons, other) =>
      `для сегмента ${segment} трудно выбрать действие: ${reasons}; его можно объединить с ${other}`,
  },
});
