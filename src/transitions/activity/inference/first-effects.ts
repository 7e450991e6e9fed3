import type { ActivityModel } from "../activity-model.ts";
import type { ActivityPanel } from "../panel/activity-panel.ts";
import { type ActivityCrew, aloneCrew } from "./activity-crew.ts";
import { type CustomerEffects, priorEffects } from "./customer-effects.ts";
import type { SharedRoom } from "./shared-arrays.ts";

/** How much wider baskets are thought to spread in the first step. */
const widened = 3;

/**
 * Effects of customers after a first expectation step in which baskets spread three times as wide. In mean field whoever pays more
 * than others first looks like one of a dearer state, then like nobody special there, and stays with that when there are
 * many orders; while baskets say little, what else customers do decides between states.
 *
 * On the worlds of `study:activity-worlds` bounds end .05 for each customer higher than from `priorEffects`, 8 where archetypes do
 * not overlap.
 *
 * @see Katahira, Watanabe & Okada (2008), Deterministic annealing variant of variational Bayes method, J. Phys. Conf. Ser. 95
 */
export async function firstEffects(
  panel: ActivityPanel,
  model: ActivityModel,
  crew: ActivityCrew = aloneCrew,
  room?: SharedRoom,
): Promise<CustomerEffects> {
  const effects = priorEffects(panel, model, room);
  if (model.basket === undefined) return effects;
  const basket = { ...model.basket, sd: model.basket.sd.map((sd) => widened * sd) };
  await crew.infer({ panel, model: { ...model, basket }, effects });
  return effects;
}
