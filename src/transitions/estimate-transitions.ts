import { isWhole, type Window } from "../features/window.ts";
import { russian } from "../language/russian.ts";
import type { Text } from "../language/text.ts";
import { wilsonInterval } from "../math/wilson-interval.ts";
import type { SegmentId, StateHistory } from "../segments/segmentation.ts";

/** Fewest moves out of a state that its probabilities are shown without a warning. */
export const fewestMoves = 30;

/** Moves between two neighbouring windows, or pooled over several such pairs. */
export interface TransitionMatrix {
  /** Customers seen in the row's state and, one window later, in the column's, k × k, row-major. */
  readonly counts: Float64Array;
  /** Chance of moving from row to column over one window, k × k, row-major; a row nobody was seen in is NaN. */
  readonly probabilities: Float64Array;
  /** Lower and upper end of the 95 % Wilson interval of each probability, k × k; [0, 1] in a row nobody was seen in. */
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  /** Customers who joined the population between the two windows, by the state they are in afterwards, length k. */
  readonly entered: Float64Array;
}

/** The moves of one pair of neighbouring windows. */
export interface WindowPair extends TransitionMatrix {
  readonly before: Window;
  readonly after: Window;
  /** One of the two windows sees less history than its look-back. */
  readonly short: boolean;
  /** The history stops well before the end of one of the two windows. */
  readonly incomplete: boolean;
}

/** First-order Markov model of moves between states, as seen in the labels themselves. */
export interface TransitionModel {
  readonly status: "done";
  readonly basis: "raw";
  /** The k states, in the order of rows and columns; the last two are `none` and `dormant`. */
  readonly states: readonly SegmentId[];
  /** One matrix for each pair of neighbouring windows, oldest first. */
  readonly pairs: readonly WindowPair[];
  readonly pooled: PooledTransitions;
  /** Moves between whole windows whose look-backs do not overlap, a look-back apart; undefined where there are none. */
  readonly apart: TransitionMatrix | undefined;
}

export type PooledTransitions =
  | ({ readonly status: "done"; readonly pairs: number } & TransitionMatrix)
  | { readonly status: "refused"; readonly reason: Text };

export type Transitions = TransitionModel | { readonly status: "refused"; readonly reason: Text };

/**
 * Counts who moved where between neighbouring windows, and estimates the chance of each move.
 *
 * The estimate is the maximum-likelihood one, count / row total, without smoothing. Pooling adds the counts of all
 * pairs in which both windows see a full look-back to its end, which assumes the moves are stationary. The intervals take
 * moves as independent, which the same customers seen in several pairs through overlapping look-backs are not: read a
 * pooled interval as the least doubt there is. Nobody leaves: a population only grows, and who stops buying becomes `dormant`.
 *
 * O(N) for each pair of windows. Refused when there is no pair.
 *
 * @throws RangeError if windows hold different numbers of customers, or a customer leaves the population
 * @see Anderson & Goodman (1957), Statistical inference about Markov chains, Annals of Mathematical Statistics 28
 */
export function estimateTransitions({ windows, states, labels }: StateHistory): Transitions {
  if (windows.length < 2) {
    const reason = {
      en: `transitions: a move needs 2 windows, got ${windows.length}`,
      ru: `переходы: чтобы увидеть переход, нужны 2 окна, есть ${windows.length}`,
    };
    return { status: "refused", reason };
  }
  const k = states.length;
  const pairs: WindowPair[] = [];
  for (let w = 1; w < windows.length; w++) {
    const [before, after] = [windows[w - 1], windows[w]];
    const moves = countMoves(labels[w - 1], labels[w], k);
    const short = before.short || after.short;
    const incomplete = before.incomplete || after.incomplete;
    pairs.push({ before, after, short, incomplete, ...withProbabilities(moves) });
  }
  const apart = movesApart({ windows, states, labels });
  return { status: "done", basis: "raw", states, pairs, pooled: pool(pairs), apart };
}

/** Days by which months of unlike lengths may put two windows apart or over each other. */
const calendarSlack = 3;

/** Moves from the end of each whole window to that of the one whose look-back begins there, pooled. */
function movesApart({ windows, states, labels }: StateHistory): TransitionMatrix | undefined {
  const k = states.length;
  const pairs = windows.flatMap((before, at) => {
    const next = windows.findIndex(({ from }, later) => later > at && Math.abs(from - before.until) <= calendarSlack);
    return next >= 0 && isWhole(before) && isWhole(windows[next]) ? [countMoves(labels[at], labels[next], k)] : [];
  });
  return pairs.length === 0 ? undefined : withProbabilities(addMoves(pairs));
}

function addMoves(pairs: readonly Moves[]): Moves {
  const counts = new Float64Array(pairs[0].counts.length);
  const entered = new Float64Array(pairs[0].entered.length);
  for (const pair of pairs) {
    for (let cell = 0; cell < counts.length; cell++) counts[cell] += pair.counts[cell];
    for (let state = 0; state < entered.length; state++) entered[state] += pair.entered[state];
  }
  return { counts, entered };
}

interface Moves {
  readonly counts: Float64Array;
  readonly entered: Float64Array;
}

function countMoves(before: Int16Array, after: Int16Array, k: number): Moves {
  if (before.length !== after.length) {
    throw new RangeError(`transitions: ${before.length} customers in one window, ${after.length} in the next`);
  }
  const counts = new Float64Array(k * k);
  const entered = new Float64Array(k);
  for (let customer = 0; customer < before.length; customer++) {
    const from = before[customer];
    const to = after[customer];
    if (from >= 0 && to >= 0) counts[from * k + to] += 1;
    else if (to >= 0) entered[to] += 1;
    else if (from >= 0) throw new RangeError(`transitions: customer ${customer} left the population, which only grows`);
  }
  return { counts, entered };
}

function withProbabilities({ counts, entered }: Moves): TransitionMatrix {
  const k = entered.length;
  const probabilities = new Float64Array(k * k);
  const lo = new Float64Array(k * k);
  const hi = new Float64Array(k * k);
  for (let from = 0; from < k; from++) {
    const total = rowTotal(counts, from, k);
    for (let cell = from * k; cell < (from + 1) * k; cell++) {
      probabilities[cell] = counts[cell] / total;
      [lo[cell], hi[cell]] = wilsonInterval(counts[cell], total);
    }
  }
  return { counts, probabilities, lo, hi, entered };
}

function pool(pairs: readonly WindowPair[]): PooledTransitions {
  const full = pairs.filter(isWhole);
  if (full.length === 0) {
    const isIncomplete = pairs.some(({ incomplete }) => incomplete);
    const reason = {
      en: `transitions: pooling needs 2 neighbouring windows with a full look-back; all ${pairs.length} pairs have a ${isIncomplete ? "short or incomplete" : "short"} one`,
      ru: `переходы: нужны 2 соседних окна с полной глубиной истории; есть ${russian.counted(pairs.length, "пара", "пары", "пар")} окон, и в каждой хотя бы одно окно ${isIncomplete ? "короткое или неполное" : "короткое"}`,
    };
    return { status: "refused", reason };
  }
  return { status: "done", pairs: full.length, ...withProbabilities(addMoves(full)) };
}

/** Moves out of a state, those who stayed included. */
export function rowTotal(counts: Float64Array, from: number, k: number): number {
  let total = 0;
  for (let cell = from * k; cell < (from + 1) * k; cell++) total += counts[cell];
  return total;
}
