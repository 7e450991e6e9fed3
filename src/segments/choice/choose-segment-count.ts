import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import type { Text } from "../../language/text.ts";
import { createRandom, sampleWithoutReplacement } from "../../math/random.ts";
import { partOf, type Waiting } from "../checkpoint.ts";
import type { ClusteringEngine } from "../clustering-engine.ts";
import { type Points, takePoints } from "../points.ts";
import type { SegmentsConfig } from "../segments-config.ts";
import { missesOf, type SegmentCountDemands } from "./demands.ts";
import { effortOf } from "./effort.ts";
import { drawGroups, type JudgedOn, judgeSegmentCount } from "./judge-segment-count.ts";
import { kindOfSegments } from "./kind-of-segments.ts";
import { continuaOf, type NoGroups } from "./no-groups.ts";
import type { Hindsight } from "./past-windows.ts";
import { pickSegmentCount } from "./pick-segment-count.ts";
import type { SegmentCount, SegmentCountCandidate } from "./segment-count.ts";

/** Random streams of the customers that are fitted, drawn again, split, and compared with data without groups. */
const fittedStream = 0x1b0;
const judgedStream = 0x1ad;
const splitStream = 0x1af;
const nullStream = 0x1ae;

/** What the number of segments is chosen by. */
export interface SegmentCountSettings extends SegmentCountDemands, Pick<SegmentsConfig, "k" | "restarts" | "seed"> {
  /** Bootstraps for each number at most; see effort.ts. */
  readonly bootstraps: number;
}

/** What is known of the customers besides their component scores. */
export interface ChoiceContext {
  /** All customers that the points stand for; as many as points unless given. */
  readonly customers?: number;
  /** Data without groups to compare some rows with; continua of their scores unless given. */
  readonly nulls?: (rows: Int32Array, scores: Points) => readonly NoGroups[];
  /** What past windows tell of a number of segments. */
  readonly hindsight?: JudgedOn["hindsight"];
  /** Why criteria could not be measured. */
  readonly unmeasured?: readonly Text[];
}

/** The number of segments, with the pairs of windows that agreement over time was measured on. */
export interface ChosenCount {
  readonly choice: SegmentCount;
  readonly pairs: Hindsight["pairs"];
}

/**
 * Judges every number of segments of the configured range on a sample of customers (`effort.ts`), and chooses one.
 *
 * The range ends where segments of the smallest share no longer fit, and where there are no more different customers.
 * A fixed number is judged and obeyed.
 *
 * @param points component scores, n ≥ 1
 */
export async function chooseSegmentCount(
  clustering: ClusteringEngine,
  points: Points,
  settings: SegmentCountSettings,
  context: ChoiceContext = {},
  waiting: Waiting = {},
): Promise<ChosenCount> {
  const { k, minShare, minPredictionStrength, seed, restarts } = settings;
  const { customers = points.n, nulls = (_, scores) => continuaOf(scores), unmeasured = [] } = context;
  const effort = effortOf(clustering);
  const bootstraps = Math.min(settings.bootstraps, effort.bootstraps);
  const rows = sampleWithoutReplacement(createRandom(seed, judgedStream), points.n, effort.judgedRows);
  const judged = takePoints(points, rows);
  const measured = { rows: judged.n, bootstraps, unmeasured: [...unmeasured] };
  const fixed = typeof k === "number";
  const wanted = fixed ? k : k.max;
  const different = countDifferent(judged, wanted);
  const nothing = { rows: judged.n, bootstraps: 0, kind: null, candidates: [], unmeasured: [] };
  if (different === 1) {
    const reason = points.n === 1 ? oneCustomer : allAlike;
    return { choice: { k: 1, verdict: "single", reason, ...nothing }, pairs: [] };
  }
  if (k === 1) return { choice: { k: 1, verdict: "fixed", reason: askedFor(1), ...nothing }, pairs: [] };

  const roomy = minShare > 0 ? Math.max(2, Math.floor(1 / minShare + 1e-9)) : wanted;
  const max = Math.min(wanted, different, fixed ? wanted : roomy);
  const min = fixed ? max : Math.min(k.min, max);
  const some = sampleWithoutReplacement(createRandom(seed, nullStream), judged.n, effort.nullRows);
  const scores = takePoints(judged, some);
  const comparedRows = some.map((row) => rows[row]);
  const on: JudgedOn = {
    fitted: takePoints(points, sampleWithoutReplacement(createRandom(seed, fittedStream), points.n, effort.fittedRows)),
    judged,
    split: takePoints(points, sampleWithoutReplacement(createRandom(seed, splitStream), points.n, effort.splitRows)),
    compared: drawGroups(scores, nulls(comparedRows, scores), effort.nullDraws, seed),
    hindsight: context.hindsight,
    bootstraps,
    restarts,
    minPredictionStrength,
    seed,
  };
  const candidates: SegmentCountCandidate[] = [];
  const pairsOf = new Map<number, Hindsight["pairs"]>();
  for (let count = min; count <= max; count++) {
    const part = partOf(waiting, (count - min) / (max - min + 1), (count - min + 1) / (max - min + 1));
    const { evidence, pairs } = await judgeSegmentCount(clustering, count, on, part);
    pairsOf.set(count, pairs);
    candidates.push({ ...evidence, misses: missesOf(evidence, settings, { customers, largest: max }) });
  }
  const { k: taken, ...why } = fixed
    ? { k: max, verdict: "fixed" as const, reason: max < k ? tooFewDiffer(different, k) : askedFor(k) }
    : pickSegmentCount(candidates);
  const candidate = candidates.find((one) => one.k === taken);
  const kind = candidate === undefined ? null : kindOfSegments(candidate);
  return { choice: { k: taken, ...why, kind, ...measured, candidates }, pairs: pairsOf.get(taken) ?? [] };
}

/** How many different points there are, counted up to `enough`. */
function countDifferent({ n, d, values }: Points, enough: number): number {
  const seen = new Set<string>();
  for (let i = 0; i < n && seen.size < Math.max(enough, 2); i++) seen.add(values.subarray(i * d, (i + 1) * d).join());
  return seen.size;
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
