import * as z from "zod";
import { isWhole } from "../features/window.ts";
import { text } from "../language/text.ts";
import { type EpochDay, isoDate, toIsoDate } from "../math/calendar.ts";
import { type SegmentId, type StateHistory, segmentId } from "../segments/segmentation.ts";
import { chainFigures, savedChainFigures } from "./chain/chain-figures.ts";
import type { TransitionModel } from "./estimate-transitions.ts";
import { backTest, sizesOf, tryForecasts, widen, wideningOf } from "./forecast/back-test.ts";
import { type Band, forecastSizes } from "./forecast/forecast-sizes.ts";
import { learnMoves, startOf } from "./forecast/learn-moves.ts";

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
      backTest,
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
  const learned = learnMoves(whole, k);
  if (learned.status === "refused") return learned;

  const newest = history.labels.length - 1;
  const { values, seed, ends, discountFactor, churn } = settings;
  const horizon = ends.length;
  const { probabilities } = learned.smoothed.origins;
  const sizes = sizesOf(history.labels[newest], k);
  const { steps } = forecastSizes({ ...startOf(learned, sizes), values }, { horizon, seed, confidence });
  const { backTest: tried, misses } = tryForecasts(whole, history, { k, seed, horizon, confidence });
  const widened = steps.map(({ ahead }) => wideningOf(misses, ahead, confidence));
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
    backTest: tried,
  };
}

function rowsOf(matrix: Float64Array, k: number): number[][] {
  return Array.from({ length: k }, (_, row) => [...matrix.subarray(row * k, (row + 1) * k)]);
}
