import type { Random } from "../src/math/random.ts";
import type { BasePlan } from "./base-plan.ts";
import type { Person } from "./person.ts";
import type { Past } from "./planted-rules.ts";
import { customerRandom } from "./random-streams.ts";
import { unknown } from "./row-buffer.ts";
import { pick } from "./variates.ts";

/** A customer's life as far as it has been lived. */
export interface Life {
  readonly person: Person;
  readonly random: Random;
  /** Random numbers of what whole bases add: what is in a basket, visits, feedback. */
  readonly packing: Random;
  readonly visiting: Random;
  readonly speaking: Random;
  /** Random numbers of moves by planted rules. */
  readonly moving: Random;
  /** Archetype in each month of the plan, `unknown` before registration. */
  readonly archetypes: Int32Array;
  /** Agreed to now, in the order of `consentChannels`. */
  readonly consents: boolean[];
  /** What planted rules ask for; empty in a world without any. */
  readonly past: Past;
  /** Orders placed so far, those without a customer id included. */
  orders: number;
  /** Sessions and feedback written so far. */
  sessions: number;
  feedback: number;
  /** Day of the earliest order with a customer id, infinite before there is one. */
  firstOrderDay: number;
  /** Sales less returns in the hold-out, in cents of the home currency. */
  holdoutCents: number;
}

export function beginLife(plan: BasePlan, person: Person, random: Random): Life {
  return {
    person,
    random,
    packing: customerRandom(plan.seed, "baskets", person.customer),
    visiting: customerRandom(plan.seed, "visits", person.customer),
    speaking: customerRandom(plan.seed, "feedback", person.customer),
    moving: customerRandom(plan.seed, "rules", person.customer),
    archetypes: drawArchetypes(plan, person.registeredMonth, random),
    consents: [...person.consents],
    past: { orders: [], emails: [] },
    orders: 0,
    sessions: 0,
    feedback: 0,
    firstOrderDay: Number.POSITIVE_INFINITY,
    holdoutCents: 0,
  };
}

/** The hidden path: the month of registration is drawn from `initial`, each later one from the matrix once it may be left. */
function drawArchetypes(plan: BasePlan, registeredMonth: number, random: Random): Int32Array {
  const archetypes = new Int32Array(plan.months).fill(unknown);
  const { shortestDwell = 1 } = plan.world;
  archetypes[registeredMonth] = pick(random, plan.draws.initial);
  let entered = registeredMonth;
  for (let month = registeredMonth + 1; month < plan.months; month++) {
    const before = archetypes[month - 1];
    archetypes[month] = month - entered < shortestDwell ? before : pick(random, plan.draws.next[before]);
    if (archetypes[month] !== before) entered = month;
  }
  return archetypes;
}
