import { fitNet } from "../../src/ltv/net/fit-net.ts";
import type { MoneyHeadKind } from "../../src/ltv/net/money-head.ts";
import { predictMoney } from "../../src/ltv/net/predict-money.ts";
import type { MoneyDistributions } from "../../src/ltv/pool/money-distributions.ts";
import { netDistributions } from "../../src/ltv/pool/net-distributions.ts";
import { type ForecastModel, forecastOf, type TestCut } from "./forecast-model.ts";
import type { P1Cut } from "./p1-cut.ts";

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
    forecast: async ({ trainingCuts, test }, seed) => forecastOf(await netAt(kind, trainingCuts, test, seed)),
  };
}

/** Nets that were trained, by the cuts they learned from: a pool asks for the same as the net alone. */
const trained = new WeakMap<readonly P1Cut[], Map<string, Promise<MoneyDistributions>>>();

/** What a net says at a cut. */
export function netAt(
  kind: MoneyHeadKind,
  trainingCuts: readonly P1Cut[],
  at: TestCut,
  seed: number,
): Promise<MoneyDistributions> {
  const known = trained.get(trainingCuts) ?? new Map<string, Promise<MoneyDistributions>>();
  trained.set(trainingCuts, known);
  const key = `${kind} ${seed} ${at.cut}`;
  const distributions = known.get(key) ?? train(kind, trainingCuts, at, seed);
  known.set(key, distributions);
  return distributions;
}

async function train(kind: MoneyHeadKind, trainingCuts: readonly P1Cut[], at: TestCut, seed: number) {
  const model = await fitNet(kind, trainingCuts, seed, () => {}, undefined, training);
  return netDistributions(await predictMoney(model, at));
}
