import { aloneCrew } from "./activity-crew.ts";
import type { ActivityModel } from "./activity-model.ts";
import type { ActivityPanel } from "./activity-panel.ts";
import { copyEffects } from "./customer-effects.ts";
import type { ActivityFit, Labour } from "./fit-activity.ts";

/** Shapes of months and degrees of baskets that are tried, from none to the wildest. */
const monthShapes = [undefined, 16, 8, 4, 2, 1] as const;
const basketDegrees = [undefined, 16, 8, 5, 3] as const;
/** What another noise has to add to the bound for each customer. */
const neededGain = 0.01;

type Noise = number | undefined;

/**
 * The model with the noise that makes what customers did likeliest: Poisson months or negative binomial ones, and values that are
 * Normal or Student's t. Without the right one states stand for noise. From the noise there is, one step at a time: wilder as long as
 * the bound rises by .01 for each customer, tamer as long as it does not fall by that. Three to five passes of `inferActivity` where
 * nothing changes.
 */
export async function tuneNoise(
  panel: ActivityPanel,
  { model, effects }: Pick<ActivityFit, "model" | "effects">,
  { crew = aloneCrew }: Labour,
): Promise<ActivityModel> {
  const boundWith = async (changed: ActivityModel) => {
    const { bound, customers } = await crew.infer({ panel, model: changed, effects: copyEffects(effects) });
    return bound / customers;
  };
  let best = model;
  let bound = await boundWith(model);
  const climb = async (
    noises: readonly Noise[],
    noiseOf: (model: ActivityModel) => Noise,
    withNoise: (model: ActivityModel, noise: Noise) => ActivityModel,
  ) => {
    const from = Math.max(noises.indexOf(noiseOf(best)), 0);
    for (const step of [1, -1]) {
      for (let at = from + step; at >= 0 && at < noises.length; at += step) {
        const changed = withNoise(best, noises[at]);
        const reached = await boundWith(changed);
        if (reached < bound + step * neededGain) break;
        [best, bound] = [changed, reached];
      }
      if (noiseOf(best) !== noises[from]) break;
    }
  };
  await climb(
    monthShapes,
    ({ monthShape }) => monthShape,
    (changed, monthShape) => ({ ...changed, monthShape }),
  );
  if (model.basket !== undefined) await climb(basketDegrees, ({ basket }) => basket?.degrees, withDegrees);
  return best;
}

/** Values of the same standard deviations with other tails. */
function withDegrees(model: ActivityModel, degrees: Noise): ActivityModel {
  const { basket } = model;
  if (basket === undefined) return model;
  const scale = Math.sqrt(varianceOf(basket.degrees) / varianceOf(degrees));
  return { ...model, basket: { ...basket, sd: basket.sd.map((sd) => scale * sd), degrees } };
}

/** Variance of a deviate of scale 1. */
function varianceOf(degrees: Noise): number {
  return degrees === undefined ? 1 : degrees / (degrees - 2);
}
