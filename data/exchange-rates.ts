import { baseRandom } from "./random-streams.ts";
import type { World } from "./worlds/world.ts";

/** Units of the home currency for one unit of a foreign one. */
export interface ExchangeRates {
  readonly currency: string;
  /** In millionths, per month of the plan. */
  readonly millionths: Int32Array;
}

/** Rates of the world's foreign currencies: each walks by lognormal steps from month to month. */
export function exchangeRates(world: World, seed: number, months: number): ExchangeRates[] {
  const random = baseRandom(seed, "rates");
  return world.foreign.map(({ code, rate, monthlyLogSd }) => {
    let logRate = Math.log(rate);
    const millionths = Int32Array.from({ length: months }, () => {
      const now = Math.round(Math.exp(logRate) * 1e6);
      logRate += monthlyLogSd * random.normal();
      return now;
    });
    return { currency: code, millionths };
  });
}
