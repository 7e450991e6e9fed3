import { calibrate, type LtvCalibration } from "../../src/ltv/evaluation/calibration.ts";
import { type DistributionScores, scoreDistributions } from "../../src/ltv/evaluation/distribution-scores.ts";
import { evaluateLtv, type LtvMetrics } from "../../src/ltv/evaluation/evaluate-ltv.ts";
import { moneyEarned } from "../../src/ltv/protocol/ltv-cut.ts";
import type { MoneyForecast } from "./forecast-model.ts";
import type { P1Cut } from "./p1-cut.ts";

/** How a forecast fared at a cut; money is in units of the currency. */
export interface Judged {
  readonly metrics: LtvMetrics;
  /** Null where a model has no distributions. */
  readonly pit: LtvCalibration | null;
  readonly scores: DistributionScores | null;
}

/** Holds a forecast against the money that came. */
export function judgeForecast(
  { mean, distributions }: MoneyForecast,
  { customers, label }: P1Cut,
  seed: number,
): Judged {
  const metrics = evaluateLtv(mean, label);
  const money = moneyEarned(label);
  return {
    metrics: { ...metrics, mae: metrics.mae / 100, rmse: metrics.rmse / 100 },
    pit: distributions === undefined ? null : calibrate(distributions, money, seed),
    scores: distributions === undefined ? null : scoreDistributions(distributions, customers, money, 100),
  };
}
