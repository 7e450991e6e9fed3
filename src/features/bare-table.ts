import type { EpochDay } from "../math/calendar.ts";
import type { Feature, FeatureTable } from "./feature-table.ts";

/** What a model needs of a feature, without what people need. */
export type BareFeature = Pick<Feature, "name" | "kind" | "levels" | "values">;

/** Features that came from elsewhere than a window, as a table that a model can score; no date enters that. */
export function bareTable(customers: Int32Array, features: readonly BareFeature[]): FeatureTable {
  const day = 0 as EpochDay; // the number of a day
  const nameless = { title: "", high: "", low: "" };
  return {
    window: { from: day, until: day, short: false, incomplete: false },
    customers,
    features: features.map((feature) => ({
      ...{ ...feature, family: "behaviour", unit: "", definition: "" },
      words: { en: nameless, ru: nameless },
    })),
  };
}
