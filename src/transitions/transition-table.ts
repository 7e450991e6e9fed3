import * as z from "zod";
import { type EpochDay, toIsoDate } from "../math/calendar.ts";
import { wilsonInterval } from "../math/wilson-interval.ts";
import { fewestMoves, rowTotal, type TransitionMatrix, type TransitionModel } from "./estimate-transitions.ts";

/** `from_segment` of those who joined the population; no segment can be called this, since ids are kebab-case. */
export const enteredFrom = "(entered)";

/** One row of `transitions.parquet`: a cell of a matrix, or the customers who entered a state. */
export const transitionRow = z.strictObject({
  basis: z.literal("raw").describe("What the states are: raw labels."),
  from_segment: z.string().describe(`State in the earlier window, or ${enteredFrom}.`),
  to_segment: z.string().describe("State in the later window."),
  window_from: z.string().describe("End of the earlier window, yyyy-mm-dd, or pooled."),
  window_to: z.string().describe("End of the later window, yyyy-mm-dd, or pooled."),
  count: z.int().min(0).describe("Customers who made the move."),
  probability: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe("Share of the row's customers; empty when there is nobody."),
  lo: z.number().min(0).max(1).describe("Lower end of the 95 % Wilson interval."),
  hi: z.number().min(0).max(1).describe("Upper end of the 95 % Wilson interval."),
  flags: z
    .string()
    .describe(
      `Comma-separated: few-moves (fewer than ${fewestMoves} in the row), short-window (a look-back is not full), incomplete-window (the history stops before a window ends).`,
    ),
});
export type TransitionRow = z.output<typeof transitionRow>;

/**
 * The model as rows for `transitions.parquet`: pairs of windows oldest first, then the pooled matrix; within each, every
 * cell in row-major order, then the entered row. A few thousand rows at most.
 */
export function transitionRows(model: TransitionModel): TransitionRow[] {
  const rows = model.pairs.flatMap((pair) =>
    matrixRows(model, pair, iso(pair.before.until), iso(pair.after.until), [
      ...(pair.short ? ["short-window"] : []),
      ...(pair.incomplete ? ["incomplete-window"] : []),
    ]),
  );
  if (model.pooled.status === "done") rows.push(...matrixRows(model, model.pooled, "pooled", "pooled", []));
  return rows;
}

function matrixRows(
  { basis, states }: TransitionModel,
  { counts, probabilities, lo, hi, entered }: TransitionMatrix,
  window_from: string,
  window_to: string,
  windowFlags: readonly string[],
): TransitionRow[] {
  const k = states.length;
  const rows: TransitionRow[] = [];
  for (const [from, from_segment] of states.entries()) {
    const flags = flagsOf(rowTotal(counts, from, k), windowFlags);
    for (const [to, to_segment] of states.entries()) {
      const cell = from * k + to;
      const probability = Number.isNaN(probabilities[cell]) ? null : probabilities[cell];
      const estimate = { count: counts[cell], probability, lo: lo[cell], hi: hi[cell] };
      rows.push({ basis, from_segment, to_segment, window_from, window_to, ...estimate, flags });
    }
  }

  const total = rowTotal(entered, 0, k);
  const flags = flagsOf(total, windowFlags);
  for (const [to, to_segment] of states.entries()) {
    const count = entered[to];
    const [low, high] = wilsonInterval(count, total);
    const estimate = { count, probability: total === 0 ? null : count / total, lo: low, hi: high };
    rows.push({ basis, from_segment: enteredFrom, to_segment, window_from, window_to, ...estimate, flags });
  }
  return rows;
}

function flagsOf(moves: number, windowFlags: readonly string[]): string {
  return [...(moves < fewestMoves ? ["few-moves"] : []), ...windowFlags].join(",");
}

function iso(day: EpochDay): string {
  return toIsoDate(day);
}
