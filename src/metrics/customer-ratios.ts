import { type Figure, figuresKnown } from "./figures.ts";
import type { LeverMetric } from "./lever-metrics.ts";

/** What a ratio of n customers is made of: Σ above ÷ Σ below, both of length n. */
export interface CustomerRatio {
  readonly above: Float64Array;
  readonly below: Float64Array;
}

/**
 * Numerators and denominators of metrics for each of n customers, by the metrics' own formulas; NaN where a figure is not
 * known.
 *
 * @param columns figures of the customers, of length n each
 */
export function customerRatios(
  metrics: readonly Pick<LeverMetric, "calculation">[],
  columns: ReadonlyMap<Figure, Float64Array>,
): CustomerRatio[] {
  const known = [...columns];
  const n = known[0]?.[1].length ?? 0;
  const figures: Record<Figure, number> = { ...figuresKnown() };
  const ratios = metrics.map(() => ({ above: new Float64Array(n), below: new Float64Array(n) }));
  for (let i = 0; i < n; i++) {
    for (const [name, values] of known) figures[name] = values[i];
    for (const [m, { calculation }] of metrics.entries()) {
      ratios[m].above[i] = calculation.numerator(figures);
      ratios[m].below[i] = calculation.denominator(figures);
    }
  }
  return ratios;
}
