import { type Condition, meeting } from "../../features/conditions/condition.ts";
import { roundestBetween } from "../../math/roundest-between.ts";

/** One feature of the rows that rules are searched in. */
export interface Column {
  readonly name: string;
  readonly kind: "number" | "category";
  readonly levels: readonly string[];
  /** Length n. NaN is "unknown"; a category holds the index of its level. */
  readonly values: Float64Array;
}

/** A condition that rules are made of, and who meets it. */
export interface Term {
  readonly condition: Condition;
  /** Index of the feature among the columns. */
  readonly feature: number;
  /** Terms of one shape differ in nothing but the threshold; 0, 1, … */
  readonly shape: number;
  /** 1 for rows that meet it, length n. */
  readonly meets: Uint8Array;
}

/** Shares of the known values below the thresholds that are tried; closer together where few customers are cut off. */
const thresholdShares = [0.03, 0.08, 0.2, 0.35, 0.5, 0.65, 0.8, 0.92, 0.97];
/** A number with no more different values is asked at each of them. */
const fewValues = 10;
/** Most frequent levels of a category that are asked for. */
const mostLevels = 30;

/**
 * The conditions that a search starts from: numbers below a threshold and from it on, at nine quantiles, each at the
 * roundest value that divides the rows alike; categories level by level, being one and not being one; and being known
 * and unknown. Whoever is unknown meets neither side of a threshold. Terms that fewer than `leastRows` meet or miss are
 * left out, and of several that the same rows meet the first is kept.
 *
 * O(features · n log n).
 */
export function candidateTerms(columns: readonly Column[], leastRows: number): Term[] {
  const terms: Term[] = [];
  const known = new Map<string, Term[]>();
  let shape = 0;
  const add = (condition: Condition, feature: number) => {
    const meets = meeting(condition, columns);
    let rows = 0;
    let hash = 0;
    for (let row = 0; row < meets.length; row++) {
      rows += meets[row];
      hash = (Math.imul(hash, 31) + meets[row] * row) | 0;
    }
    if (rows < leastRows || meets.length - rows < leastRows) return;
    const key = `${rows} ${hash}`;
    const alike = known.get(key) ?? [];
    if (alike.some((term) => term.meets.every((meet, row) => meet === meets[row]))) return;
    const term = { condition, feature, shape, meets };
    known.set(key, [...alike, term]);
    terms.push(term);
  };

  for (const [at, { name: feature, kind, levels, values }] of columns.entries()) {
    const thresholds = kind === "number" ? thresholdsOf(values) : [];
    const asked = kind === "category" ? frequentLevels(values, levels.length) : [];
    for (const answer of [true, false]) {
      for (const threshold of thresholds) {
        add({ question: { kind: "below", feature, threshold, unknown: !answer }, answer }, at);
      }
      shape += 1;
      for (const level of asked) {
        add({ question: { kind: "level", feature, level: levels[level] }, answer }, at);
        shape += 1;
      }
      add({ question: { kind: "known", feature }, answer: !answer }, at);
      shape += 1;
    }
  }
  return terms;
}

function thresholdsOf(values: Float64Array): number[] {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  // Places at which a larger value begins; the threshold there divides between it and the one before.
  const rises: number[] = [];
  for (let at = 1; at < known.length; at++) if (known[at] > known[at - 1]) rises.push(at);
  const places =
    rises.length < fewValues ? rises : thresholdShares.map((share) => nearest(rises, share * known.length));
  return [...new Set(places)].map((at) => roundestBetween(known[at - 1], known[at]));
}

/** The number of an ascending list that is nearest to another. */
function nearest(ascending: readonly number[], to: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < to) low = middle + 1;
    else high = middle;
  }
  const below = ascending[Math.max(0, low - 1)];
  return to - below < ascending[low] - to ? below : ascending[low];
}

/** Indices of the most frequent levels, ascending. */
function frequentLevels(values: Float64Array, count: number): number[] {
  const counts = new Float64Array(count);
  for (const value of values) if (!Number.isNaN(value)) counts[value] += 1;
  return Array.from(counts.keys())
    .sort((a, b) => counts[b] - counts[a] || a - b)
    .slice(0, mostLevels)
    .sort((a, b) => a - b);
}
