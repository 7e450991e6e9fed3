import { fitZiln } from "../../src/ltv/fit-ziln.ts";
import { predictZiln, summariseMixture } from "../../src/ltv/predict-ziln.ts";
import { chanceOfAtMost } from "../../src/ltv/zero-inflated-lognormal.ts";
import type { ForecastModel } from "./forecast-model.ts";

/**
 * All rows and a start like PyTorch's, as protocol P1 has them; averaged weights, which P1 does not have, lest the total
 * depend on where training happened to stop.
 */
const training = { mostRows: Number.POSITIVE_INFINITY, startGain: Math.sqrt(1 / 3), averagedEpochs: 2 };

/**
 * The net of the engine over the inputs that the cuts have, three of them averaged. Batch, rate, decay and epochs are those of
 * protocol P1; patience is 6 epochs instead of 8, and inputs are held within ±8.
 */
export const ziln: ForecastModel = {
  name: "ziln",
  async forecast(trainingCuts, test, seed) {
    const model = await fitZiln(trainingCuts, seed, () => {}, undefined, training);
    const mixture = await predictZiln(model, test);
    return {
      mean: summariseMixture(mixture).mean,
      chanceOfAtMost: (i, minor) => chanceOfAtMost(mixture, i, minor),
    };
  },
};
