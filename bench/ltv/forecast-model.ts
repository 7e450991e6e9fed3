import type { P1Cut } from "./p1-cut.ts";

/** A forecast of the money of n customers over the horizon. */
export interface MoneyForecast {
  /** Minor units, length n. */
  readonly mean: Float64Array;
  /** Chance that customer i brings at most so many minor units; at 0 that of nothing. Where the model has a distribution. */
  readonly chanceOfAtMost?: (i: number, minor: number) => number;
  /** Of the model of purchases, in weeks, where it has one. */
  readonly logLikelihood?: number;
}

/** A model on trial: it learns from the training cuts, whose label windows ended by the test cut, and is asked there. */
export interface ForecastModel {
  readonly name: string;
  /** @param test what is known at the test cut; no model gets its labels */
  forecast(trainingCuts: readonly P1Cut[], test: TestCut, seed: number): Promise<MoneyForecast>;
}

/** A cut without what came after it. */
export type TestCut = Omit<P1Cut, "label">;
