import type { Term } from "./candidate-terms.ts";
import { evidenceOf, hitVariance } from "./evidence.ts";
import { bitsOf, countShared, type RowBits, totalOnes } from "./row-bits.ts";

/** A conjunction of one to three terms, and the evidence that it is met by movers. */
export interface Conjunction {
  /** Indices of terms. */
  readonly terms: readonly number[];
  readonly evidence: number;
}

/** What was found of one destination. */
export interface Found {
  /** The best conjunctions of each size that differ in more than thresholds; smaller ones first. */
  readonly conjunctions: readonly Conjunction[];
  /** How many conjunctions with enough rows were tried. */
  readonly tested: number;
}

/** Pairs that are given a third term, and conjunctions of each size that are returned. */
const beam = 60;
const returned = 20;
/** Less evidence than that of a p of .05 is not worth keeping. */
const leastEvidence = 3;

/**
 * Looks for conjunctions whose rows move to a destination more often than others of their stratum. All terms and all pairs
 * of terms are tried; third terms are given to the 60 best pairs for each destination, so that a rule of three terms no
 * two of which tell anything is missed. Two terms of one feature go together only as an interval.
 *
 * O(terms² · rows/32) for all destinations together, and 60 · terms · rows/32 for each.
 *
 * @param destinations states whose movers are looked for, one result each
 * @param leastRows rows that a conjunction must cover
 */
export function searchConjunctions(
  terms: readonly Term[],
  layout: RowBits,
  destinations: readonly number[],
  leastRows: number,
): Found[] {
  const bits = terms.map(({ meets }) => bitsOf(layout, meets));
  const sizes = bits.map(totalOnes);
  const counts = new Float64Array(layout.rows.length);
  const drawing = drawingFrom(layout, counts);
  const asked = destinations.map((destination) => ({ destination, best: new Map() as BestByShape, tested: 0 }));
  /** @param most rows without the last term, which says nothing when none of them is lost */
  const consider = (conjunction: readonly number[], most: number, states: typeof asked) => {
    const rows = drawing.count();
    if (rows < leastRows || rows === most) return;
    for (const state of states) {
      state.tested += 1;
      const evidence = drawing.evidence(state.destination);
      if (evidence >= leastEvidence) keepBest(state.best, terms, { terms: conjunction, evidence });
    }
  };

  for (let i = 0; i < terms.length; i++) {
    countShared(layout, bits[i], bits[i], counts);
    consider([i], Number.NaN, asked);
    for (let j = i + 1; j < terms.length; j++) {
      if (!mayMeet(terms[i], terms[j])) continue;
      countShared(layout, bits[i], bits[j], counts);
      consider([i, j], Math.min(sizes[i], sizes[j]), asked);
    }
  }
  for (const state of asked) {
    for (const { terms: pair } of mostEvident(state.best, 2, beam)) {
      const [i, j] = pair;
      const shared = bits[i].map((word, at) => word & bits[j][at]);
      const most = totalOnes(shared);
      for (let t = 0; t < terms.length; t++) {
        if (t === i || t === j || !mayMeet(terms[t], terms[i]) || !mayMeet(terms[t], terms[j])) continue;
        countShared(layout, shared, bits[t], counts);
        consider([i, j, t], most, [state]);
      }
    }
  }
  return asked.map(({ best, tested }) => ({
    conjunctions: [1, 2, 3].flatMap((size) => mostEvident(best, size, returned)),
    tested,
  }));
}

/** Two thresholds of one feature must leave an interval; anything else of one feature is said by one term. */
function mayMeet(a: Term, b: Term): boolean {
  if (a.feature !== b.feature) return true;
  const [one, other] = [a.condition, b.condition];
  if (one.question.kind !== "below" || other.question.kind !== "below" || one.answer === other.answer) return false;
  const [from, below] = one.answer ? [other.question, one.question] : [one.question, other.question];
  return from.threshold < below.threshold;
}

/** Rows drawn from every stratum, as `counts` holds them by cell whenever they are counted. */
function drawingFrom({ rows, strata, states }: RowBits, counts: Float64Array) {
  const all = new Float64Array(strata);
  for (let cell = 0; cell < rows.length; cell++) all[Math.floor(cell / states)] += rows[cell];
  const drawn = new Float64Array(strata);
  /** How many rows are drawn. */
  const count = () => {
    let total = 0;
    for (let s = 0; s < strata; s++) {
      drawn[s] = 0;
      for (let cell = s * states; cell < (s + 1) * states; cell++) drawn[s] += counts[cell];
      total += drawn[s];
    }
    return total;
  };
  /** Evidence that those counted last move to a destination more often than others of their stratum; 0 for too little. */
  const evidence = (destination: number) => {
    let surplus = 0;
    let variance = 0;
    for (let s = 0; s < strata; s++) {
      const cell = s * states + destination;
      surplus += counts[cell] - (drawn[s] * rows[cell]) / all[s];
      variance += hitVariance(drawn[s], all[s], rows[cell]);
    }
    // Half the square of z is never less, and spares the logarithm.
    return surplus > 0 && surplus * surplus >= 2 * leastEvidence * variance ? evidenceOf(surplus, variance) : 0;
  };
  return { count, evidence };
}

/** Of conjunctions that differ in thresholds only the one with most evidence, by their shape. */
type BestByShape = Map<number, Conjunction>;

function keepBest(best: BestByShape, terms: readonly Term[], conjunction: Conjunction): void {
  const key = keyOf(conjunction.terms, terms);
  const rival = best.get(key);
  if (rival === undefined || conjunction.evidence > rival.evidence) best.set(key, conjunction);
}

/** Shapes fewer than these make keys that are exact. */
const mostShapes = 2 ** 17;

/** The same number for conjunctions of the same shapes in any order. */
function keyOf(conjunction: readonly number[], terms: readonly Term[]): number {
  const [a, b, c] = [0, 1, 2].map((at) => (at < conjunction.length ? terms[conjunction[at]].shape + 1 : 0));
  const low = Math.min(a, b, c);
  const high = Math.max(a, b, c);
  return (low * mostShapes + (a + b + c - low - high)) * mostShapes + high;
}

/** Those of one size with most evidence, at most `count`. */
function mostEvident(best: BestByShape, size: number, count: number): Conjunction[] {
  return [...best.values()]
    .filter(({ terms }) => terms.length === size)
    .sort((a, b) => b.evidence - a.evidence)
    .slice(0, count);
}
