import { english } from "../../../language/english.ts";
import { russian } from "../../../language/russian.ts";
import type { Text } from "../../../language/text.ts";
import { type EpochDay, toIsoDate } from "../../../math/calendar.ts";
import { rateOrder } from "../order-states.ts";
import type { ActivityPanel } from "../panel/activity-panel.ts";
import type { DescribedActivity, HiddenState } from "./activity-evidence.ts";
import { leadsOver, plainLeadsOver } from "./choose-contender.ts";
import type { JudgedContender } from "./judge-contender.ts";
import type { LearnedActivity } from "./learn-activity.ts";
import { largestMiss, reliabilityOf } from "./reliability.ts";

/** What is known of customers once they are scored. */
export type ScoredBase = Pick<DescribedActivity, "expected" | "segments"> & {
  /** Share of the customers in each state, in the order of the model. */
  readonly shares: ArrayLike<number>;
  readonly lapsed: number | undefined;
};

export interface ActivityPeriod {
  /** First days of the months of the panel, and the day after the last one. */
  readonly monthStarts: readonly EpochDay[];
  /** Units of the currency of an order of log value 0. */
  readonly unit: number;
}

const source =
  "Rabiner (1989), Proc. IEEE 77 (hidden Markov models); Fader, Hardie & Lee (2005), Marketing Science 24 (drop-out); Netzer, Lattin & Srinivasan (2008), Marketing Science 27";

/** What was learned, as it is saved. */
export function describeActivity(
  learned: LearnedActivity,
  panel: ActivityPanel,
  { monthStarts, unit }: ActivityPeriod,
  { expected, segments, shares, lapsed }: ScoredBase,
): DescribedActivity {
  const { model, moves, judged, chosen, gate, cuts, orders, level } = learned;
  const k = model.states;
  const order = rateOrder(model);
  const rows = (value: (y: number, z: number) => number) => order.map((y) => order.map((z) => value(y, z)));
  const interval = (y: number, z: number) => intervalOf(learned, moves, y, z);
  return {
    ...{ status: "done", source, months: panel.months, horizon: learned.horizon, seasonal: learned.seasonal },
    ...{ from: toIsoDate(monthStarts[0]), until: toIsoDate(monthStarts[panel.months]) },
    ...{ fitted: panel.entry.length, judged: learned.competed },
    cuts: cuts.map((cut, at) => ({
      until: toIsoDate(monthStarts[cut]),
      customers: orders[at].length,
      orders: sum(orders[at]),
    })),
    tried: [...learned.tried].flatMap(([view, tried]) =>
      tried.map(({ states, heldOut }) => ({ view, states, heldOut })),
    ),
    contenders: judged.map((one) => described(one, chosen, orders)),
    reliability: reliabilityOf(chosen.cuts[chosen.cuts.length - 1].active, orders[orders.length - 1]),
    gate: {
      ...{ passed: gate.passed, leads: [...gate.leads], agreement: gate.agreement, firm: gate.firm },
      reasons: [...gate.reasons],
    },
    states: order.map((z, at): HiddenState => {
      const stays = model.matrix[z * k + z];
      const orderValue = model.basket === undefined ? null : unit * Math.exp(panel.baskets.mean + model.basket.mean[z]);
      return {
        ...{ id: `state-${at + 1}`, name: nameOf(model.rate[z], z === lapsed), rate: model.rate[z], orderValue },
        ...{ stays, months: stays >= 1 ? null : 1 / (1 - stays), share: shares[z], lapsed: z === lapsed },
      };
    }),
    matrix: rows((y, z) => model.matrix[y * k + z]),
    moves: rows((y, z) => moves[y * k + z]),
    lo: rows((y, z) => interval(y, z)[0]),
    hi: rows((y, z) => interval(y, z)[1]),
    ...{ level, expected },
    segments: segments.map((segment) => ({ ...segment, states: order.map((z) => segment.states[z]) })),
  };
}

function described(
  one: JudgedContender,
  chosen: JudgedContender,
  orders: readonly Float64Array[],
): DescribedActivity["contenders"][number] {
  const { kind, states, hasBasket, freeEffect } = one.contender.candidate;
  const leads = one === chosen ? [] : leadsOver(chosen, one);
  const plainLeads = one === chosen ? [] : plainLeadsOver(chosen, one);
  return {
    ...{ kind, states, view: one.contender.view, basket: hasBasket, freeEffect, chosen: one === chosen },
    cuts: one.cuts.map(({ logLikelihood, plain, level, expectedOrders, active }, at) => ({
      logLikelihood: sum(logLikelihood) / logLikelihood.length,
      plain: sum(plain) / plain.length,
      ...{ level, expectedOrders: sum(expectedOrders) },
      largestMiss: largestMiss(reliabilityOf(active, orders[at])),
      behind: leads[at] ?? null,
      plainBehind: plainLeads[at] ?? null,
    })),
  };
}

/** Standard normal quantile of a 95 % interval. */
const wide = 1.96;

/** By the moves that are expected from the state, and by how far fits to the two halves of the customers are apart. */
function intervalOf({ model, chosen }: LearnedActivity, moves: Float64Array, y: number, z: number): [number, number] {
  const k = model.states;
  const chance = model.matrix[y * k + z];
  let row = 0;
  for (let other = 0; other < k; other++) row += moves[y * k + other];
  const [ours, theirs] = chosen.models.map(({ matrix }) => matrix[y * k + z]);
  const error = Math.sqrt((chance * (1 - chance)) / Math.max(row, 1) + ((ours - theirs) / 2) ** 2);
  return [Math.max(0, chance - wide * error), Math.min(1, chance + wide * error)];
}

function nameOf(rate: number, isLapsed: boolean): Text {
  if (isLapsed) return { en: "hardly orders any more", ru: "почти не заказывают" };
  const digits = rate < 0.1 ? 2 : 1;
  return {
    en: `${english.decimal(rate, digits)} orders a month`,
    ru: `${russian.decimal(rate, digits)} заказа в месяц`,
  };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
