import { type Sample, visitSteps } from "./sample.ts";

/**
 * Wasserstein distance of order 1 between the known values of two samples: how far a value has to be moved on average to
 * turn one distribution into the other, the area between the two empirical distribution functions. O(n + m).
 *
 * @returns in the unit of the values, at least 0; NaN when nothing is known of one sample
 * @see Vallender (1974), Calculation of the Wasserstein distance between probability distributions on the line, Theory of
 *   Probability and Its Applications 18, 784–786
 *
 * @example
 * wasserstein(sampleOf(Float64Array.of(0, 1, 3)), sampleOf(Float64Array.of(5, 6, 8))); // 5
 */
export function wasserstein({ known: a }: Sample, { known: b }: Sample): number {
  if (a.length === 0 || b.length === 0) return Number.NaN;
  let area = 0;
  let gap = 0;
  let from = 0;
  visitSteps(a, b, (value, ofA, ofB) => {
    area += gap * (value - from);
    gap = Math.abs(ofA / a.length - ofB / b.length);
    from = value;
  });
  return area;
}
