import { type Band, pairedBand, resampledGinis } from "../../src/ltv/evaluation/paired-bootstrap.ts";
import type { PoolWeight } from "../../src/ltv/pool/pool-weight.ts";
import { moneyEarned } from "../../src/ltv/protocol/ltv-cut.ts";
import { addSpan, type EpochDay } from "../../src/math/calendar.ts";
import type { ForecastModel, MoneyForecast, TrainedCut } from "./forecast-model.ts";
import { type Judged, judgeForecast } from "./judge-forecast.ts";
import { type LtvBase, trainingCutsOf } from "./ltv-base.ts";
import { cutPurchases } from "./p1-cut.ts";
import type { HistoryFeature } from "./p1-features.ts";
import type { PurchaseDays } from "./purchase-days.ts";

const resamples = 400;

/** How a model fared at a cut, and its Gini minus that of the model it is compared with. */
export interface JudgedModel extends Judged {
  readonly model: string;
  /** Null for the model that the others are compared with. */
  readonly lead: Band | null;
  /** Of a model of purchases, in weeks. */
  readonly logLikelihood: number | null;
  /** Of a pool. */
  readonly weight: PoolWeight | null;
}

/** A cut to be judged by, and the one to choose by before it. */
export interface JudgedCut extends TrainedCut {
  readonly selection: TrainedCut;
}

/**
 * The cut of a trial, with the cuts to train on, and the cut of selection half a horizon before it: models look half as far there, so
 * that all its labels are known by the cut of the trial.
 */
export function trialAt(
  base: LtvBase,
  purchases: PurchaseDays,
  test: EpochDay,
  features: (horizonDays: number) => readonly HistoryFeature[],
): JudgedCut {
  const trained = (cut: EpochDay, horizonDays: number): TrainedCut => {
    const cutAt = (day: EpochDay) => cutPurchases(purchases, day, horizonDays, features(horizonDays));
    return { trainingCuts: trainingCutsOf(base, cut, horizonDays).map(cutAt), at: cutAt(cut) };
  };
  const half = Math.floor(base.horizonDays / 2);
  const earlier = addSpan(test, { count: half, unit: "day" }, -1);
  return { ...trained(test, base.horizonDays), selection: trained(earlier, half) };
}

/**
 * Trains every model and holds it against the same labels.
 *
 * @param against name of the model whose Gini is taken from the others'
 */
export async function judgeCut(
  { trainingCuts, at, selection }: JudgedCut,
  models: readonly ForecastModel[],
  against: string,
  seed: number,
): Promise<JudgedModel[]> {
  const { label, ...test } = at;
  const forecasts: MoneyForecast[] = [];
  for (const model of models) forecasts.push(await model.forecast({ trainingCuts, test, selection }, seed));
  const ginis = resampledGinis(
    forecasts.map(({ mean }) => mean),
    moneyEarned(label),
    resamples,
    seed,
  );
  const compared = models.findIndex(({ name }) => name === against);
  if (compared === -1) throw new RangeError(`ltv: there is no model "${against}" to compare with`);
  return models.map(({ name }, i) => ({
    model: name,
    ...judgeForecast(forecasts[i], at, seed),
    lead: i === compared ? null : pairedBand(ginis[i], ginis[compared]),
    logLikelihood: forecasts[i].logLikelihood ?? null,
    weight: forecasts[i].weight ?? null,
  }));
}
