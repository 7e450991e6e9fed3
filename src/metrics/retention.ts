import type { Figures } from "./figures.ts";

/** Customers of two neighbouring periods. */
export interface RetentionCounts {
  /** With an order in the first period. */
  readonly start: number;
  /** With an order in the second. */
  readonly end: number;
  /** With their first order ever in the second. */
  readonly newcomers: number;
  /** With an order in both. */
  readonly retained: number;
}

type Fraction = {
  readonly numerator: (figures: Figures) => number;
  readonly denominator: (figures: Figures) => number;
};

/** (end − new) ÷ start: the formula of the textbooks. */
export const retentionByFormula: Fraction = {
  numerator: ({ customers, newcomers }) => customers - newcomers,
  denominator: ({ start }) => start,
};

/** |P0 ∩ P1| ÷ |P0|. */
export const strictRetention: Fraction = {
  numerator: ({ retained }) => retained,
  denominator: ({ start }) => start,
};

/**
 * Retention between two periods, both ways; NaN where nobody was there at the start.
 *
 * The formula counts everyone who is not new as retained, so also those who ordered before the first period and not in
 * it: `reactivated` of them. That is what the two differ by, 30 points on CDNOW, and why the first pair of periods of a
 * history, where nobody can come back from further away, shows no difference.
 */
export function retentionOf({ start, end, newcomers, retained }: RetentionCounts): {
  readonly formula: number;
  readonly strict: number;
  readonly reactivated: number;
} {
  const share = (count: number) => (start > 0 ? count / start : Number.NaN);
  return {
    formula: share(end - newcomers),
    strict: share(retained),
    reactivated: end - newcomers - retained,
  };
}
