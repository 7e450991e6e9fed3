import { PCA } from "ml-pca";
import * as z from "zod";
import type { Points } from "./points.ts";

/** Directions of greatest variance of the encoded columns: score = loading · (value − mean). */
export const principalComponents = z.strictObject({
  /** Mean of each encoded column over the fitted rows. */
  means: z.array(z.number()),
  /** One unit vector over the encoded columns for each component, widest first; its largest entry is positive. */
  loadings: z.array(z.array(z.number())),
  /** Share of the total variance each component holds. */
  explained: z.array(z.number()),
});
export type PrincipalComponents = z.output<typeof principalComponents>;

/** Variances below this share of the largest are rounding: the columns of a category add up to a constant. */
const negligible = 1e-10;

/**
 * Principal components that together hold a given share of the variance, by ml-pca on the covariance matrix.
 *
 * Costs O(n·d²) for the covariances and O(d³) for the components.
 *
 * @param points n × d encoded columns
 * @param variance share of the variance to keep, above 0, at most 1
 * @returns no component when nothing varies
 * @see Jolliffe (2002), Principal component analysis, 2nd ed., Springer
 */
export function fitPrincipalComponents(points: Points, variance: number): PrincipalComponents {
  const means = meansOf(points);
  if (points.d === 0 || points.n < 2) return { means, loadings: [], explained: [] };
  return componentsOf(covariancesOf(points), means, variance);
}

/** The same from covariances, d × d, and means that are known already. */
export function componentsOf(covariance: number[][], means: readonly number[], variance: number): PrincipalComponents {
  const pca = new PCA(covariance, { isCovarianceMatrix: true });
  const variances = pca.getEigenvalues().map((value) => Math.max(value, 0));
  const total = variances.reduce((sum, value) => sum + value, 0);
  const loadings = pca.getLoadings().to2DArray();

  const kept: PrincipalComponents = { means: [...means], loadings: [], explained: [] };
  let held = 0;
  for (let c = 0; c < variances.length && variances[c] > negligible * variances[0]; c++) {
    // A crumb of tolerance, or rounding would add a last component to 100 %.
    if (held >= variance - 1e-9) break;
    kept.loadings.push(withFixedSign(loadings[c]));
    kept.explained.push(variances[c] / total);
    held += variances[c] / total;
  }
  return kept;
}

/** The scores of points on the components, n × components. */
export function scoresOf({ means, loadings }: PrincipalComponents, { n, d, values }: Points): Points {
  const scores = new Float64Array(n * loadings.length);
  let at = 0;
  for (let i = 0; i < n; i++) {
    for (const loading of loadings) {
      let score = 0;
      for (let j = 0; j < d; j++) score += (values[i * d + j] - means[j]) * loading[j];
      scores[at++] = score;
    }
  }
  return { n, d: loadings.length, values: scores };
}

/** Means of the columns. */
export function meansOf({ n, d, values }: Points): number[] {
  const means = new Array<number>(d).fill(0);
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) means[j] += values[i * d + j];
  return means.map((sum) => sum / n);
}

/** Covariances of the columns, d × d, divided by n. O(n·d²). */
export function covariancesOf({ n, d, values }: Points): number[][] {
  const means = meansOf({ n, d, values });
  const sums = new Float64Array(d * d);
  const centred = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) centred[j] = values[i * d + j] - means[j];
    for (let j = 0; j < d; j++) {
      const factor = centred[j];
      for (let l = 0; l <= j; l++) sums[j * d + l] += factor * centred[l];
    }
  }
  return Array.from({ length: d }, (_, j) =>
    Array.from({ length: d }, (_, l) => sums[Math.max(j, l) * d + Math.min(j, l)] / n),
  );
}

/** A direction and its opposite are the same component; the one whose largest entry is positive is taken. */
function withFixedSign(loading: readonly number[]): number[] {
  let largest = 0;
  for (let j = 1; j < loading.length; j++) {
    // Entries of the same size up to rounding must not let the last digit decide.
    if (Math.abs(loading[j]) > Math.abs(loading[largest]) * (1 + 1e-9)) largest = j;
  }
  return loading[largest] < 0 ? loading.map((entry) => -entry) : [...loading];
}
