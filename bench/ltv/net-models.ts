import { fitNet } from "../../src/ltv/net/fit-net.ts";
import { chanceOfAtMost } from "../../src/ltv/net/lognormal-mixture.ts";
import type { MoneyHeadKind } from "../../src/ltv/net/money-head.ts";
import { predictMoney, summariseMixture } from "../../src/ltv/net/predict-money.ts";
import type { ForecastModel } from "./forecast-model.ts";

/**
 * All rows and a start like PyTorch's, as protocol P1 has them; averaged weights, which P1 does not have, lest the total
 * depend on where training happened to stop.
 */
const training = { mostRows: Number.POSITIVE_INFINITY, startGain: Math.sqrt(1 / 3), averagedEpochs: 2 };

/**
 * The net of the engine over the inputs that the cuts have, three of them averaged: one lognormal, as protocol P1 has it, or two.
 * Batch, rate, decay and epochs are those of the protocol; patience is 6 epochs instead of 8, and inputs are held within ±8.
 */
export const netModels: readonly ForecastModel[] = [net("ziln"), net("mixture")];

function net(kind: MoneyHeadKind): ForecastModel {
  return {
    name: kind,
    async forecast(trainingCuts, test, seed) {
      const model = await fitNet(kind, trainingCuts, seed, () => {}, undefined, training);
      const mixture = await predictMoney(model, test);
      return {
        mean: summariseMixture(mixture).mean,
        chanceOfAtMost: (i, minor) => chanceOfAtMost(mixture, i, minor),
      };
    },
  };
}
