import type { Feature, FeatureTable } from "../features/feature-table.ts";

/** Money a customer brought in the look-back: the first numeric feature of the monetary family, if there is one. */
export function revenueFeature({ features }: FeatureTable): Feature | undefined {
  return features.find(({ family, kind }) => family === "monetary" && kind === "number");
}
