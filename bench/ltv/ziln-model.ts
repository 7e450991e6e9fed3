import { fitZiln } from "../../src/ltv/fit-ziln.ts";
import { predictZiln, summariseMixture } from "../../src/ltv/predict-ziln.ts";
import { chanceOfAtMost } from "../../src/ltv/zero-inflated-lognormal.ts";
import type { ForecastModel } from "./forecast-model.ts";

/**
 * The net of the engine, three of them averaged, over the inputs that the cuts have. Unlike protocol P1 it starts from He's
 * weights and holds its inputs within ±8; batch, rate, decay and epochs are the same.
 */
export const ziln: ForecastModel = {
  name: "ziln",
  async forecast(trainingCuts, test, seed) {
    const mixture = await predictZiln(await fitZiln(trainingCuts, seed, () => {}), test);
    return {
      mean: summariseMixture(mixture).mean,
      chanceOfAtMost: (i, minor) => chanceOfAtMost(mixture, i, minor),
    };
  },
};
