import type { ActivityPanel } from "./activity-panel.ts";
import { boundAt, converge, firstFit, mergeDown, overSplitFit } from "./activity-starts.ts";
import { copyEffects } from "./customer-effects.ts";
import { type ActivityFit, boundOf } from "./fit-activity.ts";
import { freed, type SearchOptions } from "./search-activity.ts";

/** What each number of states came to. */
export interface StatesTried {
  readonly states: number;
  readonly fit: ActivityFit;
  /** Lower bound of the log-likelihood of each customer the model has not seen. */
  readonly heldOut: number;
}

/** Held-out bounds closer than that to the best, for each customer or as a share of it, are as good; about the noise of a start. */
const asGood = 0.01;
const asGoodShare = 1e-4;
/** States that the first fit has: it only has to learn of effects and seasons. */
const firstStates = 4;
/** States more than the most, that are merged away before any is judged. */
const more = 4;
/** Look-backs of the clusters that starts are made of. */
const lookbacks = [6, 12];
const mostRounds = 24;

/**
 * Chains of fewer and fewer states, fitted to some customers and judged on others: the fewest states whose held-out bound is
 * as good as the best. From `most` states and some more on, the two most alike are merged time and again, with rounds of EM between; so every
 * number of states starts from a better top than its own clusters would lead to. Stops after two that are not as good.
 *
 * @param judges customers the chains are not fitted to
 * @returns all numbers tried, ascending, and the one chosen
 */
export async function chooseStates(
  panel: ActivityPanel,
  judges: ActivityPanel,
  settings: { readonly most: number; readonly freeEffect: boolean; readonly hasBasket: boolean },
  options: SearchOptions,
): Promise<{ readonly tried: readonly StatesTried[]; readonly chosen: StatesTried }> {
  const { most, freeEffect, hasBasket } = settings;
  const approach = { ...options, kind: "chain", hasBasket } as const;
  const first = await firstFit(panel, approach, Math.min(firstStates, most), options.seed);
  const starts: ActivityFit[] = [];
  for (const [at, lookback] of lookbacks.entries())
    starts.push(await overSplitFit(panel, approach, { types: most, lookback, seed: options.seed + at }, more, first));
  let fit = starts.reduce((best, start) => (boundAt(start) > boundAt(best) ? start : best));

  const tried: StatesTried[] = [];
  for (let states = most; states >= 2; states--) {
    fit = await converge(panel, approach, await mergeDown(panel, approach, fit, states), mostRounds);
    const own = freeEffect ? await freed(panel, approach, fit) : fit;
    tried.unshift({ states, fit: own, heldOut: await boundOf(judges, own.model, options) });
    fit = { ...fit, effects: copyEffects(fit.effects) };
    if (choiceOf(tried).states >= states + 2) break;
  }
  return { tried, chosen: choiceOf(tried) };
}

/** The fewest states that are as good as the best. */
function choiceOf(tried: readonly StatesTried[]): StatesTried {
  const best = tried.reduce((most, one) => (one.heldOut > most.heldOut ? one : most));
  const leeway = Math.max(asGood, asGoodShare * Math.abs(best.heldOut));
  return tried.find(({ heldOut }) => heldOut >= best.heldOut - leeway) ?? best;
}
