import * as z from "zod";
import type { Window } from "./window.ts";

/** The families of features, in the order of the documentation and of every table. */
export const featureFamily = z.enum([
  "recency",
  "frequency",
  "monetary",
  "pricing",
  "behaviour",
  "onsite",
  "feedback",
  "demographics",
  "psychographics",
  "channel",
  "response",
]);
export type FeatureFamily = z.output<typeof featureFamily>;

/** What people call a feature, and the customers at its two ends. */
const featureWords = z.strictObject({
  /** A noun, for figures and tables. */
  title: z.string(),
  /** What a segment far above or below the base is named by; a category's words precede the level. */
  high: z.string(),
  low: z.string(),
});

/** What a feature is: everything the documentation, the report and the names of segments say about it. */
export const featureDefinition = z.strictObject({
  /** Column name in `features.parquet`, snake_case. */
  name: z.string(),
  family: featureFamily,
  kind: z.enum(["number", "category"]),
  /** Unit of the values: `days`, `orders`, `EUR`, `share`, `category`, … */
  unit: z.string(),
  /** One sentence: how the value is computed and over which time. */
  definition: z.string(),
  /** In lower case. Names from the data stand in guillemets in Russian, so that nothing needs to be declined. */
  words: z.strictObject({ en: featureWords, ru: featureWords }),
});
export type FeatureDefinition = z.output<typeof featureDefinition>;

/** One column of a feature table. */
export interface Feature extends FeatureDefinition {
  /** Length n. NaN is "unknown". A category holds the index of its level. */
  readonly values: Float64Array;
  /** Names of the levels of a category, in ascending order of code units; empty for numbers. */
  readonly levels: readonly string[];
}

/** Features of the customers with at least one order in a window's look-back. */
export interface FeatureTable {
  readonly window: Window;
  /** Customer number (position in the ascending list of all customer ids) of each row, length n, ascending. */
  readonly customers: Int32Array;
  /** The d columns. */
  readonly features: readonly Feature[];
}
