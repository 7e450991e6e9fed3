import * as z from "zod";
import { isWhole } from "../features/window.ts";
import { russian } from "../language/russian.ts";
import { type Text, text } from "../language/text.ts";
import { type EpochDay, isoDate, toIsoDate } from "../math/calendar.ts";
import { normalQuantile } from "../math/normal-quantile.ts";
import { quantiles } from "../math/quantile.ts";
import { type SegmentId, type StateHistory, segmentId } from "../segments/segmentation.ts";
import { chainFigures, savedChainFigures } from "./chain/chain-figures.ts";
import type { TransitionModel, WindowPair } from "./estimate-transitions.ts";
import { moveDispersion } from "./forecast/dispersion.ts";
import { type Band, forecastSizes } from "./forecast/forecast-sizes.ts";
import { fitInflow } from "./forecast/inflow.ts";
import { type SmoothedTransitions, smoothTransitions } from "./smoothing/smooth-transitions.ts";

const band = z.strictObject({ mean: z.number(), lo: z.number(), hi: z.number() }).readonly();

const forecastStep = z
  .strictObject({
    /** Windows from now, 1 on. */
    ahead: z.int().min(1),
    until: isoDate,
    /** Customers in each state, of all of them, and newcomers of the window that ends here. */
    sizes: z.array(band).readonly(),
    total: band,
    newcomers: band,
    /** What customers bring in the window that follows, by state and of all; null without money. */
    revenue: z.array(band).readonly().nullable(),
    totalRevenue: band.nullable(),
  })
  .readonly();

/** How forecasts of the past came out, made from what was known before them; lists have one entry for each window ahead. */
const backTest = z
  .strictObject({
    forecasts: z.array(z.int()).readonly(),
    /** Share of the sizes within their intervals; should be the confidence. */
    covered: z.array(z.number()).readonly(),
    /** Mean absolute error relative to the size, of the forecast and of "everybody stays". */
    error: z.array(z.number()).readonly(),
    stayError: z.array(z.number()).readonly(),
  })
  .readonly();

/** Where the base is heading, as it is saved in `transitions.json`. */
export const outlook = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("refused"), reason: text }).readonly(),
  z
    .strictObject({
      status: z.literal("done"),
      states: z.array(segmentId).readonly(),
      /** Pairs of windows learned from, and the end of the newest window. */
      pairs: z.int(),
      asOf: isoDate,
      /** k × k: chances of moving within one window, drawn to what everybody does where little was seen. */
      probabilities: z.array(z.array(z.number()).readonly()).readonly(),
      /** Variance of moves relative to customers who move for themselves. */
      dispersion: z.number(),
      /** What a customer of each state brings in one window, in the currency; null without money. */
      values: z.array(z.number()).readonly().nullable(),
      chain: savedChainFigures,
      /** Customers in each state now, and some windows ahead. */
      sizes: z.array(z.int()).readonly(),
      confidence: z.number(),
      /** How much wider intervals are than drawn, since forecasts of the past missed by more; by windows ahead. */
      widened: z.array(z.number()).readonly(),
      forecast: z.array(forecastStep).readonly(),
      backTest: z.union([backTest, z.strictObject({ status: z.literal("refused"), reason: text }).readonly()]),
    })
    .readonly(),
]);
export type Outlook = z.output<typeof outlook>;
export type DescribedOutlook = Extract<Outlook, { readonly status: "done" }>;

export interface OutlookSettings {
  readonly seed: number;
  /** Ends of the windows ahead. */
  readonly ends: readonly EpochDay[];
  /** What a customer of each state brings in one window, length k; undefined without money. */
  readonly values: Float64Array | undefined;
  /** Share of a window's value that it is worth one window earlier, in (0, 1]. */
  readonly discountFactor: number;
  /** States that count as churn. */
  readonly churn: readonly SegmentId[];
}

const confidence = 0.9;
/** Pairs of windows before a cut from which forecasts are tried. */
const leastPairs = 3;
/** Windows ahead that forecasts of the past are tried for. */
const mostAhead = 6;
/** Misses of the past that an interval is widened by at least; with fewer, those of all windows ahead together. */
const enoughMisses = 20;
/** Standard deviations of a normal variable that hold the confidence. */
const reach = normalQuantile((1 + confidence) / 2);
/** The intervals of the back-test need no more: it counts how many hold. */
const backTestDraws = 400;

/**
 * The chain's figures, and sizes and revenue some windows ahead, with how such forecasts came out in the past. Learned from
 * pairs of windows that both see a full look-back to its end.
 *
 * Forecasts assume that moves and newcomers go on as they were. Neighbouring look-backs overlap, so this month's moves say
 * something of the next one's: the back-test shows what that costs.
 *
 * @param history the windows and labels the model was counted from
 */
export function foresee(model: TransitionModel, history: StateHistory, settings: OutlookSettings): Outlook {
  const { states } = model;
  const k = states.length;
  const whole = model.pairs.filter(isWhole);
  const learned = learn(whole, k);
  if (learned.status === "refused") return learned;

  const newest = history.labels.length - 1;
  const { values, seed, ends, discountFactor, churn } = settings;
  const horizon = ends.length;
  const { probabilities } = learned.smoothed.origins;
  const sizes = sizesOf(history.labels[newest], k);
  const { steps } = forecastSizes({ ...startOf(learned, sizes), values }, { horizon, seed, confidence });
  const { backTest, misses } = tryForecasts(whole, history, { k, seed, horizon });
  const widened = steps.map(({ ahead }) => wideningOf(misses, ahead));
  const wide = (bands: readonly Band[], step: number) => bands.map((band) => widen(band, widened[step]));
  return {
    ...{ status: "done", states, pairs: whole.length, confidence },
    asOf: toIsoDate(history.windows[newest].until),
    probabilities: rowsOf(probabilities, k),
    dispersion: learned.dispersion,
    values: values === undefined ? null : [...values],
    chain: chainFigures(probabilities, states, {
      churn,
      ...(values === undefined ? {} : { value: { values, discountFactor, horizon: 12 } }),
    }),
    sizes: [...sizes],
    widened,
    forecast: steps.map(({ ahead, sizes: bands, total, newcomers, revenue }, step) => ({
      ...{ ahead, until: toIsoDate(ends[step]), sizes: wide(bands, step) },
      ...{ total: widen(total, widened[step]), newcomers: widen(newcomers, widened[step]) },
      revenue: revenue === null ? null : wide(revenue.states, step),
      totalRevenue: revenue === null ? null : widen(revenue.total, widened[step]),
    })),
    backTest,
  };
}

interface Learned {
  readonly status: "done";
  readonly smoothed: SmoothedTransitions;
  readonly dispersion: number;
  readonly newcomers: readonly Float64Array[];
}

function learn(pairs: readonly WindowPair[], k: number): Learned | { status: "refused"; reason: Text } {
  if (pairs.length === 0) return { status: "refused", reason: noPairs };
  const counts = new Float64Array(k * k);
  for (const pair of pairs) for (let cell = 0; cell < k * k; cell++) counts[cell] += pair.counts[cell];
  const smoothed = smoothTransitions([counts], k);
  if (smoothed.status === "refused") return smoothed;
  const { overall } = moveDispersion(
    pairs.map((pair) => pair.counts),
    k,
  );
  return {
    ...{ status: "done", smoothed, dispersion: overall.factor },
    newcomers: pairs.map(({ entered }) => entered),
  };
}

function startOf({ smoothed, dispersion, newcomers }: Learned, sizes: Float64Array) {
  return { sizes, posterior: smoothed.origins.posterior, inflow: fitInflow(newcomers), dispersion };
}

/** How far a forecast of the past missed, in units of its standard deviation. */
interface Miss {
  readonly ahead: number;
  /** Number of the pair of windows after which the miss was known. */
  readonly known: number;
  readonly deviations: number;
}

/**
 * Forecasts of windows that have been, each from what was known before them alone: the pairs, and how far earlier
 * forecasts had missed by then.
 */
function tryForecasts(
  pairs: readonly WindowPair[],
  history: StateHistory,
  { k, seed, horizon }: { readonly k: number; readonly seed: number; readonly horizon: number },
) {
  const most = Math.min(horizon, mostAhead);
  const tries = Array.from({ length: most }, () => ({ forecasts: 0, covered: 0, error: 0, stayError: 0, size: 0 }));
  const misses: Miss[] = [];
  const sizes = history.labels.map((labels) => sizesOf(labels, k));
  const numberOf = (until: number) => history.windows.findIndex((window) => window.until === until);
  for (let known = leastPairs; known < pairs.length; known++) {
    const learned = learn(pairs.slice(0, known), k);
    if (learned.status === "refused") continue;
    const now = sizes[numberOf(pairs[known - 1].after.until)];
    const ahead = Math.min(most, pairs.length - known);
    const settings = { horizon: ahead, seed: seed + known, draws: backTestDraws, confidence };
    const earlier = misses.filter((miss) => miss.known <= known);
    for (const [step, { sizes: bands }] of forecastSizes(startOf(learned, now), settings).steps.entries()) {
      const came = sizes[numberOf(pairs[known + step].after.until)];
      const factor = wideningOf(earlier, step + 1);
      for (const [state, drawn] of bands.entries()) {
        // States nobody is in or could be in are no forecast.
        if (drawn.hi === 0 && came[state] === 0) continue;
        const { mean, lo, hi } = widen(drawn, factor);
        const sd = (drawn.hi - drawn.lo) / (2 * reach);
        if (sd > 0)
          misses.push({ ahead: step + 1, known: known + step + 1, deviations: Math.abs(came[state] - mean) / sd });
        const into = tries[step];
        into.forecasts += 1;
        if (lo <= came[state] && came[state] <= hi) into.covered += 1;
        into.error += Math.abs(mean - came[state]);
        into.stayError += Math.abs(now[state] - came[state]);
        into.size += came[state];
      }
    }
  }
  const made = tries.filter(({ forecasts }) => forecasts > 0);
  if (made.length === 0) return { misses, backTest: { status: "refused" as const, reason: fewPairs(pairs.length) } };
  const backTest = {
    forecasts: made.map(({ forecasts }) => forecasts),
    covered: made.map(({ covered, forecasts }) => covered / forecasts),
    error: made.map(({ error, size }) => error / size),
    stayError: made.map(({ stayError, size }) => stayError / size),
  };
  return { misses, backTest };
}

/**
 * How much wider intervals must be for the same share of past misses to lie within them; at least 1. Moves of
 * neighbouring windows hang together through their look-backs and seasons, which draws do not know.
 *
 * @see Vovk, Gammerman & Shafer (2005), Algorithmic Learning in a Random World (the idea: intervals from past misses)
 */
function wideningOf(misses: readonly Miss[], ahead: number): number {
  const own = misses.filter((miss) => miss.ahead === ahead);
  const used = own.length >= enoughMisses ? own : misses;
  if (used.length < enoughMisses) return 1;
  const [deviations] = quantiles(
    Float64Array.from(used, (miss) => miss.deviations),
    [confidence],
  );
  return Math.max(1, deviations / reach);
}

function widen({ mean, lo, hi }: Band, factor: number): Band {
  return { mean, lo: Math.max(Math.min(0, lo), mean - factor * (mean - lo)), hi: mean + factor * (hi - mean) };
}

function sizesOf(labels: Int16Array, k: number): Float64Array {
  const sizes = new Float64Array(k);
  for (const label of labels) if (label >= 0) sizes[label] += 1;
  return sizes;
}

function rowsOf(matrix: Float64Array, k: number): number[][] {
  return Array.from({ length: k }, (_, row) => [...matrix.subarray(row * k, (row + 1) * k)]);
}

const noPairs: Text = {
  en: "outlook: there are no two neighbouring windows with a full look-back to learn moves from",
  ru: "прогноз: нет двух соседних окон с полной глубиной истории, по которым видны переходы",
};

function fewPairs(pairs: number): Text {
  return {
    en: `back-test: forecasts of the past need ${leastPairs + 1} pairs of windows with a full look-back, there are ${pairs}`,
    ru: `проверка на прошлом: нужно ${russian.counted(leastPairs + 1, "пара", "пары", "пар")} окон с полной глубиной истории, есть ${pairs}`,
  };
}
