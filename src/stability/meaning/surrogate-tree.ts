import type { Question } from "../../features/conditions/condition.ts";
import type { Feature } from "../../features/feature-table.ts";
import { roundestBetween } from "../../math/roundest-between.ts";

/** A tree of questions with what it says of the customers at its ends. */
export type DecisionTree =
  | { readonly member: boolean }
  | { readonly question: Question; readonly yes: DecisionTree; readonly no: DecisionTree };

export interface TreeOptions {
  /** Questions from the root to an end at most. */
  readonly depth: number;
  /** Customers that each answer must leave at least. */
  readonly leastRows: number;
}

/**
 * A small decision tree that tells members of a segment from everybody else by raw features (CART with the Gini index), so
 * that people can read who is in a segment. Members weigh as much as all others together, so that a small segment is not
 * given up; numbers are asked against the roundest threshold between two neighbours, and unknown ones go where the impurity is
 * lowest, or are asked for; categories are asked level by level.
 *
 * O(depth · features · n) once numbers are sorted.
 *
 * @param features length n each
 * @param isMember 1 for members, length n
 * @returns a single end where nothing tells members apart
 * @see Breiman, Friedman, Olshen & Stone (1984), Classification and regression trees
 */
export function growTree(features: readonly Feature[], isMember: Uint8Array, options: TreeOptions): DecisionTree {
  const n = isMember.length;
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  const members = isMember.reduce((sum, member) => sum + member, 0);
  const weights = { member: 0.5 / members, other: 0.5 / (n - members) };
  if (members === 0 || members === n) return { member: members > 0 };
  const orders = features.map(({ kind, values }) => (kind === "number" ? ascending(values, rows) : rows));
  return grow({ features, isMember, weights, leastRows: options.leastRows }, orders, options.depth);
}

/**
 * What a tree says of every customer: 1 for members, length n. O(depth · n).
 *
 * @param features length n each, those the tree asks for among them
 * @throws RangeError if one that it asks for is missing
 */
export function askTree(tree: DecisionTree, features: readonly Feature[], n: number): Uint8Array {
  const answers = new Uint8Array(n);
  const ask = (node: DecisionTree, rows: Int32Array) => {
    if ("member" in node) {
      if (node.member) for (const row of rows) answers[row] = 1;
      return;
    }
    const isYes = answering(node.question, features);
    ask(node.yes, rows.filter(isYes));
    ask(
      node.no,
      rows.filter((row) => !isYes(row)),
    );
  };
  ask(
    tree,
    Int32Array.from({ length: n }, (_, i) => i),
  );
  return answers;
}

/** Mean of the shares of members and of others that are told rightly, 0…1; ½ is guessing. NaN where one of the two is empty. */
export function balancedAccuracy(isMember: Uint8Array, told: Uint8Array): number {
  const counts = [0, 0];
  const right = [0, 0];
  for (const [i, member] of isMember.entries()) {
    counts[member]++;
    if (told[i] === member) right[member]++;
  }
  return (right[0] / counts[0] + right[1] / counts[1]) / 2;
}

interface Grower {
  readonly features: readonly Feature[];
  readonly isMember: Uint8Array;
  /** Weight of one member and of one of the others. */
  readonly weights: { readonly member: number; readonly other: number };
  readonly leastRows: number;
}

/** Customers who answer alike, and how many of them are members. */
interface Side {
  readonly rows: number;
  readonly members: number;
}

/** Takes note of a question by those who say yes. */
type Consider = (question: () => Question, rows: number, members: number) => void;

/** @param orders rows of the node in the ascending order of each feature, those without a value last */
function grow(grower: Grower, orders: readonly Int32Array[], depth: number): DecisionTree {
  const all = sideOf(grower, orders[0] ?? new Int32Array(0));
  const { weights } = grower;
  const end: DecisionTree = { member: all.members * weights.member > (all.rows - all.members) * weights.other };
  if (depth === 0 || all.members === 0 || all.members === all.rows) return end;
  const question = bestQuestion(grower, orders, all);
  if (question === undefined) return end;
  const isYes = answering(question, grower.features);
  const part = (answer: boolean) => orders.map((rows) => rows.filter((row) => isYes(row) === answer));
  const yes = grow(grower, part(true), depth - 1);
  const no = grow(grower, part(false), depth - 1);
  // A question whose answers end alike asks nothing.
  return "member" in yes && "member" in no && yes.member === no.member ? yes : { question, yes, no };
}

/** The question that lowers the impurity most, the first of equal ones. */
function bestQuestion(grower: Grower, orders: readonly Int32Array[], all: Side): Question | undefined {
  const { features, weights, leastRows } = grower;
  const impurity = (rows: number, members: number) => {
    const [member, other] = [members * weights.member, (rows - members) * weights.other];
    return rows === 0 ? 0 : (member * other) / (member + other);
  };
  let best: Question | undefined;
  let least = impurity(all.rows, all.members) * (1 - 1e-9);
  const consider: Consider = (question, rows, members) => {
    if (rows < leastRows || all.rows - rows < leastRows) return;
    const left = impurity(rows, members) + impurity(all.rows - rows, all.members - members);
    if (!(left < least)) return;
    least = left;
    best = question();
  };
  for (const [at, feature] of features.entries()) {
    if (feature.kind === "number") askNumber(grower, feature, orders[at], consider);
    else askLevels(grower, feature, orders[at], consider);
  }
  return best;
}

function askNumber(grower: Grower, { name: feature, values }: Feature, rows: Int32Array, consider: Consider): void {
  let known = rows.length;
  while (known > 0 && Number.isNaN(values[rows[known - 1]])) known--;
  const unknown = sideOf(grower, rows.subarray(known));
  let members = 0;
  for (let i = 0; i < known; i++) {
    const [before, value] = [i === 0 ? Number.NaN : values[rows[i - 1]], values[rows[i]]];
    if (value > before) {
      const below = (unknown: boolean) => (): Question => ({
        kind: "below",
        feature,
        threshold: roundestBetween(before, value),
        unknown,
      });
      consider(below(false), i, members);
      if (unknown.rows > 0) consider(below(true), i + unknown.rows, members + unknown.members);
    }
    members += grower.isMember[rows[i]];
  }
  if (unknown.rows > 0) consider(() => ({ kind: "known", feature }), known, members);
}

function askLevels(
  { isMember }: Grower,
  { name: feature, values, levels }: Feature,
  rows: Int32Array,
  consider: Consider,
): void {
  const counts = new Int32Array(levels.length);
  const members = new Int32Array(levels.length);
  for (const row of rows) {
    if (Number.isNaN(values[row])) continue;
    counts[values[row]]++;
    members[values[row]] += isMember[row];
  }
  for (const [at, level] of levels.entries())
    consider(() => ({ kind: "level", feature, level }), counts[at], members[at]);
}

/** Who says yes to a question. */
function answering(question: Question, features: readonly Feature[]): (row: number) => boolean {
  const feature = features.find(({ name }) => name === question.feature);
  if (feature === undefined) throw new RangeError(`the tree asks for ${question.feature}, which the table lacks`);
  const { values, levels } = feature;
  if (question.kind === "known") return (row) => !Number.isNaN(values[row]);
  if (question.kind === "below")
    return (row) => (Number.isNaN(values[row]) ? question.unknown : values[row] < question.threshold);
  const level = levels.indexOf(question.level);
  return (row) => values[row] === level;
}

function sideOf({ isMember }: Grower, rows: Int32Array): Side {
  let members = 0;
  for (const row of rows) members += isMember[row];
  return { rows: rows.length, members };
}

/** Rows in the ascending order of their values, unknown ones last. */
function ascending(values: Float64Array, rows: Int32Array): Int32Array {
  const rank = (row: number) => (Number.isNaN(values[row]) ? Number.POSITIVE_INFINITY : values[row]);
  return rows.slice().sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  });
}
