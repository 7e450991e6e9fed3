import { chiSquareUpperTail } from "../../math/chi-square.ts";
import { chiSquareQuantile } from "../../math/chi-square-quantile.ts";
import { assertComparable, total } from "./bin-counts.ts";

/** How far a distribution has moved, beside what sampling alone would move it. */
export interface PopulationStability {
  /** Population stability index, at least 0; 0 for equal shares. */
  readonly psi: number;
  /** Whether .5 was added to every count, because a bin was empty on one side. */
  readonly smoothed: boolean;
  /** The convention of credit scoring: below .10 `stable`, from .25 on `shifted`. Blind to the size of the samples. */
  readonly band: "stable" | "moderate" | "shifted";
  /** Bins with customers on either side, B. */
  readonly bins: number;
  /** The index of two samples of these sizes from one distribution, about χ²(B − 1)·(1/n + 1/m): mean and 95 % quantile. */
  readonly unchanged: { readonly mean: number; readonly p95: number };
  /** Chance of as large an index from one distribution, by the same approximation. */
  readonly p: number;
}

/** Added to every count where a logarithm would have no value; less moves the index more than customers do. */
const pseudoCount = 0.5;

/**
 * Population stability index of n customers of the reference and m current ones over the same bins:
 *
 *     PSI = Σ (p − q) ln(p/q)
 *
 * It is Jeffreys' divergence, the sum of both Kullback-Leibler divergences. Without any change it grows as the samples
 * get small (ten bins of 200 customers each pass .17 once in twenty times), so it is to be read against `unchanged`.
 * That approximation is for large samples: of 100 customers or fewer in ten bins, up to a tenth pass its p95 unchanged,
 * and `permutedStability` is the better witness. Bins empty on both sides are left out. O(B).
 *
 * @param reference customers by bin, length B
 * @param current customers by bin, length B
 * @throws RangeError if the lengths differ, a count is negative or unknown, or nobody is counted on one side
 * @see Siddiqi (2006), Credit Risk Scorecards; Yurdakul & Naranjo (2020), Statistical properties of the population
 *   stability index, Journal of Risk Model Validation 14(4), 89–100
 *
 * @example
 * populationStability(Float64Array.of(400, 300, 200, 100), Float64Array.of(300, 300, 250, 150)).psi; // 0.0602
 */
export function populationStability(reference: Float64Array, current: Float64Array): PopulationStability {
  assertComparable(reference, current);
  const { psi, smoothed, bins } = stabilityIndex(reference, current);
  const perDegree = 1 / total(reference) + 1 / total(current);
  return {
    psi,
    smoothed,
    band: psi < 0.1 ? "stable" : psi < 0.25 ? "moderate" : "shifted",
    bins,
    unchanged: {
      mean: (bins - 1) * perDegree,
      p95: bins === 1 ? 0 : chiSquareQuantile(0.95, bins - 1) * perDegree,
    },
    p: bins === 1 ? 1 : chiSquareUpperTail(psi / perDegree, bins - 1),
  };
}

/** The index alone, of comparable counts. */
export function stabilityIndex(
  reference: Float64Array,
  current: Float64Array,
): Pick<PopulationStability, "psi" | "smoothed" | "bins"> {
  let bins = 0;
  let smoothed = false;
  for (let bin = 0; bin < reference.length; bin++) {
    if (reference[bin] === 0 && current[bin] === 0) continue;
    bins += 1;
    if (reference[bin] === 0 || current[bin] === 0) smoothed = true;
  }

  const added = smoothed ? pseudoCount : 0;
  const n = total(reference) + added * bins;
  const m = total(current) + added * bins;
  let psi = 0;
  for (let bin = 0; bin < reference.length; bin++) {
    if (reference[bin] === 0 && current[bin] === 0) continue;
    const p = (reference[bin] + added) / n;
    const q = (current[bin] + added) / m;
    psi += (p - q) * Math.log(p / q);
  }
  return { psi, smoothed, bins };
}
