import { contingency } from "./contingency.ts";
import { information } from "./information.ts";

/** How found clusters compare with true classes, all 0…1. */
export interface VMeasure {
  /** 1 when every cluster holds customers of one class only. */
  readonly homogeneity: number;
  /** 1 when every class lies within one cluster. */
  readonly completeness: number;
  /** Their harmonic mean: normalised mutual information with the arithmetic average. */
  readonly vMeasure: number;
}

/**
 * Homogeneity, completeness and V-measure of clusters against classes.
 *
 *     homogeneity = 1 − H(class | cluster) / H(class)      completeness = 1 − H(cluster | class) / H(cluster)
 *
 * Swapping the arguments swaps the first two. One class is always homogeneous, one cluster always complete. O(n + kA·kB).
 *
 * @param classes true class of each customer, length n ≥ 1, values 0…kA−1
 * @param clusters found cluster of the same customers in the same order, length n, values 0…kB−1
 * @throws RangeError if the lengths differ, n is 0 or a label is negative
 * @see Rosenberg & Hirschberg (2007), V-measure: a conditional entropy-based external cluster evaluation measure, EMNLP
 */
export function vMeasure(classes: Int32Array, clusters: Int32Array): VMeasure {
  const { inA, inB, aGivenB, bGivenA } = information(contingency(classes, clusters));
  const homogeneity = inA === 0 ? 1 : Math.max(0, 1 - aGivenB / inA);
  const completeness = inB === 0 ? 1 : Math.max(0, 1 - bGivenA / inB);
  const sum = homogeneity + completeness;
  return { homogeneity, completeness, vMeasure: sum === 0 ? 0 : (2 * homogeneity * completeness) / sum };
}
