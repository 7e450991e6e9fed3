/** What rules ask of a customer as a number, under the names of the engine's features of the same meaning. */
export type NumericFact =
  | "recency_days"
  | "tenure_days"
  | "orders"
  | "average_order"
  | "discount_share"
  | "channel_share_app"
  | "open_rate_email";

/** Whoever is unknown in a fact does not meet the term. */
export type PlantedTerm =
  | { readonly fact: NumericFact; readonly below: number }
  | { readonly fact: NumericFact; readonly from: number }
  | { readonly fact: "acquisition_channel"; readonly level: string };

/**
 * Customers of an archetype who meet all terms at the end of a month are in another one in the next month `factor` times as
 * often as the monthly matrix says, and stay less often. Factors of several rules multiply.
 */
export interface PlantedRule {
  readonly from: string;
  readonly to: string;
  readonly terms: readonly PlantedTerm[];
  /** More than 0. */
  readonly factor: number;
}
