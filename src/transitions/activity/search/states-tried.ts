import type { ActivityFit } from "../fit-activity.ts";
import { boundAt } from "./activity-starts.ts";

/** What each number of states came to. */
export interface StatesTried {
  readonly states: number;
  readonly fit: ActivityFit;
  /** Lower bound of the log-likelihood of each customer the model has not seen. */
  readonly heldOut: number;
  /** The same for each of some parts of these customers, alike for all numbers. */
  readonly parts: Float64Array;
}

/** Held-out bounds closer than that to the best are as good; about the noise of a start. */
const asGood = 0.01;
/** Whether more states have never been fitted worse than fewer. */
export function areNested(tried: readonly StatesTried[]): boolean {
  return (
    tried.length > 0 && tried.every(({ fit }, at) => at === 0 || boundAt(fit) >= boundAt(tried[at - 1].fit) - asGood)
  );
}

/** Of each number of states the fit with the higher bound, ascending. */
export function betterOf(some: readonly StatesTried[], others: readonly StatesTried[]): StatesTried[] {
  const best = new Map<number, StatesTried>();
  for (const one of [...some, ...others]) {
    const known = best.get(one.states);
    if (known === undefined || boundAt(one.fit) > boundAt(known.fit)) best.set(one.states, one);
  }
  return [...best.values()].sort((a, b) => a.states - b.states);
}

/**
 * The fewest states that are as good as the best: within .01 for each customer, or one standard error of the difference.
 *
 * @see Breiman, Friedman, Olshen & Stone (1984), Classification and regression trees, for the rule of one standard error
 */
export function choiceOf(tried: readonly StatesTried[]): StatesTried {
  const best = tried.reduce((most, one) => (one.heldOut > most.heldOut ? one : most));
  const isAsGood = (one: StatesTried) => {
    const leads = best.parts.map((bound, part) => bound - one.parts[part]);
    return mean(leads) <= Math.max(asGood, standardError(leads));
  };
  return tried.find(isAsGood) ?? best;
}

export function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function standardError(values: Float64Array): number {
  const n = values.length;
  if (n < 2) return 0;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (n - 1) / n);
}
