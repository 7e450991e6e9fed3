import type { Points } from "../points.ts";

/**
 * How many points each cluster has; the door every measure of this folder goes through.
 *
 * @param labels cluster of each point, length n, values 0…k−1
 * @returns length k
 * @throws RangeError if there are no points, the labels are not one a point, or one is out of range
 */
export function clusterSizes({ n }: Points, labels: Int32Array, k: number): Int32Array {
  if (n === 0) throw new RangeError("validity: no points to judge");
  if (labels.length !== n) throw new RangeError(`validity: ${labels.length} labels for ${n} points`);
  const sizes = new Int32Array(k);
  for (let i = 0; i < n; i++) {
    if (!(labels[i] >= 0 && labels[i] < k)) {
      throw new RangeError(`validity: point ${i} has label ${labels[i]}; labels are 0…${k - 1}`);
    }
    sizes[labels[i]] += 1;
  }
  return sizes;
}

/** Clusters that have points, as far as a measure that compares clusters can use them. */
export function inhabitedClusters(sizes: Int32Array, measure: string): number {
  const inhabited = sizes.filter((size) => size > 0).length;
  if (inhabited < 2) {
    throw new RangeError(`${measure}: clusters are compared, and ${inhabited} has points; needed 2 or more`);
  }
  return inhabited;
}
