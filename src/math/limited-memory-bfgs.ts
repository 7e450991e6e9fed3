/** A function to be minimised: its value at a point, whose gradient it writes into the second array. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
  /** Whether no component of the gradient is larger than asked for. */
  readonly converged: boolean;
  readonly iterations: number;
}

/** Steps whose curvature is remembered. */
const memory = 10;
/** Share of the decrease a straight line promises that a step must bring, and halvings until it does. */
const promised = 1e-4;
const mostHalvings = 40;
/** Share of a value by which rounding may lift it: near a minimum the gradient tells more than the value does. */
const rounding = 1e-15;

/**
 * Minimises a smooth convex function by the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno: Newton's
 * steps with the curvature of the last ten of them in place of the Hessian, halved until they go down far enough.
 *
 * O(10 · length) and one value or more an iteration.
 *
 * @param start point to begin at; not changed
 * @param tolerance largest component of the gradient at a minimum
 * @see Liu & Nocedal (1989), On the limited memory BFGS method for large scale optimization, Mathematical Programming 45,
 *   503–528; Hager & Zhang (2005), A new conjugate gradient method with guaranteed descent, SIAM Journal on Optimization 16,
 *   for steps whose decrease is lost in rounding; Nocedal & Wright (2006), Numerical optimization, 2nd ed., algorithm 7.4
 */
export function minimize(
  objective: Objective,
  start: Float64Array,
  { tolerance, mostIterations }: { readonly tolerance: number; readonly mostIterations: number },
): Minimum {
  let at = start.slice();
  let gradient = new Float64Array(at.length);
  let value = objective(at, gradient);
  const steps: Step[] = [];
  for (let iteration = 0; ; iteration++) {
    const isFlat = steepest(gradient) <= tolerance;
    if (isFlat || iteration === mostIterations) return { at, value, converged: isFlat, iterations: iteration };

    const direction = descent(gradient, steps);
    const slope = product(gradient, direction);
    const next = new Float64Array(at.length);
    const nextGradient = new Float64Array(at.length);
    // Without curvature the first step is as long as the gradient says, which may be far too long.
    let length = steps.length === 0 ? Math.min(1, 1 / Math.sqrt(product(gradient, gradient))) : 1;
    let nextValue = Number.POSITIVE_INFINITY;
    for (let halving = 0; halving < mostHalvings; halving++, length /= 2) {
      for (let i = 0; i < at.length; i++) next[i] = at[i] + length * direction[i];
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + promised * length * slope + rounding * Math.abs(value)) break;
    }
    // Rounding is all that is left of the decrease, and the gradient is as small as it gets.
    if (!(nextValue < value) && !(steepest(nextGradient) < steepest(gradient)))
      return { at, value, converged: isFlat, iterations: iteration };

    const step = stepBetween(at, next, gradient, nextGradient);
    if (step.curvature > 0) steps.push(step);
    if (steps.length > memory) steps.shift();
    [at, gradient, value] = [next, nextGradient, nextValue];
  }
}

/** The largest component; NaN where one is. */
function steepest(gradient: Float64Array): number {
  return gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
}

/** A step, how the gradient changed along it, and their product. */
interface Step {
  readonly move: Float64Array;
  readonly turn: Float64Array;
  readonly curvature: number;
}

function stepBetween(at: Float64Array, next: Float64Array, gradient: Float64Array, nextGradient: Float64Array): Step {
  const move = next.map((value, i) => value - at[i]);
  const turn = nextGradient.map((slope, i) => slope - gradient[i]);
  return { move, turn, curvature: product(move, turn) };
}

/** The two-loop recursion: minus the gradient, times the inverse of the remembered curvature. */
function descent(gradient: Float64Array, steps: readonly Step[]): Float64Array {
  const direction = gradient.map((slope) => -slope);
  const shares = new Float64Array(steps.length);
  for (let i = steps.length - 1; i >= 0; i--) {
    shares[i] = product(steps[i].move, direction) / steps[i].curvature;
    addMultiple(direction, -shares[i], steps[i].turn);
  }
  const last = steps.at(-1);
  if (last !== undefined) {
    const scale = last.curvature / product(last.turn, last.turn);
    for (let i = 0; i < direction.length; i++) direction[i] *= scale;
  }
  for (const [i, { move, turn, curvature }] of steps.entries()) {
    addMultiple(direction, shares[i] - product(turn, direction) / curvature, move);
  }
  return direction;
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addMultiple(to: Float64Array, factor: number, of: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] += factor * of[i];
}
