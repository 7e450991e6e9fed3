import { goldenSectionMaximum } from "../../math/golden-section.ts";
import { logRisingFactorial } from "../../math/log-rising-factorial.ts";

/** Counts of several groups, such as the moves of customers from several origins or of several cohorts. */
export interface CountGroups {
  /** Number of classes. */
  readonly k: number;
  /** Groups × k, row-major, at least 0; expected counts may be broken numbers. */
  readonly counts: Float64Array;
  /** What each group's shares are drawn around, groups × k, rows that sum to 1; above 0 where there are counts. */
  readonly means: Float64Array;
}

/** How much groups differ, on top of chance. */
export interface Concentration {
  /** Counts that the mean is worth when a group's shares are estimated; small where groups differ much. */
  readonly concentration: number;
  readonly logLikelihood: number;
  /** Groups differ more than chance explains; otherwise the concentration is the largest that was allowed. */
  readonly differ: boolean;
}

/** Concentration below which a prior tells nothing. */
const smallest = 1e-3;

/**
 * Log marginal likelihood of counts whose shares are drawn from a Dirichlet distribution around given means:
 *
 *     Σ over groups of  Σⱼ ln (s mⱼ)↑nⱼ  −  ln s↑n
 *
 * with x↑n the rising factorial and s the concentration; coefficients that do not depend on s are left out. O(groups · k).
 *
 * @throws RangeError if lengths differ, a number is negative, or a class without a mean has counts
 * @see Minka (2000), Estimating a Dirichlet distribution
 */
export function logMarginalLikelihood(groups: CountGroups, concentration: number): number {
  checkGroups(groups);
  return logLikelihoodAt(groups, concentration);
}

/**
 * The concentration of greatest marginal likelihood with the means as they are: an empirical Bayes estimate of how much
 * groups differ. The likelihood has one top at most; where groups differ no more than chance explains there is none, and
 * the largest concentration stands for complete pooling.
 *
 * @param largest above 0.001: what the means can be worth at most, such as all counts they come from
 * @throws RangeError if the groups are wrong
 * @see Good (1965), The Estimation of Probabilities, for the model; Levin & Reeds (1977), Compound multinomial likelihood
 *   functions are unimodal: proof of a conjecture of I. J. Good, Annals of Statistics 5, 79–87; Minka (2000)
 */
export function estimateConcentration(groups: CountGroups, largest = 1e6): Concentration {
  checkGroups(groups);
  if (!(largest > smallest)) throw new RangeError(`estimateConcentration: at most ${largest} is no room to search`);
  const top = goldenSectionMaximum(
    (log) => logLikelihoodAt(groups, Math.exp(log)),
    Math.log(smallest),
    Math.log(largest),
  );
  const [within, atEnd] = [logLikelihoodAt(groups, Math.exp(top)), logLikelihoodAt(groups, largest)];
  // Near complete pooling the likelihood is flat up to rounding.
  if (atEnd >= within - 1e-9) return { concentration: largest, logLikelihood: atEnd, differ: false };
  return { concentration: Math.exp(top), logLikelihood: within, differ: true };
}

/**
 * Posterior means of the shares of each group: (counts + s · mean)/(n + s), groups × k, row-major. A group without counts
 * has the mean.
 */
export function posteriorMeans({ k, counts, means }: CountGroups, concentration: number): Float64Array {
  return counts.map((count, cell) => {
    const first = cell - (cell % k);
    const n = counts.subarray(first, first + k).reduce((sum, one) => sum + one, 0);
    return (count + concentration * means[cell]) / (n + concentration);
  });
}

function logLikelihoodAt({ k, counts, means }: CountGroups, concentration: number): number {
  let sum = 0;
  for (let first = 0; first < counts.length; first += k) {
    let n = 0;
    for (let cell = first; cell < first + k; cell++) {
      if (counts[cell] === 0) continue;
      n += counts[cell];
      sum += logRisingFactorial(concentration * means[cell], counts[cell]);
    }
    sum -= logRisingFactorial(concentration, n);
  }
  return sum;
}

function checkGroups({ k, counts, means }: CountGroups): void {
  if (counts.length !== means.length || counts.length % k !== 0) {
    throw new RangeError(`dirichlet-multinomial: ${counts.length} counts and ${means.length} means in rows of ${k}`);
  }
  for (const [cell, count] of counts.entries()) {
    if (!(count >= 0 && means[cell] >= 0)) {
      throw new RangeError(`dirichlet-multinomial: cell ${cell} has ${count} counts around a mean of ${means[cell]}`);
    }
    if (count > 0 && means[cell] === 0) {
      throw new RangeError(`dirichlet-multinomial: cell ${cell} has ${count} counts, and by its mean none can be`);
    }
  }
}
