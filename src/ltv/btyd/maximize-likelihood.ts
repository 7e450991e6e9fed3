import { solvePositiveDefinite } from "../../math/cholesky.ts";
import { minimize, type Objective } from "../../math/limited-memory-bfgs.ts";

/** Where the likelihood is highest, on the logarithms of the parameters. */
export interface LikelihoodMaximum {
  readonly at: Float64Array;
  /** Of all customers together. */
  readonly logLikelihood: number;
  /** Whether less than .0001 of log-likelihood is left to gain by the curvature, or no slope is left. */
  readonly converged: boolean;
  /**
   * Standard error of each logarithm by the observed information, length of `at`: about the relative error of the
   * parameter. Undefined where the likelihood is not curved downwards in every direction.
   */
  readonly standardErrors: Float64Array | undefined;
}

/** Logarithms of parameters beyond this are as good as infinite. */
const wall = 25;
/** Slopes of the mean log-likelihood at which the descent ends, at which the polish ends, and that pass where nothing is curved. */
const flat = 1e-7;
const polished = 1e-11;
const nearlyFlat = 1e-6;
const mostPolishing = 8;
/** Share of the value by which rounding may lift it: near the top the gradient tells more. */
const rounding = 1e-12;
/** Gain of log-likelihood, of all customers together, that is not worth a step. */
const nothingToGain = 1e-4;
/** Of the differences the Hessian is made of; a Newton's step that is shorter leaves it as good as it was. */
const step = 1e-4;

/**
 * Maximum likelihood by L-BFGS from the best of several starts, then Newton's steps with a Hessian by differences of the
 * exact gradient.
 *
 * @param objective minus the mean log-likelihood of a customer
 * @param screening the same on fewer rows: the starts compete there
 * @param customers how many there are, for totals and standard errors
 */
export function maximizeLikelihood(
  objective: Objective,
  screening: Objective,
  starts: readonly Float64Array[],
  customers: number,
): LikelihoodMaximum {
  const within = walled(objective);
  const found = starts.map((start) => minimize(walled(screening), start, { tolerance: 1e-5, mostIterations: 100 }));
  const best = found.reduce((least, one) => (one.value < least.value ? one : least));
  let { at } = minimize(within, best.at, { tolerance: flat, mostIterations: 300 });

  let gradient = new Float64Array(at.length);
  let value = within(at, gradient);
  let hessian = hessianOf(within, at);
  for (let polish = 0; polish < mostPolishing && steepest(gradient) > polished; polish++) {
    const move = solvePositiveDefinite(hessian, gradient);
    if (move === undefined) break;
    const next = at.map((parameter, i) => parameter - move[i]);
    const nextGradient = new Float64Array(at.length);
    const nextValue = within(next, nextGradient);
    if (!(nextValue <= value + rounding * Math.abs(value) && steepest(nextGradient) < steepest(gradient))) break;
    const isFar = steepest(move) > step;
    [at, value, gradient] = [next, nextValue, nextGradient];
    if (isFar) hessian = hessianOf(within, at);
  }

  const left = solvePositiveDefinite(hessian, gradient);
  const gain = left === undefined ? Number.POSITIVE_INFINITY : (customers * product(left, gradient)) / 2;
  return {
    at,
    logLikelihood: -value * customers,
    converged: gain < nothingToGain || steepest(gradient) < nearlyFlat,
    standardErrors: standardErrorsOf(hessian, at.length, customers),
  };
}

/** Beyond the wall nothing is defined: the line search turns back there. */
function walled(objective: Objective): Objective {
  return (at, gradient) => {
    if (at.every((parameter) => Math.abs(parameter) <= wall)) return objective(at, gradient);
    gradient.fill(Number.NaN);
    return Number.POSITIVE_INFINITY;
  };
}

/** By central differences of the gradient, made symmetric; k × k, row-major. */
function hessianOf(objective: Objective, at: Float64Array): Float64Array {
  const k = at.length;
  const hessian = new Float64Array(k * k);
  const up = new Float64Array(k);
  const down = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    const moved = at.slice();
    moved[i] = at[i] + step;
    objective(moved, up);
    moved[i] = at[i] - step;
    objective(moved, down);
    for (let j = 0; j < k; j++) {
      const second = (up[j] - down[j]) / (4 * step);
      hessian[i * k + j] += second;
      hessian[j * k + i] += second;
    }
  }
  return hessian;
}

/** Roots of the diagonal of the inverse, of one customer's mean information times all customers. */
function standardErrorsOf(hessian: Float64Array, k: number, customers: number): Float64Array | undefined {
  const errors = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    const unit = new Float64Array(k);
    unit[i] = 1;
    const column = solvePositiveDefinite(hessian, unit);
    if (column === undefined) return undefined;
    errors[i] = Math.sqrt(column[i] / customers);
  }
  return errors;
}

function steepest(gradient: Float64Array): number {
  return gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
}

function product(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
