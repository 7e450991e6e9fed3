import type { Condition } from "../../features/conditions/condition.ts";
import { stratifiedFisher } from "../../math/stratified-fisher.ts";
import type { Term } from "./candidate-terms.ts";
import type { OriginRows } from "./origin-rows.ts";
import { type Orders, type RefinedRule, refineThresholds } from "./refine-thresholds.ts";
import { layRows } from "./row-bits.ts";
import { figuresOf } from "./rule-figures.ts";
import { type Conjunction, type Found, searchConjunctions } from "./search-conjunctions.ts";
import { coveredBy, drawingsOf, strataBy } from "./strata.ts";

/** What rules of one origin are learned from. */
export interface Learning {
  /** One row of every customer: what is tested. */
  readonly sample: OriginRows;
  /** Rows of all windows: what thresholds are placed by. */
  readonly all: OriginRows;
  readonly orders: { readonly sample: Orders; readonly all: Orders };
  readonly terms: readonly Term[];
  /** Rows of the sample that a rule must cover. */
  readonly leastRows: number;
}

export interface LearnedRule {
  readonly conditions: readonly Condition[];
  /** The conjunction that was tried, before its thresholds were placed: what tests that count the tries are of. */
  readonly tried: readonly Condition[];
  /** Others that cover nearly the same customers. */
  readonly alike: readonly (readonly Condition[])[];
}

/** Lower bound of the lift that a rule must exceed. */
export const neededLift = 1.1;
/** Levels of the tests of a rule and of each of its terms, before they are corrected for how many are tried. */
export const level = 0.05;
const termLevel = 0.01;
/** Rules of one move at most. */
const mostRules = 6;
/** Conjunctions of each size whose thresholds are refined, and rules that are compared on all rows. */
const refined = 6;
const compared = 3;
/** Jaccard index from which two rules cover the same customers, and how many such rules are named. */
const sameCustomers = 0.8;
const mostAlike = 3;

/**
 * The rules of one move, each true beside the others: a rule is found, customers are divided by whether it covers them,
 * and the next one must hold within both parts. So a shadow of a rule (its terms without one, a feature that goes with
 * one of its own, customers who are in it for another reason) is not found again. A rule that others leave nothing to is
 * given up, and in the end each is looked for once more beside all others. What grows along a feature is told at one
 * threshold: no second rule asks the same with others.
 *
 * A rule is accepted when its customers move there more often by Fisher's exact test within strata, at 5 % over all
 * conjunctions that were tried, and when every term divides the customers who meet the others by the same test, at 1 %
 * over all terms that could have stood in its place (Bonferroni's correction in both). The first of these tests is of the
 * conjunction as it was tried, since thresholds that are moved to where they fit best are more tries than are counted.
 *
 * @param first what a search without strata found
 */
export function learnRules(
  learning: Learning,
  destination: number,
  first: Found,
): { readonly rules: readonly LearnedRule[]; readonly tested: number } {
  let tested = first.tested;
  const isHit = learning.sample.destinations.map((state) => Number(state === destination));
  const search = (others: readonly LearnedRule[]): LearnedRule | undefined => {
    const beside = others.map(({ conditions }) => conditions);
    if (beside.length === 0) return bestRule(learning, destination, beside, first.conjunctions, first.tested);
    const strata = strataBy(beside, learning.sample);
    // Other destinations are alike to this search, and fewer cells are counted in a fraction of the time.
    const layout = layRows(strata.ofRow, strata.count, isHit, 2);
    const [again] = searchConjunctions(learning.terms, layout, [1], learning.leastRows);
    tested += again.tested;
    return bestRule(learning, destination, beside, again.conjunctions, first.tested);
  };

  let rules: LearnedRule[] = [];
  for (let turn = 0; turn < 2 * mostRules && rules.length < mostRules; turn++) {
    const next = search(rules);
    if (next === undefined) break;
    const kept = withoutRedundant(learning.sample, destination, [...rules, next], first.tested);
    if (!kept.includes(next)) break;
    rules = kept;
  }
  if (rules.length > 1) {
    for (const rule of [...rules]) {
      const others = rules.filter((other) => other !== rule);
      const better = search(others);
      rules = better === undefined ? others : rules.map((one) => (one === rule ? better : one));
    }
    rules = placedAnew(learning, destination, withoutRedundant(learning.sample, destination, rules, first.tested));
  }
  return { rules, tested };
}

/** Rules with thresholds where they fit best now that all others are known. */
function placedAnew(learning: Learning, destination: number, rules: readonly LearnedRule[]): LearnedRule[] {
  return rules.reduce(
    (placed, rule, at) => {
      const beside = placed.toSpliced(at, 1).map(({ conditions }) => conditions);
      const { conditions } = placeThresholds(learning, destination, rule.conditions, beside);
      return passes(learning, destination, conditions, beside) ? placed.with(at, { ...rule, conditions }) : placed;
    },
    [...rules],
  );
}

/** All windows see more than one of each customer does, and tests see none of it. */
function placeThresholds(
  { all, orders, leastRows }: Learning,
  destination: number,
  conditions: readonly Condition[],
  beside: readonly (readonly Condition[])[],
): RefinedRule {
  const strata = strataBy(beside, all);
  return refineThresholds(conditions, destination, { rows: all, orders: orders.all, strata, leastRows });
}

/** The rule with most evidence beside the others among those that pass all tests. */
function bestRule(
  learning: Learning,
  destination: number,
  beside: readonly (readonly Condition[])[],
  found: readonly Conjunction[],
  tested: number,
): LearnedRule | undefined {
  const { sample, orders, terms, leastRows } = learning;
  const strata = strataBy(beside, sample);
  const candidates = [1, 2, 3]
    .flatMap((size) => found.filter((conjunction) => conjunction.terms.length === size).slice(0, refined))
    .map((conjunction) => conjunction.terms.map((term) => terms[term].condition))
    .filter((tried) => !beside.some((rule) => differInThresholds(rule, tried)))
    .filter(
      (tried) => stratifiedFisher(drawingsOf(coveredBy(tried, sample), destination, strata, sample)) * tested <= level,
    )
    .map((tried) => ({
      ...refineThresholds(tried, destination, { rows: sample, orders: orders.sample, strata, leastRows }),
      tried,
    }))
    .sort((a, b) => b.evidence - a.evidence);

  const passing: typeof candidates = [];
  for (const candidate of candidates) {
    if (passes(learning, destination, candidate.conditions, beside)) passing.push(candidate);
    if (passing.length === compared) break;
  }
  const placed = passing
    .map(({ conditions, tried }) => ({ ...placeThresholds(learning, destination, conditions, beside), tried }))
    .sort((a, b) => b.evidence - a.evidence)
    .find(({ conditions }) => passes(learning, destination, conditions, beside));
  if (placed === undefined) return undefined;
  const { conditions, tried } = placed;
  return { conditions, tried, alike: alikeAmong(candidates, conditions, sample) };
}

/** Whether a rule covers enough customers, lifts enough, and needs each of its terms. */
function passes(
  { sample, terms, leastRows }: Learning,
  destination: number,
  conditions: readonly Condition[],
  beside: readonly (readonly Condition[])[],
): boolean {
  const covered = coveredBy(conditions, sample);
  const figures = figuresOf(covered, destination, sample);
  if (figures.covered < leastRows || !(figures.liftLo > neededLift)) return false;
  if (conditions.length === 1) return true;
  return conditions.every((condition, at) => {
    // A rule that has the term as well would hide what it adds to this one.
    const others = beside.filter((rule) => !rule.some((other) => asksAlike(other, condition)));
    const among = coveredBy(conditions.toSpliced(at, 1), sample);
    const pBeside = (rules: readonly (readonly Condition[])[]) =>
      stratifiedFisher(drawingsOf(covered, destination, strataBy(rules, sample), sample, among));
    // Beside others a term may only say whom they leave over: it must tell something by itself, too.
    return pBeside(others) * terms.length <= termLevel && (others.length === 0 || pBeside([]) <= level);
  });
}

/** Whether two rules ask the same of the same features, so that one covers a part of what the other does. */
function differInThresholds(a: readonly Condition[], b: readonly Condition[]): boolean {
  return a.length === b.length && a.every((condition) => b.some((other) => asksAlike(condition, other)));
}

/** Whether two conditions differ in the threshold only. */
function asksAlike(a: Condition, b: Condition): boolean {
  const [one, other] = [a.question, b.question];
  if (one.kind !== other.kind || one.feature !== other.feature || a.answer !== b.answer) return false;
  return one.kind !== "level" || other.kind !== "level" || one.level === other.level;
}

/** Rules without those that tell nothing beside the others, the weakest first. */
function withoutRedundant(
  sample: OriginRows,
  destination: number,
  rules: readonly LearnedRule[],
  tested: number,
): LearnedRule[] {
  if (rules.length < 2) return [...rules];
  const p = rules.map((rule) => {
    const strata = strataBy(
      rules.filter((other) => other !== rule).map(({ conditions }) => conditions),
      sample,
    );
    return stratifiedFisher(drawingsOf(coveredBy(rule.conditions, sample), destination, strata, sample));
  });
  const weakest = p.indexOf(Math.max(...p));
  if (p[weakest] * tested <= level) return [...rules];
  return withoutRedundant(sample, destination, rules.toSpliced(weakest, 1), tested);
}

/** Rules of other features that cover nearly the same rows. */
function alikeAmong(
  candidates: readonly RefinedRule[],
  chosen: readonly Condition[],
  sample: OriginRows,
): (readonly Condition[])[] {
  const own = coveredBy(chosen, sample);
  const featuresOf = (rule: readonly Condition[]) =>
    rule
      .map(({ question }) => question.feature)
      .sort()
      .join();
  return candidates
    .filter(({ conditions }) => conditions.length <= chosen.length && featuresOf(conditions) !== featuresOf(chosen))
    .filter(({ conditions }) => jaccard(own, coveredBy(conditions, sample)) >= sameCustomers)
    .slice(0, mostAlike)
    .map(({ conditions }) => conditions);
}

function jaccard(a: Uint8Array, b: Uint8Array): number {
  let [both, either] = [0, 0];
  for (let row = 0; row < a.length; row++) {
    both += a[row] & b[row];
    either += a[row] | b[row];
  }
  return both / either;
}
