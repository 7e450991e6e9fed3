import { inverse, Matrix } from "ml-matrix";
import { chiSquareUpperTail } from "../../math/chi-square.ts";
import { minimize } from "../../math/limited-memory-bfgs.ts";
import type { Points } from "../../segments/points.ts";
import { logOfSum, lossOf } from "./logit-loss.ts";

/** Log odds of every class against class 0, linear in d numbers. */
export interface MultinomialLogit {
  /** Classes, class 0 included: c. */
  readonly classes: number;
  /** (d + 1) × (c − 1), row-major; the first row are constants. */
  readonly coefficients: Float64Array;
  /** Of the rows it was fitted on, without the penalty. */
  readonly logLikelihood: number;
  readonly converged: boolean;
}

export interface LogitOptions {
  /** λ of the penalty λ/2 · Σ β² on all coefficients but the constants. */
  readonly ridge: number;
  /** Where the search begins; all odds even when left out. */
  readonly start?: Float64Array;
  /** Largest component of the gradient of the mean loss at which the search ends. */
  readonly tolerance?: number;
}

const mostIterations = 500;

/**
 * Fits a multinomial logit by penalised maximum likelihood:
 *
 *     ln P(class j | x) − ln P(class 0 | x) = αⱼ + βⱼ · x
 *
 * Coefficients are drawn towards those of class 0, which is 0 for all, so class 0 should be what happens when nothing does.
 * Without a penalty and where a class can be told without fail there is no largest likelihood, and `converged` is false.
 *
 * O(n · d · c) an iteration.
 *
 * @param x n × d, columns on a common scale when there is a penalty
 * @param labels class of each row, length n, values 0…c−1
 * @throws RangeError if lengths differ or there are fewer than two classes
 * @see McFadden (1974), Conditional logit analysis of qualitative choice behavior; le Cessie & van Houwelingen (1992),
 *   Ridge estimators in logistic regression, Applied Statistics 41, 191–201
 */
export function fitMultinomialLogit(
  x: Points,
  labels: Int32Array,
  classes: number,
  { ridge, start, tolerance = 1e-9 }: LogitOptions,
): MultinomialLogit {
  const { n, d } = x;
  if (labels.length !== n) throw new RangeError(`multinomial logit: ${n} rows with ${labels.length} labels`);
  if (!(classes >= 2)) throw new RangeError(`multinomial logit: at least 2 classes, got ${classes}`);
  const width = classes - 1;
  const losses = lossOf(x, labels, classes);
  const penalised = (at: Float64Array, gradient: Float64Array) => {
    let value = losses(at, gradient);
    for (let i = 0; i < at.length; i++) {
      if (i >= width) value += (ridge / 2) * at[i] * at[i];
      gradient[i] = (gradient[i] + (i >= width ? ridge * at[i] : 0)) / n;
    }
    return value / n;
  };
  const { at, converged } = minimize(penalised, start ?? new Float64Array((d + 1) * width), {
    tolerance,
    mostIterations,
  });
  const logLikelihood = -losses(at, new Float64Array(at.length));
  return { classes, coefficients: at, logLikelihood, converged };
}

/** Chance of every class for every row, n × c, row-major. O(n · d · c). */
export function classProbabilities(
  { classes, coefficients }: Pick<MultinomialLogit, "classes" | "coefficients">,
  x: Points,
) {
  const { n, d, values } = x;
  const width = classes - 1;
  const chances = new Float64Array(n * classes);
  const odds = new Float64Array(width);
  for (let i = 0; i < n; i++) {
    logOdds(coefficients, values, i * d, d, odds);
    const log = logOfSum(odds);
    chances[i * classes] = Math.exp(-log);
    for (let j = 0; j < width; j++) chances[i * classes + 1 + j] = Math.exp(odds[j] - log);
  }
  return chances;
}

export interface LogitInference {
  /** Standard error of each coefficient, (d + 1) × (c − 1), row-major. */
  readonly standardErrors: Float64Array;
  /** Of constants alone. */
  readonly logLikelihoodNull: number;
  /** Twice the difference of the log likelihoods, whose limit is a chi-square with d · (c − 1) degrees of freedom. */
  readonly likelihoodRatio: number;
  readonly df: number;
  readonly p: number;
  readonly aic: number;
}

/**
 * How sure the coefficients of a fit without a penalty are, by the inverse of the observed information, and whether the numbers
 * tell the classes apart at all.
 *
 * O(n · d² · c²).
 *
 * @throws RangeError where the information is singular: a column is a combination of others
 * @see Greene (2018), Econometric analysis, 8th ed., section 18.2
 */
export function logitInference(fit: MultinomialLogit, x: Points, labels: Int32Array): LogitInference {
  const { classes, coefficients, logLikelihood } = fit;
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label] += 1;
  const logLikelihoodNull = counts.reduce(
    (sum, count) => (count === 0 ? sum : sum + count * Math.log(count / labels.length)),
    0,
  );
  const likelihoodRatio = 2 * (logLikelihood - logLikelihoodNull);
  const df = x.d * (classes - 1);
  const covariance = inverse(information(fit, x));
  const variances = covariance.diagonal();
  if (!variances.every((variance) => variance > 0)) {
    throw new RangeError("multinomial logit: the information is singular, a column is a combination of others");
  }
  return {
    standardErrors: Float64Array.from(variances, Math.sqrt),
    ...{ logLikelihoodNull, likelihoodRatio, df, p: chiSquareUpperTail(Math.max(0, likelihoodRatio), df) },
    aic: 2 * coefficients.length - 2 * logLikelihood,
  };
}

/** Σ xᵢxᵢᵀ ⊗ (diag(pᵢ) − pᵢpᵢᵀ), in the order of the coefficients. */
function information(fit: MultinomialLogit, x: Points): Matrix {
  const { n, d, values } = x;
  const width = fit.classes - 1;
  const size = (d + 1) * width;
  const chances = classProbabilities(fit, x);
  const sums = new Float64Array(size * size);
  const of = (i: number, column: number) => (column === 0 ? 1 : values[i * d + column - 1]);
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < size; a++) {
      const p = chances[i * fit.classes + 1 + (a % width)];
      const own = of(i, Math.floor(a / width));
      for (let b = a; b < size; b++) {
        const q = chances[i * fit.classes + 1 + (b % width)];
        const weight = (a % width === b % width ? p : 0) - p * q;
        sums[a * size + b] += weight * own * of(i, Math.floor(b / width));
      }
    }
  }
  const matrix = new Matrix(size, size);
  for (let a = 0; a < size; a++) {
    for (let b = a; b < size; b++) {
      matrix.set(a, b, sums[a * size + b]);
      matrix.set(b, a, sums[a * size + b]);
    }
  }
  return matrix;
}

/** α + β · x of the d numbers from `from` on, for each class but the first. */
function logOdds(coefficients: Float64Array, values: Float64Array, from: number, d: number, odds: Float64Array): void {
  const width = odds.length;
  for (let j = 0; j < width; j++) odds[j] = coefficients[j];
  for (let c = 0, at = width; c < d; c++, at += width) {
    const value = values[from + c];
    for (let j = 0; j < width; j++) odds[j] += value * coefficients[at + j];
  }
}
