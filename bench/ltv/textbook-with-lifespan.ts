import { ageFloorDays } from "../../src/ltv/baselines.ts";
import type { TestCut } from "./forecast-model.ts";

/**
 * The textbook formula with a lifespan: customers go on buying for as long as they have bought so far, and no longer than
 * the horizon. Average order × orders per day × min(horizon, days from the first purchase to the last), minor units; whoever
 * bought once brings nothing.
 */
export function forecastTextbookWithLifespan({ history, summary, horizonDays }: TestCut): Float64Array {
  return history.netMinor.map((money, i) => {
    const moneyPerDay = money / Math.max(ageFloorDays, history.ageDays[i]);
    return moneyPerDay * Math.min(horizonDays, summary.lastAfterDays[i]);
  });
}
