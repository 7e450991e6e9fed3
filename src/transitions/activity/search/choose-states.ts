import { type ActivityFit, boundOf } from "../fit-activity.ts";
import { copyEffects } from "../inference/customer-effects.ts";
import { type ActivityPanel, customersOf, takeFromPanel } from "../panel/activity-panel.ts";
import { boundAt, converge, firstFit, mergeDown, overSplitFit, refreshed, tuned } from "./activity-starts.ts";
import { freed, type SearchOptions } from "./search-activity.ts";
import { areNested, betterOf, choiceOf, mean, type StatesTried } from "./states-tried.ts";

/** Parts of the judges, whose differences tell how sure a lead is. */
const parts = 20;
/** States that the first fit has: it only has to learn of effects and seasons. */
const firstStates = 4;
/** States more than the most, that are merged away before any is judged. */
const more = 4;
/** Look-backs of the clusters that starts are made of. */
const lookbacks = [6, 12];
const mostRounds = 24;
/** Walks down from other starts, where the bounds of those before say that their own starts were low. */
const mostWalks = 3;

/**
 * Chains of fewer and fewer states, fitted to some customers and judged on others: the fewest states whose held-out bound is
 * as good as the best. From `most` states and some more on, the two most alike are merged time and again, with rounds of EM between; so every
 * number of states starts from a better top than its own clusters would lead to. Stops after two that are not as good.
 *
 * A chain of more states can do all that one of fewer can. Where it was fitted worse, it is at a low top, and the numbers of states are
 * walked through again from other clusters, three times at most; of each number the fit with the higher bound is judged.
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
  const judged = partsOf(judges);

  const bestStart = async (seed: number) => {
    const starts: ActivityFit[] = [];
    for (const [at, lookback] of lookbacks.entries())
      starts.push(await overSplitFit(panel, approach, { types: most, lookback, seed: seed + at }, more, first));
    return starts.reduce((best, start) => (boundAt(start) > boundAt(best) ? start : best));
  };
  const walkDown = async (start: ActivityFit) => {
    let fit = start;
    const tried: StatesTried[] = [];
    for (let states = most; states >= 2; states--) {
      const merged = await mergeDown(panel, approach, fit, states);
      fit = await converge(
        panel,
        approach,
        await tuned(panel, approach, await refreshed(panel, approach, merged)),
        mostRounds,
      );
      const own = freeEffect ? await freed(panel, approach, fit) : fit;
      const bounds = new Float64Array(judged.length);
      for (const [at, part] of judged.entries()) bounds[at] = await boundOf(part, own.model, options);
      tried.unshift({ states, fit: own, heldOut: mean(bounds), parts: bounds });
      fit = { ...fit, effects: copyEffects(fit.effects) };
      if (choiceOf(tried).states >= states + 2) break;
    }
    return tried;
  };

  let tried: StatesTried[] = [];
  for (let walk = 0; walk < mostWalks && !areNested(tried); walk++)
    tried = betterOf(tried, await walkDown(await bestStart(options.seed + walk * lookbacks.length)));
  return { tried, chosen: choiceOf(tried) };
}

/** Every twentieth customer each; fewer where there are not two for each. */
function partsOf(judges: ActivityPanel): ActivityPanel[] {
  const n = customersOf(judges);
  const count = Math.max(Math.min(parts, Math.floor(n / 2)), 1);
  return Array.from({ length: count }, (_, part) =>
    takeFromPanel(
      judges,
      Int32Array.from({ length: Math.ceil((n - part) / count) }, (_, i) => part + i * count),
    ),
  );
}
