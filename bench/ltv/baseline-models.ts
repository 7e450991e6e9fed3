import { forecastLastPeriodAgain, forecastTextbook } from "../../src/ltv/baselines.ts";
import type { ForecastModel, TestCut } from "./forecast-model.ts";
import { forecastTextbookWithLifespan } from "./textbook-with-lifespan.ts";

/** Forecasts that learn nothing and have no distribution. */
export const baselineModels: readonly ForecastModel[] = [
  formula("last period", forecastLastPeriodAgain),
  formula("textbook", forecastTextbook),
  formula("textbook with lifespan", forecastTextbookWithLifespan),
];

function formula(name: string, forecast: (cut: TestCut) => Float64Array): ForecastModel {
  return { name, forecast: async ({ test }) => ({ mean: forecast(test) }) };
}
