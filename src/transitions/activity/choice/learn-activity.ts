import { russian } from "../../../language/russian.ts";
import type { Text } from "../../../language/text.ts";
import { createRandom, sampleWithoutReplacement } from "../../../math/random.ts";
import type { ActivityModel } from "../activity-model.ts";
import { fullChain } from "../chain-shapes.ts";
import { boundOf, continueActivity, foreseeCustomers } from "../fit-activity.ts";
import { aloneCrew } from "../inference/activity-crew.ts";
import { firstEffects } from "../inference/first-effects.ts";
import { type ActivityPanel, customersOf, panelBefore, takeFromPanel } from "../panel/activity-panel.ts";
import { freeEffect } from "../rate-effect.ts";
import { converge } from "../search/activity-starts.ts";
import { chooseStates } from "../search/choose-states.ts";
import { isSeasonal, type SearchOptions, searchActivity } from "../search/search-activity.ts";
import type { StatesTried } from "../search/states-tried.ts";
import { chooseContender } from "./choose-contender.ts";
import { type Contender, contendersOf, hasMore, type PanelView, viewOf } from "./contenders.ts";
import { firmShare, labelAgreement } from "./firmness.ts";
import { futureOrders } from "./future-orders.ts";
import { chainInQuestion, type Gate, judgeGate } from "./gate.ts";
import { type Halves, type JudgedContender, judgeContender, levelOf } from "./judge-contender.ts";

/** What the family of models came to. */
export interface LearnedActivity {
  readonly status: "done";
  /** Months that are foretold, and after how many known ones. */
  readonly horizon: number;
  readonly cuts: readonly number[];
  readonly seasonal: boolean;
  /** Whether how much customers differ has any distribution, by customers the models have not seen. */
  readonly freeEffect: boolean;
  readonly tried: ReadonlyMap<PanelView, readonly StatesTried[]>;
  readonly judged: readonly JudgedContender[];
  /** Orders of each customer after each cut, by cut. */
  readonly orders: readonly Float64Array[];
  readonly chosen: JudgedContender;
  readonly gate: Gate;
  /** The chosen one, fitted to all customers and months, and the moves it expects, K × K. */
  readonly model: ActivityModel;
  readonly moves: Float64Array;
  /** Customers the contenders competed on. */
  readonly competed: number;
  /** Factor of all rates in the months to come: what the last ones came to by those expected of them. */
  readonly level: number;
}

export interface LearningOptions extends Omit<SearchOptions, "seasonal"> {
  readonly onProgress?: (share: number) => void;
}

/** Months that are foretold. */
export const horizon = 3;
/** Months that a model is fitted to at least, and that there must be for two cuts. */
const leastMonths = 6;
export const neededMonths = leastMonths + 2 * horizon;
/** Customers with orders that are needed. */
export const neededCustomers = 1000;
/** Customers the family competes on at most, and numbers of states of chains. */
const mostJudged = 6000;
const judgedStream = 0xac8;
const [mostStates, mostOrderStates] = [8, 6];
/** A free rate effect is kept when it raises the held-out bound of a customer by that. */
const neededGain = 0.01;
const finalRounds = 20;
const freeRounds = 15;

/**
 * Lets a family of models of monthly activity compete, and fits the one that foretells months nobody has seen best.
 *
 * The number of states of chains and the kind of rate effect are chosen by customers the models have not seen, before the
 * first cut; who wins by the future log-likelihood of two cuts, three months each; whether hidden states may stand as a
 * membership by `judgeGate`.
 *
 * @param panel a sample of some 20,000 customers is enough
 * @throws the reason of the signal when it is aborted
 */
export async function learnActivity(
  panel: ActivityPanel,
  options: LearningOptions,
): Promise<LearnedActivity | { readonly status: "refused"; readonly reason: Text }> {
  const { months } = panel;
  if (months < neededMonths) return { status: "refused", reason: tooShort(months) };
  const buyers = buyersOf(panel);
  if (buyers < neededCustomers) return { status: "refused", reason: tooFew(buyers) };

  const random = createRandom(options.seed, judgedStream);
  const some = takeFromPanel(panel, sampleWithoutReplacement(random, customersOf(panel), mostJudged));
  const n = customersOf(some);
  const isFirst = Uint8Array.from({ length: n }, () => Number(random.next() < 0.5));
  const members = (own: number) => Int32Array.from(isFirst.keys()).filter((i) => isFirst[i] === own);
  const halves: Halves = [members(1), members(0)];
  const cuts = [months - 2 * horizon, months - horizon];
  const [first] = cuts;
  const [ours, theirs] = halves.map((own) => panelBefore(takeFromPanel(some, own), first).panel);
  const seasonal = isSeasonal(ours);
  const search = { ...options, seasonal };
  const progress = progressOf(options.onProgress);

  const tried = new Map<PanelView, readonly StatesTried[]>();
  const chains = new Map<PanelView, ActivityModel>();
  const views: PanelView[] = hasMore(panel) ? ["orders", "all"] : ["orders"];
  for (const view of views) {
    const settings = {
      most: view === "all" ? mostStates : mostOrderStates,
      freeEffect: false,
      hasBasket: view === "all",
    };
    const choice = await chooseStates(viewOf(ours, view), viewOf(theirs, view), settings, search);
    tried.set(view, choice.tried);
    chains.set(view, choice.chosen.fit.model);
    progress(view === "all" ? 0.5 : 0.15);
  }
  const fitted = chains.get(views[views.length - 1]) as ActivityModel; // one for each view
  const isFree = await paysFreedom(ours, theirs, views[views.length - 1], fitted, search);

  const contenders = contendersOf(isFree, new Map([...chains].map(([view, { states }]) => [view, states])));
  const judged: JudgedContender[] = [];
  for (const [at, contender] of contenders.entries()) {
    const start = await startOf(ours, contender, chains, search);
    judged.push(await judgeContender(some, halves, contender, start, { cuts, horizon }, options));
    progress(0.5 + (0.35 * (at + 1)) / contenders.length);
  }
  const chosen = chooseContender(judged);
  const { view, candidate } = chosen.contender;
  const seen = viewOf(panel, view);
  const approach = { ...options, ...candidate, seasonal: isSeasonal(seen) };
  const start = {
    model: chosen.models[0],
    effects: await firstEffects(seen, chosen.models[0], options.crew),
    bounds: [],
  };
  const { model, effects } = await converge(seen, approach, start, finalRounds);
  const { moves } = await (options.crew ?? aloneCrew).infer({ panel: seen, model, effects });
  progress(0.95);

  const orders = cuts.map((cut) => ordersAfter(some, cut));
  const last = chosen.cuts[chosen.cuts.length - 1];
  const came = orders[orders.length - 1].reduce((sum, count) => sum + count, 0);
  const chain = chainInQuestion(judged, chosen);
  const gate = judgeGate(judged, chain, await firmnessOf(panelBefore(some, months - horizon).panel, chain, options));
  progress(1);
  return {
    ...{
      status: "done",
      horizon,
      cuts,
      seasonal: isSeasonal(seen),
      freeEffect: isFree,
      tried,
      judged,
      orders,
    },
    ...{ chosen, gate, model, moves, competed: n },
    level: levelOf(came, last.expected),
  };
}

/** Whether any distribution of the rate effect says more of customers who were not seen than a Gamma: by the chain. */
async function paysFreedom(
  ours: ActivityPanel,
  theirs: ActivityPanel,
  view: PanelView,
  fitted: ActivityModel,
  options: SearchOptions,
): Promise<boolean> {
  const seen = viewOf(ours, view);
  const shape = fullChain(fitted.states, { seasonal: options.seasonal, varied: true });
  const judges = viewOf(theirs, view);
  const { model } = await continueActivity(seen, { model: freed(fitted) }, shape, freeRounds, options);
  return (await boundOf(judges, model, options)) - (await boundOf(judges, fitted, options)) > neededGain;
}

/** Where a contender begins: from the chain that its number of states was chosen by, or from a search of its own. */
async function startOf(
  panel: ActivityPanel,
  { candidate, view }: Contender,
  chains: ReadonlyMap<PanelView, ActivityModel>,
  options: SearchOptions,
): Promise<ActivityModel> {
  const chain = chains.get(view);
  if (candidate.kind !== "chain" || chain === undefined)
    return (await searchActivity(viewOf(panel, view), candidate, options)).model;
  const start = candidate.hasBasket ? chain : { ...chain, basket: undefined };
  return candidate.freeEffect ? freed(start) : start;
}

function freed(model: ActivityModel): ActivityModel {
  return { ...model, effect: freeEffect(model.effect.shape ?? 1) };
}

/** How much two halves of the customers agree on states, and how plain these are. */
async function firmnessOf(past: ActivityPanel, chain: JudgedContender | undefined, options: LearningOptions) {
  if (chain === undefined) return { agreement: 0, firm: 0 };
  const seen = viewOf(past, chain.contender.view);
  const k = chain.contender.candidate.states;
  const ahead = new Uint8Array(0);
  const [ours] = await foreseeCustomers(seen, chain.models[0], [{ ahead }], options);
  const [theirs] = await foreseeCustomers(seen, chain.models[1], [{ ahead }], options);
  return { agreement: labelAgreement(ours, theirs, k), firm: (firmShare(ours, k) + firmShare(theirs, k)) / 2 };
}

/** Orders of each customer who was known by a cut, in the months after it. */
function ordersAfter(panel: ActivityPanel, cut: number): Float64Array {
  const { customers } = panelBefore(panel, cut);
  const counts = futureOrders(panel, customers, cut, horizon);
  return Float64Array.from(customers, (_, at) =>
    counts.subarray(at * horizon, (at + 1) * horizon).reduce((sum, count) => sum + count, 0),
  );
}

function buyersOf({ rowStart, orders, entry }: ActivityPanel): number {
  let buyers = 0;
  for (let i = 0; i < entry.length; i++)
    for (let row = rowStart[i]; row < rowStart[i + 1]; row++)
      if (orders[row] > 0) {
        buyers += 1;
        break;
      }
  return buyers;
}

/** Never falls. */
function progressOf(onProgress: LearningOptions["onProgress"]) {
  let most = 0;
  return (share: number) => {
    most = Math.max(most, share);
    onProgress?.(most);
  };
}

function tooShort(months: number): Text {
  return {
    en: `hidden states: ${neededMonths} months of orders are needed, there are ${months}`,
    ru: `скрытые состояния: нужно ${russian.counted(neededMonths, "месяц", "месяца", "месяцев")} заказов, есть ${months}`,
  };
}

function tooFew(buyers: number): Text {
  return {
    en: `hidden states: ${neededCustomers} customers with orders are needed, there are ${buyers}`,
    ru: `скрытые состояния: нужно ${russian.counted(neededCustomers, "клиент", "клиента", "клиентов")} с заказами, есть ${buyers}`,
  };
}
