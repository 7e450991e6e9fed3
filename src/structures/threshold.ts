import { quantiles } from "../math/quantile.ts";
import type { Threshold } from "./structures-config.ts";

/** A threshold as a number: itself, or the quantile of the known values that it names; NaN when nothing is known. */
export function resolveThreshold(threshold: Threshold, values: Float64Array): number {
  return typeof threshold === "number" ? threshold : quantiles(values, [Number(threshold.slice(1)) / 100])[0];
}
