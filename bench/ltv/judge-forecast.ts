import { evaluateLtv, type LtvMetrics } from "../../src/ltv/evaluation/evaluate-ltv.ts";
import type { MoneyForecast } from "./forecast-model.ts";
import { randomisedPit, type Spread } from "./randomised-pit.ts";

/** How a forecast fared at a cut; money is in units of the currency. */
export interface Judged {
  readonly metrics: LtvMetrics;
  /** Null where a model has no distribution. */
  readonly pit: Spread | null;
}

/** Holds a forecast against the money that came, in minor units. */
export function judgeForecast({ mean, chanceOfAtMost }: MoneyForecast, label: Float64Array, seed: number): Judged {
  const metrics = evaluateLtv(mean, label);
  return {
    metrics: { ...metrics, mae: metrics.mae / 100, rmse: metrics.rmse / 100 },
    pit: chanceOfAtMost === undefined ? null : randomisedPit(chanceOfAtMost, label, seed),
  };
}
