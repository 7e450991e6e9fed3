/**
 * Evidence that drawn rows hold more hits than others of their stratum:
 *
 *     (V + U) ln(1 + U/V) − U,   U = Σ hits − expected,   V = Σ variance of the hits
 *
 * over the strata, given their margins. e^−evidence is at least the p of the exact test, by Bennett's inequality, as a
 * hypergeometric number of hits is a sum of independent ones. A score to rank rules by that, unlike a z, does not
 * overrate a handful of hits, and unlike an exact p takes no time.
 *
 * @param surplus U
 * @param variance V
 * @returns 0 where hits are not more than expected
 * @see Bennett (1962), Probability inequalities for the sum of independent random variables, JASA 57, 33–45; Vatutin &
 *   Mikhailov (1982), Limit theorems for the number of empty cells, Theory of Probability and its Applications 27
 */
export function evidenceOf(surplus: number, variance: number): number {
  if (!(surplus > 0 && variance > 0)) return 0;
  return (variance + surplus) * Math.log1p(surplus / variance) - surplus;
}

/** Variance of the hits among `drawn` of a stratum's rows, `hits` of which are hits. */
export function hitVariance(drawn: number, rows: number, hits: number): number {
  return rows < 2 ? 0 : ((drawn * (rows - drawn)) / rows / (rows - 1)) * (hits * (1 - hits / rows));
}
