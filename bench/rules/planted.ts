import { bareTable } from "../../src/features/bare-table.ts";
import { type Condition, meetingAll } from "../../src/features/conditions/condition.ts";
import type { Feature } from "../../src/features/feature-table.ts";
import { createRandom, type Random, sampleWithoutReplacement } from "../../src/math/random.ts";
import { segmentId } from "../../src/segments/segmentation.ts";
import type { MovesOfWindow } from "../../src/transitions/moves-of-window.ts";
import type { NamedState } from "../../src/transitions/rules/describe-rule.ts";

/** A rule by which customers move: those who meet its conditions move `lift` times as often as others. */
export interface PlantedRule {
  readonly origin: string;
  readonly destination: string;
  readonly conditions: readonly Condition[];
  readonly lift: number;
}

export interface PlantedWorld {
  readonly states: readonly NamedState[];
  readonly rules: readonly PlantedRule[];
  readonly moves: readonly MovesOfWindow[];
}

export interface PlantedSize {
  readonly customers: number;
  readonly windows: number;
  readonly seed: number;
  /** Terms of each rule; no rules where it is empty. */
  readonly terms: readonly number[];
  /** How many times as often customers move by a rule, from and to; 2.5 to 4 when left out. */
  readonly lifts?: readonly [least: number, most: number];
  /** Moves that rules are planted in; with fewer moves than rules, several rules share one. All eight when left out. */
  readonly moves?: number;
}

const segments = ["new", "regular", "valuable", "sleeping"];
const stateNames = [...segments, "none", "dormant"];
const dormant = stateNames.indexOf("dormant");

/** Chance of each move in a window, rows and columns by state; nobody is `none`. */
const matrix = [
  [0.64, 0.12, 0.06, 0.1, 0, 0.08],
  [0.08, 0.66, 0.08, 0.1, 0, 0.08],
  [0.06, 0.12, 0.67, 0.09, 0, 0.06],
  [0.08, 0.08, 0.06, 0.68, 0, 0.1],
  [0, 0, 0, 0, 1, 0],
  [0.06, 0.06, 0.04, 0.1, 0, 0.74],
];

/**
 * A base of customers who move between four segments and dormancy by a matrix and by planted rules: whoever meets the conditions
 * of a rule moves to its destination `lift` times as often, and stays less often. Rules that meet in one customer multiply.
 *
 * Features are of several scales, some lean, some count, some are unknown for some; most go with another one, five with nothing;
 * all of a customer last over windows, differ between segments, and have noise of their own. Customers differ in how often
 * they move. Rules have random features, thresholds and levels, and thresholds are round as people plant them.
 */
export function plantedWorld({ customers, windows, seed, ...planted }: PlantedSize): PlantedWorld {
  const random = createRandom(seed, 0x9a17);
  const people = Array.from({ length: customers }, () => drawPerson(random));
  const shares = [0.25, 0.3, 0.15, 0.2, 0, 0.1];
  let states = Int16Array.from(people, () => drawFrom(shares, random));
  const rules = plantRules(planted, random);

  const moves: MovesOfWindow[] = [];
  for (let window = 0; window + 1 < windows; window++) {
    for (const person of people) age(person, random);
    const rows = Int32Array.from(states.keys()).filter((customer) => states[customer] < segments.length);
    const features = measured(
      Array.from(rows, (customer) => people[customer]),
      Array.from(rows, (customer) => states[customer]),
      random,
    );
    const lifted = rules.map(({ conditions, origin, destination, lift }) => ({
      origin: stateNames.indexOf(origin),
      destination: stateNames.indexOf(destination),
      lift,
      meets: meetingAll(conditions, features, rows.length),
    }));
    const next = Int16Array.from(states, (state, customer) =>
      state === dormant ? drawFrom(restless(matrix[state], state, people[customer].restlessness), random) : -1,
    );
    for (const [row, customer] of rows.entries()) {
      const origin = states[customer];
      const chances = [...matrix[origin]];
      for (const rule of lifted) {
        if (rule.origin === origin && rule.meets[row] === 1) chances[rule.destination] *= rule.lift;
      }
      next[customer] = drawFrom(restless(chances, origin, people[customer].restlessness), random);
    }
    moves.push({
      table: bareTable(rows, features),
      origin: Int16Array.from(rows, (customer) => states[customer]),
      destination: Int16Array.from(rows, (customer) => next[customer]),
    });
    states = next;
  }
  return {
    states: stateNames.map((name) => ({ id: segmentId.parse(name), name: { en: name, ru: name } })),
    rules,
    moves,
  };
}

/** The same customers with the destinations of each origin dealt out anew, in every window by itself. */
export function shuffledMoves(moves: readonly MovesOfWindow[], seed: number): MovesOfWindow[] {
  const random = createRandom(seed, 0x5f1e);
  return moves.map(({ table, origin, destination }) => {
    const dealt = destination.slice();
    const last = origin.reduce((most, state) => Math.max(most, state), -1);
    for (let state = 0; state <= last; state++) {
      const rows = Int32Array.from(origin.keys()).filter((row) => origin[row] === state);
      for (let i = rows.length - 1; i > 0; i--) {
        const j = random.below(i + 1);
        [dealt[rows[i]], dealt[rows[j]]] = [dealt[rows[j]], dealt[rows[i]]];
      }
    }
    return { table, origin, destination: dealt };
  });
}

interface Person {
  /** Standard normal traits that last, drifting a little from window to window. */
  readonly traits: number[];
  readonly channel: number;
  readonly region: number;
  readonly restlessness: number;
}

const traitCount = 6;
/** Correlation of a trait with itself a window later, as of look-backs of a year that move by a quarter. */
const lasting = 0.85;

function drawPerson(random: Random): Person {
  return {
    traits: Array.from({ length: traitCount }, () => random.normal()),
    channel: drawFrom([0.5, 0.3, 0.2], random),
    region: drawFrom([0.3, 0.25, 0.2, 0.15, 0.1], random),
    restlessness: Math.exp(0.3 * random.normal()),
  };
}

function age({ traits }: Person, random: Random): void {
  for (let t = 0; t < traits.length; t++) {
    traits[t] = lasting * traits[t] + Math.sqrt(1 - lasting ** 2) * random.normal();
  }
}

/** How a number is made of traits: the first of each pair is what rules may ask for, the second goes with it. */
const numbers: readonly {
  readonly name: string;
  readonly trait: number;
  /** Share of the trait in its variance. */
  readonly share: number;
  /** Step from segment to segment, in standard deviations. */
  readonly step: number;
  readonly value: (z: number) => number;
  readonly unknown?: number;
}[] = [
  { name: "recency_days", trait: 0, share: 0.9, step: 0.3, value: (z) => Math.round(60 * Math.exp(0.7 * z)) },
  { name: "longest_gap_days", trait: 0, share: 0.7, step: 0.3, value: (z) => Math.round(90 * Math.exp(0.5 * z)) },
  { name: "monetary", trait: 1, share: 0.9, step: -0.2, value: (z) => 300 * Math.exp(0.9 * z) },
  { name: "average_order", trait: 1, share: 0.75, step: 0, value: (z) => 60 * Math.exp(0.6 * z) },
  { name: "orders", trait: 2, share: 0.9, step: 0, value: (z) => Math.max(1, Math.round(6 * Math.exp(0.6 * z))) },
  {
    name: "active_months",
    trait: 2,
    share: 0.7,
    step: 0,
    value: (z) => Math.max(1, Math.min(12, Math.round(5 + 2 * z))),
  },
  { name: "discount_share", trait: 3, share: 0.9, step: 0.1, value: (z) => 1 / (1 + Math.exp(0.8 - 1.2 * z)) },
  { name: "open_rate", trait: 4, share: 0.9, step: 0, value: (z) => 1 / (1 + Math.exp(-1.5 * z)), unknown: 0.1 },
  { name: "click_rate", trait: 4, share: 0.65, step: 0, value: (z) => 0.4 / (1 + Math.exp(-z)), unknown: 0.1 },
  { name: "sessions", trait: 5, share: 0.9, step: -0.1, value: (z) => Math.round(20 * Math.exp(0.8 * z)) },
  { name: "noise_lean", trait: -1, share: 0, step: 0, value: (z) => Math.exp(z) },
  { name: "noise_even", trait: -1, share: 0, step: 0, value: (z) => 50 + 10 * z },
  { name: "noise_count", trait: -1, share: 0, step: 0, value: (z) => Math.max(0, Math.round(2 + 1.5 * z)) },
  { name: "noise_share", trait: -1, share: 0, step: 0, value: (z) => 1 / (1 + Math.exp(-z)) },
];

const channels = ["app", "shop", "web"];
const regions = ["east", "midlands", "north", "south", "west"];

function measured(people: readonly Person[], states: readonly number[], random: Random): Feature[] {
  const columns = numbers.map(({ name, trait, share, step, value, unknown = 0 }) => {
    const values = people.map(({ traits }, at) => {
      if (random.next() < unknown) return Number.NaN;
      const common = trait < 0 ? 0 : Math.sqrt(share) * traits[trait] + step * states[at];
      return value(common + Math.sqrt(1 - share) * random.normal());
    });
    return { name, kind: "number" as const, levels: [], values: Float64Array.from(values) };
  });
  const category = (name: string, levels: readonly string[], codes: readonly number[]) => ({
    ...{ name, kind: "category" as const, levels },
    values: Float64Array.from(codes),
  });
  const { features } = bareTable(new Int32Array(0), [
    ...columns,
    category(
      "channel",
      channels,
      people.map(({ channel }) => channel),
    ),
    category(
      "region",
      regions,
      people.map(({ region }) => region),
    ),
    category(
      "noise_device",
      ["desktop", "mobile"],
      people.map(() => random.below(2)),
    ),
  ]);
  return [...features];
}

/** Conditions that rules are planted of: two to four thresholds each, which about a third to two thirds of customers meet. */
const plantable: readonly {
  readonly feature: string;
  readonly below: readonly number[];
  readonly from: readonly number[];
}[] = [
  { feature: "recency_days", below: [60, 75, 90], from: [60, 75, 90] },
  { feature: "monetary", below: [200, 250], from: [200, 250, 300] },
  { feature: "orders", below: [5, 6, 7], from: [6, 7, 8] },
  { feature: "discount_share", below: [0.3, 0.35], from: [0.35, 0.4] },
  { feature: "open_rate", below: [0.4, 0.5], from: [0.5, 0.6] },
  { feature: "sessions", below: [15, 20], from: [20, 25] },
];

const moved: readonly (readonly [origin: string, destination: string])[] = [
  ["new", "regular"],
  ["new", "sleeping"],
  ["regular", "sleeping"],
  ["regular", "valuable"],
  ["valuable", "regular"],
  ["valuable", "sleeping"],
  ["sleeping", "dormant"],
  ["sleeping", "regular"],
];

/** Rules of different moves as far as there are enough; features differ within a rule. */
function plantRules(
  { terms, lifts: [least, most] = [2.5, 4], moves = moved.length }: Omit<PlantedSize, "customers" | "windows" | "seed">,
  random: Random,
): PlantedRule[] {
  const sampled = Array.from(sampleWithoutReplacement(random, moved.length, moves), (at) => moved[at]);
  let free: (readonly [string, string])[] = [];
  return terms.map((count) => {
    if (free.length === 0) free = [...sampled];
    const [[origin, destination]] = free.splice(random.below(free.length), 1);
    const features = [...plantable];
    const conditions = Array.from({ length: count }, (_, at): Condition => {
      if (at === 1 && random.next() < 0.4) {
        return { question: { kind: "level", feature: "channel", level: channels[random.below(2)] }, answer: true };
      }
      const [{ feature, below, from }] = features.splice(random.below(features.length), 1);
      const answer = random.next() < 0.5;
      const thresholds = answer ? below : from;
      const threshold = thresholds[random.below(thresholds.length)];
      return { question: { kind: "below", feature, threshold, unknown: !answer }, answer };
    });
    return { origin, destination, conditions, lift: least + (most - least) * random.next() };
  });
}

/** Chances of a move for somebody who leaves so many times as often as others; they stay otherwise. */
function restless(chances: readonly number[], own: number, restlessness: number): number[] {
  const leaving = chances.map((chance, state) => (state === own ? 0 : chance * restlessness));
  const away = leaving.reduce((sum, chance) => sum + chance, 0);
  const shrink = Math.min(1, 0.95 / away);
  return leaving.map((chance, state) => (state === own ? 1 - Math.min(0.95, away) : chance * shrink));
}

function drawFrom(chances: readonly number[], random: Random): number {
  let left = random.next() * chances.reduce((sum, chance) => sum + chance, 0);
  for (const [at, chance] of chances.entries()) {
    left -= chance;
    if (left < 0) return at;
  }
  return chances.findLastIndex((chance) => chance > 0);
}
