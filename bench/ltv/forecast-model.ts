import type { MoneyDistributions } from "../../src/ltv/pool/money-distributions.ts";
import type { PoolWeight } from "../../src/ltv/pool/pool-weight.ts";
import type { P1Cut } from "./p1-cut.ts";

/** A forecast of the money of n customers over the horizon. */
export interface MoneyForecast {
  /** Minor units, length n. */
  readonly mean: Float64Array;
  /** Where the model has any. */
  readonly distributions?: MoneyDistributions;
  /** Of the model of purchases, in weeks, where it has one. */
  readonly logLikelihood?: number;
  /** Of a pool: chosen at the cut of selection. */
  readonly weight?: PoolWeight;
}

/** The cuts to train on before another, newest first; their label windows end at or before it. */
export interface TrainedCut {
  readonly trainingCuts: readonly P1Cut[];
  readonly at: P1Cut;
}

/** A cut to be forecast, which no model gets the labels of, and an earlier one to choose by, whose labels are known by then. */
export interface Trial {
  readonly trainingCuts: readonly P1Cut[];
  readonly test: TestCut;
  readonly selection: TrainedCut;
}

/** A model on trial. */
export interface ForecastModel {
  readonly name: string;
  forecast(trial: Trial, seed: number): Promise<MoneyForecast>;
}

/** A cut without what came after it. */
export type TestCut = Omit<P1Cut, "label">;

/** A forecast with distributions, and the means of these. */
export function forecastOf(distributions: MoneyDistributions): MoneyForecast {
  return {
    mean: Float64Array.from({ length: distributions.customers }, (_, i) => distributions.mean(i)),
    distributions,
  };
}
