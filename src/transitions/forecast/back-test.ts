import * as z from "zod";
import { russian } from "../../language/russian.ts";
import { type Text, text } from "../../language/text.ts";
import { normalQuantile } from "../../math/normal-quantile.ts";
import { quantiles } from "../../math/quantile.ts";
import type { StateHistory } from "../../segments/segmentation.ts";
import type { WindowPair } from "../estimate-transitions.ts";
import { type Band, forecastSizes } from "./forecast-sizes.ts";
import { learnMoves, startOf } from "./learn-moves.ts";

/** How forecasts of the past came out, made from what was known before them; lists have one entry for each window ahead. */
export const backTest = z.union([
  z
    .strictObject({
      forecasts: z.array(z.int()).readonly(),
      /** Share of the sizes within their intervals; should be the confidence. */
      covered: z.array(z.number()).readonly(),
      /** Mean absolute error relative to the size, of the forecast and of "everybody stays". */
      error: z.array(z.number()).readonly(),
      stayError: z.array(z.number()).readonly(),
    })
    .readonly(),
  z.strictObject({ status: z.literal("refused"), reason: text }).readonly(),
]);
export type BackTest = z.output<typeof backTest>;

/** Pairs of windows before a cut from which forecasts are tried. */
const leastPairs = 3;
/** Windows ahead that forecasts of the past are tried for. */
const mostAhead = 6;
/** Misses of the past that an interval is widened by at least; with fewer, those of all windows ahead together. */
const enoughMisses = 20;
/** The intervals of the back-test need no more: it counts how many hold. */
const backTestDraws = 400;

export interface BackTestSettings {
  /** States. */
  readonly k: number;
  readonly seed: number;
  /** Windows ahead that are asked for. */
  readonly horizon: number;
  /** Share that intervals should hold, in (0, 1). */
  readonly confidence: number;
}

/** How far a forecast of the past missed, in units of its standard deviation. */
export interface Miss {
  readonly ahead: number;
  /** Number of the pair of windows after which the miss was known. */
  readonly known: number;
  readonly deviations: number;
}

/**
 * Forecasts of windows that have been, each from what was known before them alone: the pairs, and how far earlier
 * forecasts had missed by then. Who was in which segment is told by one model, that of today: what is tried is the forecast
 * of moves, not of segments.
 *
 * O(pairs · draws · windows ahead · k²), whatever the number of customers, once sizes are counted.
 */
export function tryForecasts(
  pairs: readonly WindowPair[],
  history: StateHistory,
  { k, seed, horizon, confidence }: BackTestSettings,
): { readonly misses: readonly Miss[]; readonly backTest: BackTest } {
  const most = Math.min(horizon, mostAhead);
  const tries = Array.from({ length: most }, () => ({ forecasts: 0, covered: 0, error: 0, stayError: 0, size: 0 }));
  const misses: Miss[] = [];
  const reach = reachOf(confidence);
  const sizes = history.labels.map((labels) => sizesOf(labels, k));
  const numberOf = (until: number) => history.windows.findIndex((window) => window.until === until);
  for (let known = leastPairs; known < pairs.length; known++) {
    const learned = learnMoves(pairs.slice(0, known), k);
    if (learned.status === "refused") continue;
    const now = sizes[numberOf(pairs[known - 1].after.until)];
    const ahead = Math.min(most, pairs.length - known);
    const settings = { horizon: ahead, seed: seed + known, draws: backTestDraws, confidence };
    const earlier = misses.filter((miss) => miss.known <= known);
    for (const [step, { sizes: bands }] of forecastSizes(startOf(learned, now), settings).steps.entries()) {
      const came = sizes[numberOf(pairs[known + step].after.until)];
      const factor = wideningOf(earlier, step + 1, confidence);
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
  if (made.length === 0) return { misses, backTest: { status: "refused", reason: fewPairs(pairs.length) } };
  const found = {
    forecasts: made.map(({ forecasts }) => forecasts),
    covered: made.map(({ covered, forecasts }) => covered / forecasts),
    error: made.map(({ error, size }) => error / size),
    stayError: made.map(({ stayError, size }) => stayError / size),
  };
  return { misses, backTest: found };
}

/**
 * How much wider intervals must be for the same share of past misses to lie within them; at least 1. Moves of
 * neighbouring windows hang together through their look-backs and seasons, which draws do not know.
 *
 * @see Vovk, Gammerman & Shafer (2005), Algorithmic Learning in a Random World (the idea: intervals from past misses)
 */
export function wideningOf(misses: readonly Miss[], ahead: number, confidence: number): number {
  const own = misses.filter((miss) => miss.ahead === ahead);
  const used = own.length >= enoughMisses ? own : misses;
  if (used.length < enoughMisses) return 1;
  const [deviations] = quantiles(
    Float64Array.from(used, (miss) => miss.deviations),
    [confidence],
  );
  return Math.max(1, deviations / reachOf(confidence));
}

/** A band that reaches further to both sides, but not below 0 where it did not. */
export function widen({ mean, lo, hi }: Band, factor: number): Band {
  return { mean, lo: Math.max(Math.min(0, lo), mean - factor * (mean - lo)), hi: mean + factor * (hi - mean) };
}

/** Customers in each of k states. */
export function sizesOf(labels: Int16Array, k: number): Float64Array {
  const sizes = new Float64Array(k);
  for (const label of labels) if (label >= 0) sizes[label] += 1;
  return sizes;
}

/** Standard deviations of a normal variable that hold a share of it. */
function reachOf(confidence: number): number {
  return normalQuantile((1 + confidence) / 2);
}

function fewPairs(pairs: number): Text {
  return {
    en: `back-test: forecasts of the past need ${leastPairs + 1} pairs of windows with a full look-back, there are ${pairs}`,
    ru: `проверка на прошлом: нужно ${russian.counted(leastPairs + 1, "пара", "пары", "пар")} окон с полной глубиной истории, есть ${pairs}`,
  };
}
