import { assertComparable, sharesOf } from "./bin-counts.ts";

/** How far two distributions over the same bins are apart, in the usual measures; all 0 for equal shares. */
export interface Divergences {
  /** Kullback-Leibler divergence Σ p ln(p/q) of the reference p from the current q, nats; ∞ where only q has an empty bin. */
  readonly referenceFromCurrent: number;
  /** Σ q ln(q/p), nats; ∞ where only p has an empty bin. */
  readonly currentFromReference: number;
  /** Square root of the Jensen-Shannon divergence with base 2: a distance, 0…1. */
  readonly jensenShannon: number;
  /** √(½ Σ (√p − √q)²): a distance, 0…1. */
  readonly hellinger: number;
  /** ½ Σ |p − q|: the share of customers that would have to change their bin, 0…1. */
  readonly totalVariation: number;
}

/**
 * Measures of the distance between two distributions. Nothing is added to empty bins. O(B).
 *
 * @param reference customers by bin, length B
 * @param current customers by bin, length B
 * @throws RangeError if the lengths differ, a count is negative or unknown, or nobody is counted on one side
 * @see Kullback & Leibler (1951), On information and sufficiency, Annals of Mathematical Statistics 22, 79–86;
 *   Endres & Schindelin (2003), A new metric for probability distributions, IEEE Trans. Information Theory 49
 */
export function divergences(reference: Float64Array, current: Float64Array): Divergences {
  assertComparable(reference, current);
  const [p, q] = [sharesOf(reference), sharesOf(current)];
  const middle = p.map((share, bin) => (share + q[bin]) / 2);
  const jensenShannon = (kullbackLeibler(p, middle) + kullbackLeibler(q, middle)) / 2;
  const sum = (term: (p: number, q: number) => number) => p.reduce((all, share, bin) => all + term(share, q[bin]), 0);
  return {
    referenceFromCurrent: kullbackLeibler(p, q),
    currentFromReference: kullbackLeibler(q, p),
    jensenShannon: Math.sqrt(jensenShannon / Math.LN2),
    hellinger: Math.sqrt(sum((a, b) => (Math.sqrt(a) - Math.sqrt(b)) ** 2) / 2),
    totalVariation: sum((a, b) => Math.abs(a - b)) / 2,
  };
}

/**
 * Σ p ln(p/q), each term less p − q. The differences sum to 0, and every term is then at least 0, so that close
 * distributions do not come out a rounding error below it.
 */
function kullbackLeibler(p: Float64Array, q: Float64Array): number {
  let nats = 0;
  for (let bin = 0; bin < p.length; bin++) {
    const difference = p[bin] - q[bin];
    nats += p[bin] === 0 ? -difference : Math.max(0, p[bin] * Math.log(p[bin] / q[bin]) - difference);
  }
  return nats;
}
