import * as z from "zod";
import { inEachLanguage, type Text, text } from "../language/text.ts";
import { isoDate, toIsoDate } from "../math/calendar.ts";
import { neededTimeAri } from "../segments/choice/demands.ts";
import { nullLevel } from "../segments/choice/kind-of-segments.ts";
import { segmentationKind } from "../segments/choice/segment-count.ts";
import { type TimeAgreement, timePair } from "../segments/choice/time-agreement.ts";
import type { SegmentFit } from "../segments/segment-fit.ts";
import type { SegmentModel } from "../segments/segment-model.ts";
import { segmentId } from "../segments/segmentation.ts";
import { type BreakEvidence, breakEvidence } from "./breaks/certify-breaks.ts";
import { certificateTexts } from "./certificate-texts.ts";
import { type DriftEvidence, driftEvidence } from "./drift/certify-drift.ts";
import type { SegmentIdentity } from "./identity/identify-segments.ts";
import { neededAgreement, neededSameId } from "./identity/needed-agreement.ts";
import type { SameWindowAgreement } from "./identity/same-window-agreement.ts";
import { type MeaningEvidence, segmentMeaning } from "./meaning/segment-meaning.ts";
import type { StabilityConfig } from "./stability-config.ts";

export const stabilityStatus = z.enum(["passed", "warned", "failed", "refused"]);
export type StabilityStatus = z.output<typeof stabilityStatus>;

/** A figure passes from `pass` on and is a warning from `warn` on. */
const threshold = z.strictObject({ pass: z.number(), warn: z.number(), source: z.string() });
type Threshold = z.output<typeof threshold>;

const judgement = { status: stabilityStatus, reasons: z.array(text) };

/** What is known about the stability of a segmentation, with every figure, its threshold and where that comes from. */
export const stabilityCertificate = z.strictObject({
  schemaVersion: z.literal(1),
  asOf: isoDate,
  /** The worst of `bootstrap`, `structure` and `time`; `refused` when none fails and one cannot be judged. */
  ...judgement,
  /** The verdict in one sentence. */
  verdict: text,
  /** What kind of segments they are; null where there is one, or nothing was measured. */
  kind: segmentationKind.nullable(),
  /** Do the segments come back when customers are drawn again? */
  bootstrap: z.strictObject({
    ...judgement,
    threshold,
    bootstraps: z.int(),
    /** Customers in each bootstrap, of those the model was fitted on. */
    rows: z.int(),
    of: z.int(),
    segments: z.array(
      z.strictObject({
        id: segmentId,
        name: text,
        status: stabilityStatus,
        /** Mean bootstrap Jaccard, with the 2.5 % and 97.5 % quantiles of the bootstraps. */
        jaccard: z.number(),
        lo: z.number(),
        hi: z.number(),
      }),
    ),
  }),
  /**
   * Are the segments more than what independent columns make: tighter than in the same customers with every column dealt
   * out at random? As of the day the model was fitted.
   */
  structure: z.strictObject({
    ...judgement,
    /** Chance of so tight segments in independent columns; passed below the threshold, with how much tighter they are, in logs. */
    threshold: z.strictObject({ pass: z.number(), source: z.string() }),
    p: z.number().nullable(),
    gap: z.number().nullable(),
    asOf: isoDate,
  }),
  /**
   * Do pairs of customers that a segment keeps together stay together in segments of another half of the base? As of the
   * day the model was fitted.
   */
  predictionStrength: z.strictObject({ ...judgement, threshold, value: z.number().nullable(), asOf: isoDate }),
  /** Do the model in use before the run and the one that the run fitted put the same customers into the same segments? */
  agreement: z.strictObject({
    ...judgement,
    threshold,
    /** Adjusted Rand index on the newest window, with its 5 % and 95 % quantiles over bootstraps; `lo` is judged. */
    ari: z.number().nullable(),
    lo: z.number().nullable(),
    hi: z.number().nullable(),
    /** Share of the customers who keep their segment, and what is needed. */
    sameId: z.number().nullable(),
    neededSameId: z.number(),
  }),
  /** What moved since an earlier window; no part of the verdict. */
  drift: driftEvidence,
  /** Whether what the customers of a segment bring broke at some time; no part of the verdict. */
  breaks: breakEvidence,
  /** What each segment means for business; no part of the verdict. */
  meaning: segmentMeaning,
  /** Does the model of one window agree with the model of the next? */
  time: z.strictObject({
    ...judgement,
    threshold,
    windows: z.int(),
    pairs: z.array(timePair),
    /** Smallest and mean adjusted Rand index; null when refused. */
    worstAri: z.number().nullable(),
    meanAri: z.number().nullable(),
    /**
     * The smallest index with each window left out in turn, with its pairs: its range, and the window without which the status
     * would be better, if the whole verdict hangs on one. Null with fewer than two pairs left.
     */
    leaveOneOut: z.strictObject({ lowest: z.number(), highest: z.number(), decisive: isoDate.nullable() }).nullable(),
  }),
});
export type StabilityCertificate = z.output<typeof stabilityCertificate>;

/** Hennig's bands: below .60 a cluster should not be trusted, from .75 on it is a valid pattern. */
const doubtfulJaccard = 0.6;
const strengthSource = "Tibshirani & Walther 2005; pass is stability.minPredictionStrength";
const structureThreshold = {
  pass: nullLevel,
  source: "gap statistic (Tibshirani, Walther & Hastie 2001) against permuted columns; the level is that of `natural`",
};
const agreementThreshold: Threshold = {
  pass: neededAgreement,
  warn: neededAgreement,
  source: "convention of this product",
};
const ariThreshold: Threshold = { pass: neededTimeAri, warn: 0.45, source: "convention of this product" };

/** What of a fit a certificate is about; the model may have been fitted on an earlier window. */
type CertifiedFit = Pick<SegmentFit, "model" | "bootstrap" | "overTime"> & {
  readonly segmentation: Pick<SegmentFit["segmentation"], "window">;
};

/** What a certificate tells besides: how two models compare, and what moved. */
export interface Surroundings {
  readonly drift: DriftEvidence;
  readonly breaks: BreakEvidence;
  readonly meaning: MeaningEvidence;
  /** Champion and challenger on one window; undefined where there was no champion. */
  readonly compared:
    | { readonly agreement: SameWindowAgreement; readonly identity: Pick<SegmentIdentity, "sameId"> }
    | undefined;
}

/**
 * Judges a fitted segmentation by its bootstraps and by its agreement over time; tells beside that how it compares with the
 * other model of the run, and what moved.
 *
 * @see Hennig (2007), Cluster-wise assessment of cluster stability; the bands are those of the R package fpc
 */
export function certifyStability(
  { model, segmentation, bootstrap, overTime: time }: CertifiedFit,
  { minJaccard, minPredictionStrength }: StabilityConfig,
  { drift, breaks, meaning, compared }: Surroundings,
): StabilityCertificate {
  const again = judgeBootstrap(
    { model, bootstrap },
    {
      pass: minJaccard,
      warn: Math.min(doubtfulJaccard, minJaccard),
      source: "Hennig 2007 and the bands of R fpc (.60, .75); pass is stability.minJaccard",
    },
  );
  const overTime = judgeTime(time);
  const structure = judgeStructure(model);
  const parts: StabilityStatus[] = [again.status, overTime.status];
  const status = worst(structure.status === "warned" ? [...parts, "warned"] : parts);
  return {
    schemaVersion: 1,
    asOf: toIsoDate(segmentation.window.until),
    status,
    reasons: [...again.reasons, ...(structure.status === "warned" ? structure.reasons : []), ...overTime.reasons],
    verdict: verdictOf(model.segments.length, again, overTime, model.choice.kind),
    kind: model.choice.kind,
    bootstrap: again,
    structure,
    predictionStrength: judgeStrength(model, minPredictionStrength),
    agreement: judgeAgreement(compared),
    drift,
    breaks,
    meaning,
    time: overTime,
  };
}

function judgeStructure({ choice, asOf }: SegmentModel): StabilityCertificate["structure"] {
  const candidate = choice.candidates.find(({ k }) => k === choice.k);
  const common = { threshold: structureThreshold, asOf };
  const found = candidate?.gaps.find(({ against }) => against === "permuted");
  if (found === undefined) {
    const reasons = [inEachLanguage((language) => certificateTexts[language].notMeasured)];
    return { status: "refused", reasons, ...common, p: null, gap: null };
  }
  const { gap, p } = found;
  const isBeyond = gap > 0 && p < nullLevel;
  const reasons = isBeyond ? [] : [inEachLanguage((language) => certificateTexts[language].independent(p))];
  return { status: isBeyond ? "passed" : "warned", reasons, ...common, p, gap };
}

function judgeStrength({ choice, asOf }: SegmentModel, pass: number): StabilityCertificate["predictionStrength"] {
  const threshold = { pass, warn: pass, source: strengthSource };
  const value = choice.candidates.find(({ k }) => k === choice.k)?.predictionStrength ?? null;
  if (value === null) {
    const reasons = [inEachLanguage((language) => certificateTexts[language].notMeasured)];
    return { status: "refused", reasons, threshold, value, asOf };
  }
  const isEnough = value >= pass;
  const reasons = isEnough ? [] : [inEachLanguage((language) => certificateTexts[language].loose(value, pass))];
  return { status: isEnough ? "passed" : "failed", reasons, threshold, value, asOf };
}

function judgeAgreement(compared: Surroundings["compared"]): StabilityCertificate["agreement"] {
  const common = { threshold: agreementThreshold, neededSameId };
  if (compared === undefined) {
    const reasons = [inEachLanguage((language) => certificateTexts[language].noChampion)];
    return { status: "refused", reasons, ...common, ari: null, lo: null, hi: null, sameId: null };
  }
  const { ari, lo, hi } = compared.agreement;
  const { sameId } = compared.identity;
  const passed = lo >= neededAgreement && sameId >= neededSameId;
  const reasons = passed ? [] : [inEachLanguage((language) => certificateTexts[language].differ(lo, sameId))];
  return { status: passed ? "passed" : "failed", reasons, ...common, ari, lo, hi, sameId };
}

function judgeBootstrap(
  { model, bootstrap }: Pick<SegmentFit, "model" | "bootstrap">,
  threshold: Threshold,
): StabilityCertificate["bootstrap"] {
  const { bootstraps, rows, of } = bootstrap;
  const segments = bootstrap.segments.map(({ id, jaccard, lo, hi }, at) => ({
    id,
    name: model.segments[at].name,
    status: grade(jaccard, threshold),
    jaccard,
    lo,
    hi,
  }));
  if (segments.length === 0) {
    const reasons = [inEachLanguage((language) => certificateTexts[language].nothingToReproduce)];
    return { status: "refused", reasons, threshold, bootstraps, rows, of, segments };
  }
  const reasons = segments
    .filter(({ status }) => status !== "passed")
    .map(({ id, name, jaccard }) =>
      inEachLanguage((language) => certificateTexts[language].weak(id, name[language], jaccard, threshold.pass)),
    );
  return { status: worst(segments.map(({ status }) => status)), reasons, threshold, bootstraps, rows, of, segments };
}

function judgeTime({ windows, refused, pairs }: TimeAgreement): StabilityCertificate["time"] {
  const common = { threshold: ariThreshold, windows, pairs: [...pairs] };
  if (refused !== undefined)
    return { status: "refused", reasons: [refused], ...common, worstAri: null, meanAri: null, leaveOneOut: null };
  const aris = pairs.map(({ ari }) => ari);
  const reasons = pairs
    .filter(({ ari }) => grade(ari, ariThreshold) !== "passed")
    .map(({ fittedAsOf, refittedAsOf, ari }) =>
      inEachLanguage((language) => certificateTexts[language].apart(fittedAsOf, refittedAsOf, ari, ariThreshold.pass)),
    );
  const status = worst(aris.map((ari) => grade(ari, ariThreshold)));
  const leaveOneOut = withoutEach(pairs, status);
  if (leaveOneOut?.decisive) {
    const { decisive } = leaveOneOut;
    reasons.push(inEachLanguage((language) => certificateTexts[language].decisive(decisive)));
  }
  return {
    status,
    reasons,
    ...common,
    worstAri: Math.min(...aris),
    meanAri: aris.reduce((sum, ari) => sum + ari, 0) / aris.length,
    leaveOneOut,
  };
}

/** The smallest index without each window in turn. */
function withoutEach(
  pairs: TimeAgreement["pairs"],
  status: StabilityStatus,
): StabilityCertificate["time"]["leaveOneOut"] {
  const windows = [...new Set(pairs.flatMap(({ fittedAsOf, refittedAsOf }) => [fittedAsOf, refittedAsOf]))];
  const left = windows.flatMap((window) => {
    const others = pairs.filter(({ fittedAsOf, refittedAsOf }) => fittedAsOf !== window && refittedAsOf !== window);
    return others.length < 2 ? [] : [{ window, ari: Math.min(...others.map(({ ari }) => ari)) }];
  });
  if (left.length === 0) return null;
  const better = left.filter(({ ari }) => worst([grade(ari, ariThreshold), status]) !== grade(ari, ariThreshold));
  const aris = left.map(({ ari }) => ari);
  return {
    lowest: Math.min(...aris),
    highest: Math.max(...aris),
    decisive: better.length === 1 ? better[0].window : null,
  };
}

function grade(value: number, { pass, warn }: Threshold): StabilityStatus {
  return value >= pass ? "passed" : value >= warn ? "warned" : "failed";
}

function worst(statuses: readonly StabilityStatus[]): StabilityStatus {
  const order: readonly StabilityStatus[] = ["passed", "warned", "refused", "failed"];
  return order[Math.max(...statuses.map((status) => order.indexOf(status)))];
}

function verdictOf(
  k: number,
  again: StabilityCertificate["bootstrap"],
  time: StabilityCertificate["time"],
  kind: StabilityCertificate["kind"],
): Text {
  return inEachLanguage((language) => {
    const { nothingToJudge, reproduced, kept, unjudged, kinds } = certificateTexts[language];
    if (k === 1 || again.status === "refused") return nothingToJudge;
    const first = reproduced(again.status, k, Math.min(...again.segments.map(({ jaccard }) => jaccard)));
    const second =
      time.worstAri === null || time.status === "refused"
        ? unjudged(time.reasons.map((reason) => reason[language]).join("; "))
        : kept(time.status, time.worstAri, time.pairs.length);
    return kind === null ? `${first}; ${second}.` : `${first}; ${second}. ${kinds[kind]}`;
  });
}
