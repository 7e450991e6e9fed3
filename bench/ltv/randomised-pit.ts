import { createRandom } from "../../src/math/random.ts";
import type { MoneyForecast } from "./forecast-model.ts";

/** How transformed labels are spread; each share would be its level if the forecast distributions were right. */
export interface Spread {
  /** Share of customers at or below their quantile of that level. */
  readonly upper: { readonly 0.5: number; readonly 0.8: number; readonly 0.9: number; readonly 0.95: number };
  /** Share between their 10 % and 90 % quantiles. */
  readonly central80: number;
  /** Kolmogorov–Smirnov distance from uniform. */
  readonly ks: number;
}

/**
 * The randomised probability integral transform of n labels: the chance of at most what came, and for nothing a uniform
 * number below the chance of nothing.
 *
 * @param label minor units, ≥ 0, length n
 * @see Czado, Gneiting & Held (2009), Predictive model assessment for count data, Biometrics 65, 1254–1261
 */
export function randomisedPit(
  chanceOfAtMost: NonNullable<MoneyForecast["chanceOfAtMost"]>,
  label: Float64Array,
  seed: number,
): Spread {
  const random = createRandom(seed);
  const transformed = label.map((money, i) => chanceOfAtMost(i, money) * (money > 0 ? 1 : random.next())).sort();
  const n = transformed.length;
  const share = (level: number) => transformed.filter((value) => value <= level).length / n;
  const ks = transformed.reduce((most, value, i) => Math.max(most, value - i / n, (i + 1) / n - value), 0);
  return {
    upper: { 0.5: share(0.5), 0.8: share(0.8), 0.9: share(0.9), 0.95: share(0.95) },
    central80: share(0.9) - share(0.1),
    ks,
  };
}
