/**
 * BG/NBD and MBG/NBD: while alive, a customer buys as a Poisson process of rate λ ~ Gamma(r, rate alpha), and dies after a
 * purchase with probability p ~ Beta(a, b): after each repeat purchase (BG), or after each purchase, the first included
 * (MBG).
 *
 * @see Fader, Hardie & Lee (2005), "Counting your customers" the easy way: an alternative to the Pareto/NBD model,
 *   Marketing Science 24, 275–284; Batislam, Denizel & Filiztekin (2007), Empirical validation and comparison of models for
 *   customer base analysis, International Journal of Research in Marketing 24, 201–209; Hoppe & Wagner (2007), Customer base
 *   analysis: the case for a central variant of the Betageometric/NBD model, Marketing Journal of Research and Management 3
 */
export interface BetaGeometricModel {
  readonly kind: "bg-nbd" | "mbg-nbd";
  readonly r: number;
  /** In units of time. */
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/**
 * Pareto/NBD: while alive, a customer buys as a Poisson process of rate λ ~ Gamma(r, rate alpha); the lifetime is
 * exponential with rate μ ~ Gamma(s, rate beta), whether anything is bought or not.
 *
 * @see Schmittlein, Morrison & Colombo (1987), Counting your customers: who are they and what will they do next?,
 *   Management Science 33, 1–24; Fader & Hardie (2005), A note on deriving the Pareto/NBD model and related expressions
 */
export interface ParetoModel {
  readonly kind: "pareto-nbd";
  readonly r: number;
  /** In units of time. */
  readonly alpha: number;
  readonly s: number;
  /** In units of time. */
  readonly beta: number;
}

/** A fitted model of purchases until the customer dies, in the unit of time it was fitted with. */
export type BtydModel = BetaGeometricModel | ParetoModel;
