import { bareTable } from "../../features/bare-table.ts";
import type { FeatureTable } from "../../features/feature-table.ts";
import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import { inEachLanguage, type Text } from "../../language/text.ts";
import { translations } from "../../language/translations.ts";
import { toIsoDate } from "../../math/calendar.ts";
import { hashShare } from "../../math/hash-share.ts";
import { type Points, takePoints } from "../../segments/points.ts";
import type { SegmentId } from "../../segments/segmentation.ts";
import { checkMoves, type MovesOfWindow } from "../moves-of-window.ts";
import { drawRows, gatherRows, rowsWhere, type SharedFeature, sharedFeatures } from "../rules/origin-rows.ts";
import { encodeCustomers, fitCustomerEncoding } from "./encode-customers.ts";
import { classProbabilities, fitMultinomialLogit, type MultinomialLogit } from "./multinomial-logit.ts";
import type { NextState, OriginLogit, OriginNextState } from "./next-state.ts";
import { stateChances } from "./predict-next-state.ts";
import { calibrationError, reliabilityTable } from "./reliability.ts";
import { smoothedRow } from "./smoothed-row.ts";
import { fitTemperature } from "./temperature.ts";

export interface NextStateOptions {
  readonly seed: number;
  /** Names of the features that may be used; all that every window has when left out. */
  readonly features?: readonly string[];
}

/** Rows of an origin that are learned from, about at most. */
const mostRows = 6_000;
/** Customers an origin needs, and moves a destination needs to be told apart. */
const neededCustomers = 200;
const neededMoves = 20;
/** Penalties that are tried, the strongest first: each fit begins where the one before ended. */
const ridges = [1000, 100, 10];
/** Share of the customers who are held out to choose the penalty by, and what their hash is asked for. */
const heldOutShare = 0.25;
const heldOut = 4;
const neededGain = 0.01;
/** Slope of the mean loss from which on nothing is gained: another tenth of it changes the fourth digit of a log loss. */
const tolerance = 3e-4;
const source =
  "multinomial logit with ridge (le Cessie & van Houwelingen 1992), temperature (Guo et al. 2017), log loss of the last pair of windows";

/**
 * Learns where customers of each state are one window later by their features.
 *
 * For each origin a multinomial logit on scaled features, against staying, with a ridge penalty chosen by the log loss of a quarter
 * of the customers, who are held out by a hash of their number, and with a temperature where that suits them better. It is
 * learned from all pairs of windows but the last and kept when its log loss there is at least 1 % below that of the origin's
 * plain row; then it is fitted anew with all pairs. Destinations with fewer than 20 moves keep their chance in the row.
 * Origins of more rows than 6,000 are learned from about as many.
 *
 * @param moves pairs of neighbouring windows that see a full look-back, oldest first
 * @param states the k states by index
 * @returns refused with fewer than two pairs
 * @throws RangeError if moves and tables do not line up
 */
export function fitNextState(
  moves: readonly MovesOfWindow[],
  states: readonly SegmentId[],
  { seed, features: names }: NextStateOptions,
): NextState {
  const k = states.length;
  checkMoves(moves, k);
  if (moves.length < 2) {
    return { status: "refused", reason: inEachLanguage((language) => texts[language].tooFewPairs(moves.length)) };
  }
  const train = moves.slice(0, -1);
  const later = moves[moves.length - 1];
  const features = sharedFeatures(
    moves.map(({ table }) => table),
    names,
  );
  return {
    ...{ status: "done", source, states: [...states] },
    trainedOn: train.map(({ table }) => toIsoDate(table.window.until)),
    judgedOn: toIsoDate(later.table.window.until),
    neededGain,
    origins: states.flatMap((id, origin) => {
      const isSeen = moves.some(({ origin: own }) => own.includes(origin));
      return isSeen ? { origin: id, ...judgeOrigin(moves, origin, k, features, seed) } : [];
    }),
  };
}

function judgeOrigin(
  moves: readonly MovesOfWindow[],
  origin: number,
  k: number,
  features: readonly SharedFeature[],
  seed: number,
): Omit<OriginNextState, "origin"> {
  const train = moves.slice(0, -1);
  const later = moves[moves.length - 1];
  const laterRows = rowsWhere(later.origin, origin);
  const learning = learningRows(train, origin, features, seed);
  const trained = learning.destinations.length;
  const without = (reason: Text): Omit<OriginNextState, "origin"> => ({
    ...{ trained, judged: laterRows.length, row: rowOf(moves, origin, k), ridge: null },
    ...{ logLoss: null, gain: null, reliability: [], calibrationError: null, logit: null, reason },
  });
  const classes = classesOf(learning.destinations, origin, k);
  if (trained < neededCustomers || laterRows.length === 0)
    return without(inEachLanguage((language) => texts[language].tooFew(trained, laterRows.length)));
  if (classes.length < 2) return without(inEachLanguage((language) => texts[language].oneWay));

  const { logit, ridge } = fitOrigin(learning, classes, seed);
  const row = rowOf(train, origin, k);
  const judging = gatherRows([later], [laterRows], features);
  const chances = stateChances({ row, logit }, bareTable(laterRows, judging.columns));
  const { destinations } = judging;
  const logLoss = {
    logit: meanLoss(destinations, (i) => chances[i * k + destinations[i]]),
    row: meanLoss(destinations, (i) => row[destinations[i]]),
  };
  const gain = 1 - logLoss.logit / logLoss.row;
  const reliability = reliabilityTable(
    Float64Array.from(destinations, (_, i) => 1 - chances[i * k + origin]),
    Uint8Array.from(destinations, (state) => Number(state !== origin)),
  );
  const isKept = gain >= neededGain;
  return {
    ...{ trained, judged: laterRows.length, row: rowOf(moves, origin, k), ridge, logLoss, gain, reliability },
    calibrationError: calibrationError(reliability),
    logit: isKept ? refitted(logit, learningRows(moves, origin, features, seed), ridge) : null,
    reason: isKept ? null : inEachLanguage((language) => texts[language].tellsNoMore(gain)),
  };
}

interface LearningRows {
  readonly table: FeatureTable;
  readonly destinations: Int16Array;
}

function learningRows(
  moves: readonly MovesOfWindow[],
  origin: number,
  features: readonly SharedFeature[],
  seed: number,
): LearningRows {
  const { all } = drawRows(moves, origin, { mostCustomers: 0, mostRows, seed });
  const { columns, destinations } = gatherRows(moves, all, features);
  const customers = new Int32Array(destinations.length);
  let at = 0;
  for (const [window, rows] of all.entries())
    for (const row of rows) customers[at++] = moves[window].table.customers[row];
  return { table: bareTable(customers, columns), destinations };
}

/** Staying first, where anybody does, then destinations with enough moves. */
function classesOf(destinations: Int16Array, origin: number, k: number): number[] {
  const counts = new Float64Array(k);
  for (const state of destinations) counts[state] += 1;
  const enough = Array.from(counts.keys()).filter((state) => counts[state] >= neededMoves);
  return [...enough.filter((state) => state === origin), ...enough.filter((state) => state !== origin)];
}

/** Fits all penalties without the customers who are held out, and the best one with them. */
function fitOrigin({ table, destinations }: LearningRows, classes: readonly number[], seed: number) {
  const encoding = fitCustomerEncoding(table);
  const x = encodeCustomers(encoding, table);
  const labels = Int32Array.from(destinations, (state) => classes.indexOf(state));
  const isHeldOut = (row: number) => hashShare(table.customers[row], heldOut, seed) < heldOutShare;
  const told = Int32Array.from(labels.keys()).filter((row) => labels[row] >= 0);
  const [inner, outer] = [told.filter((row) => !isHeldOut(row)), told.filter(isHeldOut)].map((rows) => ({
    x: takePoints(x, rows),
    labels: Int32Array.from(rows, (row) => labels[row]),
  }));

  let start: Float64Array | undefined;
  let best: { readonly ridge: number; readonly loss: number; readonly fit: MultinomialLogit } | undefined;
  for (const ridge of ridges) {
    // The penalty belongs to a number of rows, of which a part is held out here.
    const own = ridge * (inner.labels.length / told.length);
    const fit = fitMultinomialLogit(inner.x, inner.labels, classes.length, { ridge: own, start, tolerance });
    const chances = classProbabilities(fit, outer.x);
    const loss = meanLoss(outer.labels, (i) => chances[i * classes.length + outer.labels[i]]);
    if (best !== undefined && loss > best.loss) break;
    best = { ridge, loss, fit };
    start = fit.coefficients;
  }
  if (best === undefined) throw new RangeError("next state: no penalty to try");
  const temperature =
    outer.labels.length === 0 ? 1 : fitTemperature({ odds: oddsOf(best.fit, outer.x), labels: outer.labels });
  const all = { x: takePoints(x, told), labels: Int32Array.from(told, (row) => labels[row]) };
  const { coefficients } = fitMultinomialLogit(all.x, all.labels, classes.length, {
    ...{ ridge: best.ridge, start: best.fit.coefficients, tolerance },
  });
  const logit: OriginLogit = {
    ...{ encodings: [...encoding.encodings], unknowns: [...encoding.unknowns] },
    ...{ classes: [...classes], coefficients: [...coefficients], temperature },
  };
  return { logit, ridge: best.ridge };
}

/** The same logit with other rows. */
function refitted(logit: OriginLogit, { table, destinations }: LearningRows, ridge: number): OriginLogit {
  const told = Int32Array.from(destinations.keys()).filter((row) => logit.classes.includes(destinations[row]));
  const x = takePoints(encodeCustomers(logit, table), told);
  const labels = Int32Array.from(told, (row) => logit.classes.indexOf(destinations[row]));
  const { coefficients } = fitMultinomialLogit(x, labels, logit.classes.length, {
    ...{ ridge, start: Float64Array.from(logit.coefficients), tolerance },
  });
  return { ...logit, coefficients: [...coefficients] };
}

/** Log odds against class 0, n × (c − 1). */
function oddsOf(fit: MultinomialLogit, x: Points): Float64Array {
  const chances = classProbabilities(fit, x);
  const width = fit.classes - 1;
  return Float64Array.from({ length: x.n * width }, (_, at) => {
    const row = Math.floor(at / width) * fit.classes;
    return Math.log(chances[row + 1 + (at % width)] / chances[row]);
  });
}

/** Chance of every state for all customers of an origin alike. */
function rowOf(moves: readonly MovesOfWindow[], origin: number, k: number): number[] {
  const counts = new Float64Array(k);
  for (const { origin: from, destination } of moves) {
    for (let row = 0; row < from.length; row++) if (from[row] === origin) counts[destination[row]] += 1;
  }
  return smoothedRow(counts);
}

function meanLoss(rows: { readonly length: number }, chanceOf: (row: number) => number): number {
  let loss = 0;
  for (let row = 0; row < rows.length; row++) loss -= Math.log(chanceOf(row));
  return loss / rows.length;
}

const texts = translations({
  en: {
    tooFewPairs: (pairs: number) =>
      `the next state needs 2 pairs of neighbouring windows, one to learn from and one to be held against; there ${pairs === 1 ? "is" : "are"} ${pairs}`,
    tooFew: (trained: number, judged: number) =>
      `${english.counted(trained, "row")} to learn from and ${judged} to be held against; ${neededCustomers} and 1 are needed`,
    oneWay: `fewer than two states with ${neededMoves} moves or more`,
    tellsNoMore: (gain: number) =>
      `log loss is ${english.share(gain)} below that of the transition row in the last pair of windows; ${english.share(neededGain)} is needed`,
  },
  ru: {
    tooFewPairs: (pairs) =>
      `для следующего состояния нужны 2 пары соседних окон: на одной учатся, на другой проверяют; есть ${pairs}`,
    tooFew: (trained, judged) =>
      `${russian.counted(trained, "строка", "строки", "строк")} для обучения и ${judged} для проверки; нужно ${neededCustomers} и 1`,
    oneWay: `меньше двух состояний, в которые было ${neededMoves} переходов или больше`,
    tellsNoMore: (gain) =>
      `на последней паре окон логарифмические потери ниже, чем у строки матрицы переходов, на ${russian.share(gain)}; нужно ${russian.share(neededGain)}`,
  },
});
