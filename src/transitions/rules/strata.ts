import { type Condition, meetingAll } from "../../features/conditions/condition.ts";
import type { Drawing } from "../../math/hypergeometric-tail.ts";
import type { OriginRows } from "./origin-rows.ts";

/** Rows divided by which of some rules cover them, so that what those rules tell is the same within a stratum. */
export interface Strata {
  /** Number of strata, each with rows. */
  readonly count: number;
  /** Stratum of each row, length n. */
  readonly ofRow: Int32Array;
  /** Stratum of the rows that no rule covers; −1 where rules cover all. */
  readonly uncovered: number;
}

/** Divides rows by the rules that cover them; without rules there is one stratum. */
export function strataBy(rules: readonly (readonly Condition[])[], rows: OriginRows): Strata {
  const ofRow = new Int32Array(rows.destinations.length);
  for (const rule of rules) {
    const isCovered = coveredBy(rule, rows);
    for (let row = 0; row < ofRow.length; row++) ofRow[row] = 2 * ofRow[row] + isCovered[row];
  }
  const numbers = new Int32Array(2 ** rules.length).fill(-1);
  let count = 0;
  for (let row = 0; row < ofRow.length; row++) {
    const pattern = ofRow[row];
    if (numbers[pattern] < 0) numbers[pattern] = count++;
    ofRow[row] = numbers[pattern];
  }
  return { count, ofRow, uncovered: numbers[0] };
}

/** 1 for rows that a rule covers, length n. */
export function coveredBy(rule: readonly Condition[], { columns, destinations }: OriginRows): Uint8Array {
  return meetingAll(rule, columns, destinations.length);
}

/**
 * How many of the covered rows move to a destination, by stratum.
 *
 * @param among 1 for rows that are looked at; all when left out
 */
export function drawingsOf(
  covered: Uint8Array,
  destination: number,
  strata: Strata,
  { destinations }: OriginRows,
  among?: Uint8Array,
): Drawing[] {
  const drawings = Array.from({ length: strata.count }, () => ({ hits: 0, drawn: 0, marked: 0, total: 0 }));
  for (let row = 0; row < covered.length; row++) {
    if (among?.[row] === 0) continue;
    const drawing = drawings[strata.ofRow[row]];
    const moves = destinations[row] === destination;
    drawing.total += 1;
    if (moves) drawing.marked += 1;
    if (covered[row] === 0) continue;
    drawing.drawn += 1;
    if (moves) drawing.hits += 1;
  }
  return drawings;
}
