import type { ActivityModel } from "../activity-model.ts";
import type { ActivityFit, Labour } from "../fit-activity.ts";
import { aloneCrew } from "../inference/activity-crew.ts";
import { copyEffects } from "../inference/customer-effects.ts";
import type { ActivityPanel } from "../panel/activity-panel.ts";

/** Shapes of months and degrees of baskets that are tried, from none to the wildest. */
const monthShapes = [undefined, 16, 8, 4, 2, 1] as const;
const basketDegrees = [undefined, 16, 8, 5, 3] as const;
/** What noise has to add to the bound for each customer. */
const neededGain = 0.01;

type Noise = number | undefined;

/**
 * A model to start from with wild noise, which `tuneNoise` tames: states that were found with too little noise stand for some of it, and
 * hold on.
 */
export function withWildNoise(model: ActivityModel): ActivityModel {
  return withDegrees({ ...model, monthShape: 4 }, 5);
}

/**
 * The model with the noise that makes what customers did likeliest: Poisson months or negative binomial ones, and values that are
 * Normal or Student's t; noise that adds less than .01 for each customer is left out. From the noise there is, one step at a time;
 * three to ten passes of `inferActivity`.
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
  const start = await boundWith(model);
  const climb = async (
    before: ActivityModel,
    noises: readonly Noise[],
    noise: Noise,
    withNoise: (model: ActivityModel, noise: Noise) => ActivityModel,
  ) => {
    const from = noises.indexOf(noise);
    const lead = (at: number) => (noises[at] === undefined ? neededGain : 0);
    let [best, score, at] = [before, start + lead(from), from];
    for (const step of [-1, 1]) {
      if (at !== from) break;
      while (at + step >= 0 && at + step < noises.length) {
        const changed = withNoise(before, noises[at + step]);
        const reached = (await boundWith(changed)) + lead(at + step);
        if (reached <= score) break;
        [best, score, at] = [changed, reached, at + step];
      }
    }
    return best;
  };
  const ofMonths = await climb(model, monthShapes, model.monthShape, (changed, monthShape) => ({
    ...changed,
    monthShape,
  }));
  const ofBaskets = await climb(model, basketDegrees, model.basket?.degrees, withDegrees);
  // Months and baskets have nothing to do with each other.
  return ofMonths === model ? ofBaskets : { ...ofBaskets, monthShape: ofMonths.monthShape };
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
