/** How much more or less than their state customers order throughout: values of mean 1 and how common they are. */
export interface RateEffect {
  /** `gamma`: shares follow a Gamma distribution of this shape; otherwise they are free, or there is no effect at all. */
  readonly shape: number | undefined;
  readonly values: Float64Array;
  readonly shares: Float64Array;
}

/** Nobody differs from their state. */
export const noEffect: RateEffect = { shape: undefined, values: Float64Array.of(1), shares: Float64Array.of(1) };

const [fewestValues, mostValues] = [9, 33];
const freeValues = 14;
const [leastFree, mostFree] = [0.04, 25];
/** Standard normal quantiles of the ends of the grid. */
const reach = 2.9;

/** Standard errors of what a customer's orders tell of the effect, that values of its grid are apart at most. */
const errorsApart = 3;

/**
 * Values that a grid needs for customers of so many orders, who tell the log of their effect within 1 / √orders: a much coarser one would
 * make states of what lies between its values. Odd, 9 to 33.
 *
 * @param shape of the Gamma distribution the grid is for
 */
export function valuesFor(orders: number, shape: number): number {
  const [low, high] = endsOf(shape);
  const steps = (Math.log(high / low) * Math.sqrt(orders)) / errorsApart;
  return Math.min(Math.max(2 * Math.ceil(steps / 2) + 1, fewestValues), mostValues);
}

/**
 * A Gamma distribution of mean 1 on a grid that is even in logs, between its quantiles .002 and .998.
 *
 * @param shape > 0
 * @param values of the grid
 * @see Wilson & Hilferty (1931), The distribution of chi-square (for the ends of the grid)
 */
export function gammaEffect(shape: number, values = fewestValues): RateEffect {
  const [low, high] = endsOf(shape);
  const grid = logGrid(low, high, values);
  return { shape, ...withMeanOne(grid, gammaShares(grid, shape)) };
}

function endsOf(shape: number): readonly [number, number] {
  const quantile = (z: number) => Math.max(1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape)), 0.15) ** 3;
  return [quantile(-reach), quantile(reach)];
}

/** Any distribution on a wide grid, to begin with as a Gamma distribution of a shape. */
export function freeEffect(shape: number): RateEffect {
  const grid = logGrid(leastFree, mostFree, freeValues);
  return { shape: undefined, ...withMeanOne(grid, gammaShares(grid, shape)) };
}

/** Shares of grid points that are even in logs: density · value. */
function gammaShares(grid: Float64Array, shape: number): Float64Array {
  const logs = grid.map((value) => shape * (Math.log(value) - value));
  const most = logs.reduce((a, b) => Math.max(a, b));
  return logs.map((log) => Math.exp(log - most));
}

function logGrid(low: number, high: number, count: number): Float64Array {
  const step = Math.log(high / low) / (count - 1);
  return Float64Array.from({ length: count }, (_, e) => low * Math.exp(e * step));
}

/** Shares that sum to 1, values whose mean is 1. */
export function withMeanOne(values: Float64Array, weights: Float64Array) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => weight / total);
  const mean = values.reduce((sum, value, e) => sum + value * shares[e], 0);
  return { values: values.map((value) => value / mean), shares };
}
