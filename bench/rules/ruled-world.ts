import { everyday } from "../../data/worlds/everyday.ts";
import type { NumericFact, PlantedTerm, PlantedRule as WorldRule } from "../../data/worlds/planted-rule.ts";
import type { World } from "../../data/worlds/world.ts";
import { type Condition, meetingAll } from "../../src/features/conditions/condition.ts";
import { quantiles } from "../../src/math/quantile.ts";
import { createRandom, type Random, sampleWithoutReplacement } from "../../src/math/random.ts";
import { roundestBetween } from "../../src/math/roundest-between.ts";
import { segmentId } from "../../src/segments/segmentation.ts";
import type { MovesOfWindow } from "../../src/transitions/moves-of-window.ts";
import type { PlantedRule, PlantedWorld } from "./planted.ts";

/**
 * `everyday` with archetypes that customers leave several times as soon, so that a year has moves enough to learn rules from, a
 * monthly message by e-mail that everybody opens alike, and orders of everybody within a year.
 */
export const brisk: World = {
  ...everyday,
  name: "brisk",
  about: "An everyday shop whose customers move on sooner.",
  historyMonths: 25,
  holdoutMonths: 0,
  registration: { ...everyday.registration, shareBefore: 0.7 },
  monthlyMatrix: [
    [0.72, 0.08, 0.05, 0.05, 0.06, 0.04],
    [0.07, 0.71, 0.06, 0.04, 0.07, 0.05],
    [0.04, 0.07, 0.71, 0.05, 0.07, 0.06],
    [0.05, 0.05, 0.05, 0.73, 0.07, 0.05],
    [0.05, 0.07, 0.06, 0.05, 0.7, 0.07],
    [0.04, 0.05, 0.06, 0.05, 0.07, 0.73],
  ],
  initial: [0.15, 0.19, 0.18, 0.15, 0.18, 0.15],
  ordersPerMonth: [2, 1.4, 1, 0.5, 0.6, 0.3],
  campaign: {
    ...everyday.campaign,
    everyMonths: 1,
    channels: ["email"],
    reach: 0.8,
    open: everyday.archetypes.map(() => 0.4),
  },
};

export const briskStates: PlantedWorld["states"] = brisk.archetypes.map((name) => {
  const id = segmentId.parse(name.replaceAll("_", "-"));
  return { id, name: { en: name, ru: name } };
});

const numbers: readonly NumericFact[] = [
  "recency_days",
  "tenure_days",
  "orders",
  "average_order",
  "discount_share",
  "channel_share_app",
  "open_rate_email",
];
const acquisitions = ["organic", "search", "social"];

/** Quantiles of the origin that a threshold is planted between. */
const middle = [0.35, 0.65];
/**
 * Open rates to be from, and below: off the rates that few messages can have. The engine smooths with the rate of a window and
 * the generator with the planted one, so a threshold at such a rate would not part the same customers.
 */
const openRates = [0.42, 0.38];
/** Share of the origin that a rule covers at least, and share that meets a term of those who meet the others. */
const leastCovered = 0.08;
const telling = [0.2, 0.8];

export interface PlantedBase {
  readonly world: World;
  /** The world's rules as the engine would say them. */
  readonly rules: readonly PlantedRule[];
}

export interface RuleDesign {
  /** Terms of each rule. */
  readonly terms: readonly number[];
  /** How many times as often customers move by a rule, from and to. */
  readonly lifts: readonly [least: number, most: number];
  /** Moves that rules are planted in; with fewer moves than rules, several rules share one. */
  readonly moves: number;
}

/**
 * `brisk` with rules: random moves, features, sides and levels, and round thresholds that divide the origin about in the
 * middle. Nobody can find a term that the others imply, so each divides those who meet the others, and a rule covers 8 % of
 * its origin at least, in a base without rules.
 *
 * @param pilot moves of a base of `brisk`
 */
export function plantInWorld({ terms, lifts, moves }: RuleDesign, pilot: MovesOfWindow, seed: number): PlantedBase {
  const random = createRandom(seed, 0x9b1d);
  const drawn = drawMoves(moves, random);
  const rules = terms.map((count, at) => {
    const [from, to] = drawn[at % moves];
    let conditions = drawConditions(count, pilot, from, random);
    while (!isTelling(conditions, pilot, from)) conditions = drawConditions(count, pilot, from, random);
    return { from, to, conditions, lift: lifts[0] + (lifts[1] - lifts[0]) * random.next() };
  });
  return {
    world: {
      ...brisk,
      rules: rules.map(
        ({ from, to, conditions, lift }): WorldRule => ({
          ...{ from: brisk.archetypes[from], to: brisk.archetypes[to], factor: lift },
          terms: conditions.map(termOf),
        }),
      ),
    },
    rules: rules.map(({ from, to, conditions, lift }) => ({
      ...{ origin: briskStates[from].id, destination: briskStates[to].id, conditions, lift },
    })),
  };
}

/** Different moves from an archetype to another one. */
function drawMoves(count: number, random: Random): (readonly [from: number, to: number])[] {
  const k = brisk.archetypes.length;
  return Array.from(sampleWithoutReplacement(random, k * (k - 1), count), (at) => {
    const [from, other] = [Math.floor(at / (k - 1)), at % (k - 1)];
    return [from, other + Number(other >= from)];
  });
}

function drawConditions(count: number, pilot: MovesOfWindow, from: number, random: Random): Condition[] {
  const free = [...numbers];
  return Array.from({ length: count }, (_, at): Condition => {
    if (at === 1 && random.next() < 0.3) {
      const level = acquisitions[random.below(acquisitions.length)];
      return { question: { kind: "level", feature: "acquisition_channel", level }, answer: true };
    }
    const [feature] = free.splice(random.below(free.length), 1);
    const answer = random.next() < 0.5;
    const threshold =
      feature === "open_rate_email" ? openRates[Number(answer)] : roundInTheMiddle(pilot, feature, from);
    return { question: { kind: "below", feature, threshold, unknown: !answer }, answer };
  });
}

function roundInTheMiddle(pilot: MovesOfWindow, feature: string, from: number): number {
  const [low, high] = quantiles(valuesIn(pilot, feature, from), middle);
  // Where most of the middle is one value, rules divide it from what is below it.
  return low < high ? roundestBetween(low, high) : high;
}

function valuesIn({ table, origin }: MovesOfWindow, feature: string, from: number): Float64Array {
  const column = table.features.find(({ name }) => name === feature);
  if (column === undefined) throw new Error(`the engine computes no ${feature}`);
  return column.values.filter((value, row) => origin[row] === from && !Number.isNaN(value));
}

/** Whether enough of the origin meet all conditions, and each condition divides those who meet the others. */
function isTelling(conditions: readonly Condition[], { table, origin }: MovesOfWindow, from: number): boolean {
  const n = origin.length;
  const sharing = (asked: readonly Condition[], among: readonly Condition[]) => {
    const meets = meetingAll(asked, table.features, n);
    const isAmong = meetingAll(among, table.features, n);
    let [both, all] = [0, 0];
    for (let row = 0; row < n; row++) {
      if (origin[row] !== from || isAmong[row] === 0) continue;
      all += 1;
      both += meets[row];
    }
    return both / all;
  };
  return (
    sharing(conditions, []) >= leastCovered &&
    conditions.every((condition, at) => {
      const share = sharing([condition], conditions.toSpliced(at, 1));
      return condition.question.kind === "level" || (share >= telling[0] && share <= telling[1]);
    })
  );
}

function termOf({ question, answer }: Condition): PlantedTerm {
  if (question.kind === "level") return { fact: "acquisition_channel", level: question.level };
  const fact = numbers.find((name) => name === question.feature);
  if (question.kind !== "below" || fact === undefined) throw new Error(`no rule asks for ${question.feature}`);
  return answer ? { fact, below: question.threshold } : { fact, from: question.threshold };
}
