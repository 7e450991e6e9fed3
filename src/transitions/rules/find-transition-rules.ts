import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import { inEachLanguage, type Text } from "../../language/text.ts";
import { translations } from "../../language/translations.ts";
import { benjaminiHochberg } from "../../math/benjamini-hochberg.ts";
import { toIsoDate } from "../../math/calendar.ts";
import { checkMoves, type MovesOfWindow } from "../moves-of-window.ts";
import { candidateTerms } from "./candidate-terms.ts";
import { byOriginAndLift, type DescribeOptions, describeRule, type NamedState } from "./describe-rule.ts";
import { type LearnedRule, learnRules, level, neededLift } from "./learn-rules.ts";
import { withoutMirrored } from "./mirrored-rules.ts";
import { movesAmong } from "./moves-among.ts";
import { drawRows, gatherRows, type SharedFeature, sharedFeatures } from "./origin-rows.ts";
import { ordersOf } from "./refine-thresholds.ts";
import { layRows } from "./row-bits.ts";
import { figuresOf, type RuleFigures, ruleFigures } from "./rule-figures.ts";
import { searchConjunctions } from "./search-conjunctions.ts";
import { coveredBy, strataBy } from "./strata.ts";
import type { TransitionRules } from "./transition-rules.ts";

export interface RuleOptions extends DescribeOptions {
  readonly seed: number;
  /** Names of the features that rules may use; all that every window has when left out. */
  readonly features?: readonly string[];
}

/** Customers of an origin who are searched at most, and rows that thresholds are placed by. */
const mostCustomers = 25_000;
const mostRows = 100_000;
/** Customers that a rule must cover, and their share of the origin. */
const neededCustomers = 30;
const neededShare = 0.01;
const source =
  "Fisher's exact test, Benjamini & Hochberg (1995) over all conjunctions tried, Wilson (1927); confirmed on a later window";

/**
 * Rules of transition: which customers of a segment, told by at most three terms over their features at the end of a
 * window, are in another segment one window later more often than everybody there.
 *
 * Rules are learned from all pairs of windows but the last (`learnRules`), without those that only mirror another move
 * (`withoutMirrored`). They cover at least 30 customers and 1 % of the origin, the lower bound of their lift is above 1.1, and
 * their q is below .05, where Benjamini and Hochberg's correction counts every conjunction that was tried and ranks among
 * the rules alone, so that no shadow of a rule makes room for another. All pairs of terms are tried, and third terms along
 * a beam, which makes that q a screen rather than a promise. The promise is the last pair: a rule is published when its
 * lift is above 1 there, every term raises it, and its q over the rules found is at most .05 by Fisher's test on moves
 * that took no part in the search.
 *
 * A customer is seen in several windows whose look-backs overlap. Tests take one of a customer's windows (`drawRows`), so
 * that rows are different people; thresholds, which are no tests, are placed by all of them. A rule that is about time
 * (everybody moves in December, and baskets are large then) does not hold within the one window that confirms it. What
 * the last pair cannot exclude is that the same people, unlike others for good, move again.
 *
 * Origins of more customers are searched among about 25,000 of them.
 *
 * @param moves pairs of neighbouring windows that see a full look-back, oldest first
 * @param states the k states by index; moves end in any of them but the origin
 * @returns refused with fewer than two pairs
 * @throws RangeError if moves and tables do not line up
 * @see Novak, Lavrač & Webb (2009), Supervised descriptive rule discovery, JMLR 10, 377–403; Webb (2007), Discovering
 *   significant patterns, Machine Learning 68, 1–33, for holdout evaluation of rules and terms that must add something
 */
export function findTransitionRules(
  moves: readonly MovesOfWindow[],
  states: readonly NamedState[],
  options: RuleOptions,
): TransitionRules {
  checkMoves(moves, states.length);
  if (moves.length < 2) {
    return { status: "refused", reason: inEachLanguage((language) => texts[language].tooFewPairs(moves.length)) };
  }
  const train = moves.slice(0, -1);
  const later = moves[moves.length - 1];
  const features = sharedFeatures(
    moves.map(({ table }) => table),
    options.features,
  );
  const searched = states.map((_, origin) => searchOrigin(train, origin, states.length, features, options.seed));
  const tested = searched.reduce((sum, search) => sum + search.tested, 0);
  const found = withQ(
    searched.flatMap(({ rules }) => rules),
    tested,
  ).filter(({ train: { q } }) => q < level);
  const confirmed = confirm(found, later);

  return {
    ...{ status: "done", source },
    trainedOn: train.map(({ table }) => toIsoDate(table.window.until)),
    confirmedOn: toIsoDate(later.table.window.until),
    demands: { customers: neededCustomers, share: neededShare, lift: neededLift, q: level },
    origins: searched.flatMap((search, origin) => {
      if (search.customers === 0) return [];
      const own = <T extends OriginRule>(rules: readonly T[]) => rules.filter((rule) => rule.origin === origin).length;
      return {
        origin: states[origin].id,
        ...{ customers: search.customers, tested: search.tested, found: own(found), confirmed: own(confirmed) },
        reason: search.reason,
      };
    }),
    rules: confirmed.map((rule) => describeRule(rule, later, states, options)).sort(byOriginAndLift(states)),
  };
}

interface OriginRule extends LearnedRule {
  readonly origin: number;
  readonly destination: number;
}

interface FoundRule extends OriginRule {
  readonly train: RuleFigures;
  /** p of the conjunction that was tried. */
  readonly pTried: number;
}

interface SearchedOrigin {
  readonly customers: number;
  readonly tested: number;
  readonly rules: readonly FoundRule[];
  readonly reason: Text | null;
}

function searchOrigin(
  train: readonly MovesOfWindow[],
  origin: number,
  k: number,
  features: readonly SharedFeature[],
  seed: number,
): SearchedOrigin {
  const drawn = drawRows(train, origin, { mostCustomers, mostRows, seed });
  const [sample, all] = [drawn.sample, drawn.all].map((rows) => gatherRows(train, rows, features));
  const customers = sample.destinations.length;
  const leastRows = Math.max(neededCustomers, Math.ceil(neededShare * customers));
  const refused = (reason: Text) => ({ customers, tested: 0, rules: [], reason });
  if (customers < 2 * neededCustomers)
    return refused(inEachLanguage((language) => texts[language].tooFewCustomers(customers)));
  const terms = candidateTerms(sample.columns, leastRows);
  if (terms.length === 0) return refused(inEachLanguage((language) => texts[language].noFeatures));

  const destinations = Array.from({ length: k }, (_, state) => state).filter(
    (state) => state !== origin && sample.destinations.includes(state),
  );
  const layout = layRows(strataBy([], sample).ofRow, 1, sample.destinations, k);
  const first = searchConjunctions(terms, layout, destinations, leastRows);
  const learning = {
    sample,
    all,
    terms,
    leastRows,
    orders: { sample: ordersOf(sample), all: ordersOf(all) },
  };
  const learned = destinations.map((destination, at) => ({
    destination,
    ...learnRules(learning, destination, first[at]),
  }));
  const own = withoutMirrored(
    learned.flatMap(({ destination, rules }) => rules.map((rule) => ({ ...rule, destination }))),
    sample,
    (destination) => first[destinations.indexOf(destination)].tested,
  );
  return {
    customers,
    tested: learned.reduce((sum, { tested }) => sum + tested, 0),
    rules: own.map((rule) => ({
      ...{ ...rule, origin },
      train: figuresOf(coveredBy(rule.conditions, sample), rule.destination, sample),
      pTried: figuresOf(coveredBy(rule.tried, sample), rule.destination, sample).p,
    })),
    reason: null,
  };
}

/** q of rules that were chosen among `tested`. */
function withQ(rules: readonly FoundRule[], tested: number) {
  const q = benjaminiHochberg(Float64Array.from(rules, ({ pTried }) => (pTried * tested) / rules.length));
  return rules.map((rule, at) => ({ ...rule, train: { ...rule.train, q: q[at] } }));
}

/** Rules that hold in the moves of a later window. */
function confirm<T extends OriginRule>(rules: readonly T[], later: MovesOfWindow) {
  const judged = rules.map((rule) => ({ rule, figures: figuresIn(later, rule) }));
  const q = benjaminiHochberg(Float64Array.from(judged, ({ figures }) => figures?.p ?? 1));
  return judged.flatMap(({ rule, figures }, at) =>
    figures !== undefined && figures.lift > 1 && q[at] <= level && everyTermRaises(later, rule)
      ? [{ ...rule, later: { ...figures, q: q[at] } }]
      : [],
  );
}

/** @returns undefined where nobody is covered or nobody moves there */
function figuresIn(moves: MovesOfWindow, { origin, destination, conditions }: OriginRule): RuleFigures | undefined {
  const everybody = movesAmong(moves, { origin, destination }, []);
  const covered = movesAmong(moves, { origin, destination }, conditions);
  const counts = { customers: everybody.rows, moved: everybody.hits, covered: covered.rows, hits: covered.hits };
  return counts.covered === 0 || counts.moved === 0 ? undefined : ruleFigures(counts);
}

/** Whether those who meet each term move more often than others who meet the rest of the rule. */
function everyTermRaises(moves: MovesOfWindow, rule: OriginRule): boolean {
  const covered = movesAmong(moves, rule, rule.conditions);
  return rule.conditions.every((_, at) => {
    const wider = movesAmong(moves, rule, rule.conditions.toSpliced(at, 1));
    const others = { rows: wider.rows - covered.rows, hits: wider.hits - covered.hits };
    return others.rows === 0 || covered.hits / covered.rows > others.hits / others.rows;
  });
}

const texts = translations({
  en: {
    tooFewPairs: (pairs: number) =>
      `rules of transition need 2 pairs of neighbouring windows, one to find them in and one to confirm them; there ${pairs === 1 ? "is" : "are"} ${pairs}`,
    tooFewCustomers: (customers: number) =>
      `${english.counted(customers, "customer")} in the earlier windows; a search needs ${2 * neededCustomers}`,
    noFeatures: "no feature divides its customers",
  },
  ru: {
    tooFewPairs: (pairs) =>
      `для правил перехода нужны 2 пары соседних окон: на одних правила находят, на последней проверяют; сейчас их ${pairs}`,
    tooFewCustomers: (customers) =>
      `в более ранних окнах ${russian.counted(customers, "клиент", "клиента", "клиентов")}; для поиска нужно ${2 * neededCustomers}`,
    noFeatures: "ни один признак не делит его клиентов",
  },
});
