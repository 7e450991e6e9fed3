import type { ActivityModel } from "../activity-model.ts";
import { foreseeCustomers } from "../fit-activity.ts";
import { firstEffects } from "../inference/first-effects.ts";
import { type ActivityPanel, panelBefore, takeFromPanel } from "../panel/activity-panel.ts";
import { converge } from "../search/activity-starts.ts";
import { isSeasonal, type SearchOptions } from "../search/search-activity.ts";
import { type Contender, viewOf } from "./contenders.ts";
import { futureOrders } from "./future-orders.ts";

/** What a contender foretold of the months after a cut. */
export interface CutScores {
  /** Months that were known. */
  readonly cut: number;
  /** Of each customer known by then: log-likelihood of the months to come, expected orders, chance of any. */
  readonly logLikelihood: Float64Array;
  readonly expectedOrders: Float64Array;
  readonly active: Float64Array;
  /** The log-likelihood without the level. */
  readonly plain: Float64Array;
  /** The factor of all rates that made the months before the cut right; 1 where they could not be foretold. */
  readonly level: number;
  /** Orders that were expected of those who came, before the level. */
  readonly expected: number;
}

export interface JudgedContender {
  readonly contender: Contender;
  readonly cuts: readonly CutScores[];
  /** As fitted to the past of each half of the customers at the last cut. */
  readonly models: readonly [ActivityModel, ActivityModel];
}

/** The two halves of the customers, by their number in the panel. */
export type Halves = readonly [Int32Array, Int32Array];

/** Rounds of EM at each cut, from where the fit stood, at most. */
const mostRounds = 16;
/** Orders that a level is drawn to 1 by. */
const levelOrders = 50;

/**
 * Scores a contender on the months after some cuts, of customers and months it was not fitted to: each half of the customers
 * by a fit to the past of the other half, brought up to date from cut to cut. What the fit at a cut got wrong of the months up to
 * the next one, in all, is put right there by a factor.
 *
 * @param start where EM begins: fitted to nothing that happened after the first cut
 * @param cuts months that are known, ascending; those of the `horizon` after each are foretold
 */
export async function judgeContender(
  panel: ActivityPanel,
  halves: Halves,
  contender: Contender,
  start: ActivityModel,
  { cuts, horizon }: { readonly cuts: readonly number[]; readonly horizon: number },
  options: Omit<SearchOptions, "seasonal">,
): Promise<JudgedContender> {
  const view = viewOf(panel, contender.view);
  const found = [[], []] as [HalfScores[], HalfScores[]];
  const models: ActivityModel[] = [];
  for (const own of [0, 1] as const) {
    const [judged, fitted] = [halves[own], halves[1 - own]];
    let model = start;
    let level = 1;
    for (const [at, cut] of cuts.entries()) {
      const past = panelBefore(takeFromPanel(view, fitted), cut).panel;
      const approach = { ...options, ...contender.candidate, seasonal: isSeasonal(past) };
      const fit = { model, effects: await firstEffects(past, model, options.crew), bounds: [] };
      model = (await converge(past, approach, fit, mostRounds)).model;
      const theirs = panelBefore(takeFromPanel(view, judged), cut);
      const customers = theirs.customers.map((i) => judged[i]);
      const ahead = panel.calendar.slice(cut, cut + horizon);
      const future = futureOrders(panel, customers, cut, horizon);
      const asked = [
        { ahead, future },
        { ahead, future, level },
      ];
      const [plain, levelled] = await foreseeCustomers(theirs.panel, model, asked, options);
      const expected = sum(plain.orders);
      found[own].push({ cut, customers, expected, plain: plain.logLikelihood, ...levelled });
      level = cuts[at + 1] === cut + horizon ? levelOf(sum(future), expected) : 1;
    }
    models.push(model);
  }
  const n = panel.entry.length;
  return {
    contender,
    cuts: found[0].map((first, at) => together(n, first, found[1][at])),
    models: [models[1], models[0]],
  };
}

/**
 * The factor of all rates after some months that came to `came` orders where `expected` were: half of what it was off by, in
 * logs. What a model gets wrong of a quarter is as often chance or an odd season as a drift that goes on; with all of it the
 * forecasts of Online Retail II were off to the other side (chances of an order by .076 instead of .040).
 */
export function levelOf(came: number, expected: number): number {
  return Math.sqrt((came + levelOrders) / (expected + levelOrders));
}

interface HalfScores {
  readonly cut: number;
  readonly customers: Int32Array;
  readonly level: number;
  readonly expected: number;
  readonly plain: Float64Array;
  readonly logLikelihood: Float64Array;
  readonly orders: Float64Array;
  readonly active: Float64Array;
}

/** Both halves by the customers of the panel; who was not known by then is not a number. */
function together(n: number, ...halves: readonly [HalfScores, HalfScores]): CutScores {
  const all = () => new Float64Array(n).fill(Number.NaN);
  const scores = { logLikelihood: all(), expectedOrders: all(), active: all(), plain: all() };
  for (const { customers, logLikelihood, orders, active, plain } of halves)
    for (const [at, i] of customers.entries()) {
      scores.logLikelihood[i] = logLikelihood[at];
      scores.expectedOrders[i] = orders[at];
      scores.active[i] = active[at];
      scores.plain[i] = plain[at];
    }
  const known = (values: Float64Array) => values.filter((value) => !Number.isNaN(value));
  const [{ cut }] = halves;
  return {
    ...{ cut, logLikelihood: known(scores.logLikelihood), expectedOrders: known(scores.expectedOrders) },
    ...{ active: known(scores.active), plain: known(scores.plain) },
    level: Math.sqrt(halves[0].level * halves[1].level),
    expected: halves[0].expected + halves[1].expected,
  };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
