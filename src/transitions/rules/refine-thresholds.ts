import type { Condition } from "../../features/conditions/condition.ts";
import { hypergeometricUpperTail } from "../../math/hypergeometric-tail.ts";
import { roundestBetween } from "../../math/roundest-between.ts";
import { evidenceOf, hitVariance } from "./evidence.ts";
import type { OriginRows } from "./origin-rows.ts";
import { coveredBy, drawingsOf, type Strata } from "./strata.ts";

/** Rows in the ascending order of a numeric feature, without those where it is unknown. */
export type Orders = (feature: string) => Int32Array;

/** Times each threshold is looked at again after the others moved, at most. */
const mostRounds = 6;
/** Thresholds with no less evidence than the best but this are as good, and the roundest of them is taken. */
const indifferent = 0.5;
/** p below which a rule holds in a stratum. */
const level = 0.05;

export interface RefinedRule {
  readonly conditions: readonly Condition[];
  readonly evidence: number;
}

/** Sorts each feature once, when it is first asked for. */
export function ordersOf({ columns }: OriginRows): Orders {
  const orders = new Map<string, Int32Array>();
  return (feature) => {
    const known = orders.get(feature);
    if (known !== undefined) return known;
    const values = columns.find(({ name }) => name === feature)?.values ?? new Float64Array(0);
    const rows = Int32Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]));
    rows.sort((a, b) => values[a] - values[b]);
    orders.set(feature, rows);
    return rows;
  };
}

/**
 * Moves the thresholds of a rule, one after the other, to where the evidence for it is greatest, until none moves; then
 * takes the roundest thresholds that are as good. Every value that rows have is tried. Strata of other rules in which this one
 * tells nothing to begin with tell nothing of its thresholds either, and are left out.
 *
 * O(terms · rows · strata) a round, once rows are sorted.
 */
export function refineThresholds(
  conditions: readonly Condition[],
  destination: number,
  { rows, orders, strata, leastRows }: RefiningRows,
): RefinedRule {
  const margins = marginsOf(rows, strata, destination);
  const telling = tellingStrata(conditions, destination, rows, strata);
  const thresholds = Array.from(conditions.keys()).filter((at) => conditions[at].question.kind === "below");
  const latest = new Map<number, Scanned>();
  let current = conditions;
  // Ends when every threshold has been looked at since another one moved.
  for (let turn = 0, still = 0; still < thresholds.length && turn < mostRounds * thresholds.length; turn++, still++) {
    const at = thresholds[turn % thresholds.length];
    const scanned = scanThresholds(current, at, destination, { rows, orders, strata, leastRows, margins, telling });
    if (scanned === undefined) continue;
    latest.set(at, scanned);
    if (thresholdOf(current[at]) !== scanned.best) still = 0;
    current = current.with(at, movedTo(current[at], scanned.best));
  }
  const rounded = current.map((condition, at) => {
    const scanned = latest.get(at);
    return scanned === undefined ? condition : movedTo(condition, roundestBetween(scanned.low, scanned.high));
  });
  const drawings = drawingsOf(coveredBy(rounded, rows), destination, strata, rows);
  let [surplus, variance] = [0, 0];
  for (const { hits, drawn, marked, total } of drawings) {
    surplus += hits - (drawn * marked) / total;
    variance += hitVariance(drawn, total, marked);
  }
  return { conditions: rounded, evidence: evidenceOf(surplus, variance) };
}

function thresholdOf({ question }: Condition): number | undefined {
  return question.kind === "below" ? question.threshold : undefined;
}

function movedTo(condition: Condition, threshold: number): Condition {
  const { question } = condition;
  return question.kind === "below" ? { ...condition, question: { ...question, threshold } } : condition;
}

export interface RefiningRows {
  readonly rows: OriginRows;
  readonly orders: Orders;
  readonly strata: Strata;
  /** Rows that a rule must cover. */
  readonly leastRows: number;
}

interface ScannedRows extends RefiningRows {
  readonly margins: Margins;
  /** 1 for strata that are looked at. */
  readonly telling: Uint8Array;
}

interface Scanned {
  /** The value from which on, or below which, the evidence is greatest. */
  readonly best: number;
  /** Thresholds above `low` and up to `high` are as good. */
  readonly low: number;
  readonly high: number;
  readonly evidence: number;
}

/** Every threshold of one condition, the others as they are. */
function scanThresholds(
  conditions: readonly Condition[],
  at: number,
  destination: number,
  { rows, orders, strata, leastRows, margins, telling }: ScannedRows,
): Scanned | undefined {
  const { question, answer } = conditions[at];
  const values = rows.columns.find(({ name }) => name === question.feature)?.values;
  if (values === undefined) return undefined;
  const isEligible = coveredBy(conditions.toSpliced(at, 1), rows);
  const order = orders(question.feature).filter((row) => isEligible[row] === 1 && telling[strata.ofRow[row]] === 1);
  const n = order.length;

  // Rows from a threshold on are lost one by one as it rises; rows below it are won.
  const drawn = new Float64Array(strata.count);
  const sign = answer ? 1 : -1;
  let surplus = 0;
  const expected = margins.hits.map((hits, s) => hits / margins.rows[s]);
  const add = (row: number, by: number) => {
    const stratum = strata.ofRow[row];
    drawn[stratum] += by;
    surplus += by * (Number(rows.destinations[row] === destination) - expected[stratum]);
  };
  if (!answer) for (let place = 0; place < n; place++) add(order[place], 1);
  const places = new Int32Array(n);
  const surpluses = new Float64Array(n);
  const variances = new Float64Array(n);
  let count = 0;
  for (let place = 0; place < n; place++) {
    const covered = answer ? place : n - place;
    if (place > 0 && covered >= leastRows && values[order[place]] > values[order[place - 1]]) {
      places[count] = place;
      surpluses[count] = surplus;
      for (let s = 0; s < drawn.length; s++)
        variances[count] += hitVariance(drawn[s], margins.rows[s], margins.hits[s]);
      count += 1;
    }
    add(order[place], sign);
  }
  if (count === 0) return undefined;

  const evidenceAt = (i: number) => evidenceOf(surpluses[i], variances[i]);
  let best = 0;
  let evidence = evidenceAt(0);
  for (let i = 1; i < count; i++) {
    // Half the square of z is never less, and spares the logarithm.
    if (!(surpluses[i] > 0) || surpluses[i] ** 2 <= 2 * variances[i] * evidence) continue;
    const found = evidenceAt(i);
    if (found > evidence) [best, evidence] = [i, found];
  }
  const isAsGood = (i: number) => i >= 0 && i < count && evidenceAt(i) >= evidence - indifferent;
  let [first, last] = [best, best];
  while (isAsGood(first - 1)) first -= 1;
  while (isAsGood(last + 1)) last += 1;
  return {
    ...{ best: values[order[places[best]]], evidence },
    low: values[order[places[first] - 1]],
    high: values[order[places[last]]],
  };
}

/** 1 for the rows that no other rule covers, and for strata of other rules in which this one holds as well. */
function tellingStrata(
  conditions: readonly Condition[],
  destination: number,
  rows: OriginRows,
  strata: Strata,
): Uint8Array {
  const drawings = drawingsOf(coveredBy(conditions, rows), destination, strata, rows);
  return Uint8Array.from(drawings, (drawing, stratum) =>
    Number(stratum === strata.uncovered || hypergeometricUpperTail(drawing) <= level),
  );
}

/** Rows of every stratum, and those of them that move to the destination. */
interface Margins {
  readonly rows: Float64Array;
  readonly hits: Float64Array;
}

function marginsOf({ destinations }: OriginRows, { count, ofRow }: Strata, destination: number): Margins {
  const margins = { rows: new Float64Array(count), hits: new Float64Array(count) };
  for (let row = 0; row < ofRow.length; row++) {
    margins.rows[ofRow[row]] += 1;
    if (destinations[row] === destination) margins.hits[ofRow[row]] += 1;
  }
  return margins;
}
