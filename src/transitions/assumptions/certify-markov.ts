import { isWhole } from "../../features/window.ts";
import type { Text } from "../../language/text.ts";
import { adjustedResiduals } from "../../math/adjusted-residuals.ts";
import { benjaminiHochberg } from "../../math/benjamini-hochberg.ts";
import { toIsoDate } from "../../math/calendar.ts";
import type { SegmentId, StateHistory } from "../../segments/segmentation.ts";
import { chooseMemory } from "./choose-memory.ts";
import { countMoves, countMovesByGroup, countPaths, type LabelWindows } from "./count-paths.ts";
import { dwellTest } from "./dwell-test.ts";
import { homogeneityTest, movesOutOf } from "./homogeneity-test.ts";
import { countSpells } from "./life-table.ts";
import type { DwellEvidence, HomogeneityEvidence, MarkovEvidence, MoveShift } from "./markov-evidence.ts";
import { markovReasons } from "./markov-reasons.ts";
import { orderTest } from "./order-test.ts";
import type { MonteCarloSettings } from "./test-tables.ts";

export interface MarkovSettings extends MonteCarloSettings {
  /** What the states are called, in their order. */
  readonly names: readonly Text[];
  /** Groups of customers that should move alike; unless given, those there in the first window and those who joined later. */
  readonly cohorts?: Cohorts;
}

/** Groups of customers. */
export interface Cohorts {
  /** Index of the cohort of each of the N customers, or −1. */
  readonly cohortOf: Int16Array;
  readonly names: readonly Text[];
}

const source =
  "Pearson's tests of order and homogeneity (Anderson & Goodman 1957) and of the hazard by age (Allison 1982), q of Benjamini & Hochberg (1995)";
const level = 0.01;

/**
 * Tests what a stationary Markov chain of order 1 assumes of the moves of customers: that the next state depends on the
 * present one only (order), in all windows and in all cohorts alike (homogeneity), and however long a customer has been
 * there (dwell). Where order or dwell fails, it says which memory foretells moves best; `statesWithHistory` gives the
 * states that have it.
 *
 * Order and dwell are tested over all windows together and so react to moves that change between windows, too; the reasons
 * say so. With many customers the tests find departures that change no decision: the shares and gains in the reasons say how
 * large they are. Windows that are short or incomplete are left out. O(N·windows + k³), and random tables where moves
 * are few.
 *
 * @throws RangeError if names or cohorts do not fit, the windows hold different numbers of customers, or a label is not a
 *   state
 */
export function certifyMarkov(history: StateHistory, settings: MarkovSettings): MarkovEvidence {
  const { states } = history;
  const k = states.length;
  if (settings.names.length !== k) throw new RangeError(`certifyMarkov: ${settings.names.length} names of ${k} states`);
  const whole = Array.from(history.windows.keys()).filter((w) => isWhole(history.windows[w]));
  const windows = whole.map((w) => history.windows[w]);
  const labels = whole.map((w) => history.labels[w]);
  const { cohortOf, names } = settings.cohorts ?? byJoining(labels);

  const moves = labels.slice(1).map((after, before) => countMoves(labels[before], after, k));
  const order = judgeOrder(moves, countPaths(labels, k), k, settings);
  const homogeneity = judgeHomogeneity(moves, states, settings);
  const byCohort = countMovesByGroup(labels, k, cohortOf, names.length);
  const cohorts = { ...judgeHomogeneity(byCohort, states, settings), names: [...names] };
  const dwell = judgeDwell(labels, states, settings);

  const isFailed = [order, homogeneity, cohorts, dwell].some(({ status }) => status === "failed");
  const isTested = order.status !== "refused" && homogeneity.status !== "refused";
  const needsMemory = order.status === "failed" || dwell.status === "failed";
  const evidence: MarkovEvidence = {
    status: isFailed ? "failed" : isTested ? "passed" : "refused",
    ...{ reasons: [], remarks: [], source, level, states: [...states] },
    windows: windows.map(({ until }) => toIsoDate(until)),
    overlapping: windows.some(({ from }, w) => w > 0 && from < windows[w - 1].until),
    ...{ order, homogeneity, cohorts, dwell },
    memory: needsMemory ? chooseMemory(labels, k) : null,
  };
  const told = markovReasons(evidence, settings.names);
  const remarks = [...told.remarks];
  const reasons = [told.order, told.homogeneity, told.cohorts, told.dwell].filter((reason) => reason !== null);
  return {
    ...evidence,
    ...{ reasons: [...reasons, ...remarks], remarks },
    order: { ...order, reason: told.order },
    homogeneity: { ...homogeneity, reason: told.homogeneity },
    cohorts: { ...cohorts, reason: told.cohorts },
    dwell: { ...dwell, reason: told.dwell },
  };
}

function judgeOrder(
  moves: readonly Float64Array[],
  paths: Float64Array,
  k: number,
  settings: MonteCarloSettings,
): MarkovEvidence["order"] {
  const pooled = new Float64Array(k * k);
  for (const counts of moves) for (let cell = 0; cell < pooled.length; cell++) pooled[cell] += counts[cell];
  const test = orderTest(pooled, paths, k, settings);
  return { status: test.status === "refused" ? "refused" : verdictOf([test.order1Against2.p]), reason: null, test };
}

function judgeHomogeneity(
  groups: readonly Float64Array[],
  states: readonly SegmentId[],
  settings: MonteCarloSettings,
): HomogeneityEvidence {
  const test = homogeneityTest(groups, states.length, settings);
  if (test.status === "refused") return { status: "refused", reason: null, test, shifts: [] };
  const shifts = test.origins.flatMap(({ q }, origin) =>
    q !== null && q <= level ? largestShift(origin, groups, states) : [],
  );
  return { status: verdictOf(test.origins.map(({ q }) => q)), reason: null, test, shifts };
}

/**
 * The destination and group whose share of the moves out of a state differs most from that in the other groups, among
 * those that differ beyond chance; none where all are too few to tell.
 */
function largestShift(origin: number, groups: readonly Float64Array[], states: readonly SegmentId[]): MoveShift[] {
  const { counts, rows, columns } = movesOutOf(origin, groups, states.length);
  const { residuals, bound } = adjustedResiduals(counts, rows, columns);
  const inGroup = new Float64Array(rows);
  const there = new Float64Array(columns);
  for (const [cell, count] of counts.entries()) {
    inGroup[Math.floor(cell / columns)] += count;
    there[cell % columns] += count;
  }
  const n = inGroup.reduce((sum, count) => sum + count, 0);
  const apart = ({ share, otherwise }: MoveShift) => Math.abs(share - otherwise);
  const shifts = Array.from(counts, (count, cell): MoveShift => {
    const [group, destination] = [Math.floor(cell / columns), cell % columns];
    const otherwise = (there[destination] - count) / (n - inGroup[group]);
    return {
      ...{ origin: states[origin], destination: states[destination], group },
      ...{ share: count / inGroup[group], otherwise },
    };
  })
    .filter((_, cell) => Math.abs(residuals[cell]) > bound)
    .sort((a, b) => apart(b) - apart(a));
  return shifts.slice(0, 1);
}

function judgeDwell(labels: LabelWindows, states: readonly SegmentId[], settings: MonteCarloSettings): DwellEvidence {
  const spells = countSpells(labels, states.length);
  const tests = spells.map((own) => dwellTest(own, settings));
  const q = benjaminiHochberg(
    Float64Array.from(tests, (test) => (test.status === "done" ? (test.test.p ?? Number.NaN) : Number.NaN)),
  );
  const judged = Array.from(q, (own) => (Number.isNaN(own) ? null : own));
  return {
    status: verdictOf(judged),
    reason: null,
    states: tests.map((test, state) => ({
      id: states[state],
      leftTruncated: spells[state].leftTruncated,
      unobserved: spells[state].unobserved,
      q: judged[state],
      test,
    })),
  };
}

/** Of chances of what was seen under an assumption; null is not tested. */
function verdictOf(chances: readonly (number | null)[]): "passed" | "failed" | "refused" {
  const tested = chances.filter((chance) => chance !== null);
  if (tested.length === 0) return "refused";
  return tested.some((chance) => chance <= level) ? "failed" : "passed";
}

/** Customers by whether they were there in the first window. */
function byJoining(windows: LabelWindows): Cohorts {
  return {
    cohortOf: windows.length === 0 ? new Int16Array() : windows[0].map((state) => (state < 0 ? 1 : 0)),
    names: [
      { en: "there from the first window on", ru: "были в базе с первого окна" },
      { en: "joined later", ru: "пришли позже" },
    ],
  };
}
