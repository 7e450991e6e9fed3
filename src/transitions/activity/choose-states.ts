import type { ActivityPanel } from "./activity-panel.ts";
import { boundOf } from "./fit-activity.ts";
import { type SearchedFit, type SearchOptions, searchActivity } from "./search-activity.ts";

/** What each number of states came to. */
export interface StatesTried {
  readonly states: number;
  readonly fit: SearchedFit;
  /** Lower bound of the log-likelihood of each customer the model has not seen. */
  readonly heldOut: number;
}

/** Held-out bounds closer than that to the best are as good; about the noise of a start. */
const asGood = 0.01;

/**
 * Chains of 2 states and more, each fitted to some customers and judged on others: the fewest states whose held-out bound is
 * as good as the best. Stops after two more that are no better than that.
 *
 * @param judges customers the chains are not fitted to
 * @returns all numbers tried, and the one chosen
 */
export async function chooseStates(
  panel: ActivityPanel,
  judges: ActivityPanel,
  settings: { readonly most: number; readonly freeEffect: boolean; readonly hasBasket: boolean },
  options: SearchOptions,
): Promise<{ readonly tried: readonly StatesTried[]; readonly chosen: StatesTried }> {
  const tried: StatesTried[] = [];
  for (let states = 2; states <= settings.most; states++) {
    const { freeEffect, hasBasket } = settings;
    const fit = await searchActivity(panel, { kind: "chain", states, freeEffect, hasBasket }, options);
    tried.push({ states, fit, heldOut: await boundOf(judges, fit.model, options) });
    if (states >= choiceOf(tried).states + 2) break;
  }
  return { tried, chosen: choiceOf(tried) };
}

/** The fewest states that are as good as the best. */
function choiceOf(tried: readonly StatesTried[]): StatesTried {
  const best = tried.reduce((most, one) => (one.heldOut > most.heldOut ? one : most));
  return tried.find(({ heldOut }) => heldOut >= best.heldOut - asGood) ?? best;
}
