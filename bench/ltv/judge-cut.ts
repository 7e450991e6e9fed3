import type { EpochDay } from "../../src/math/calendar.ts";
import type { ForecastModel, MoneyForecast } from "./forecast-model.ts";
import { type Judged, judgeForecast } from "./judge-forecast.ts";
import { type LtvBase, trainingCutsOf } from "./ltv-base.ts";
import { cutPurchases, type P1Cut } from "./p1-cut.ts";
import type { HistoryFeature } from "./p1-features.ts";
import { type Band, pairedBand, resampledGinis } from "./paired-bootstrap.ts";
import type { PurchaseDays } from "./purchase-days.ts";

const resamples = 400;

/** How a model fared at a cut, and its Gini minus that of the model it is compared with. */
export interface JudgedModel extends Judged {
  readonly model: string;
  /** Null for the model that the others are compared with. */
  readonly lead: Band | null;
  /** Of a model of purchases, in weeks. */
  readonly logLikelihood: number | null;
}

/** A test cut with the cuts to train on before it, newest first. */
export interface Trial {
  readonly trainingCuts: readonly P1Cut[];
  readonly test: P1Cut;
}

export function trialAt(
  base: LtvBase,
  purchases: PurchaseDays,
  test: EpochDay,
  features: readonly HistoryFeature[],
): Trial {
  const cutAt = (day: EpochDay) => cutPurchases(purchases, day, base.horizonDays, features);
  return { trainingCuts: trainingCutsOf(base, test).map(cutAt), test: cutAt(test) };
}

/**
 * Trains every model and holds it against the same labels.
 *
 * @param against name of the model whose Gini is taken from the others'
 */
export async function judgeCut(
  { trainingCuts, test }: Trial,
  models: readonly ForecastModel[],
  against: string,
  seed: number,
): Promise<JudgedModel[]> {
  const { label, ...known } = test;
  const forecasts: MoneyForecast[] = [];
  for (const model of models) forecasts.push(await model.forecast(trainingCuts, known, seed));
  const ginis = resampledGinis(
    forecasts.map(({ mean }) => mean),
    label,
    resamples,
    seed,
  );
  const compared = models.findIndex(({ name }) => name === against);
  if (compared === -1) throw new RangeError(`ltv: there is no model "${against}" to compare with`);
  return models.map(({ name }, i) => ({
    model: name,
    ...judgeForecast(forecasts[i], label, seed),
    lead: i === compared ? null : pairedBand(ginis[i], ginis[compared]),
    logLikelihood: forecasts[i].logLikelihood ?? null,
  }));
}
