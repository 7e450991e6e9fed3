import type { BasePlan } from "./base-plan.ts";
import type { Life } from "./life.ts";
import { unknown } from "./row-buffer.ts";
import { cumulative, pick } from "./variates.ts";
import type { NumericFact, PlantedTerm } from "./worlds/planted-rule.ts";

/** What rules ask of a customer's life so far: orders with a customer id and messages, in no order of days. */
export interface Past {
  readonly orders: {
    readonly day: number;
    readonly cents: number;
    readonly discountCents: number;
    readonly channel: number;
  }[];
  readonly emails: { readonly day: number; readonly opened: boolean }[];
}

/** Months that facts look back, and messages' worth of the usual rate that an open rate starts from: those of the engine. */
const lookbackMonths = 12;
const priorMessages = 5;

/** Share that leaves an archetype in a month, at most. */
const mostLeaving = 0.95;

/**
 * The archetype of a month, by the matrix and the world's rules, from what is known at the end of the month before. It takes the
 * place of the one that was drawn without rules, from random numbers of its own.
 */
export function archetypeByRules(plan: BasePlan, life: Life, month: number): number {
  const { monthlyMatrix, archetypes, rules = [] } = plan.world;
  const from = life.archetypes[month - 1];
  const chances = [...monthlyMatrix[from]];
  for (const { from: origin, to, terms, factor } of rules) {
    if (archetypes[from] !== origin || !terms.every((term) => meets(plan, life, month, term))) continue;
    chances[archetypes.indexOf(to)] *= factor;
  }
  chances[from] = 0;
  const leaving = chances.reduce((sum, chance) => sum + chance, 0);
  const scale = Math.min(1, mostLeaving / leaving);
  return pick(
    life.moving,
    cumulative(chances.map((chance, to) => (to === from ? 1 - scale * leaving : scale * chance))),
  );
}

function meets(plan: BasePlan, life: Life, month: number, term: PlantedTerm): boolean {
  if ("level" in term) {
    const { acquisition } = life.person;
    return acquisition !== unknown && plan.world.acquisition[acquisition].channel === term.level;
  }
  const value = factOf(plan, life, month, term.fact);
  return "below" in term ? value < term.below : value >= term.from;
}

/** A fact at the first moment of a month; NaN where it is unknown. */
function factOf({ world, monthStart }: BasePlan, { person, past }: Life, month: number, fact: NumericFact): number {
  const until = monthStart[month];
  const from = monthStart[Math.max(0, month - lookbackMonths)];
  const isSeen = ({ day }: { readonly day: number }) => day >= from && day < until;
  if (fact === "tenure_days") return until - person.registeredDay;
  if (fact === "open_rate_email") {
    const sent = past.emails.filter(isSeen);
    // The base's rate is what the world plants, where all archetypes open alike.
    const usual = world.campaign.open.reduce((sum, rate) => sum + rate, 0) / world.campaign.open.length;
    return (sent.filter(({ opened }) => opened).length + priorMessages * usual) / (sent.length + priorMessages);
  }
  const orders = past.orders.filter(isSeen);
  const total = (of: (order: Past["orders"][number]) => number) => orders.reduce((sum, order) => sum + of(order), 0);
  const paid = total(({ cents }) => cents);
  if (fact === "orders") return orders.length;
  if (orders.length === 0) return Number.NaN;
  if (fact === "recency_days") return until - Math.max(...orders.map(({ day }) => day));
  if (fact === "average_order") return paid / 100 / orders.length;
  if (fact === "channel_share_app") {
    const app = world.channels.names.indexOf("app");
    return total(({ channel }) => Number(channel === app)) / orders.length;
  }
  const discounts = total(({ discountCents }) => discountCents);
  return discounts / (paid + discounts);
}
