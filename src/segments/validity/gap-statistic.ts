import { moments } from "../../math/moments.ts";
import { studentTUpperTail } from "../../math/student-t.ts";

/** How far clusters are tighter than those of data without groups. */
export interface Gap {
  /** Mean of the references minus the observed value: positive when clusters are tighter than without groups. */
  readonly gap: number;
  /** Standard error of one further reference: `sd · √(1 + 1/B)`. */
  readonly se: number;
  /** Chance of a gap at least as large when the data have no groups. */
  readonly p: number;
}

/**
 * The gap statistic: the log of an inertia against those of B reference data sets without groups.
 *
 *     gap = mean log W* − log W
 *
 * `se` has the divisor B, as in the paper. `p` is that of a new observation against the references, by Student's t with
 * B − 1 degrees of freedom.
 *
 * @param logInertia log of the inertia found in the data
 * @param references the same of each reference data set, B ≥ 2
 * @throws RangeError with fewer than 2 references
 * @see Tibshirani, Walther & Hastie (2001), Estimating the number of clusters in a data set via the gap statistic,
 *   Journal of the Royal Statistical Society B 63
 */
export function gapStatistic(logInertia: number, references: Float64Array): Gap {
  const count = references.length;
  if (count < 2) throw new RangeError(`gapStatistic: a spread needs 2 reference data sets, got ${count}`);
  const { mean, sd } = moments(references);
  const gap = mean - logInertia;
  const scatter = sd * Math.sqrt((count / (count - 1)) * (1 + 1 / count));
  const p = scatter > 0 ? studentTUpperTail(gap / scatter, count - 1) : gap > 0 ? 0 : 1;
  return { gap, se: sd * Math.sqrt(1 + 1 / count), p };
}
