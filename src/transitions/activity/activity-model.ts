import type { RateEffect } from "./rate-effect.ts";

/**
 * A model of what customers do from month to month: each is in one of K states, which move by a Markov chain from month to
 * month; in a state z and month t, a customer with rate effect h places Poisson(rate_z · h · season_t) orders, of log value
 * Normal(basketMean_z + p, basketSd_z), p the customer's own; the columns of the panel follow the shares of the state, mixed
 * with the customer's favourite. Effects of a customer last.
 *
 * A static mixture is the same with a chain that stays; types that only lapse are a chain that may only move to one state
 * of rate 0. See `structures`.
 */
export interface ActivityModel {
  /** K. */
  readonly states: number;
  /** Chance of the column's state next month, K × K, row-major. */
  readonly matrix: Float64Array;
  /** Chances of the state in the first month seen: of customers who enter in the panel, and of those who were there before. */
  readonly entering: Float64Array;
  readonly present: Float64Array;
  /** Mean orders a month, K. */
  readonly rate: Float64Array;
  /** Factor of the rate in each calendar month, mean 1; 1 throughout where it cannot be told from age. */
  readonly season: Float64Array;
  readonly effect: RateEffect;
  /** Where given, orders of a month are negative binomial of this shape: months differ for nobody's reason. Poisson otherwise. */
  readonly monthShape?: number;
  /** Log value of orders, as in the panel; undefined where baskets are left outside. */
  readonly basket:
    | {
        readonly mean: Float64Array;
        readonly sd: Float64Array;
        readonly customerVariance: number;
        /** Where given, the values of a month are Student's t of so many degrees and scale `sd`, together. Normal otherwise. */
        readonly degrees?: number;
      }
    | undefined;
  /** Share or mean of each tally, tally × K. */
  readonly tallies: readonly Float64Array[];
  /** Shares of each mix: of the state without favourites (K × levels), of orders that go to the favourite, of favourites. */
  readonly mixes: readonly MixShares[];
}

export interface MixShares {
  readonly state: Float64Array;
  readonly favouriteShare: number;
  readonly favourites: Float64Array;
}
