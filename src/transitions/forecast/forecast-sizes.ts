import { quantiles } from "../../math/quantile.ts";
import { createRandom } from "../../math/random.ts";
import { type ForecastStart, type SimulatedSizes, simulateSizes } from "./simulate-sizes.ts";

/** Mean of the draws, and the interval between the same share of them on each side. */
export interface Band {
  readonly mean: number;
  readonly lo: number;
  readonly hi: number;
}

/** The base after some windows. */
export interface ForecastStep {
  /** Windows from now, 1 on. */
  readonly ahead: number;
  /** Customers in each state, in the order of the sizes given, length k. */
  readonly sizes: readonly Band[];
  /** Customers in all states. */
  readonly total: Band;
  /** Newcomers of the window that ends here. */
  readonly newcomers: Band;
  /** What customers bring in the window that follows, in the units of the values; null without values. */
  readonly revenue: { readonly states: readonly Band[]; readonly total: Band } | null;
}

export interface SizeForecast {
  /** Share of the draws within each interval. */
  readonly confidence: number;
  readonly draws: number;
  /** 1 window ahead, 2, … */
  readonly steps: readonly ForecastStep[];
}

export interface ForecastSettings {
  /** How many windows ahead. */
  readonly horizon: number;
  readonly seed: number;
  readonly draws?: number;
  /** In (0, 1). */
  readonly confidence?: number;
}

/** Ends of 90 % intervals from as many draws are off by about 0.05 standard deviations of the size. */
const enoughDraws = 2000;

/**
 * Sizes of states and revenue some windows ahead, with intervals that count the doubt about the probabilities, moving by
 * chance, more variance than that where past windows had it, and newcomers.
 *
 * Revenue is the expected one of the customers who are there: that what they bring varies, or changes, is not counted.
 * Moves and inflow are taken to go on as they were.
 *
 * @param start what the forecast starts from, and `values`, what a customer of each state brings in a window, length k
 * @throws RangeError as `simulateSizes`, and if there are not k values or the confidence is not in (0, 1)
 */
export function forecastSizes(
  { values, ...start }: ForecastStart & { readonly values?: Float64Array },
  { horizon, seed, draws = enoughDraws, confidence = 0.9 }: ForecastSettings,
): SizeForecast {
  const k = start.sizes.length;
  if (values !== undefined && values.length !== k) {
    throw new RangeError(`forecastSizes: ${values.length} values for ${k} states`);
  }
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`forecastSizes: no confidence of ${confidence}`);
  const simulated = simulateSizes(start, { draws, windows: horizon, random: createRandom(seed) });
  return {
    ...{ confidence, draws },
    steps: Array.from({ length: horizon }, (_, window) => stepOf(simulated, window, k, values, confidence)),
  };
}

function stepOf(
  { draws, windows, sizes, newcomers }: SimulatedSizes,
  window: number,
  k: number,
  values: Float64Array | undefined,
  confidence: number,
): ForecastStep {
  const band = (sizeAt: (at: number) => number) =>
    bandOf(
      Float64Array.from({ length: draws }, (_, draw) => sizeAt(draw * windows + window)),
      confidence,
    );
  const sumOver = (at: number, weights?: Float64Array) => {
    let sum = 0;
    for (let state = 0; state < k; state++) sum += sizes[at * k + state] * (weights?.[state] ?? 1);
    return sum;
  };
  const bands = Array.from({ length: k }, (_, state) => band((at) => sizes[at * k + state]));
  return {
    ahead: window + 1,
    sizes: bands,
    total: band((at) => sumOver(at)),
    newcomers: band((at) => newcomers[at]),
    revenue:
      values === undefined
        ? null
        : {
            states: bands.map((one, state) => scaled(one, values[state])),
            total: band((at) => sumOver(at, values)),
          },
  };
}

function bandOf(values: Float64Array, confidence: number): Band {
  const [lo, hi] = quantiles(values, [(1 - confidence) / 2, (1 + confidence) / 2]);
  return { mean: values.reduce((sum, value) => sum + value, 0) / values.length, lo, hi };
}

/** A state that costs more than it brings turns its interval around. */
function scaled({ mean, lo, hi }: Band, value: number): Band {
  return { mean: mean * value, lo: Math.min(lo * value, hi * value), hi: Math.max(lo * value, hi * value) };
}
